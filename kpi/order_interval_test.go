package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestOrderInterval(t *testing.T) {
	buyer := func(o *model.Order) { o.BuyerID = "p" }
	visitor := func(o *model.Order) { o.VisitorID = "v" }
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string // over February 2025
	}{
		{"a gap that opened before the range counts where it closes", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-22", "1 EUR"), order("2", "2025-02-01", "1 EUR"), order("3", "2025-02-03", "1 EUR"), order("4", "2025-03-03", "1 EUR"),
		}}, "6.00 days over 2 gaps, 2.0000 orders per customer"},
		{"trap: days over orders", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-02", "1 EUR"), order("3", "2025-02-05", "1 EUR"),
		}}, "2.00 days over 2 gaps, 3.0000 orders per customer"},
		{"trap: one-time buyers", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-03", "1 EUR"), order("3", "2025-02-05", "1 EUR", by("b")),
		}}, "2.00 days over 1 gaps, 1.5000 orders per customer"},
		{"pooled over gaps, not over customers", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-02", "1 EUR"), order("3", "2025-02-03", "1 EUR"),
			order("4", "2025-02-01", "1 EUR", by("b")), order("5", "2025-02-11", "1 EUR", by("b")),
		}}, "4.00 days over 3 gaps, 2.5000 orders per customer"},
		{"orders of one instant count as one", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-01T01:00:00+01:00", "1 EUR"), order("3", "2025-02-03", "1 EUR"), order("4", "2025-02-03", "1 EUR"),
		}}, "2.00 days over 1 gaps, 4.0000 orders per customer"},
		{"the boundary belongs to the range that starts there", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-31", "1 EUR"), order("2", "2025-02-01", "1 EUR"), order("3", "2025-03-01", "1 EUR"),
		}}, "1.00 days over 1 gaps, 1.0000 orders per customer"},
		{"guests have no gaps", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-03", "1 EUR"), order("3", "2025-02-05", "1 EUR", by("")), order("4", "2025-02-06", "1 EUR", by("")),
		}}, "2.00 days over 1 gaps, 2.0000 orders per customer\n! 2 rows without fact.account"},
		{"orders that do not count", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-02", "1 EUR", in("cancelled")), order("3", "2025-02-03", "1 EUR", test), order("4", "2025-02-05", "1 EUR"),
		}}, "4.00 days over 1 gaps, 2.0000 orders per customer"},
		{"merged accounts are one", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a"}},
			orders:   []model.Order{order("1", "2025-02-01", "1 EUR", by("b")), order("2", "2025-02-03", "1 EUR", by("a"))},
		}, "2.00 days over 1 gaps, 2.0000 orders per customer"},
		{"a company is one: gaps anew, not added up", kpi.Policy{Subject: kpi.SubjectCompany}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", ParentID: "a"}},
			orders: []model.Order{
				order("1", "2025-02-01", "1 EUR", by("b")), order("2", "2025-02-03", "1 EUR", by("a")), order("3", "2025-02-05", "1 EUR", by("b")),
			},
		}, "2.00 days over 2 gaps, 3.0000 orders per customer"},
		{"persons", kpi.Policy{Subject: kpi.SubjectPerson}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR", buyer), order("2", "2025-02-03", "1 EUR", by("b"), buyer),
		}}, "2.00 days over 1 gaps, 2.0000 orders per customer"},
		{"visitors", kpi.Policy{Subject: kpi.SubjectVisitor}, book{orders: []model.Order{
			order("1", "2025-02-01", "1 EUR", visitor), order("2", "2025-02-03", "1 EUR", by("b"), visitor),
		}}, "2.00 days over 1 gaps, 2.0000 orders per customer"},
		{"nobody ordered again", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-01", "1 EUR", by("b"))}},
			"(no history: no customer ordered again)"},
		{"nobody is known", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-02-01", "1 EUR", by(""))}}, "(missing field: order.account)"},
		{"no order counts", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-02-01", "1 EUR", test)}}, "(no history: no customer ordered again)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.OrderInterval(c.policy, within("2025-02")), c.book), c.want) })
	}
}

func TestOrderIntervalsMarshal(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-02-01", "1 EUR"), order("2", "2025-02-03", "1 EUR")}}
	got, err := json.Marshal(of(kpi.OrderInterval(kpi.Policy{}, within("2025")), b))
	want := `{"value":{"gaps":{"count":1,"mean":{"value":"172800.0000","total":"172800","count":1},"min":"172800","median":"172800","p95":"172800","max":"172800"},` +
		`"orders_per_customer":{"value":{"value":"2.0000","total":"2","count":1}}}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
