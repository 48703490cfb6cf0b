package main

import (
	"math/big"
	"math/bits"
)

// handAccount is what retention, baskets, frequency and cohorts need of one
// account: 40 bytes.
type handAccount struct {
	cents, largest int64
	first, last    int64
	months         uint32 // bits
	orders         uint32
}

func (a *handAccount) merge(o *handAccount) {
	switch {
	case o.orders == 0:
	case a.orders == 0:
		*a = *o
	default:
		a.cents += o.cents
		a.largest = max(a.largest, o.largest)
		a.first, a.last = min(a.first, o.first), max(a.last, o.last)
		a.months |= o.months
		a.orders += o.orders
	}
}

// sessionOrder is when an order was placed, and in which session.
type sessionOrder struct {
	at      int64
	session int32
}

// blockRows is how many orders are scanned before what lies far apart in memory
// is looked up, so that the processor waits for many of them together.
const blockRows = 2048

// orders scans a piece of the orders.
func (w *handWorker) orders(from, to int) {
	for ; from < to; from += blockRows {
		slots, visits := w.block(from, min(from+blockRows, to))
		w.filter.add(slots)
		for _, v := range visits {
			w.latest[v.session] = max(w.latest[v.session], v.at)
		}
	}
}

// block scans a few orders, and returns the slots of the counted ones in the
// filter, and those of them that came in online and have a session.
func (w *handWorker) block(from, to int) ([]uint64, []sessionOrder) {
	t, quarters, start := &w.s.orders, w.quarters.of, w.quarters.start
	placed := t.placed[from:to]
	account, session := t.account[from:to][:len(placed)], t.session[from:to][:len(placed)]
	cents, status, channel := t.cents[from:to][:len(placed)], t.status[from:to][:len(placed)], t.channel[from:to][:len(placed)]
	payment, mode := t.payment[from:to][:len(placed)], t.mode[from:to][:len(placed)]
	seen, n := 0, 0
	for i, at := range placed {
		value := cents[i]
		cell := &w.cells[(status[i]*8+channel[i])&63]
		cell.orders++
		cell.cents += value
		if int(status[i]) >= counted {
			continue
		}
		q := quarters[uint64(at-start)/uint64(quarterHour)]
		month := q & monthBits
		w.monthly[month] += value
		w.mix[(payment[i]*8+mode[i])&63]++
		isOnline := number(int(channel[i]) < online)
		off := &w.off[(int(q>>closedShift)*2+isOnline)&3]
		off.orders++
		off.cents += value
		w.visits[n&(blockRows-1)] = sessionOrder{at, session[i]}
		n += isOnline & number(session[i] >= 0)

		a := &w.accounts[account[i]]
		if a.orders == 0 {
			a.largest, a.first, a.last = value, at, at
		}
		a.cents += value
		a.largest = max(a.largest, value)
		a.first, a.last = min(a.first, at), max(a.last, at)
		a.months |= 1 << month
		a.orders++
		w.slots[seen&(blockRows-1)] = w.filter.slot(account[i], at)
		seen++
	}
	return w.slots[:seen], w.visits[:n]
}

// number is 1 for true: what a coin decides is counted without a branch.
func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (w *handWorker) orderFigures(f *figures) {
	for status := range statuses {
		for channel := range channels {
			cell := w.cells[status*8+channel]
			isOnline := channel < online
			switch {
			case status < counted:
				f.counted += cell.orders
				f.countedCents += cell.cents
				if isOnline {
					f.onlineCents += cell.cents
				}
			case status >= submitted:
				f.waiting += cell.orders
			}
			if status < submitted && isOnline {
				f.gmv += cell.cents
			}
		}
	}
	f.payments, f.modes = make([]int64, len(payments)), make([]int64, len(modes))
	for p := range payments {
		for m := range modes {
			f.payments[p] += w.mix[p*8+m]
			f.modes[m] += w.mix[p*8+m]
		}
	}
	f.offOrders, f.offCents = w.off[3].orders, w.off[3].cents
	copy(f.monthly[:], w.monthly[:])
}

// accountFigures follow from the states of the accounts, which are the table of
// baskets as they stand. The gaps of an account add up to its last instant less
// its first one.
func (w *handWorker) accountFigures(f *figures) {
	const later, earlier = uint32(7) << quarterMonth, uint32(7) << beforeMonth
	var high, low, carry uint64 // of the gaps
	for i := range w.accounts {
		a := &w.accounts[i]
		if a.orders == 0 {
			continue
		}
		first := bits.TrailingZeros32(a.months)
		row := &f.cohorts[first]
		for months := a.months >> first; months != 0; months &= months - 1 {
			row[bits.TrailingZeros32(months)]++
		}
		if first >= quarterMonth {
			f.newCustomers++
		}
		if a.months&earlier != 0 {
			f.before++
			if a.months&later != 0 {
				f.retained++
			}
		}
		f.gaps += int64(a.orders) - 1
		low, carry = bits.Add64(low, uint64(a.last-a.first), 0)
		high += carry
	}
	f.gaps -= w.repeats()
	f.gapSum.Lsh(f.gapSum.SetUint64(high), 64)
	f.gapSum.Add(&f.gapSum, new(big.Int).SetUint64(low))
	f.baskets = func(yield func(string, basket) bool) {
		for i, a := range w.accounts {
			if a.orders > 0 && !yield(id("a", i), basket{a.cents, int64(a.orders), a.largest}) {
				return
			}
		}
	}
}
