package kpi

import "github.com/ecomkpi/ecomkpi/model"

// Baskets is the mean order amount over all orders and for each account.
type Baskets struct {
	Overall    Result[Average[model.Money]]
	PerAccount Groups[model.AccountID, Average[model.Money]]
}

// AverageBasket is K14, average-basket: money per order; higher is better.
//
//	amount of counted orders / number of counted orders, overall (O6) and per account
//
// The overall value is not the mean of the accounts' means. Orders without an
// account are in the overall value, and in the group of the unknown account.
func AverageBasket(p Policy) KPI[Baskets] {
	mean := Mean(p.amountField())
	return placed(p, onOrders(Where(p.counted(), joinResults("baskets", mean, By(model.OrderAccount, mean),
		func(all Result[Average[model.Money]], each Result[Groups[model.AccountID, Average[model.Money]]]) Result[Baskets] {
			groups, _ := each.Value()
			return Value(Baskets{all, groups})
		}))))
}
