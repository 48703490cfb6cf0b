package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Policy holds what tools disagree about, as part of a KPI's definition. The
// zero value is the documented default of every field.
type Policy struct {
	// Counted are the statuses of orders that count. Default: placed,
	// confirmed, on-hold, partially-shipped, shipped, delivered, completed and
	// returned. Test orders never count.
	Counted []model.OrderStatus
	// NotCounted are further statuses that do not count. A status that is
	// neither listed by the model nor placed here or in Counted makes results
	// undefined (UnplacedStatus).
	NotCounted []model.OrderStatus
	// Online are the channels of the platform. Default: web, app, punchout,
	// edi and marketplace. Any other known channel is offline.
	Online []model.Channel
	// Amount is what an order is worth. Default: AmountNet.
	Amount AmountBasis
	// Refunds says when a refund takes effect, where the amount is after
	// returns. Default: RefundsByRefundDate. Means are always by order date:
	// otherwise their two sides would be different orders.
	Refunds RefundBasis
	// Subject is who comes back. Default: SubjectAccount.
	Subject Subject
	// LookBack is the range before the one at hand of O2. Default: the
	// calendar period before it.
	LookBack period.Range
	// Hours are the opening hours, BranchHours those of branches that have
	// their own. K11 and K18 are undefined without any.
	Hours       period.Hours
	BranchHours map[model.Branch]period.Hours
}

// AmountBasis is what an order is worth.
type AmountBasis uint8

// The amounts of an order. They are bridged by: goods - discounts = net;
// net - refunded goods = net after returns; + tax + shipping + fees, each
// after refunds = total.
const (
	AmountNet               AmountBasis = iota // goods less discounts, before returns
	AmountGross                                // goods before discounts
	AmountNetAfterReturns                      // net less refunded goods
	AmountTotal                                // with tax, shipping and fees
	AmountTotalAfterReturns                    // total less everything refunded
)

// RefundBasis says when a refund takes effect.
type RefundBasis uint8

// The refund bases.
const (
	RefundsByRefundDate RefundBasis = iota // at the instant of the refund
	RefundsByOrderDate                     // at the instant of the refunded order
	RefundsIgnored                         // not at all
)

// Subject is who a KPI per customer counts.
type Subject uint8

// The subjects. Merged accounts count as the account that took them over;
// SubjectCompany joins the accounts of one company tree.
const (
	SubjectAccount Subject = iota
	SubjectCompany
	SubjectPerson
	SubjectVisitor
)

var defaultCounted = []model.OrderStatus{
	model.StatusPlaced, model.StatusConfirmed, model.StatusOnHold, model.StatusPartiallyShipped, model.StatusShipped,
	model.StatusDelivered, model.StatusCompleted, model.StatusReturned,
}

var defaultOnline = []model.Channel{
	model.ChannelWeb, model.ChannelApp, model.ChannelPunchout, model.ChannelEDI, model.ChannelMarketplace,
}

func (p Policy) countedStatuses() []model.OrderStatus {
	if p.Counted != nil {
		return p.Counted
	}
	return defaultCounted
}

// counted are the orders that count.
func (p Policy) counted() model.Pred[model.OrderRow] {
	return model.And(model.OrderState.In(p.countedStatuses()...), notTest)
}

// notTest is one predicate, so that all KPIs share its work.
var notTest = model.Not(model.OrderIsTest)

// unplaced are the orders whose status the policy does not place.
func (p Policy) unplaced() model.Pred[model.OrderRow] {
	placed := slices.Concat(model.OrderStatuses(), p.Counted, p.NotCounted)
	return model.And(model.Not(model.OrderState.In(placed...)), notTest)
}

// online are the orders through a channel of the platform; an order of unknown
// channel is neither online nor offline.
func (p Policy) online() model.Pred[model.OrderRow] {
	if p.Online != nil {
		return model.OrderChannel.In(p.Online...)
	}
	return model.OrderChannel.In(defaultOnline...)
}

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

// amount is the amount of the orders for which the predicate holds.
func (p Policy) amount(of model.Pred[model.OrderRow]) KPI[model.Money] {
	after := p.Amount == AmountNetAfterReturns || p.Amount == AmountTotalAfterReturns
	if !after || p.Refunds != RefundsByRefundDate {
		return onOrders(Where(of, Sum(p.amountField())))
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
	return Then("net of refunds", Both(onOrders(Where(of, Sum(base))), On(model.RefundFacts, List(back...))),
		func(b Pair[model.Money, []Result[model.Money]]) Result[model.Money] {
			left, ok := b.A.Value()
			refunds, _ := b.B.Value() // without refunds nothing is taken off
			for _, r := range refunds {
				m, known := r.Value()
				if !known {
					return r
				}
				var err error
				if left, err = left.Sub(m); err != nil {
					return Undefined[model.Money](MixedCurrency, err.Error())
				}
			}
			if !ok {
				return b.A
			}
			return Value(left, b.A.Warnings()...)
		})
}

// placed makes a KPI undefined where the policy does not place the status of
// some order.
func placed[R any](p Policy, m KPI[R]) KPI[R] {
	strange := onOrders(Where(p.unplaced(), Smallest(model.OrderState)))
	return Then("placed", Both(strange, m), func(b Pair[model.OrderStatus, R]) Result[R] {
		if status, found := b.A.Value(); found {
			return Undefined[R](UnplacedStatus, string(status))
		}
		return b.B
	})
}

// onOrders lifts a metric on orders to facts.
func onOrders[R any](m Metric[model.OrderRow, R]) KPI[R] { return On(model.OrderFacts, m) }

// noted adds a warning with the count of a second metric.
func noted[F, R any](m Metric[F, R], text string, count Metric[F, int64]) Metric[F, R] {
	return Then("noted", Both(m, count), func(b Pair[R, int64]) Result[R] {
		n, _ := b.B.Value()
		return b.A.warn(Warning{Count: n, Text: text})
	})
}

// channelled adds a warning about counted orders of unknown channel, and makes
// the KPI undefined where no order has one.
func channelled[R any](p Policy, m KPI[R]) KPI[R] {
	orders := onOrders(Where(p.counted(), Both(Count[model.OrderRow](), Where(model.OrderChannel.Known(), Count[model.OrderRow]()))))
	return Then("channelled", Both(orders, m), func(b Pair[Pair[int64, int64], R]) Result[R] {
		seen, _ := b.A.Value()
		all, _ := seen.A.Value()
		known, _ := seen.B.Value()
		if all > 0 && known == 0 {
			return Undefined[R](MissingField, model.OrderChannel.ID())
		}
		return b.B.warn(Warning{Count: all - known, Of: all, Text: "counted orders without order.channel"})
	})
}
