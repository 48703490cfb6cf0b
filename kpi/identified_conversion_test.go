package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestIdentifiedConversionRate(t *testing.T) {
	noon := "2025-01-10T12:00:00Z"
	sessions := []model.Session{
		came("1", "v", "2025-01-10", login("p", "a", noon)), came("2", "w", "2025-01-10", login("q", "b", "")), came("3", "x", "2025-01-10"), came("4", "y", "2025-01-10"),
	}
	avoid(t, ofPolicy(kpi.IdentifiedConversionRate), []trap{
		{name: "at the instant of the login", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}}, want: "50.00 %; identified 50.00 %"},
		{name: "trap: order before the login", book: book{sessions: sessions, orders: []model.Order{order("1", "2025-01-10T11:59:59.999999Z", "1 EUR", bought("p"))}},
			want: "0.00 %; identified 50.00 %"},
		{name: "a later login does not matter", book: book{sessions: append([]model.Session{came("5", "v", "2025-03-10", login("p", "a", ""))}, sessions...),
			orders: []model.Order{order("1", "2025-02-10", "1 EUR", bought("p"))}}, want: "50.00 %; identified 50.00 %"},
		{name: "two orders are one person", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p")), order("2", noon, "1 EUR", bought("p"))}},
			want: "50.00 %; identified 50.00 %"},
		{name: "by phone, or by somebody else", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"), through("phone")), order("2", noon, "1 EUR", bought("z"))}},
			want: "0.00 %; identified 50.00 %"},
		{name: "accounts", policy: kpi.Policy{Subject: kpi.SubjectAccount}, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", by("b"))}},
			want: "50.00 %; identified 50.00 %"},
		{name: "visitors, also those of the order's session", policy: kpi.Policy{Subject: kpi.SubjectVisitor}, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", placedIn("2"))}},
			want: "50.00 %; identified 50.00 %"},
		{name: "nobody logged in", book: book{sessions: sessions[2:], orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}}, want: "(no denominator)"},
		{name: "no login says whose it is", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", login("", "a", ""))}, orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}},
			want: "(missing field: session.buyer)"},
		{name: "no order says whose it is", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR")}}, want: "(missing field: order.buyer)"},
		{name: "no order has a channel", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"), through(""))}}, want: "(missing field: order.channel)"},
		{name: "no orders", book: book{sessions: sessions}, want: "(missing facts: order)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}}, want: "(missing facts: session)"},
		{name: "a status that is not placed", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"), in("odd"))}}, want: "(unplaced status: odd)"},
	})
}
