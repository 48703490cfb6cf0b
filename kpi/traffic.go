package kpi

import (
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// Traffic is what came from somewhere, and what became of it.
type Traffic struct {
	Visits     int64         `json:"visits"`
	Visitors   int64         `json:"visitors"`
	Conversion Result[Ratio] `json:"conversion"` // visits in which the goal was reached / visits
}

// String returns visits, visitors and conversion.
func (t Traffic) String() string {
	return fmt.Sprintf("%d visits of %d visitors, conversion %v", t.Visits, t.Visitors, t.Conversion)
}

// TrafficBy is T1: where visitors come from and where they land, as visits,
// visitors and conversion by a key of sessions, such as model.SessionSource,
// SessionMedium, SessionCampaign or SessionLanding.
//
//	count of sessions, distinct visitors, and sessions in which the goal was reached / sessions, by the key
//
// Visitors of several groups do not add up. Robots, staff and test accounts
// are left out; the policy's Goal says what converts. Where what it needs is
// missing, the conversion is undefined as that of ConversionRate is.
func TrafficBy[K comparable](p Policy, key model.Key[model.SessionRow, K]) KPI[Groups[K, Traffic]] {
	count := Count[model.SessionRow]()
	reached := Share(Where(p.reachedIn(), count), count)
	traffic := joinResults("traffic", Both(count, Distinct(model.SessionVisitor)), reached,
		func(n Result[Pair[int64, int64]], rate Result[Ratio]) Result[Traffic] {
			visits, visitors := counts(n)
			return Value(Traffic{visits, visitors, rate})
		})
	// Without what the goal needs the conversion is undefined, but visits are not.
	return joinResults("traffic told", onVisits(By(key, traffic)), p.conversionBySession(),
		func(by Result[Groups[K, Traffic]], all Result[Ratio]) Result[Groups[K, Traffic]] {
			groups, ok := by.Value()
			if why := all.Why(); !ok || why == Defined || why == NoDenominator {
				return by
			}
			entries := slices.Clone(groups.sorted())
			for i, e := range entries {
				t, _ := e.result.Value()
				t.Conversion = Result[Ratio]{standing: all.standing}
				entries[i].result = Value(t, e.result.Warnings()...)
			}
			return Value(newGroups(entries, key.Compare), by.Warnings()...)
		})
}
