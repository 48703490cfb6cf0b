package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Retention is who of the customers of a look-back came back in a range.
type Retention struct {
	Before      int64 `json:"before"`      // S: customers who ordered in the look-back
	Retained    int64 `json:"retained"`    // those of S who ordered again in the range
	Active      int64 `json:"active"`      // E: customers who ordered in the range
	New         int64 `json:"new"`         // N: those whose first order lies in the range
	Reactivated int64 `json:"reactivated"` // active, neither retained nor new
	Rate        Ratio `json:"rate"`        // Retained / S, in [0, 1]
	Business    Ratio `json:"business"`    // (E - N) / S, which is Rate + Reactivated / S
}

// String returns the rate and its parts.
func (r Retention) String() string {
	return fmt.Sprintf("%v (%d of %d), business form %v", r.Rate, r.Retained, r.Before, r.Business)
}

// CustomerRetentionRate is O2, customer-retention-rate, in [0, 1]; higher is
// better.
//
//	customers who ordered in the look-back and in the range / customers who ordered in the look-back
//
// Beside it stands the business form (E - N) / S, which reactivated customers
// may carry above 1. The look-back is the calendar period of the grain before
// that of the range, or as many as the range touches, unless the policy has
// another one. It is a history KPI: a filter or period around it means the
// history within that slice.
//
// It is undefined where nobody ordered in the look-back, or that does not end
// by the start of the range (NoHistory), and where no order says whose it is
// (MissingField). Where the supplied history begins inside the look-back,
// warnings say how many customers the rate is taken over, and how many may only
// look new because no older system knows their first order.
func CustomerRetentionRate(p Policy, b Buckets) KPI[Retention] {
	back := p.LookBack
	if back.IsZero() {
		back = lookBack(b)
	}
	if back.End().After(b.Range.Start()) {
		return undefined[Retention](NoHistory, "the look-back ends inside the range")
	}
	begins := onOrders(Where(p.counted(), Earliest(model.OrderPlacedAt)))
	m := joinResults("history", begins, retention(p, p.subject(), back, b.Range),
		func(first Result[time.Time], r Result[customers]) Result[Retention] {
			c, ok := r.Value()
			if !ok {
				return undefinedAs[Retention](r)
			}
			out := Value(c.Retention, r.Warnings()...)
			if at, ok := first.Value(); ok && at.After(back.Start()) {
				return warned(out,
					Warning{Count: c.Before, Text: "customers of a look-back that begins before the supplied history"},
					Warning{Count: c.unsure, Of: c.New, Text: "new customers may have ordered before the supplied history"},
				)
			}
			return out
		})
	return placed(p, needsOrders(withSubject(p, m)))
}

// lookBack is as many whole periods as the range touches, before them: those
// of a part of a month are compared with the whole month before.
func lookBack(b Buckets) period.Range {
	first, last := b.Calendar.Of(b.Range.Start(), b.Grain), b.Calendar.Of(b.Range.End().Add(-time.Microsecond), b.Grain)
	if whole, err := period.NewRange(first.Whole().Start(), last.Whole().End()); err == nil && !b.Range.Empty() {
		return b.Calendar.Previous(whole, b.Grain)
	}
	return b.Calendar.Previous(b.Range, b.Grain)
}

// activity is what retention needs of one customer.
type activity struct {
	before, in bool
	first      time.Time
	unsure     bool // first is the first order supplied, and no older system was asked
}

// customers is Retention, with how many customers may only look new.
type customers struct {
	Retention
	unsure int64
}

func retention[K comparable](p Policy, key model.Key[model.Fact, K], back, r period.Range) KPI[customers] {
	during := func(r period.Range) KPI[int64] {
		return onOrders(During(model.OrderPlacedAt, r, Count[model.OrderRow]()))
	}
	// Only accounts and companies have a first order in older systems.
	older := On(model.AccountFacts, Earliest(model.AccountFirstOrderAt))
	first := Both(onOrders(Earliest(model.OrderPlacedAt)), older)
	per := joinResults("activity", Both(during(back), during(r)), first,
		func(n Result[Pair[int64, int64]], first Result[Pair[time.Time, time.Time]]) Result[activity] {
			var a activity
			before, in := counts(n)
			a.before, a.in = before > 0, in > 0
			at, _ := first.Value()
			a.first, _ = at.A.Value()
			known, ok := at.B.Value()
			if a.unsure = !ok; ok && known.Before(a.first) {
				a.first = known
			}
			return Value(a)
		})
	count := func(name string, holds func(activity) bool) Metric[Entry[K, activity], int64] {
		return Where(EntryIf[K](name, holds), Count[Entry[K, activity]]())
	}
	isNew := func(a activity) bool { return a.in && r.Contains(a.first) }
	over := Then("retention", List(
		count("in the look-back", func(a activity) bool { return a.before }),
		count("in both", func(a activity) bool { return a.before && a.in }),
		count("in the range", func(a activity) bool { return a.in }),
		count("first in the range", isNew),
		count("unsure", func(a activity) bool { return isNew(a) && a.unsure }),
	), retentionOf)
	return Where(p.history(), Across(key, per, over))
}

func retentionOf(counts []Result[int64]) Result[customers] {
	var r Retention
	var unsure int64
	unpack(counts, &r.Before, &r.Retained, &r.Active, &r.New, &unsure)
	r.Reactivated = r.Active - r.New - r.Retained
	if r.Before == 0 {
		return Undefined[customers](NoHistory, "")
	}
	r.Rate, _ = ratioOf(r.Retained, r.Before, true).Value()
	r.Business, _ = ratioOf(r.Active-r.New, r.Before, false).Value()
	return Value(customers{r, unsure})
}
