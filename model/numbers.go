package model

import "github.com/shopspring/decimal"

// Numbers is a block of a numeric field, for engines: whole coefficients at
// one scale, so that row i is Values[i] / 10^Scale, unless Values[i] is
// Unknown or Wide. Instants are microseconds since 1970 UTC, dates are days
// since 1970-01-01 and durations are seconds. Values may share memory with the
// table or the block: it is read only, and valid until the Numbers are read into
// again, or the block has other rows.
type Numbers struct {
	Values     []int64
	Scale      uint8
	None       bool       // nothing is known; Values is not set
	Marks      bool       // Values may hold Unknown or Wide
	Currency   Currency   // of all values where Currencies is nil; 0 for plain numbers
	Currencies []Currency // by row, where they differ

	// Every value that is not marked lies from Least to Most; where there is none,
	// Most may be below Least.
	Least, Most int64

	wide   map[int32]decimal.Decimal
	off    int32
	buf    []int64
	curBuf []Currency
	col    numCol   // of values that come one by one
	part   *Numbers // of a derived field's second term
	days   dayTable // of dates placed in a zone
}

// Bound returns what no value that is not marked exceeds in magnitude.
func (n *Numbers) Bound() uint64 { return n.among().bound() }

func (n *Numbers) among() interval { return interval{n.Least, n.Most} }

// At returns the exact value of row i and its currency; ok is false where it
// is not known.
func (n *Numbers) At(i int32) (v decimal.Decimal, cur Currency, ok bool) {
	if n.None {
		return decimal.Decimal{}, 0, false
	}
	cur = n.Currency
	if n.Currencies != nil {
		cur = n.Currencies[i]
	}
	switch c := n.Values[i]; c {
	case Unknown:
		return decimal.Decimal{}, 0, false
	case Wide:
		return n.wide[i+n.off], cur, true
	default:
		return decimal.New(c, -int32(n.Scale)), cur, true
	}
}

func (n *Numbers) number(i int32) number {
	if n.None {
		return noNumber
	}
	switch c := n.Values[i]; c {
	case Unknown:
		return noNumber
	case Wide:
		return number{coef: Wide, wide: n.wide[i+n.off]}
	default:
		return number{coef: c, scale: n.Scale}
	}
}

func (n *Numbers) reset() {
	n.Values, n.Scale, n.None, n.Marks = nil, 0, false, false
	n.Least, n.Most = noValue.least, noValue.most
	n.Currency, n.Currencies, n.wide, n.off = 0, nil, nil, 0
}

func (n *Numbers) none() { n.reset(); n.None = true }

// read fills n from a number column of the block's table.
func (n *Numbers) read(b *Block, slot int) {
	n.reset()
	if b.n == 0 {
		n.None = true
		return
	}
	if b.idx != nil {
		n.gather(b, slot)
		return
	}
	ch := b.t.chunks[b.lo>>chunkBits]
	lo := int(b.lo) & (chunkRows - 1)
	col := ch.nums[slot]
	if col == nil {
		n.None = true
		return
	}
	n.Values, n.Scale, n.Marks = col.v[lo:lo+b.n], col.scale, col.marks
	n.Least, n.Most = col.among.least, col.among.most
	n.wide, n.off = col.wide, int32(lo)
	n.Currency = ch.currency
	if ch.currencies != nil {
		n.Currencies = ch.currencies[lo : lo+b.n]
	}
}

// plain takes off the currency of the rows' money from values that are none:
// instants of orders in two currencies are no mixture.
func (n *Numbers) plain() { n.Currency, n.Currencies = 0, nil }

// gather reads rows that lie anywhere in the table.
func (n *Numbers) gather(b *Block, slot int) {
	if n.gatherAlike(b, slot) {
		return
	}
	n.start(b.n)
	var cur Currency
	for i, r := range b.idx {
		v := noNumber
		if r >= 0 {
			if v = b.t.num(r, slot); v.coef != Unknown {
				cur = b.t.cur(r)
			}
		}
		n.put(int32(i), v, cur)
	}
	n.finish()
}

// gatherAlike is gather where all values are at one scale and in one currency;
// false where they are not.
func (n *Numbers) gatherAlike(b *Block, slot int) bool {
	n.start(b.n)
	out, scale, cur, among, first := n.col.v, uint8(0), Currency(0), noValue, true
	for i, r := range b.idx {
		if r < 0 {
			continue
		}
		ch := b.t.chunks[r>>chunkBits]
		col := ch.nums[slot]
		if col == nil {
			continue
		}
		if first {
			scale, cur, first = col.scale, ch.currency, false
		}
		// Whether a value is known is not asked: the answer would have to wait for memory.
		v := col.v[r&(chunkRows-1)]
		if v == Wide || col.scale != scale || ch.currencies != nil || ch.currency != cur {
			return false
		}
		out[i] = v
		among = among.with(col.among)
	}
	n.col.scale, n.col.among, n.Currency = scale, among, cur
	n.finish()
	return true
}

// start readies n for values that are put one by one, n of them.
func (n *Numbers) start(rows int) {
	n.reset()
	if cap(n.buf) < rows {
		n.buf = make([]int64, 0, max(rows, BlockRows))
	}
	n.col = numCol{v: n.buf[:rows], marks: true, among: noValue}
	for i := range n.col.v {
		n.col.v[i] = Unknown
	}
}

// put sets row i, which start has left unknown. A currency other than those
// before it spreads the currency to one a row.
func (n *Numbers) put(i int32, v number, cur Currency) {
	if v.coef == Unknown {
		return
	}
	n.col.put(int(i), v)
	switch {
	case n.Currencies != nil:
		n.Currencies[i] = cur
	case n.Currency == 0:
		n.Currency = cur
	case n.Currency != cur:
		if cap(n.curBuf) < len(n.col.v) {
			n.curBuf = make([]Currency, max(len(n.col.v), BlockRows))
		}
		n.Currencies = n.curBuf[:len(n.col.v)]
		for j := range n.Currencies {
			n.Currencies[j] = n.Currency
		}
		n.Currencies[i] = cur
	}
}

// own copies values that may be the table's, so that single ones can be put anew;
// finish then makes them those of n.
func (n *Numbers) own() {
	if cap(n.buf) < len(n.Values) {
		n.buf = make([]int64, 0, max(len(n.Values), BlockRows))
	}
	n.col = numCol{v: n.buf[:len(n.Values)], scale: n.Scale, marks: n.Marks, among: n.among()}
	copy(n.col.v, n.Values)
	for i, v := range n.col.v {
		if v == Wide {
			n.col.put(i, number{coef: Wide, wide: n.wide[int32(i)+n.off]})
		}
	}
	n.off = 0
}

func (n *Numbers) finish() {
	n.Values, n.Scale, n.Marks, n.wide = n.col.v, n.col.scale, true, n.col.wide
	n.Least, n.Most = n.col.among.least, n.col.among.most
}
