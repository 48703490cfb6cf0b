package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// OrderMix is the number of orders and their average value, online and not.
type OrderMix struct {
	Online  OrderPart `json:"online"`
	Offline OrderPart `json:"offline"`
	Unknown int64     `json:"unknown"` // orders of unknown channel, in neither part
}

// String returns both parts, and how many orders are in neither.
func (m OrderMix) String() string {
	return fmt.Sprintf("online %v; offline %v; %d of unknown channel", m.Online, m.Offline, m.Unknown)
}

// OrderPart is some of the orders.
type OrderPart struct {
	Orders       int64                        `json:"orders"`
	AverageValue Result[Average[model.Money]] `json:"average_value"`
}

// String returns the number of orders and their average value.
func (p OrderPart) String() string {
	return fmt.Sprintf("%d orders, average %v", p.Orders, p.AverageValue)
}

// OnlineAndOfflineOrders is T14: how many counted orders came in online and
// how many not, and the average value of each.
//
//	count and AOV of the counted orders that are online, and of those that are not
//
// It is undefined where no order has a channel (MissingField).
func OnlineAndOfflineOrders(p Policy) KPI[OrderMix] {
	part := func(of model.Pred[model.OrderRow]) KPI[OrderPart] {
		return onOrders(Where(of, joinResults("orders and average", Count[model.OrderRow](), p.mean(), orderPartOf)))
	}
	online := part(model.And(p.counted(), p.online()))
	offline := part(model.And(p.counted(), model.Not(p.online())))
	unknown := onOrders(Where(model.And(p.counted(), model.Not(model.OrderChannel.Known())), Count[model.OrderRow]()))
	mix := Join("order mix", Both(online, offline), unknown, func(b Pair[OrderPart, OrderPart], unknown int64) Result[OrderMix] {
		on, ok := b.A.Value()
		if !ok {
			return undefinedAs[OrderMix](b.A)
		}
		off, _ := b.B.Value()
		return Value(OrderMix{on, off, unknown})
	})
	return placed(p, channelled(p.counted(), "counted orders", mix))
}
