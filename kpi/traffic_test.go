package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestTrafficBy(t *testing.T) {
	from := func(c model.Code) func(*model.Session) { return func(s *model.Session) { s.Source = c } }
	sessions := []model.Session{
		came("1", "v", "2025-01-10", from("search")), came("2", "v", "2025-01-11", from("direct")), came("3", "w", "2025-01-11", from("search")),
		came("4", "w", "2025-01-12", from("search")), came("5", "x", "2025-01-12"), came("6", "y", "2025-01-12", from("search"), robot),
	}
	bySource := func(p kpi.Policy) kpi.KPI[kpi.Groups[model.Code, kpi.Traffic]] {
		return kpi.TrafficBy(p, model.SessionSource)
	}
	avoid(t, ofPolicy(bySource), []trap{
		{name: "visits, visitors and orders", book: book{sessions: sessions, orders: []model.Order{order("1", "2025-01-10", "1 EUR", placedIn("1")), order("2", "2025-01-10", "1 EUR", placedIn("1"))}},
			want: "direct: 1 visits of 1 visitors, conversion 0.00 %\nsearch: 3 visits of 2 visitors, conversion 33.33 %\n(unknown): 1 visits of 1 visitors, conversion 0.00 %"},
		{name: "another goal", policy: kpi.Policy{Goal: kpi.SignUpGoal()}, book: book{sessions: sessions[:2], requests: []model.AccountRequest{
			{ID: "n", SessionID: "2", ReceivedAt: instant("2025-01-11"), Contact: "x", Decision: model.DecisionPending},
		}}, want: "direct: 1 visits of 1 visitors, conversion 100.00 %\nsearch: 1 visits of 1 visitors, conversion 0.00 %"},
		{name: "no orders", book: book{sessions: sessions[:1]}, want: "search: 1 visits of 1 visitors, conversion (missing facts: order)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
	})
}
