package kpi_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// changed says when a person last changed a cart.
func changed(at string) func(*model.Cart) {
	return func(c *model.Cart) { c.LastActivityAt = instant(at) }
}

func TestCartAbandonmentRate(t *testing.T) {
	w := asOf("2025-03", "2025-04-30")
	daily := kpi.Policy{CartWindow: 24 * time.Hour}
	monthly := kpi.Policy{CartWindow: 31 * 24 * time.Hour}
	bought := filled("1", "2025-03-10", "10 EUR", ordered("2025-03-13")) // Monday and Thursday
	merged := func(c *model.Cart) { c.Outcome, c.MergedInto = model.CartMerged, "1" }
	empty := func(c *model.Cart) { c.Lines, c.Value = 0, model.Money{} }
	idle := func(d time.Duration) func(*model.Cart) { return func(c *model.Cart) { c.LongestIdle = d } }
	var golden book
	for i := range 200 {
		at, order := "2025-03-01", i < 20
		if i >= 100 {
			at, order = "2025-03-28", i >= 190
		}
		c := filled(fmt.Sprint(i), at, "1 EUR")
		if order {
			ordered(at)(&c)
		}
		golden.carts = append(golden.carts, c)
	}
	avoid(t, kpi.CartAbandonmentRate, []trap{
		{name: "golden 13: not abandoned under 7 days", window: w, book: book{carts: []model.Cart{bought}}, want: "0.00 % (0 of 1), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "golden 13, trap: abandoned and recovered under 1 day", policy: daily, window: w, book: book{carts: []model.Cart{bought}}, want: "100.00 % (1 of 1), 1 recovered, 0 converted and 0 open before their window ends"},
		{name: "golden 8: mature entries only", policy: monthly, window: asOf("2025-03", "2025-04-02"), book: golden,
			want: "80.00 % (80 of 100), 0 recovered, 10 converted and 90 open before their window ends\n! 100 carts whose window is still open"},
		{name: "trap: empty", window: w, book: book{carts: []model.Cart{bought, filled("2", "2025-03-10", "1 EUR", empty), filled("3", "2025-03-10", "1 EUR", ending(model.CartEmptied))}},
			want: "50.00 % (1 of 2), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "trap: still open", window: asOf("2025-03", "2025-03-20"), book: book{carts: []model.Cart{bought, filled("2", "2025-03-13T00:00:00.000001Z", "1 EUR"), filled("3", "2025-03-13", "1 EUR")}},
			want: "50.00 % (1 of 2), 0 recovered, 0 converted and 1 open before their window ends\n! 1 carts whose window is still open"},
		{name: "trap: merged, saved, requested", window: w, book: book{carts: []model.Cart{
			bought, filled("2", "2025-03-10", "1 EUR", merged), filled("3", "2025-03-10", "1 EUR", ending(model.CartSaved)), filled("4", "2025-03-10", "1 EUR", ending(model.CartQuoteRequested)), filled("5", "2025-03-10", "1 EUR"),
		}}, want: "20.00 % (1 of 5), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "the window begins at the last change", window: asOf("2025-03", "2025-03-20"), book: book{carts: []model.Cart{bought, filled("2", "2025-03-01", "1 EUR", changed("2025-03-19"))}},
			want: "0.00 % (0 of 1), 0 recovered, 0 converted and 1 open before their window ends\n! 1 carts whose window is still open"},
		{name: "given up and taken up again", window: w, book: book{carts: []model.Cart{filled("1", "2025-03-01", "1 EUR", changed("2025-03-12"), idle(7*24*time.Hour), ordered("2025-03-12"))}},
			want: "100.00 % (1 of 1), 1 recovered, 0 converted and 0 open before their window ends"},
		{name: "ordered after the as-of", window: asOf("2025-03", "2025-03-20"), book: book{carts: []model.Cart{filled("1", "2025-03-01", "1 EUR", ordered("2025-03-21"))}},
			want: "100.00 % (1 of 1), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "filled in another month", window: w, book: book{carts: []model.Cart{bought, filled("2", "2025-02-28", "1 EUR"), filled("3", "2025-04-01", "1 EUR")}},
			want: "0.00 % (0 of 1), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "test carts", window: w, book: book{carts: []model.Cart{bought, filled("2", "2025-03-10", "1 EUR", func(c *model.Cart) { c.Test = true })}},
			want: "0.00 % (0 of 1), 0 recovered, 0 converted and 0 open before their window ends"},
		{name: "all windows are open", window: asOf("2025-03", "2025-03-14"), book: book{carts: []model.Cart{bought}}, want: "(window open)\n! 1 carts whose window is still open"},
		{name: "no filled carts", window: w, book: book{carts: []model.Cart{filled("2", "2025-03-10", "1 EUR", empty)}}, want: "(no denominator)"},
		{name: "no as-of", window: kpi.Window{Calendar: utc}, book: book{carts: []model.Cart{bought}}, want: "(missing field: as-of)"},
		{name: "no carts", window: w, book: book{orders: []model.Order{order("1", "2025-03-10", "1 EUR")}}, want: "(missing facts: cart)"},
	})
}

func TestLostCarts(t *testing.T) {
	b := book{carts: []model.Cart{
		filled("1", "2025-03-01", "30 EUR"), filled("2", "2025-03-01", "12 EUR", ending(model.CartEmptied)), filled("3", "2025-03-01", "500 EUR", ordered("2025-03-20")),
		filled("4", "2025-03-01", "900 EUR", ordered("2025-03-02")),
	}}
	a, _ := of(kpi.CartAbandonmentRate(kpi.Policy{}, asOf("2025-03", "2025-04-30")), b).Value()
	wantText(t, a.Lost, "42.00 EUR")
}
