package kpi

import "github.com/ecomkpi/ecomkpi/model"

// MaximumBasket is K15, maximum-basket: the largest order of each account, in
// money, with the order; neither good nor bad.
//
//	max(amount) of the counted orders of each account; ties: the earliest, then the lowest order ID
//
// An account whose orders are in several currencies is undefined
// (MixedCurrency).
func MaximumBasket(p Policy) KPI[Groups[model.AccountID, Best[model.Money, model.OrderID]]] {
	largest := Largest(p.amountField(), model.OrderPlacedAt, model.OrderKey)
	return placed(p, onOrders(Where(p.counted(), By(model.OrderAccount, largest))))
}

type largestByAccount = Groups[model.AccountID, Best[model.Money, model.OrderID]]

// largestOrder is the largest of all accounts' largest orders, which nobody has to
// look for account by account.
func largestOrder(p Policy) KPI[model.Money] {
	return placed(p, onOrders(Where(p.counted(), Max(p.amountField()))))
}
