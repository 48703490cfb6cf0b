package cohort

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// Repeat is how many of the subjects of a range came more than once. Two rates
// go by similar names and are not the same: somebody who comes twice in the
// first month repeats and does not return.
type Repeat struct {
	Active    int64 `json:"active"`    // with an event in the range
	Repeating int64 `json:"repeating"` // with two or more in the range
	Returning int64 `json:"returning"` // with one in the range that started before it
}

// RepeatPurchaseRate returns the share of active subjects with two or more
// events in the range, in [0, 1]. It is undefined where nobody was active
// (NoDenominator).
//
//	subjects with 2 or more events in the range / subjects with an event in the range
func (r Repeat) RepeatPurchaseRate() kpi.Result[kpi.Ratio] {
	return kpi.NewRatio(r.Repeating, r.Active)
}

// ReturningCustomerRate returns the share of active subjects that started before
// the range, in [0, 1]. It is undefined where nobody was active (NoDenominator).
//
//	subjects with an event in the range that started before it / subjects with an event in the range
func (r Repeat) ReturningCustomerRate() kpi.Result[kpi.Ratio] {
	return kpi.NewRatio(r.Returning, r.Active)
}

// String returns the counts.
func (r Repeat) String() string {
	return fmt.Sprintf("%d active, %d repeating, %d returning", r.Active, r.Repeating, r.Returning)
}

// Repeating is who of the subjects active in a range came more than once, in it
// or before it. Events of one instant are as many as there are. Where the first
// event supplied lies in the range, a warning says how many subjects may only
// look as if they did not return. It panics where the range is empty.
func Repeating[F any, K comparable](s Subjects[F, K], r period.Range) kpi.Metric[F, Repeat] {
	if r.Empty() {
		panic("cohort: Repeating needs a range that is not empty")
	}
	from, to := r.Micros()
	type state struct {
		Repeat
		unsure  int64
		earlier bool
	}
	step := func(t *state, l life) *state {
		n := int64(0)
		for m := range l.moments.All() {
			if m.Micros >= from && m.Micros < to && m.Micros >= l.start {
				n += m.Rows
			}
		}
		if l.started && l.start < from {
			t.earlier = true
		}
		if n == 0 || !l.started {
			return t
		}
		t.Active++
		if n > 1 {
			t.Repeat.Repeating++
		}
		if l.start < from {
			t.Returning++
		} else if l.unsure {
			t.unsure++
		}
		return t
	}
	merge := func(a, b *state) *state {
		a.Active, a.Repeat.Repeating, a.Returning = a.Active+b.Active, a.Repeat.Repeating+b.Repeat.Repeating, a.Returning+b.Returning
		a.unsure, a.earlier = a.unsure+b.unsure, a.earlier || b.earlier
		return a
	}
	result := func(t *state) kpi.Result[Repeat] {
		w := kpi.Warning{Of: t.Active, Text: "subjects may have started before the supplied history"}
		if !t.earlier {
			w.Count = t.unsure
		}
		return kpi.Value(t.Repeat, w)
	}
	return across(s, kpi.Buckets{}, folded[K]("repeating in "+r.String(), func() *state { return &state{} }, step, merge, result))
}
