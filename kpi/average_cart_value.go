package kpi

import "github.com/ecomkpi/ecomkpi/model"

// CartBasis is which carts are looked at.
type CartBasis uint8

// The carts of O8.
const (
	CartsCompleted  CartBasis = iota // those that became an order
	CartsAtCheckout                  // all that reached the checkout
)

// carts are the carts that count.
var carts = model.Not(model.CartIsTest)

// AverageCartValue is O8, average-cart-value: money per cart; higher is better.
//
//	value of completed carts / number of completed carts
//
// With CartsAtCheckout it is taken over all carts that reached the checkout,
// ordered or not. It is not the average order value: a cart is worth what lay in
// it, and orders that never had one are not in. It is undefined without such
// carts (NoDenominator), in several currencies (MixedCurrency), and, with
// CartsAtCheckout, where no cart says when it reached the checkout (MissingField).
func AverageCartValue(p Policy) KPI[Average[model.Money]] {
	mean := Mean(model.CartValue)
	if p.Carts == CartsAtCheckout {
		reached := On(model.CartFacts, Where(model.And(carts, model.Given(model.CartCheckoutAt)), mean))
		return recordedOf(model.CartFacts, carts, model.Given(model.CartCheckoutAt), model.CartCheckoutAt.ID(), reached)
	}
	return On(model.CartFacts, Where(model.And(carts, model.CartState.Is(model.CartOrdered)), mean))
}
