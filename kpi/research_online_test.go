package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestResearchOnlineBuyOffline(t *testing.T) {
	phone := through("phone")
	seen := came("1", "v", "2025-01-10", login("p", "a", ""))
	orders := []model.Order{
		order("1", "2025-02-09", "100 EUR", phone), order("2", "2025-02-09T00:00:00.000001Z", "7 EUR", phone), order("3", "2025-01-20", "40 EUR", phone, by("b")), order("4", "2025-01-20", "9000 EUR"),
	}
	avoid(t, kpi.ResearchOnlineBuyOffline, []trap{
		{name: "within 30 days, and never", book: book{sessions: []model.Session{seen}, orders: orders},
			want: "researched online 100.0000 EUR, never online 40.0000 EUR, share 33.33 %"},
		{name: "another window", policy: kpi.Policy{ResearchWindow: after("2025-01-10", 0).Sub(instant("2025-01-01"))}, book: book{sessions: []model.Session{seen}, orders: orders},
			want: "researched online (no denominator), never online 40.0000 EUR, share 0.00 %"},
		{name: "the latest session before the order", book: book{sessions: []model.Session{seen, came("2", "v", "2025-02-20", login("p", "a", "")), came("3", "v", "2025-03-30", login("p", "a", ""))},
			orders: []model.Order{order("1", "2025-03-20", "100 EUR", phone)}}, want: "researched online 100.0000 EUR, never online (no denominator), share 100.00 %"},
		{name: "a session after the order is no research, nor is it never", book: book{sessions: []model.Session{seen}, orders: []model.Order{order("1", "2025-01-09", "1 EUR", phone)}},
			want: "researched online (no denominator), never online (no denominator), share 0.00 %"},
		{name: "robots do no research", book: book{sessions: []model.Session{seen, came("2", "v", "2025-01-10", login("q", "b", ""), robot)}, orders: orders[2:3]},
			want: "researched online (no denominator), never online 40.0000 EUR, share 0.00 %"},
		{name: "orders of the range, sessions of all time", window: asOf("2025-02", ""), book: book{sessions: []model.Session{seen}, orders: append([]model.Order{order("0", "2025-01-11", "900 EUR", phone)}, orders...)},
			want: "researched online 100.0000 EUR, never online (no denominator), share 50.00 %"},
		{name: "several currencies", book: book{sessions: []model.Session{seen}, orders: append([]model.Order{order("0", "2025-01-20", "900 USD", phone, by("b"))}, orders...)},
			want: "researched online 100.0000 EUR, never online (mixed currency: EUR, USD), share 25.00 %"},
		{name: "no session has an account", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", login("p", "", ""))}, orders: orders}, want: "(missing field: session.account)"},
		{name: "no order has a channel", book: book{sessions: []model.Session{seen}, orders: []model.Order{order("1", "2025-01-20", "1 EUR", through(""))}}, want: "(missing field: order.channel)"},
		{name: "no order has a customer", book: book{sessions: []model.Session{seen}, orders: []model.Order{order("1", "2025-01-20", "1 EUR", by(""))}}, want: "(missing field: order.account)"},
		{name: "no sessions", book: book{orders: orders}, want: "(missing facts: session)"},
		{name: "no orders", book: book{sessions: []model.Session{seen}}, want: "(missing facts: order)"},
	})
}
