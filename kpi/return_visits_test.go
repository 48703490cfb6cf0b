package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestReturnVisits(t *testing.T) {
	february := func(p kpi.Policy, _ kpi.Window) kpi.KPI[kpi.ReturnVisit] {
		return kpi.ReturnVisits(p, within("2025-02"))
	}
	since := func(at string) func(*model.Session) { return func(s *model.Session) { s.FirstSeenAt = instant(at) } }
	avoid(t, february, []trap{
		{name: "new, twice in the range, and from before", book: book{sessions: []model.Session{
			came("1", "new", "2025-02-10"), came("2", "twice", "2025-02-10"), came("3", "twice", "2025-02-11"), came("4", "old", "2025-01-10"), came("5", "old", "2025-02-10"), came("6", "gone", "2025-01-10"),
		}}, want: "66.67 % returning, 1.3333 visits per visitor"},
		{name: "older systems know the first visit", book: book{sessions: []model.Session{came("1", "v", "2025-02-10", since("2024-02-10")), came("2", "w", "2025-02-10", since("2025-02-10"))}},
			want: "50.00 % returning, 1.0000 visits per visitor"},
		{name: "two sessions at one instant", book: book{sessions: []model.Session{came("1", "v", "2025-02-10"), came("2", "v", "2025-02-10")}}, want: "0.00 % returning, 2.0000 visits per visitor"},
		{name: "the edges of the range", book: book{sessions: []model.Session{came("1", "v", "2025-02-01"), came("2", "v", "2025-03-01")}}, want: "0.00 % returning, 1.0000 visits per visitor"},
		{name: "without consent", book: book{sessions: []model.Session{came("1", "v", "2025-02-01"), came("2", "", "2025-02-01")}}, want: "0.00 % returning, 1.0000 visits per visitor\n! 1 rows without fact.visitor"},
		{name: "nobody came in the range", book: book{sessions: []model.Session{came("1", "v", "2025-01-01")}}, want: "(no denominator)"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("1", "", "2025-02-01")}}, want: "(missing field: session.visitor)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
	})
}
