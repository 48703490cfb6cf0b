package kpi

import "github.com/ecomkpi/ecomkpi/model"

// NewAverage returns a quantity per count as Per does: undefined
// (NoDenominator) where the count is zero or negative.
func NewAverage[T model.Quantity](total T, count int64) Result[Average[T]] {
	if count <= 0 {
		return Undefined[Average[T]](NoDenominator, "")
	}
	d, cur := exactOf(total)
	return Value(Average[T]{total: amountOf(d, cur), count: count})
}
