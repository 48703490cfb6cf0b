package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// Returns is how much of what was sold comes back.
type Returns struct {
	Orders   Ratio                            `json:"orders"` // orders with goods returned / counted orders
	Amount   Result[Ratio]                    `json:"amount"` // returned goods / net amount
	ByReason Groups[model.Code, ReturnReason] `json:"by_reason"`
}

// ReturnReason is what came back for one reason.
type ReturnReason struct {
	Returns int64               `json:"returns"`
	Goods   Result[model.Money] `json:"goods"`
}

// String returns both rates.
func (r Returns) String() string {
	return fmt.Sprintf("%v of the orders, %v of the amount", r.Orders, r.Amount)
}

// String returns number and goods.
func (r ReturnReason) String() string { return fmt.Sprintf("%d returns, %v", r.Returns, r.Goods) }

// ReturnRate is T18, in [0, 1]; lower is better.
//
//	counted orders with goods returned / counted orders; returned goods / net amount
//
// Returns are dated by their order, so that both sides are the same orders,
// whenever the goods came back. Cancellations and allowances are no returns.
// Groups by account or branch are those of the orders: By(model.FactAccount,
// ReturnRate(p)); by product see ReturnedProducts. The reasons are those of the
// credit notes in the facts at hand. It is undefined without orders
// (NoDenominator).
func ReturnRate(p Policy) KPI[Returns] {
	isReturn := model.Not(model.RefundType.In(model.RefundCancellation, model.RefundAllowance))
	isReturn = model.Or(isReturn, model.Not(model.RefundType.Known()))
	// Shipping alone given back is no return of goods.
	isReturn = model.And(isReturn, model.Or(model.RefundType.Is(model.RefundReturn), model.Above(model.RefundGoods, model.Money{})))
	count := Count[model.OrderRow]()
	returned := model.Matched(model.OrderKey, model.RefundFacts, model.RefundOrder, isReturn)
	amount := RatioOf(Sum(model.OrderReturned), Sum(model.OrderNet))
	orders := onOrders(Where(p.counted(), Both(Share(Where(returned, count), count), amount)))
	reasons := On(model.RefundFacts, Where(model.And(isReturn, model.ViaPred(model.RefundParent, p.counted())),
		By(model.RefundReason, joinResults("returns", Count[model.RefundRow](), Sum(model.RefundGoods),
			func(n Result[int64], sum Result[model.Money]) Result[ReturnReason] {
				k, _ := n.Value()
				return Value(ReturnReason{k, sum})
			}))))
	return placed(p, joinResults("return rate", orders, reasons,
		func(orders Result[Pair[Ratio, Ratio]], reasons Result[Groups[model.Code, ReturnReason]]) Result[Returns] {
			o, ok := orders.Value()
			if !ok {
				return undefinedAs[Returns](orders)
			}
			rate, ok := o.A.Value()
			if !ok {
				return undefinedAs[Returns](o.A)
			}
			groups, _ := reasons.Value()
			return Value(Returns{rate, o.B, groups})
		}))
}

// ReturnedProducts is T18 by product: for each product the orders with it that
// came back, wholly or in part, in [0, 1]; lower is better.
//
//	counted orders of the product with goods of it returned / counted orders of the product
//
// Credit notes without lines name no product: they are left out.
func ReturnedProducts(p Policy) KPI[Groups[model.ProductID, Ratio]] {
	counted := model.ViaPred(model.LineParent, p.counted())
	returned := model.LineIsReturned
	orders := Distinct(model.LineOrder)
	rate := Share(Where(returned, orders), orders)
	return placed(p, On(model.LineFacts, Where(counted, By(model.LineProduct, rate))))
}
