package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestECommerceSalesShare(t *testing.T) {
	web, phone := order("1", "2025-01-10", "30 EUR"), order("2", "2025-01-11", "70 EUR", through("phone"))
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"plain", kpi.Policy{}, book{orders: []model.Order{web, phone}}, "30.00 %"},
		{"every default channel is online", kpi.Policy{}, book{orders: []model.Order{
			web, order("2", "2025-01-10", "1 EUR", through("app")), order("3", "2025-01-10", "1 EUR", through("punchout")),
			order("4", "2025-01-10", "1 EUR", through("edi")), order("5", "2025-01-10", "1 EUR", through("marketplace")),
		}}, "100.00 %"},
		{"an unlisted channel is offline", kpi.Policy{}, book{orders: []model.Order{
			web, order("2", "2025-01-10", "10 EUR", through("kiosk")),
		}}, "75.00 %"},
		{"channels by policy", kpi.Policy{Online: []model.Channel{"kiosk"}}, book{orders: []model.Order{
			web, order("2", "2025-01-10", "10 EUR", through("kiosk")),
		}}, "25.00 %"},
		{"no channel is online", kpi.Policy{Online: []model.Channel{}}, book{orders: []model.Order{web, phone}}, "0.00 %"},
		{"trap: unknown channel counted as offline", kpi.Policy{}, book{orders: []model.Order{
			web, phone, order("3", "2025-01-12", "900 EUR", through("")),
		}}, "30.00 %\n! 1 of 3 counted orders without order.channel"},
		{"no order has a channel", kpi.Policy{}, book{orders: []model.Order{order("3", "2025-01-12", "900 EUR", through(""))}},
			"(missing field: order.channel)"},
		{"trap: refunds on one side only", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{web, phone},
			refunds: []model.Refund{refund("r", "1", "2025-01-12", "20 EUR"), refund("s", "2", "2025-01-12", "30 EUR")},
		}, "20.00 %"},
		{"trap: a refund of an order of unknown channel on one side", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{web, phone, order("3", "2025-01-12", "900 EUR", through(""))},
			refunds: []model.Refund{refund("r", "3", "2025-01-12", "20 EUR")},
		}, "30.00 %\n! 1 of 3 counted orders without order.channel"},
		{"trap: a refund of a cancelled order", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{web, phone, order("3", "2025-01-12", "900 EUR", in("cancelled"))},
			refunds: []model.Refund{refund("r", "3", "2025-01-12", "900 EUR")},
		}, "30.00 %"},
		{"nothing sold", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "0 EUR")}}, "(no denominator)"},
		{"nothing counted", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "5 EUR", in("draft"))}}, "(no denominator)"},
		{"all refunded", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders: []model.Order{web}, refunds: []model.Refund{refund("r", "1", "2025-01-12", "30 EUR")},
		}, "(no denominator)"},
		{"several currencies", kpi.Policy{}, book{orders: []model.Order{web, order("2", "2025-01-10", "10 USD", through("fax"))}},
			"(mixed currency: EUR, USD)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.ECommerceSalesShare(c.policy), c.book), c.want) })
	}
}

func TestSalesShareByCurrency(t *testing.T) {
	b := book{orders: []model.Order{
		order("1", "2025-01-10", "30 EUR", at("paris")), order("2", "2025-01-10", "10 USD", at("ny")),
		order("3", "2025-01-10", "30 USD", at("ny"), through("phone")),
	}}
	wantText(t, of(kpi.By(model.FactBranch, kpi.ECommerceSalesShare(kpi.Policy{})), b), "ny: 25.00 %\nparis: 100.00 %")
}
