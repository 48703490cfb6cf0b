package kpi_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestLoginToOrderRate(t *testing.T) {
	noon := "2025-02-10T12:00:00Z"
	sessions := []model.Session{came("s", "v", "2025-02-10", login("p", "a", noon)), came("t", "w", "2025-02-11", login("q", "b", "")), came("u", "x", "2025-02-11")}
	within := kpi.Policy{LoginWindow: 31 * 24 * time.Hour}
	w := asOf("2025-02", "2025-06-01")
	var golden book
	for i := range 200 {
		id := fmt.Sprint("p", i)
		at := "2025-02-01"
		if i >= 100 {
			at = "2025-03-01"
		}
		golden.sessions = append(golden.sessions, came(id, id, at, login(id, "a", "")))
		if i < 20 || i >= 190 {
			golden.orders = append(golden.orders, order(id, at, "1 EUR", bought(id)))
		}
	}
	again := []model.Session{came("s", "v", "2025-02-10", login("p", "a", "")), came("t", "v", "2025-02-12", login("p", "a", ""))}
	avoid(t, kpi.LoginToOrderRate, []trap{
		{name: "in the session", window: w, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", placedIn("s"))}}, want: "50.00 %"},
		{name: "in the session, before the login", window: w, book: book{sessions: sessions, orders: []model.Order{order("1", "2025-02-10T11:59:59Z", "1 EUR", placedIn("s"))}}, want: "0.00 %"},
		{name: "two orders in one session", window: w, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", placedIn("s")), order("2", noon, "1 EUR", placedIn("s"))}}, want: "50.00 %"},
		{name: "without login, by phone, cancelled", window: w, book: book{sessions: sessions, orders: []model.Order{
			order("1", "2025-02-11", "1 EUR", placedIn("u")), order("2", noon, "1 EUR", placedIn("s"), through("phone")), order("3", noon, "1 EUR", placedIn("s"), in("cancelled")),
		}}, want: "0.00 %"},
		{name: "all time", book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", placedIn("s"))}}, want: "50.00 %"},
		{name: "nobody logged in", window: asOf("2025-01", ""), book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", placedIn("s"))}}, want: "(no denominator)"},
		{name: "no order says in which session", window: w, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR")}}, want: "(missing field: order.session)"},
		{name: "no sessions", window: w, book: book{orders: []model.Order{order("1", noon, "1 EUR")}}, want: "(missing facts: session)"},
		{name: "no orders", window: w, book: book{sessions: sessions}, want: "(missing facts: order)"},
		{name: "within a window", policy: within, window: w, book: book{sessions: sessions, orders: []model.Order{order("1", "2025-03-13T11:59:59Z", "1 EUR", bought("p")), order("2", "2025-03-14T00:00:00Z", "1 EUR", bought("q"))}},
			want: "50.00 %"},
		{name: "trap: one order credited to several sessions", policy: within, window: w, book: book{sessions: again, orders: []model.Order{order("1", "2025-02-13", "1 EUR", bought("p"))}}, want: "50.00 %"},
		{name: "each its own order", policy: within, window: w, book: book{sessions: again, orders: []model.Order{order("1", "2025-02-11", "1 EUR", bought("p")), order("2", "2025-02-12", "1 EUR", bought("p"))}}, want: "100.00 %"},
		{name: "the last login is outside of the range", policy: within, window: asOf("2025-02-01/2025-02-12", "2025-06-01"), book: book{sessions: again, orders: []model.Order{order("1", "2025-02-13", "1 EUR", bought("p"))}},
			want: "0.00 %"},
		{name: "golden 8: mature entries only", policy: within, window: asOf("2025-02-01/2025-03-06", ""), book: golden, want: "20.00 %\n! 100 logins whose window is still open"},
		{name: "no window has elapsed", policy: within, window: asOf("2025-02", "2025-03-01"), book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}}, want: "(window open)\n! 2 logins whose window is still open"},
		{name: "within, nobody logged in", policy: within, window: asOf("2025-01", ""), book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}}, want: "(no denominator)"},
		{name: "within, no order says who", policy: within, window: w, book: book{sessions: sessions, orders: []model.Order{order("1", noon, "1 EUR")}}, want: "(missing field: order.buyer)"},
		{name: "within, no login says who", policy: within, window: w, book: book{sessions: []model.Session{came("s", "v", "2025-02-10", login("", "a", ""))}, orders: []model.Order{order("1", noon, "1 EUR", bought("p"))}},
			want: "(missing field: session.buyer)"},
	})
}
