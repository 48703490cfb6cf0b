package kpi

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// OffHours is what came in while the shop was closed.
type OffHours struct {
	Orders int64               `json:"orders"`
	Amount Result[model.Money] `json:"amount"`
	Share  Result[Ratio]       `json:"share"` // of the online amount
}

// String returns number, amount and share.
func (o OffHours) String() string {
	return fmt.Sprintf("%d orders, %v, share %v", o.Orders, o.Amount, o.Share)
}

// OffHoursOrders is K11, off-hours-orders: a count of orders, neither good nor
// bad.
//
//	counted online orders submitted while the shop, or the order's branch, is closed
//
// Where no order has a channel, all counted orders are looked at. The exact
// opening instant is open, the exact closing instant closed. Orders of a branch
// for which the policy has no hours are left out and counted in a warning. It is
// undefined without opening hours in the policy, or without any order for which
// there are some (MissingField).
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
// Where no order has a channel, or the policy has no hours for an order, it does
// as K11, on both sides of the share. It is undefined without opening hours in the
// policy (MissingField); its parts are in several currencies (MixedCurrency),
// the share also without sales (NoDenominator).
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
// Orders for which there are no opening hours are in neither.
func offHours[R any](p Policy, m func(closed, all model.Pred[model.OrderRow]) KPI[R]) KPI[R] {
	branches := p.branchesWithHours()
	if p.Hours.IsZero() && len(branches) == 0 {
		return undefined[R](MissingField, "opening hours")
	}
	closed := p.closed(branches)
	within := func(of model.Pred[model.OrderRow]) KPI[R] {
		if !p.Hours.IsZero() {
			return m(model.And(of, closed), of)
		}
		judged := model.OrderBranch.In(branches...)
		return judgedBy(of, judged, m(model.And(of, closed), model.And(of, judged)))
	}
	orders := known(p.counted(), model.OrderChannel.Known())
	refunds := On(model.RefundFacts, Where(model.RefundChannel.Known(), Count[model.RefundRow]()))
	either := Both(within(model.And(p.counted(), p.online())), within(p.counted()))
	return placed(p, joinResults("where channels are recorded", Both(orders, refunds), either,
		func(n Result[Pair[Pair[int64, int64], int64]], r Result[Pair[R, R]]) Result[R] {
			seen, _ := n.Value()
			if seen.A.Why() != Defined {
				return undefinedAs[R](seen.A)
			}
			both, _ := r.Value()
			all, has := counts(seen.A)
			if back, _ := seen.B.Value(); has == 0 && back == 0 {
				return both.B
			}
			return warned(both.A, Warning{Count: all - has, Of: all, Text: "counted orders without order.channel"})
		}))
}

// judgedBy warns about orders of branches without opening hours, and makes a
// KPI undefined where there are no others.
func judgedBy[R any](of, judged model.Pred[model.OrderRow], m KPI[R]) KPI[R] {
	return Then("opening hours known", Both(known(of, judged), m), func(b Pair[Pair[int64, int64], R]) Result[R] {
		all, judged := counts(b.A)
		if all > 0 && judged == 0 {
			return Undefined[R](MissingField, "opening hours of a branch")
		}
		return warned(b.B, Warning{Count: all - judged, Of: all, Text: "orders without opening hours of their branch"})
	})
}

func (p Policy) branchesWithHours() []model.Branch {
	branches := slices.Sorted(maps.Keys(p.BranchHours))
	return slices.DeleteFunc(branches, func(b model.Branch) bool { return p.BranchHours[b].IsZero() })
}

// closed are the orders submitted outside the hours of their branch, or of the
// shop where the branch has none of its own.
func (p Policy) closed(branches []model.Branch) model.Pred[model.OrderRow] {
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
