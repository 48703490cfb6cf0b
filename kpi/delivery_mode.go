package kpi

import "github.com/ecomkpi/ecomkpi/model"

// MostUsedDeliveryMode is K19, most-used-delivery-mode: counted orders for each
// delivery mode, ranked; neither good nor bad.
//
//	rank(count of counted orders by delivery mode); all ties are named
//
// Orders of unknown mode are counted in a warning. It is undefined without
// orders (NoData), and where no order has a mode (MissingField).
func MostUsedDeliveryMode(p Policy) KPI[Ranking[model.DeliveryMode]] {
	ranked := onOrders(Where(p.counted(), Rank(By(model.OrderDelivery, Count[model.OrderRow]()))))
	return placed(p, recorded(p.counted(), model.OrderDelivery.Known(), model.OrderDelivery.ID(), ranked))
}
