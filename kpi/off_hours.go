package kpi

import (
	"maps"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// OffHours is what came in while the shop was closed.
type OffHours struct {
	Orders int64
	Amount Result[model.Money]
	Share  Result[Ratio] // of the online amount
}

// OffHoursOrders is K11, off-hours-orders: a count of orders, neither good nor
// bad.
//
//	counted online orders submitted while the shop, or the order's branch, is closed
//
// Where no order has a channel, all counted orders are looked at. The exact
// opening instant is open, the exact closing instant closed. It is undefined
// without opening hours in the policy (MissingField).
func OffHoursOrders(p Policy) KPI[int64] {
	return offHours(p, func(closed, _ model.Pred[model.OrderRow]) KPI[int64] {
		return onOrders(Where(closed, Count[model.OrderRow]()))
	})
}

// OffHoursRevenue is K18, off-hours-revenue: the amount of the orders of K11
// in money, and its share of the online amount.
//
//	amount of the orders of K11; amount / amount of online counted orders
//
// It is undefined without opening hours in the policy (MissingField); its parts
// are in several currencies (MixedCurrency) and without sales (NoDenominator).
func OffHoursRevenue(p Policy) KPI[OffHours] {
	return offHours(p, func(closed, all model.Pred[model.OrderRow]) KPI[OffHours] {
		amounts := Both(p.amount(closed), p.amount(all))
		return Map("off hours", Both(onOrders(Where(closed, Count[model.OrderRow]())), amounts),
			func(b Pair[int64, Pair[model.Money, model.Money]]) OffHours {
				n, _ := b.A.Value()
				sums, _ := b.B.Value()
				o := OffHours{Orders: n, Amount: sums.A}
				if part, ok := sums.A.Value(); !ok {
					o.Share = undefinedAs[Ratio](sums.A)
				} else if whole, ok := sums.B.Value(); !ok {
					o.Share = undefinedAs[Ratio](sums.B)
				} else {
					o.Share = NewRatio(part, whole)
				}
				return o
			})
	})
}

// offHours makes a KPI of the orders that came in while closed and of all
// online ones. Where no channel is recorded, every counted order is looked at.
func offHours[R any](p Policy, m func(closed, all model.Pred[model.OrderRow]) KPI[R]) KPI[R] {
	if p.Hours.IsZero() && len(p.BranchHours) == 0 {
		return undefined[R](MissingField, "opening hours")
	}
	online := model.And(p.counted(), p.online())
	closed := p.closed()
	channels := onOrders(Where(p.counted(), Both(Count[model.OrderRow](), Where(model.OrderChannel.Known(), Count[model.OrderRow]()))))
	either := Both(m(model.And(online, closed), online), m(model.And(p.counted(), closed), p.counted()))
	return placed(p, Then("where channels are recorded", Both(channels, either), func(b Pair[Pair[int64, int64], Pair[R, R]]) Result[R] {
		n, ok := b.A.Value()
		if !ok {
			return undefinedAs[R](b.A)
		}
		both, _ := b.B.Value()
		all, _ := n.A.Value()
		known, _ := n.B.Value()
		if known == 0 {
			return both.B
		}
		return both.A.warn(Warning{Count: all - known, Of: all, Text: "counted orders without order.channel"})
	}))
}

// closed are the orders submitted outside the hours of their branch, or of the
// shop where the branch has none of its own.
func (p Policy) closed() model.Pred[model.OrderRow] {
	branches := slices.Sorted(maps.Keys(p.BranchHours))
	var either []model.Pred[model.OrderRow]
	for _, b := range branches {
		either = append(either, model.And(model.OrderBranch.Is(b), model.ClosedAt(model.OrderPlacedAt, p.BranchHours[b])))
	}
	if p.Hours.IsZero() {
		return model.Or(either...)
	}
	rest := model.ClosedAt(model.OrderPlacedAt, p.Hours)
	if len(branches) == 0 {
		return rest
	}
	elsewhere := model.Or(model.Not(model.OrderBranch.Known()), model.Not(model.OrderBranch.In(branches...)))
	return model.Or(append(either, model.And(elsewhere, rest))...)
}
