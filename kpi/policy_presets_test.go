package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// presetFacts are three orders, of which the second was cancelled and the first
// partly returned, two sessions and a cart.
func presetFacts() *model.Facts {
	total := func(tax, shipping, all string) func(*model.Order) {
		return func(o *model.Order) {
			o.Discount, o.Fees = model.MustParseMoney("0 EUR"), model.MustParseMoney("0 EUR")
			o.Tax, o.Shipping, o.Total = model.MustParseMoney(tax), model.MustParseMoney(shipping), model.MustParseMoney(all)
		}
	}
	f := book{
		orders: []model.Order{
			order("1", "2025-01-10T10:00:00Z", "100 EUR", total("20 EUR", "5 EUR", "125 EUR"), func(o *model.Order) { o.SessionID, o.VisitorID = "s1", "v" }),
			order("2", "2025-01-11", "60 EUR", total("12 EUR", "0 EUR", "72 EUR"), in("cancelled")),
			order("3", "2025-01-12", "200 EUR", total("40 EUR", "3 EUR", "243 EUR"), through("edi")),
		},
		refunds: []model.Refund{refund("r", "1", "2025-02-03", "40 EUR")},
	}.facts()
	at := func(minute int) time.Time {
		return instant("2025-01-10T09:00:00Z").Add(time.Duration(minute) * time.Minute)
	}
	noError(f.Sessions.Append(
		model.Session{ID: "s1", VisitorID: "v", StartedAt: at(0), EndedAt: at(90), PageViews: 5, Interactions: model.CountOf(1), KeyEvents: model.CountOf(1)},
		model.Session{ID: "s2", VisitorID: "v", StartedAt: at(200), EndedAt: at(201), PageViews: 1, Interactions: model.CountOf(0), KeyEvents: model.CountOf(0)},
	))
	noError(f.Carts.Append(model.Cart{
		ID: "c", CreatedAt: at(0), LastActivityAt: at(20), CheckoutAt: at(20), OrderedAt: at(60), OrderID: "1", Lines: 1,
		Value: model.MustParseMoney("100 EUR"), Outcome: model.CartOrdered,
	}))
	return f
}

// TestPresets shows where the numbers of other tools differ, and why.
func TestPresets(t *testing.T) {
	f := presetFacts()
	w := kpi.Window{AsOf: instant("2025-03-01")}
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		// average order value, online share of sales, conversion, bounce rate and
		// cart abandonment
		aov, share, conversion, bounce, abandonment string
	}{
		// (100 + 200) / 2: cancelled orders do not count.
		{"default", kpi.Policy{}, "150.0000 EUR", "100.00 %", "100.00 %", "50.00 %", "0.00 %"},
		// (100 + 60 + 200) / 3: cancelled ones do; one of two sessions converts;
		// a checkout that was left for 40 minutes was abandoned.
		{"Shopify", kpi.AsShopify(), "120.0000 EUR", "100.00 %", "50.00 %", "50.00 %", "100.00 %"},
		// (100 - 40 + 200) / 2: returns are taken off.
		{"WooCommerce", kpi.AsWooCommerce(), "130.0000 EUR", "100.00 %", "100.00 %", "50.00 %", "0.00 %"},
		// 160 / 360: EDI is not online; the minute of the second session makes it an
		// engaged one.
		{"GA4", kpi.AsGA4(), "120.0000 EUR", "44.44 %", "100.00 %", "0.00 %", "0.00 %"},
		// (125 + 72 + 243) / 3: with tax and shipping; 197 / 440.
		{"Matomo", kpi.AsMatomo(), "146.6667 EUR", "44.77 %", "50.00 %", "50.00 %", "100.00 %"},
	} {
		t.Run(c.name, func(t *testing.T) {
			same := func(what, got, want string) {
				t.Helper()
				if got != want {
					t.Errorf("%s: got %s, want %s", what, got, want)
				}
			}
			same("average order value", kpi.AverageOrderValue(c.policy).Of(f.All()).String(), c.aov)
			same("share of sales", kpi.ECommerceSalesShare(c.policy).Of(f.All()).String(), c.share)
			same("conversion", kpi.ConversionRate(c.policy).Of(f.All()).String(), c.conversion)
			same("bounce rate", kpi.BounceRate(c.policy).Of(f.All()).String(), c.bounce)
			v, _ := kpi.CartAbandonmentRate(c.policy, w).Of(f.All()).Value()
			same("abandonment", v.Rate.String(), c.abandonment)
		})
	}
}
