package kpi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func assigned(variant model.Code) func(*model.Session) {
	return func(s *model.Session) { s.Variants = []model.Variant{{Experiment: "button", Variant: variant}} }
}

func TestABTest(t *testing.T) {
	test := func(p kpi.Policy, _ kpi.Window) kpi.KPI[string] {
		return kpi.Map("parts", kpi.ABTest(p, "button", "blue"), func(e kpi.Experiment) string {
			return fmt.Sprintf("%s; mixed %d", strings.ReplaceAll(e.Variants.String(), "\n", ", "), e.Mixed)
		})
	}
	sessions := []model.Session{
		came("1", "v", "2025-01-10", assigned("blue"), login("p", "a", "")), came("2", "w", "2025-01-10", assigned("red"), login("q", "a", "")), came("3", "x", "2025-01-10", assigned("red"), login("r", "b", "")),
		came("4", "y", "2025-01-10"), came("5", "z", "2025-01-10", assigned("red"), robot),
	}
	avoid(t, test, []trap{
		{name: "visitors are the unit", book: book{sessions: sessions, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("w")), order("2", "2025-01-10", "1 EUR", visited("w")), order("3", "2025-01-10", "1 EUR", visited("y"))}},
			want: "blue: 0.00 %, red: 50.00 %; mixed 0"},
		{name: "who saw both is left out", book: book{sessions: append([]model.Session{came("6", "w", "2025-01-12", assigned("blue"))}, sessions...), orders: []model.Order{order("1", "2025-01-20", "1 EUR", visited("w"))}},
			want: "blue: 0.00 %, red: 0.00 %; mixed 1"},
		{name: "before the variant was seen", book: book{sessions: append([]model.Session{came("6", "v", "2025-01-01")}, sessions...), orders: []model.Order{order("1", "2025-01-09", "1 EUR", visited("v")), order("2", "2025-01-10", "1 EUR", visited("w"))}},
			want: "blue: 0.00 %, red: 50.00 %; mixed 0"},
		{name: "accounts as the unit", policy: kpi.Policy{Subject: kpi.SubjectAccount}, book: book{sessions: sessions, orders: []model.Order{order("1", "2025-01-10", "1 EUR", by("b"), visited("x"))}},
			want: "red: 100.00 %; mixed 1\n! 1 rows without fact.account"},
		{name: "another goal", policy: kpi.Policy{Goal: kpi.SignUpGoal()}, book: book{sessions: sessions, requests: []model.AccountRequest{
			{ID: "n", VisitorID: "v", ReceivedAt: instant("2025-01-11"), Contact: "x", Decision: model.DecisionPending},
		}}, want: "blue: 100.00 %, red: 0.00 %; mixed 0"},
		{name: "nobody took part", book: book{sessions: sessions[3:], orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("y"))}}, want: "(no data)"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("1", "", "2025-01-10", assigned("red"))}, orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("y"))}}, want: "(missing field: session.visitor)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", visited("y"))}}, want: "(missing facts: session)"},
		{name: "no orders", book: book{sessions: sessions}, want: "(missing facts: order)"},
	})
}

// 56 of 70 against 48 of 80 is the example of Newcombe (1998), table II, column
// (a): a difference of 0.2 with the interval [0.0524, 0.3339] by his method 10.
func TestABTestDifference(t *testing.T) {
	var b book
	add := func(variant model.Code, n, reached int) {
		for i := range n {
			id := fmt.Sprint(variant, i)
			b.sessions = append(b.sessions, came(id, id, "2025-01-10", assigned(variant)))
			if i < reached {
				b.orders = append(b.orders, order(id, "2025-01-10", "1 EUR", visited(id)))
			}
		}
	}
	add("old", 80, 48)
	add("new", 70, 56)
	e, _ := of(kpi.ABTest(kpi.Policy{}, "button", "old"), b).Value()
	if len(e.Comparisons) != 1 {
		t.Fatalf("got %v", e.Comparisons)
	}
	c := e.Comparisons[0]
	got := fmt.Sprintf("%s %.4f [%.4f, %.4f]", c.Variant, c.Difference.Value, c.Difference.Interval.Low, c.Difference.Interval.High)
	if got != "new 0.2000 [0.0524, 0.3339]" || c.PValue < 0.007 || c.PValue > 0.009 {
		t.Errorf("got %s, p %v", got, c.PValue)
	}
	if e, _ := of(kpi.ABTest(kpi.Policy{}, "button", "gone"), b).Value(); e.Variants.Len() != 2 || len(e.Comparisons) != 0 {
		t.Errorf("a control that nobody saw: %v", e)
	}
}
