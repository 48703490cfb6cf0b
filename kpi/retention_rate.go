package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Retention is who of the customers of a look-back came back in a range.
type Retention struct {
	Before      int64 // S: customers who ordered in the look-back
	Retained    int64 // those of S who ordered again in the range
	Active      int64 // E: customers who ordered in the range
	New         int64 // N: those whose first order lies in the range
	Reactivated int64 // active, neither retained nor new
	Rate        Ratio // Retained / S, in [0, 1]
	Business    Ratio // (E - N) / S, which is Rate + Reactivated / S
}

// String returns the rate and its parts.
func (r Retention) String() string {
	return r.Rate.String() + " (business form " + r.Business.String() + ")"
}

// CustomerRetentionRate is O2, customer-retention-rate, in [0, 1]; higher is
// better.
//
//	customers who ordered in the look-back and in the range / customers who ordered in the look-back
//
// The look-back is the calendar period of the grain before the range, unless
// the policy has another one. It is a history KPI: a filter or period around
// it means the history within that slice. It is undefined where nobody ordered
// in the look-back (NoHistory). Where the supplied history begins after the
// look-back does, a warning says that some customers may not be new.
func CustomerRetentionRate(p Policy, b Buckets) KPI[Retention] {
	back := p.LookBack
	if back.IsZero() {
		back = b.Calendar.Previous(b.Range, b.Grain)
	}
	begins := onOrders(Where(p.counted(), Earliest(model.OrderPlacedAt)))
	m := retention(p, p.subject(), back, b.Range)
	return placed(p, needsOrders(joinResults("history", begins, m, func(first Result[time.Time], r Result[Retention]) Result[Retention] {
		if at, ok := first.Value(); ok && at.After(back.Start()) {
			return r.warn(Warning{Count: 1, Text: "history begins inside the look-back: some new customers may have ordered before"})
		}
		return r
	})))
}

// activity is what retention needs of one subject.
type activity struct {
	before, in bool
	first      time.Time
}

func retention[K comparable](p Policy, key model.Key[model.Fact, K], back, r period.Range) KPI[Retention] {
	during := func(r period.Range) KPI[int64] {
		return onOrders(During(model.OrderPlacedAt, r, Count[model.OrderRow]()))
	}
	per := joinResults("activity", Both(during(back), during(r)), firstOrder(),
		func(n Result[Pair[int64, int64]], first Result[time.Time]) Result[activity] {
			var a activity
			counts, _ := n.Value()
			before, _ := counts.A.Value()
			in, _ := counts.B.Value()
			a.before, a.in = before > 0, in > 0
			a.first, _ = first.Value()
			return Value(a)
		})
	count := func(name string, holds func(activity) bool) Metric[Entry[K, activity], int64] {
		return Where(EntryIf[K](name, holds), Count[Entry[K, activity]]())
	}
	over := Then("retention", List(
		count("in the look-back", func(a activity) bool { return a.before }),
		count("in both", func(a activity) bool { return a.before && a.in }),
		count("in the range", func(a activity) bool { return a.in }),
		count("first in the range", func(a activity) bool { return a.in && r.Contains(a.first) }),
	), retentionOf)
	return Where(p.history(), Across(key, per, over))
}

func retentionOf(counts []Result[int64]) Result[Retention] {
	n := make([]int64, len(counts))
	for i, c := range counts {
		n[i], _ = c.Value()
	}
	r := Retention{Before: n[0], Retained: n[1], Active: n[2], New: n[3]}
	r.Reactivated = r.Active - r.New - r.Retained
	if r.Before == 0 {
		return Undefined[Retention](NoHistory, "")
	}
	r.Rate, _ = ratioOf(r.Retained, r.Before, true).Value()
	r.Business, _ = ratioOf(r.Active-r.New, r.Before, false).Value()
	return Value(r)
}
