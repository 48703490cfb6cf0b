package model

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// During holds where the instant lies in the range, its end excluded.
func During[F any](at Field[F, time.Time], r period.Range) Pred[F] {
	return Pred[F]{&predDef{
		expr:     NewExpr("during", "", at.Expr(), NewExpr("const", r.String())),
		identity: fmt.Sprintf("during(%v,%s)", at.Identity(), r),
		bind: func() test {
			return &rangeTest[F]{at: at, lo: period.CeilMicros(r.Start()), hi: period.CeilMicros(r.End())}
		},
	}}
}

// Before holds where the instant lies before another.
func Before[F any](at Field[F, time.Time], t time.Time) Pred[F] {
	return Pred[F]{&predDef{
		expr:     NewExpr("<", "", at.Expr(), NewExpr("const", t.UTC().Format(time.RFC3339Nano))),
		identity: fmt.Sprintf("before(%v,%d,%d)", at.Identity(), t.Unix(), t.Nanosecond()),
		bind: func() test {
			return &rangeTest[F]{at: at, lo: Wide + 1, hi: period.CeilMicros(t)}
		},
	}}
}

// rangeTest selects instants in [lo, hi).
type rangeTest[F any] struct {
	at     Field[F, time.Time]
	lo, hi int64
	nums   Numbers
}

func (t *rangeTest[F]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.at.Read(b, sel, &t.nums)
	if t.nums.None {
		return dst
	}
	sel, dst = b.chosen(sel, dst)
	// An instant lies in the range where, counted from its start, it is below its length.
	values, lo, span := t.nums.Values, t.lo, uint64(t.hi)-uint64(t.lo)
	if t.hi <= t.lo {
		span = 0
	}
	if want {
		return keep(sel, dst, func(i int32) int {
			return b2i(uint64(values[i])-uint64(lo) < span) & b2i(values[i] != Unknown)
		})
	}
	return keep(sel, dst, func(i int32) int {
		return b2i(uint64(values[i])-uint64(lo) >= span) & b2i(values[i] != Unknown)
	})
}

func (t *rangeTest[F]) always(b *Block, want bool) Answer {
	if !t.at.Stored() || b.t == nil {
		return SomeRows
	}
	t.at.Read(b, nil, &t.nums)
	n := &t.nums
	switch {
	case n.None || n.Marks:
	case t.lo <= n.Least && n.Most < t.hi:
		return constant(true, want)
	case n.Most < t.lo || t.hi <= n.Least:
		return constant(false, want)
	}
	return SomeRows
}

// NoEarlier holds where one instant does not lie before another one; it is known
// where both are.
func NoEarlier[F any](at, than Field[F, time.Time]) Pred[F] {
	return Pred[F]{&predDef{
		expr:     NewExpr(">=", "", at.Expr(), than.Expr()),
		identity: fmt.Sprintf("no earlier(%v,%v)", at.Identity(), than.Identity()),
		bind:     func() test { return &noEarlierTest[F]{at: at, than: than} },
	}}
}

// noEarlierTest compares two instants of a row.
type noEarlierTest[F any] struct {
	at, than  Field[F, time.Time]
	nums, low Numbers
}

func (t *noEarlierTest[F]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.at.Read(b, sel, &t.nums)
	t.than.Read(b, sel, &t.low)
	if t.nums.None || t.low.None {
		return dst
	}
	at, than := t.nums.Values, t.low.Values
	sel, dst = b.chosen(sel, dst)
	if want {
		return keep(sel, dst, func(i int32) int {
			return b2i(at[i] >= than[i]) & b2i(at[i] != Unknown) & b2i(than[i] != Unknown)
		})
	}
	return keep(sel, dst, func(i int32) int {
		return b2i(at[i] < than[i]) & b2i(at[i] != Unknown) & b2i(than[i] != Unknown)
	})
}

// OpenAt holds where the instant lies within the opening hours.
func OpenAt[F any](at Field[F, time.Time], h period.Hours) Pred[F] {
	own := new(mark)
	return Pred[F]{&predDef{
		expr:     NewExpr("open", "", at.Expr(), NewExpr("const", h.String())),
		identity: fmt.Sprintf("open(%v,%s)", at.Identity(), address(own)),
		bind: func() test {
			return &hoursTest[F]{at: at, keep: own, hours: hoursTable{hours: h, opened: []uint8{untold}}}
		},
	}}
}

// ClosedAt holds where the instant lies outside the opening hours: exactly at
// the opening instant it is open, exactly at the closing instant closed.
func ClosedAt[F any](at Field[F, time.Time], h period.Hours) Pred[F] { return Not(OpenAt(at, h)) }

type hoursTest[F any] struct {
	at    Field[F, time.Time]
	hours hoursTable
	nums  Numbers
	span  []int32 // of the hours' table, by row
	keep  *mark
}

func (t *hoursTest[F]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.at.Read(b, sel, &t.nums)
	if t.nums.None {
		return dst
	}
	sel, dst = b.chosen(sel, dst)
	values := t.nums.Values
	if !t.hours.covers(&t.nums) {
		return keep(sel, dst, func(i int32) int {
			return b2i(values[i] != Unknown && t.hours.open(values[i]) == want)
		})
	}
	if len(t.span) < len(values) {
		t.span = make([]int32, max(len(values), BlockRows))
	}
	t.hours.cuts.FindAll(values, t.span[:len(values)])
	span, opened, as := t.span, t.hours.opened, told(want)
	return keep(sel, dst, func(i int32) int { return b2i(opened[span[i]+1] == as) })
}

// hoursTable knows the opening and closing instants of the years seen so far,
// so that a row costs a look-up and no zone arithmetic.
type hoursTable struct {
	hours  period.Hours
	lo, hi int64
	cuts   period.Cuts
	opened []uint8 // answer by interval + 1, of which 0 stands for none
}

// covers extends the table over all that a block's instants lie among, or else over
// those of its rows; false where these are too far apart.
func (t *hoursTable) covers(n *Numbers) bool {
	if t.cover(n.Least, n.Most) {
		return true
	}
	among := noValue
	for _, v := range n.Values {
		if v != Unknown {
			among.add(v)
		}
	}
	return t.cover(among.least, among.most)
}

// cover extends the table over the instants from one to another; false where it
// does not hold them all, because they lie too far apart.
func (t *hoursTable) cover(lo, hi int64) bool {
	if lo > hi || t.lo <= lo && hi < t.hi {
		return true
	}
	const (
		day  = 24 * 3600 * 1_000_000
		most = 400 * 365 * day // a wider table costs more than it saves
	)
	margin := int64(31 * day)
	if t.lo < t.hi { // as values go on in time, the table doubles
		margin = max(margin, t.hi-t.lo)
		lo, hi = min(lo, t.lo), max(hi, t.hi)
	}
	from, to := lo-margin, hi+margin
	if to-from > most {
		return false
	}
	r, err := period.NewRange(period.FromMicros(from), period.FromMicros(to))
	if err != nil {
		return false
	}
	cuts, opened, err := t.hours.Cuts(r)
	if err != nil {
		return false
	}
	t.lo, t.hi, t.cuts, t.opened = from, to, cuts, []uint8{untold}
	for _, is := range opened {
		t.opened = append(t.opened, told(is))
	}
	return true
}

func (t *hoursTable) open(micros int64) bool {
	if t.lo <= micros && micros < t.hi {
		return t.opened[t.cuts.Find(micros)+1] == toldYes
	}
	return t.hours.Open(period.FromMicros(micros))
}
