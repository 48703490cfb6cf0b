package kpi

import "github.com/ecomkpi/ecomkpi/model"

// Baskets is the mean order amount over all orders and for each account.
type Baskets struct {
	Overall    Result[Average[model.Money]]                  `json:"overall"`
	PerAccount Groups[model.AccountID, Average[model.Money]] `json:"per_account"`
}

// String returns the overall mean, and a line for each account.
func (b Baskets) String() string {
	s := "overall: " + b.Overall.String()
	if b.PerAccount.Len() > 0 {
		s += "\n" + b.PerAccount.String()
	}
	return s
}

// AverageBasket is K14, average-basket: money per order; higher is better.
//
//	amount of counted orders / number of counted orders, overall (O6) and per account
//
// The overall value is not the mean of the accounts' means. Orders without an
// account are in the overall value, and in the group of the unknown account.
func AverageBasket(p Policy) KPI[Baskets] {
	mean := p.mean()
	return placed(p, onOrders(Where(p.counted(), joinResults("baskets", mean, By(model.OrderAccount, mean),
		func(all Result[Average[model.Money]], each Result[Groups[model.AccountID, Average[model.Money]]]) Result[Baskets] {
			groups, _ := each.Value()
			return Value(Baskets{all, groups})
		}))))
}
