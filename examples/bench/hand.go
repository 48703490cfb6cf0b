package main

import (
	"encoding/binary"
	"math/bits"
	"sync"
	"sync/atomic"
)

// hand is the floor: the program that somebody would write for exactly this
// suite, over exactly these columns. It scans each table once, in pieces that
// the goroutines take from a counter, keeps flat states that are indexed by the
// interned IDs, and takes for granted what the data promises: one currency,
// cents, at most 8 codes of a kind, orders within the two years and not before
// the session they are in, no test data.
type hand struct {
	s        *shop
	quarters quarterHours
	workers  []*handWorker
}

// pieceRows is how many rows a goroutine takes at a time.
const pieceRows = 1 << 16

// handWorker is what one goroutine has seen.
type handWorker struct {
	*hand

	cells    [64]handCell // by status and channel
	off      [4]handCell  // counted orders, by closed and online
	slots    [blockRows]uint64
	visits   [blockRows]sessionOrder
	monthly  [32]int64
	mix      [64]int64 // by payment and delivery mode
	accounts []handAccount
	latest   []int64 // online counted order, by session
	filter   repeatFilter

	visitors []uint8 // flags
	persons  []uint8
	stays    handStays

	quotes       handQuotes
	cartAccounts []cartCounts
}

type handCell struct{ orders, cents int64 }

// runHand computes the suite with so many goroutines.
func runHand(s *shop, goroutines int) (*figures, error) {
	quarters, err := newQuarterHours()
	if err != nil {
		return nil, err
	}
	h := &hand{s: s, quarters: quarters, workers: make([]*handWorker, max(1, goroutines))}
	for i := range h.workers {
		h.workers[i] = newHandWorker(h)
	}
	h.pieces(len(s.orders.placed), (*handWorker).orders)
	h.pieces(len(s.sessions.started), (*handWorker).sessions)
	h.pieces(len(s.quotes.offered), (*handWorker).offers)
	h.pieces(len(s.carts.created), (*handWorker).carts)
	return h.finish(), nil
}

func newHandWorker(h *hand) *handWorker {
	s := h.s
	return &handWorker{
		hand:     h,
		accounts: make([]handAccount, s.accounts), latest: make([]int64, len(s.sessions.started)),
		filter:   newRepeatFilter(len(s.orders.placed)),
		visitors: make([]uint8, roundUp(s.visitors)), persons: make([]uint8, roundUp(s.persons+1)),
		stays: handStays{all: make([]int64, 0, len(s.sessions.started)+1)}, cartAccounts: make([]cartCounts, s.accounts),
	}
}

// roundUp makes flags fill words of 8.
func roundUp(n int) int { return (n + 7) &^ 7 }

// pieces hands the rows of a table out to the workers.
func (h *hand) pieces(rows int, scan func(w *handWorker, from, to int)) {
	if len(h.workers) == 1 {
		scan(h.workers[0], 0, rows)
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for _, w := range h.workers {
		all.Go(func() {
			for {
				from := int(next.Add(pieceRows)) - pieceRows
				if from >= rows {
					return
				}
				scan(w, from, min(from+pieceRows, rows))
			}
		})
	}
	all.Wait()
}

// finish adds the workers up into the first one, and reads the figures off.
func (h *hand) finish() *figures {
	w := h.workers[0]
	for _, o := range h.workers[1:] {
		w.merge(o)
	}
	f := &figures{}
	w.orderFigures(f)
	w.accountFigures(f)
	w.visitFigures(f)
	w.offerFigures(f)
	w.cartFigures(f)
	return f
}

func (w *handWorker) merge(o *handWorker) {
	addCells(w.cells[:], o.cells[:])
	addCells(w.off[:], o.off[:])
	addAll(w.monthly[:], o.monthly[:])
	addAll(w.mix[:], o.mix[:])
	for i := range w.accounts {
		w.accounts[i].merge(&o.accounts[i])
	}
	w.filter.merge(o.filter)
	orAll(w.visitors, o.visitors)
	orAll(w.persons, o.persons)
	w.stays.merge(&o.stays)
	w.quotes.merge(o.quotes)
	for i, c := range o.cartAccounts {
		w.cartAccounts[i].merge(c)
	}
}

func addCells(to, from []handCell) {
	for i, c := range from {
		to[i].orders += c.orders
		to[i].cents += c.cents
	}
}

func addAll(to, from []int64) {
	for i, n := range from {
		to[i] += n
	}
}

func orAll(to, from []uint8) {
	for i, b := range from {
		to[i] |= b
	}
}

// flagged counts the bytes that have a flag.
func flagged(flags []uint8, flag uint8) int64 {
	n, mask := 0, uint64(flag)*0x0101010101010101
	for i := 0; i+8 <= len(flags); i += 8 {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(flags[i:]) & mask)
	}
	return int64(n)
}
