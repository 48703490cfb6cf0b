package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestAverageOrderValue(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"plain", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR"), order("2", "2025-01-11", "71 EUR")}}, "50.5000 EUR"},
		{"trap: tax and shipping inside", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR", func(o *model.Order) {
			o.Discount, o.Tax, o.Shipping = model.MustParseMoney("5 EUR"), model.MustParseMoney("9 EUR"), model.MustParseMoney("4 EUR")
		})}}, "25.0000 EUR"},
		{"trap: 0 without orders", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR", in("cancelled"))}}, "(no denominator)"},
		{"free orders are orders", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "0 EUR"), order("2", "2025-01-11", "10 EUR")}}, "5.0000 EUR"},
		{"trap: refunds of other orders", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{order("1", "2025-01-10", "30 EUR"), order("2", "2025-01-11", "70 EUR")},
			refunds: []model.Refund{refund("r", "1", "2025-02-12", "30 EUR"), refund("s", "gone", "2025-01-12", "30 EUR")},
		}, "35.0000 EUR"},
		{"several currencies", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "1 USD"), order("2", "2025-01-10", "1 EUR")}},
			"(mixed currency: EUR, USD)"},
		{"channels play no part", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "30 EUR", through(""))}}, "30.0000 EUR"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.AverageOrderValue(c.policy), c.book), c.want) })
	}
}

func TestAverageOrderValueOfARange(t *testing.T) {
	b := book{
		orders: []model.Order{
			order("1", "2025-01-31T23:59:59.999999Z", "30 EUR"), order("2", "2025-02-01", "70 EUR"), order("3", "2025-03-01", "500 EUR"),
		},
		refunds: []model.Refund{refund("r", "1", "2025-02-12", "30 EUR"), refund("s", "2", "2025-03-12", "10 EUR")},
	}
	p := kpi.Policy{Amount: kpi.AmountNetAfterReturns}
	wantText(t, of(kpi.During(model.FactAt, within("2025-02"), kpi.AverageOrderValue(p)), b), "60.0000 EUR")
}
