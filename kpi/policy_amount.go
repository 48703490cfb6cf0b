package kpi

import (
	"slices"
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
)

// amountField is the amount of one order, returns by order date.
func (p Policy) amountField() model.Field[model.OrderRow, model.Money] {
	switch {
	case p.Amount == AmountGross:
		return model.OrderGoods
	case p.Amount == AmountNetAfterReturns && p.Refunds != RefundsIgnored:
		return model.OrderNetAfterReturns
	case p.Amount == AmountTotalAfterReturns && p.Refunds != RefundsIgnored:
		return model.OrderTotalAfterReturns
	case p.Amount == AmountTotal || p.Amount == AmountTotalAfterReturns:
		return model.OrderTotal
	}
	return model.OrderNet
}

// mean is the mean amount of orders. Its returns are by order date: otherwise
// its two sides would be different orders.
func (p Policy) mean() Metric[model.OrderRow, Average[model.Money]] {
	return withAmount(p.amountField(), Mean(p.amountField()))
}

// withAmount makes a metric undefined where there are orders and the amount of
// none of them is known, so that it is not taken for zero.
func withAmount[R any](f model.Field[model.OrderRow, model.Money], m Metric[model.OrderRow, R]) Metric[model.OrderRow, R] {
	if f != model.OrderTotal && f != model.OrderTotalAfterReturns {
		return m // every order has goods
	}
	orders := Both(Count[model.OrderRow](), Mean(f))
	return Then("amount known", Both(orders, m), func(b Pair[Pair[int64, Average[model.Money]], R]) Result[R] {
		seen, _ := b.A.Value()
		if n, _ := seen.A.Value(); n > 0 && seen.B.Why() == NoDenominator {
			return Undefined[R](MissingField, f.ID())
		}
		return b.B
	})
}

// amount is the amount of the orders for which the predicate holds.
func (p Policy) amount(of model.Pred[model.OrderRow]) KPI[model.Money] {
	after := p.Amount == AmountNetAfterReturns || p.Amount == AmountTotalAfterReturns
	if !after || p.Refunds != RefundsByRefundDate {
		return onOrders(Where(of, withAmount(p.amountField(), Sum(p.amountField()))))
	}
	base, parts := model.OrderNet, []model.Field[model.RefundRow, model.Money]{model.RefundGoods}
	if p.Amount == AmountTotalAfterReturns {
		base = model.OrderTotal
		parts = append(parts, model.RefundTax, model.RefundShipping, model.RefundFees)
	}
	ofOrder := model.ViaPred(model.RefundParent, of)
	back := make([]Metric[model.RefundRow, model.Money], len(parts))
	for i, f := range parts {
		back[i] = Where(ofOrder, Sum(f))
	}
	astray := Where(model.Not(refundOrderFound), Count[model.RefundRow]())
	sold := onOrders(Where(of, withAmount(base, Sum(base))))
	return Then("net of refunds", Both(sold, On(model.RefundFacts, Both(List(back...), astray))),
		func(b Pair[model.Money, Pair[[]Result[model.Money], int64]]) Result[model.Money] {
			returns, _ := b.B.Value() // without refunds nothing is taken off
			refunds, _ := returns.A.Value()
			n, _ := returns.B.Value()
			return warned(lessRefunds(b.A, refunds), Warning{Count: n, Text: "refunds of no order that is there"})
		})
}

// refundOrderFound holds for refunds of an order that was supplied: of others
// nobody knows of which orders they are.
var refundOrderFound = model.ViaKey(model.RefundParent, model.OrderKey).Known()

func lessRefunds(sold Result[model.Money], refunds []Result[model.Money]) Result[model.Money] {
	left, ok := sold.Value()
	if !ok {
		return sold
	}
	warnings := sold.Warnings()
	for _, r := range refunds {
		m, ok := r.Value()
		if !ok {
			return r
		}
		next, err := left.Sub(m)
		if err != nil {
			codes := []string{left.Currency().Code(), m.Currency().Code()}
			slices.Sort(codes)
			return Undefined[model.Money](MixedCurrency, strings.Join(codes, ", "))
		}
		left = next
		warnings = append(warnings, r.Warnings()...)
	}
	return Value(left, warnings...)
}
