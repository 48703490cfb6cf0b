package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// ReturnVisit is who came back, and how often.
type ReturnVisit struct {
	Rate             Ratio          `json:"rate"`               // returning visitors / visitors
	VisitsPerVisitor Average[int64] `json:"visits_per_visitor"` // sessions / visitors
}

// String returns the rate and the visits per visitor.
func (r ReturnVisit) String() string {
	return fmt.Sprintf("%v returning, %v visits per visitor", r.Rate, r.VisitsPerVisitor)
}

// ReturnVisits is T10, in [0, 1]; higher is better.
//
//	visitors with a session in the range after their first one ever / visitors with a session in the range
//
// Beside it stands sessions ÷ visitors. The first session ever is the earliest
// one supplied, or FirstSeenAt where older systems know it. It is a history KPI:
// a filter or period around it means the history within that slice. It is
// undefined without visitors in the range (NoDenominator), and where no session
// has a visitor (MissingField).
func ReturnVisits(_ Policy, r period.Range) KPI[ReturnVisit] {
	first := joinResults("first seen", Earliest(model.SessionStartedAt), Earliest(model.SessionFirstSeenAt), earlier)
	here := During(model.SessionStartedAt, r, Both(Count[model.SessionRow](), Latest(model.SessionStartedAt)))
	per := onVisits(joinResults("visits", here, first, func(here Result[Pair[int64, time.Time]], first Result[time.Time]) Result[returns] {
		in, _ := here.Value()
		n, _ := in.A.Value()
		last, _ := in.B.Value()
		from, _ := first.Value()
		return Value(returns{visits: n, again: n > 0 && last.After(from)})
	}))
	count := Count[Entry[SubjectID, returns]]()
	came := Where(EntryIf[SubjectID]("came", func(r returns) bool { return r.visits > 0 }), count)
	again := Where(EntryIf[SubjectID]("came back", func(r returns) bool { return r.again }), count)
	sessions := Sum(EntryField[SubjectID]("visits", func(r returns) (int64, bool) { return r.visits, true }))
	over := Join("return visits", Share(again, came), Per(sessions, came), func(rate Ratio, mean Average[int64]) Result[ReturnVisit] {
		return Value(ReturnVisit{rate, mean})
	})
	return needs(model.SessionFacts, withVisitors(Where(model.PredOf(model.SessionFacts, visits), Across(subjectKeys[SubjectVisitor], per, over))))
}

// returns is what one visitor did in the range.
type returns struct {
	visits int64
	again  bool
}

// earlier is the earlier one of two instants, of which either may be missing.
func earlier(a, b Result[time.Time]) Result[time.Time] {
	x, ok := a.Value()
	y, also := b.Value()
	if also && (!ok || y.Before(x)) {
		return b
	}
	return a
}
