package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestGrossMerchandiseValueByStatus(t *testing.T) {
	for _, s := range model.OrderStatuses() {
		want := "20.00 EUR"
		switch s {
		case model.StatusDraft, model.StatusPendingApproval, model.StatusRejected:
			want = "0"
		}
		b := book{orders: []model.Order{order("1", "2025-01-10", "20 EUR", in(s))}}
		for _, p := range []kpi.Policy{
			{}, {Counted: []model.OrderStatus{model.StatusCompleted}}, {Counted: model.OrderStatuses()},
			{NotCounted: []model.OrderStatus{model.StatusOnHold, model.StatusCancelled}},
		} {
			got, ok := of(kpi.GrossMerchandiseValue(p), b).Value()
			if !ok || got.String() != want {
				t.Errorf("%s under %v: got %v, want %s", s, p.Counted, got, want)
			}
		}
	}
}

func TestGrossMerchandiseValue(t *testing.T) {
	web := order("1", "2025-01-10", "30 EUR")
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"trap: returns taken off", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders: []model.Order{web}, refunds: []model.Refund{refund("r", "1", "2025-01-12", "30 EUR")},
		}, "30.00 EUR"},
		{"trap: cancellations taken off", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "12 EUR", in("cancelled"))}}, "42.00 EUR"},
		{"trap: discounts, tax or shipping inside", kpi.Policy{Amount: kpi.AmountTotal}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR", func(o *model.Order) {
			o.Discount, o.Tax, o.Shipping = model.MustParseMoney("5 EUR"), model.MustParseMoney("9 EUR"), model.MustParseMoney("4 EUR")
		})}}, "30.00 EUR"},
		{"offline orders are not the platform's", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "12 EUR", through("phone"))}}, "30.00 EUR"},
		{"channels by policy", kpi.Policy{Online: []model.Channel{"phone"}}, book{orders: []model.Order{web, order("2", "2025-01-10", "12 EUR", through("phone"))}}, "12.00 EUR"},
		{"a status of the policy", kpi.Policy{Counted: []model.OrderStatus{"picked"}}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR", in("picked"))}}, "30.00 EUR"},
		{"a status the policy leaves out", kpi.Policy{NotCounted: []model.OrderStatus{"basket"}}, book{orders: []model.Order{web, order("2", "2025-01-10", "30 EUR", in("basket"))}}, "30.00 EUR"},
		{"a cancelled order of unknown channel", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "30 EUR", in("cancelled"), through(""))}},
			"30.00 EUR\n! 1 of 2 submitted orders without order.channel"},
		{"no order has a channel", kpi.Policy{}, book{orders: []model.Order{order("2", "2025-01-10", "30 EUR", in("cancelled"), through(""))}}, "(missing field: order.channel)"},
		{"test orders", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "30 EUR", test)}}, "30.00 EUR"},
		{"several currencies", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "30 USD")}}, "(mixed currency: EUR, USD)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.GrossMerchandiseValue(c.policy), c.book), c.want) })
	}
}
