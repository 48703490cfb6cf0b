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
// pending approval, rejected and test orders are not in, whatever the policy
// counts: of the policy it takes the online channels, and statuses that are not
// listed. Without orders it is zero; it is undefined in several currencies
// (MixedCurrency) and where no order has a channel (MissingField).
func GrossMerchandiseValue(p Policy) KPI[model.Money] {
	submitted := model.And(model.OrderState.In(p.submittedStatuses()...), notTest)
	goods := onOrders(Where(model.And(submitted, p.online()), Sum(model.OrderGoods)))
	return placed(p, channelled(submitted, "submitted orders", goods))
}

// submittedStatuses are those of orders that a buyer has submitted for good,
// whatever became of them: a policy that counts fewer orders, or ones that wait
// for approval, does not change it. It adds the statuses that only the policy
// knows.
func (p Policy) submittedStatuses() []model.OrderStatus {
	statuses := slices.Concat(defaultCounted, p.countedStatuses(), []model.OrderStatus{model.StatusCancelled})
	return slices.DeleteFunc(statuses, func(s model.OrderStatus) bool {
		return s == model.StatusDraft || s == model.StatusPendingApproval || s == model.StatusRejected
	})
}
