package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestConversionRate(t *testing.T) {
	two := []model.Session{came("s", "v", "2025-01-10"), came("t", "w", "2025-01-10")}
	marked := came("s", "v", "2025-01-10", until("2025-01-11"), func(s *model.Session) { s.Marks = []model.Mark{{Name: "quote-page", At: instant("2025-01-11")}} })
	bySession := kpi.Policy{ConversionBy: kpi.ConversionBySession}
	avoid(t, ofPolicy(kpi.ConversionRate), []trap{
		{name: "one of two visitors", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}}, want: "50.00 %"},
		{name: "trap: orders per visitor pass 100 %", book: book{sessions: two[:1], orders: []model.Order{
			order("1", "2025-01-10", "1 EUR", visited("v")), order("2", "2025-01-11", "1 EUR", visited("v")), order("3", "2025-01-12", "1 EUR", visited("x")),
		}}, want: "100.00 %"},
		{name: "an order belongs to the visitor of its session", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", placedIn("t"))}}, want: "50.00 %"},
		{name: "an order before the first session", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-09", "1 EUR", visited("v"))}}, want: "0.00 %"},
		{name: "an order at the very start", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}}, want: "50.00 %"},
		{name: "orders by phone, cancelled and test orders", book: book{sessions: two, orders: []model.Order{
			order("1", "2025-01-10", "1 EUR", visited("v"), through("phone")), order("2", "2025-01-10", "1 EUR", visited("v"), in("cancelled")),
			order("3", "2025-01-10", "1 EUR", visited("v"), test), order("4", "2025-01-10", "1 EUR", visited("x")),
		}}, want: "0.00 %"},
		{name: "without consent", book: book{sessions: append([]model.Session{came("u", "", "2025-01-10")}, two...), orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}},
			want: "50.00 %\n! 1 rows without fact.visitor"},
		{name: "robots do not convert", book: book{sessions: append([]model.Session{came("u", "x", "2025-01-10", robot)}, two...), orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("x"))}},
			want: "0.00 %"},
		{name: "by session", policy: bySession, book: book{sessions: append([]model.Session{came("u", "v", "2025-01-12"), came("x", "", "2025-01-12")}, two...), orders: []model.Order{
			order("1", "2025-01-10", "1 EUR", placedIn("s")), order("2", "2025-01-11", "1 EUR", placedIn("s")),
		}}, want: "25.00 %"},
		{name: "by session, nobody names one", policy: bySession, book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}},
			want: "(missing field: order.session)"},
		{name: "a mark", policy: kpi.Policy{Goal: kpi.MarkGoal("quote-page")}, book: book{sessions: []model.Session{marked, two[1]}}, want: "50.00 %"},
		{name: "a mark by session", policy: kpi.Policy{Goal: kpi.MarkGoal("quote-page"), ConversionBy: kpi.ConversionBySession},
			book: book{sessions: []model.Session{marked, two[1], came("u", "v", "2025-01-12")}}, want: "33.33 %"},
		{name: "a quote request", policy: kpi.Policy{Goal: kpi.QuoteGoal()}, book: book{sessions: two, quotes: []model.Quote{
			{ID: "q", VisitorID: "w", RequestedAt: instant("2025-01-10"), Outcome: model.QuoteOpen},
		}}, want: "50.00 %"},
		{name: "quotes were not supplied", policy: kpi.Policy{Goal: kpi.QuoteGoal()}, book: book{sessions: two}, want: "(missing facts: quote)"},
		{name: "a sign-up", policy: kpi.Policy{Goal: kpi.SignUpGoal()}, book: book{sessions: two, requests: []model.AccountRequest{
			{ID: "n", VisitorID: "v", ReceivedAt: instant("2025-01-10"), Contact: "x", Decision: model.DecisionPending},
		}}, want: "50.00 %"},
		{name: "requests were not supplied", policy: kpi.Policy{Goal: kpi.SignUpGoal()}, book: book{sessions: two}, want: "(missing facts: account-request)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}}, want: "(missing facts: session)"},
		{name: "robots alone", book: book{sessions: []model.Session{came("u", "x", "2025-01-10", robot)}, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}},
			want: "(no denominator)"},
		{name: "no orders", book: book{sessions: two}, want: "(missing facts: order)"},
		{name: "no order says whose it is", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing field: order.visitor)"},
		{name: "no order has a channel", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"), through(""))}}, want: "(missing field: order.channel)"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("u", "", "2025-01-10")}, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"))}},
			want: "(missing field: session.visitor)"},
		{name: "a status that is not placed", book: book{sessions: two, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("v"), in("odd"))}}, want: "(unplaced status: odd)"},
	})
}
