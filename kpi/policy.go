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
	// NotCounted are statuses that do not count, also where Counted has them. A
	// status that is neither listed by the model nor placed here or in Counted
	// makes results undefined (UnplacedStatus).
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
	// LookBack is the range before the one at hand of O2, which it does not
	// overlap. Default: the calendar period before it.
	LookBack period.Range
	// Hours are the opening hours, BranchHours those of branches that have
	// their own; a zero Hours there is none. K11 and K18 are undefined without
	// any, and leave out orders for which there are none.
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
	counted := defaultCounted
	if p.Counted != nil {
		counted = p.Counted
	}
	return slices.DeleteFunc(slices.Clone(counted), func(s model.OrderStatus) bool { return slices.Contains(p.NotCounted, s) })
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

// known counts rows, and those of them for which a predicate holds.
func known(of, has model.Pred[model.OrderRow]) KPI[Pair[int64, int64]] {
	return onOrders(Where(of, Both(Count[model.OrderRow](), Where(has, Count[model.OrderRow]()))))
}

// recorded makes a KPI undefined where there are orders and none has what the
// definition needs.
func recorded[R any](of, has model.Pred[model.OrderRow], what string, m KPI[R]) KPI[R] {
	return Then("recorded", Both(known(of, has), m), func(b Pair[Pair[int64, int64], R]) Result[R] {
		if all, has := counts(b.A); all > 0 && has == 0 {
			return Undefined[R](MissingField, what)
		}
		return b.B
	})
}

// counts returns the two numbers of known, zero where they are undefined.
func counts(r Result[Pair[int64, int64]]) (all, has int64) {
	n, _ := r.Value()
	all, _ = n.A.Value()
	has, _ = n.B.Value()
	return all, has
}

// channelled is recorded for the channel, with a warning about the orders that
// have none. The noun says which orders they are.
func channelled[R any](of model.Pred[model.OrderRow], noun string, m KPI[R]) KPI[R] {
	id := model.OrderChannel.ID()
	warned := Then("channelled", Both(known(of, model.OrderChannel.Known()), m), func(b Pair[Pair[int64, int64], R]) Result[R] {
		all, has := counts(b.A)
		return warned(b.B, Warning{Count: all - has, Of: all, Text: noun + " without " + id})
	})
	return recorded(of, model.OrderChannel.Known(), id, warned)
}
