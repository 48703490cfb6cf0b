package kpi

import "github.com/ecomkpi/ecomkpi/model"

// OrdersByPlacer is T15: the orders that buyers placed themselves against those
// placed on their behalf and automatic ones, with their average value; neither
// good nor bad.
//
//	count and AOV of counted orders, by who placed them
//
// Orders of which that is not known are counted in a warning; where it is of
// none, it is undefined (MissingField).
func OrdersByPlacer(p Policy) KPI[Groups[model.PlacedBy, OrderPart]] {
	part := joinResults("orders and average", Count[model.OrderRow](), p.mean(), orderPartOf)
	counted := p.counted()
	known := Where(model.OrderPlacedBy.Known(), By(model.OrderPlacedBy, part))
	without := Where(model.Not(model.OrderPlacedBy.Known()), Count[model.OrderRow]())
	m := onOrders(Where(counted, joinResults("placed by", known, without,
		func(groups Result[Groups[model.PlacedBy, OrderPart]], without Result[int64]) Result[Groups[model.PlacedBy, OrderPart]] {
			n, _ := without.Value()
			return warned(groups, Warning{Count: n, Text: "counted orders without " + model.OrderPlacedBy.ID()})
		})))
	return placed(p, recorded(counted, model.OrderPlacedBy.Known(), model.OrderPlacedBy.ID(), m))
}

func orderPartOf(n Result[int64], mean Result[Average[model.Money]]) Result[OrderPart] {
	orders, _ := n.Value()
	return Value(OrderPart{orders, mean})
}
