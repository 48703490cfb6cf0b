package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// namedLaws are the named KPIs, and the leaves that were made for them.
func namedLaws() []law {
	at, open := model.OrderPlacedAt, mustHours("Mon-Fri 08:00-18:00")
	p := Policy{NotCounted: []model.OrderStatus{"odd"}, Amount: AmountNetAfterReturns, Hours: open}
	return []law{
		lawOf("First", First(model.OrderTax, at, model.OrderKey)),
		lawOf("Last", By(model.OrderAccount, Last(orderWeight, at, orderTail))),
		lawOf("Earliest", Earliest(at)),
		lawOf("Latest", By(model.OrderAccount, Latest(at))),
		lawOf("Largest", By(model.OrderAccount, Largest(model.OrderNet, at, model.OrderKey))),
		lawOf("History", By(model.OrderAccount, History(at, HistoryOptions[model.OrderRow]{Amount: model.OrderNet}))),
		lawOf("History", History(at, HistoryOptions[model.OrderRow]{Amount: orderDebt, Buckets: bucketed("2025", period.Month)})),
		lawOf("OrderHistory", OrderHistory(p)),
		lawOf("Rank", Rank(By(model.OrderChannel, Count[model.OrderRow]()))),
		lawOf("Fold", By(model.OrderAccount, Fold("newest", Folding[model.OrderRow, time.Time, time.Time]{
			New: func() time.Time { return time.Time{} },
			Step: func(s time.Time, o model.OrderRow) time.Time {
				if o.PlacedAt().After(s) {
					return o.PlacedAt()
				}
				return s
			},
			Merge: func(a, b time.Time) time.Time {
				if b.After(a) {
					return b
				}
				return a
			},
			Result: func(s time.Time) Result[time.Time] { return Value(s) },
		}))),
		lawOf("AverageBasket", AverageBasket(p)),
		lawOf("AverageOrderValue", AverageOrderValue(p)),
		lawOf("CustomerRetentionRate", CustomerRetentionRate(p, bucketed("2025", period.Quarter))),
		lawOf("ECommerceSalesShare", ECommerceSalesShare(p)),
		lawOf("GrossMerchandiseValue", GrossMerchandiseValue(p)),
		lawOf("MaximumBasket", MaximumBasket(p)),
		lawOf("MostUsedDeliveryMode", MostUsedDeliveryMode(p)),
		lawOf("OffHoursOrders", OffHoursOrders(p)),
		lawOf("OffHoursRevenue", OffHoursRevenue(p)),
		lawOf("OnlineAndOfflineOrders", OnlineAndOfflineOrders(p)),
		lawOf("OrderInterval", OrderInterval(p, span("2025"))),
		lawOf("OrdersByPaymentMethod", OrdersByPaymentMethod(p)),
	}
}

func mustHours(s string) period.Hours {
	h, err := period.ParseHours(berlin, s)
	must(err)
	return h
}
