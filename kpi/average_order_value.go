package kpi

import "github.com/ecomkpi/ecomkpi/model"

// AverageOrderValue is O6, average-order-value (AOV): money per order; higher
// is better.
//
//	amount of counted orders / number of counted orders
//
// Amounts after returns take refunds by order date. It is undefined without
// orders (NoDenominator) and in several currencies (MixedCurrency).
func AverageOrderValue(p Policy) KPI[Average[model.Money]] {
	return placed(p, onOrders(Where(p.counted(), p.mean())))
}
