package cohort

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// Standings is how the customers who have ordered before the end of a range
// stand to it. Each is counted once.
type Standings struct {
	New       int64 `json:"new"`       // first order in the range
	Repeating int64 `json:"repeating"` // ordered in the range, and before it
	Lapsed    int64 `json:"lapsed"`    // ordered before the range, and not in it
}

// Active returns who ordered in the range: new and repeating.
func (s Standings) Active() int64 { return s.New + s.Repeating }

// Known returns all who have ordered before the end of the range.
func (s Standings) Known() int64 { return s.Active() + s.Lapsed }

// String returns the three numbers.
func (s Standings) String() string {
	return fmt.Sprintf("%d new, %d repeating, %d lapsed", s.New, s.Repeating, s.Lapsed)
}

// CustomerStandings counts the customers who are new in a range, repeating and
// lapsed, by their counted orders: take the last twelve months as the range for
// "lapsed" in the sense of a year without orders.
//
// "New" and "lapsed" are told by the orders supplied: where history begins with
// the range everybody is new. Of no order before the range's end it is all 0.
// It is undefined where no history can be told (MissingFacts, MissingField,
// UnplacedStatus). A filter or period around it means the history within that
// slice.
func CustomerStandings(p kpi.Policy, r period.Range) kpi.KPI[Standings] {
	type entry = kpi.Entry[kpi.SubjectID, kpi.Moments]
	over := kpi.Fold("standings in "+r.String(), kpi.Folding[entry, Standings, Standings]{
		New: func() Standings { return Standings{} },
		Step: func(s Standings, e entry) Standings {
			before, in := false, false
			for one := range e.Value.All() {
				at := one.At()
				before = before || at.Before(r.Start())
				in = in || r.Contains(at)
			}
			switch {
			case in && before:
				s.Repeating++
			case in:
				s.New++
			case before:
				s.Lapsed++
			}
			return s
		},
		Merge: func(s, o Standings) Standings {
			return Standings{s.New + o.New, s.Repeating + o.Repeating, s.Lapsed + o.Lapsed}
		},
		Result: func(s Standings) kpi.Result[Standings] { return kpi.Value(s) },
	})
	return perSubject(p, instants(), over)
}
