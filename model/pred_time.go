package model

import (
	"fmt"
	"math"
	"slices"
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
	k, v := len(dst), t.nums.Values
	if sel == nil {
		out := slices.Grow(dst, b.n)[:k+b.n]
		for i, v := range v {
			out[k] = int32(i)
			k += b2i((v >= t.lo && v < t.hi) == want && v != Unknown)
		}
		return out[:k]
	}
	out := slices.Grow(dst, len(sel))[:k+len(sel)]
	for _, i := range sel {
		out[k] = i
		k += b2i((v[i] >= t.lo && v[i] < t.hi) == want && v[i] != Unknown)
	}
	return out[:k]
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
	return selectRows(b, sel, dst, func(i int32) bool {
		return at[i] != Unknown && than[i] != Unknown && (at[i] >= than[i]) == want
	})
}

// OpenAt holds where the instant lies within the opening hours.
func OpenAt[F any](at Field[F, time.Time], h period.Hours) Pred[F] {
	own := new(mark)
	return Pred[F]{&predDef{
		expr:     NewExpr("open", "", at.Expr(), NewExpr("const", h.String())),
		identity: fmt.Sprintf("open(%v,%s)", at.Identity(), address(own)),
		bind:     func() test { return &hoursTest[F]{at: at, keep: own, hours: hoursTable{hours: h}} },
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
	values := t.nums.Values
	if !t.hours.cover(values) {
		return selectRows(b, sel, dst, func(i int32) bool {
			return values[i] != Unknown && t.hours.open(values[i]) == want
		})
	}
	if len(t.span) < len(values) {
		t.span = make([]int32, max(len(values), BlockRows))
	}
	t.hours.cuts.FindAll(values, t.span[:len(values)])
	k := len(dst)
	if sel == nil {
		out := slices.Grow(dst, b.n)[:k+b.n]
		for i, s := range t.span[:b.n] {
			out[k] = int32(i)
			k += b2i(s >= 0 && t.hours.opened[s] == want)
		}
		return out[:k]
	}
	out := slices.Grow(dst, len(sel))[:k+len(sel)]
	for _, i := range sel {
		s := t.span[i]
		out[k] = i
		k += b2i(s >= 0 && t.hours.opened[s] == want)
	}
	return out[:k]
}

// hoursTable knows the opening and closing instants of the years seen so far,
// so that a row costs a look-up and no zone arithmetic.
type hoursTable struct {
	hours  period.Hours
	lo, hi int64
	cuts   period.Cuts
	opened []bool
}

// cover extends the table over the values; false where it does not hold them
// all, because they lie too far apart.
func (t *hoursTable) cover(values []int64) bool {
	lo, hi := int64(math.MaxInt64), int64(math.MinInt64)
	for _, v := range values {
		if v != Unknown {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
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
	t.lo, t.hi, t.cuts, t.opened = from, to, cuts, opened
	return true
}

func (t *hoursTable) open(micros int64) bool {
	if t.lo <= micros && micros < t.hi {
		return t.opened[t.cuts.Find(micros)]
	}
	return t.hours.Open(period.FromMicros(micros))
}
