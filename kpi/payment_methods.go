package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// MethodUse is what was paid by one method.
type MethodUse struct {
	Orders int64               `json:"orders"`
	Amount Result[model.Money] `json:"amount"` // of the orders, whatever part of them the method paid
	Share  Result[Ratio]       `json:"share"`  // of the counted orders with a known method
}

// String returns number, share and amount.
func (u MethodUse) String() string {
	return fmt.Sprintf("%d orders, share %v, %v", u.Orders, u.Share, u.Amount)
}

// OrdersByPaymentMethod is K17, orders-by-payment-method: counted orders for
// each payment method, with their amount and share; neither good nor bad.
//
//	count of counted orders paid by the method / count of counted orders of known method
//
// An order paid by two methods is in both groups, once each, so that the
// shares may add up to more than 1. Amounts after returns take refunds by order
// date. Orders of unknown method are counted in a warning; where no order has a
// method it is undefined (MissingField).
func OrdersByPaymentMethod(p Policy) KPI[Groups[model.PaymentMethod, MethodUse]] {
	count := Count[model.OrderRow]()
	perMethod := ByEach(model.OrderPaymentMethods, Both(count, withAmount(p.amountField(), Sum(p.amountField()))))
	return placed(p, onOrders(Where(p.counted(), Then("shares of methods", Both(count, perMethod),
		func(b Pair[int64, Groups[model.PaymentMethod, Pair[int64, model.Money]]]) Result[Groups[model.PaymentMethod, MethodUse]] {
			known, _ := b.A.Value()
			groups, _ := b.B.Value()
			var without int64
			if r, ok := groups.Unknown(); ok {
				use, _ := r.Value()
				without, _ = use.A.Value()
				known -= without
			}
			if known == 0 && without > 0 {
				return Undefined[Groups[model.PaymentMethod, MethodUse]](MissingField, model.OrderPaymentMethods.ID())
			}
			return Value(mapGroups(groups, func(use Pair[int64, model.Money]) MethodUse {
				n, _ := use.A.Value()
				return MethodUse{Orders: n, Amount: use.B, Share: ratioOf(n, known, true)}
			}), Warning{Count: without, Of: known + without, Text: "counted orders without a payment method"})
		}))))
}

// mapGroups is a function of each group of a known key.
func mapGroups[K comparable, A, R any](g Groups[K, A], f func(A) R) Groups[K, R] {
	var entries []groupEntry[K, R]
	for _, e := range g.sorted() {
		if !e.known {
			continue
		}
		out := groupEntry[K, R]{key: e.key, known: true, result: undefinedAs[R](e.result)}
		if v, ok := e.result.Value(); ok {
			out.result = Value(f(v), e.result.Warnings()...)
		}
		entries = append(entries, out)
	}
	if g.s == nil {
		return Groups[K, R]{}
	}
	return newGroups(entries, g.s.compare)
}
