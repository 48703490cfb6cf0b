package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func TestUniqueVisitors(t *testing.T) {
	avoid(t, ofPolicy(kpi.UniqueVisitors), []trap{
		{name: "a visitor counts once", book: book{sessions: []model.Session{came("1", "v", "2025-01-10"), came("2", "v", "2025-02-10"), came("3", "w", "2025-02-10")}},
			want: "2 visitors, 3 sessions, 0 of them without consent"},
		{name: "robots, staff and test accounts", book: book{
			accounts: []model.Account{{ID: "trial", Test: true}},
			sessions: []model.Session{
				came("1", "v", "2025-01-10"), came("2", "w", "2025-01-10", robot), came("3", "x", "2025-01-10", staff), came("4", "y", "2025-01-10", login("p", "trial", "")),
			},
		}, want: "1 visitors, 1 sessions, 0 of them without consent"},
		{name: "without consent stands beside", book: book{sessions: []model.Session{came("1", "v", "2025-01-10"), came("2", "", "2025-01-10")}},
			want: "1 visitors, 2 sessions, 1 of them without consent"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("1", "", "2025-01-10")}}, want: "(missing field: session.visitor)"},
		{name: "no sessions at all", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
		{name: "robots alone", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", robot)}}, want: "0 visitors, 0 sessions, 0 of them without consent"},
	})
}

func TestVisitorsOfMonthsDoNotAddUp(t *testing.T) {
	b := book{sessions: []model.Session{
		came("1", "v", "2025-01-31T23:59:59.999999Z"), came("2", "v", "2025-02-01"), came("3", "w", "2025-02-10"), came("4", "x", "2025-03-01"),
	}}
	m := kpi.Map("visitors", kpi.UniqueVisitors(kpi.Policy{}), func(v kpi.VisitorCount) int64 { return v.Visitors })
	quarter, _ := of(kpi.During(model.FactAt, within("2025-Q1"), m), b).Value()
	sum, months := int64(0), of(kpi.Every(model.FactAt, kpi.Buckets{Range: within("2025-Q1"), Grain: period.Month, Calendar: utc}, m), b)
	series, _ := months.Value()
	for _, r := range series.All() {
		n, _ := r.Value()
		sum += n
	}
	if quarter != 3 || sum != 4 {
		t.Errorf("got %d in the quarter and %d in its months, want 3 and 4", quarter, sum)
	}
}
