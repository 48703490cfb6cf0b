package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// GrossMerchandiseValue is O7, gross-merchandise-value (GMV): money; higher is
// better.
//
//	goods at the agreed price, before discounts, of all orders submitted online
//
// Cancelled orders are in, and returns take nothing off; drafts, orders
// pending approval, rejected and test orders are not in. Without orders it is
// zero; it is undefined in several currencies (MixedCurrency) and where no
// order has a channel (MissingField).
func GrossMerchandiseValue(p Policy) KPI[model.Money] {
	statuses := slices.Concat(p.countedStatuses(), []model.OrderStatus{model.StatusCancelled})
	submitted := model.And(model.OrderState.In(statuses...), notTest, p.online())
	return placed(p, channelled(p, onOrders(Where(submitted, Sum(model.OrderGoods)))))
}
