package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// filled is an open cart of one line, with changes.
func filled(id, created, value string, changes ...func(*model.Cart)) model.Cart {
	c := model.Cart{ID: model.CartID(id), CreatedAt: instant(created), Lines: 1, Value: model.MustParseMoney(value), Outcome: model.CartOpen}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// ordered turns a cart into an order.
func ordered(at string) func(*model.Cart) {
	return func(c *model.Cart) { c.Outcome, c.OrderedAt = model.CartOrdered, instant(at) }
}

func ending(o model.CartOutcome) func(*model.Cart) { return func(c *model.Cart) { c.Outcome = o } }

func TestAverageCartValue(t *testing.T) {
	checkout := func(c *model.Cart) { c.CheckoutAt = c.CreatedAt }
	testing := func(c *model.Cart) { c.Test = true }
	atCheckout := kpi.Policy{Carts: kpi.CartsAtCheckout}
	carts := []model.Cart{
		filled("1", "2025-01-10", "100 EUR", checkout, ordered("2025-01-10")), filled("2", "2025-01-10", "300 EUR", ordered("2025-01-12")),
		filled("3", "2025-01-10", "20 EUR", checkout), filled("4", "2025-01-10", "9 EUR"), filled("5", "2025-01-10", "900 EUR", testing, checkout, ordered("2025-01-10")),
	}
	avoid(t, ofPolicy(kpi.AverageCartValue), []trap{
		{name: "completed carts", book: book{carts: carts}, want: "200.0000 EUR"},
		{name: "all that reached the checkout", policy: atCheckout, book: book{carts: carts}, want: "60.0000 EUR"},
		{name: "trap: not the average order value", book: book{carts: carts[:1], orders: []model.Order{order("1", "2025-01-10", "90 EUR"), order("2", "2025-01-10", "10 EUR", through("phone"))}},
			want: "100.0000 EUR"},
		{name: "none was completed", book: book{carts: carts[2:]}, want: "(no denominator)"},
		{name: "none tells when it reached the checkout", policy: atCheckout, book: book{carts: carts[3:4]}, want: "(missing field: cart.checkout_at)"},
		{name: "several currencies", book: book{carts: append([]model.Cart{filled("6", "2025-01-10", "1 USD", ordered("2025-01-10"))}, carts...)}, want: "(mixed currency: EUR, USD)"},
		{name: "no carts", book: book{orders: []model.Order{order("1", "2025-01-10", "90 EUR")}}, want: "(missing facts: cart)"},
	})
}
