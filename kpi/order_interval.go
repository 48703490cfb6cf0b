package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// OrderIntervals is how often customers order.
type OrderIntervals struct {
	Gaps              Distribution[time.Duration] `json:"gaps"`                // between successive orders of a customer, pooled over all gaps
	OrdersPerCustomer Result[Average[int64]]      `json:"orders_per_customer"` // orders in the range per customer who ordered in it
}

// String returns the mean gap in days of 24 h, how many gaps there are, and
// the orders per customer.
func (o OrderIntervals) String() string {
	days := o.Gaps.Mean().In(24*time.Hour, 2).StringFixed(2)
	return fmt.Sprintf("%s days over %d gaps, %v orders per customer", days, o.Gaps.Count(), o.OrdersPerCustomer)
}

// OrderInterval is K13, order-interval: the time between successive orders of
// the same customer; shorter is better.
//
//	sum of gaps between successive counted orders of a customer / number of gaps
//
// Gaps are pooled over gaps, not over customers, and dated at the order that
// closes them: one that opened before the range counts. Orders of one instant
// count as one. It is a history KPI: a filter or period around it means the
// history within that slice. Customers with one order have no gap; without any
// gap it is undefined (NoHistory), and where no order says whose it is
// (MissingField).
func OrderInterval(p Policy, r period.Range) KPI[OrderIntervals] {
	type gaps = Distribution[time.Duration]
	type entry = Pair[gaps, int64]
	per := onOrders(Both(Gaps(model.OrderPlacedAt, r), During(model.OrderPlacedAt, r, Count[model.OrderRow]())))
	pooled := Pool(EntryField[SubjectID]("gaps", func(e entry) (gaps, bool) { return e.A.Value() }))
	orders := EntryField[SubjectID]("orders", func(e entry) (int64, bool) {
		n, _ := e.B.Value()
		return n, n > 0
	})
	over := joinResults("order intervals", pooled, Mean(orders), func(d Result[gaps], n Result[Average[int64]]) Result[OrderIntervals] {
		v, ok := d.Value()
		if !ok {
			return Undefined[OrderIntervals](NoHistory, "no customer ordered again")
		}
		mean, _ := n.Value()
		return Value(OrderIntervals{v, Value(mean)})
	})
	ordered := model.PredOf(model.OrderFacts, p.counted())
	return placed(p, needsOrders(withSubject(p, Where(ordered, Across(p.subject(), per, over)))))
}
