package kpi

import "github.com/ecomkpi/ecomkpi/model"

// CostToServe is T16: what an order costs to handle, in money per order, by
// channel; lower is better.
//
//	operations spend of the range by channel / counted orders of the range by channel
//
// Spend is shared out evenly by days where the range cuts it. The channels are
// those that operations spend names; spend of no channel is left out. Channels
// without orders are undefined (NoDenominator); without a range and
// calendar everything is (MissingField).
func CostToServe(p Policy, w Window) KPI[Groups[model.Channel, Average[model.Money]]] {
	if what := w.lacks(); what != "" {
		return undefined[Groups[model.Channel, Average[model.Money]]](MissingField, what)
	}
	spend := On(model.SpendFacts, Where(model.SpendAim.Is(model.ForOperations), By(model.SpendChannel, p.spent(w, 0))))
	orders := onOrders(Where(model.And(p.counted(), entered(w, model.OrderPlacedAt)), By(model.OrderChannel, Count[model.OrderRow]())))
	return placed(p, Join("cost to serve", spend, orders,
		func(spend Groups[model.Channel, outlay], orders Groups[model.Channel, int64]) Result[Groups[model.Channel, Average[model.Money]]] {
			var entries []groupEntry[model.Channel, Average[model.Money]]
			for channel, r := range spend.All() {
				n, _ := orders.Get(channel)
				count, _ := n.Value()
				entries = append(entries, groupEntry[model.Channel, Average[model.Money]]{
					key: channel, known: true, result: customerCost(r, count).Loaded,
				})
			}
			return Value(newGroups(entries, model.SpendChannel.Compare))
		}))
}
