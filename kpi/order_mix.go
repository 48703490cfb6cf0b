package kpi

import "github.com/ecomkpi/ecomkpi/model"

// OrderMix is the number of orders and their average value, online and not.
type OrderMix struct {
	Online, Offline OrderPart
	Unknown         int64 // orders of unknown channel, in neither part
}

// OrderPart is some of the orders.
type OrderPart struct {
	Orders       int64
	AverageValue Result[Average[model.Money]]
}

// OnlineAndOfflineOrders is T14: how many counted orders came in online and
// how many not, and the average value of each.
//
//	count and AOV of the counted orders that are online, and of those that are not
//
// It is undefined where no order has a channel (MissingField).
func OnlineAndOfflineOrders(p Policy) KPI[OrderMix] {
	part := func(of model.Pred[model.OrderRow]) KPI[OrderPart] {
		return onOrders(Where(of, joinResults("orders and average", Count[model.OrderRow](), Mean(p.amountField()),
			func(n Result[int64], mean Result[Average[model.Money]]) Result[OrderPart] {
				orders, _ := n.Value()
				return Value(OrderPart{orders, mean})
			})))
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
	return placed(p, channelled(p, mix))
}
