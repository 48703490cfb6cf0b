package kpi

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

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
	// Subject is who a KPI per customer counts. Default: the account; for KPIs on
	// identified visitors the person.
	Subject Subject
	// LookBack is the range before the one at hand of O2, which it does not
	// overlap. Default: the calendar period before it.
	LookBack period.Range
	// Goal is what visitors convert to. Default: an online counted order.
	Goal Goal
	// ConversionBy is what O5 counts. Default: visitors.
	ConversionBy ConversionBasis
	// Bounce is which sessions bounce. Default: BounceSinglePage.
	Bounce BounceRule
	// LoginWindow is how long after a login an order still follows from it. Zero
	// asks for an order in the session itself.
	LoginWindow time.Duration
	// Carts are those of O8. Default: completed ones.
	Carts CartBasis
	// CartWindow is how long a cart may lie untouched until it is abandoned.
	// Default: 7 days of 24 h.
	CartWindow time.Duration
	// QuoteMaxAge is how long a quote without a date binds. Default: 30 days of
	// 24 h.
	QuoteMaxAge time.Duration
	// SpendLag is how many days before customers are won the money is spent.
	SpendLag int
	// Margin is the part of the revenue that remains, of CLV: 0.3, say. Default: 1.
	Margin decimal.NullDecimal
	// ExpectedYears is for how long a customer is expected to buy, of CLV.
	ExpectedYears decimal.Decimal
	// Due is by which date milestones are late. Default: their baseline.
	Due DueBasis
	// Used and Capacity are the hours of O13. Default: productive of net ones.
	Used     UsedHours
	Capacity CapacityHours
	// Workdays are the days on which resources work: those with any hours. Zero
	// is Monday to Friday.
	Workdays period.Hours
	// DiscountRate is the yearly rate of the net present value: 0.05, say.
	DiscountRate decimal.Decimal
	// ResearchWindow is how long before an order offline its research online may
	// lie. Default: 30 days of 24 h.
	ResearchWindow time.Duration
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
	SubjectDefault Subject = iota // the KPI's own: accounts or, of identified visitors, persons
	SubjectAccount
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

// days are whole days of 24 h, which windows are made of.
func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// orDefault is a window, or what it is where the policy has none.
func orDefault(window, otherwise time.Duration) time.Duration {
	if window <= 0 {
		return otherwise
	}
	return window
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
	return joinResults("placed", strange, m, func(odd Result[model.OrderStatus], r Result[R]) Result[R] {
		if status, found := odd.Value(); found {
			return Undefined[R](UnplacedStatus, string(status))
		}
		return r
	})
}

// onOrders lifts a metric on orders to facts.
func onOrders[R any](m Metric[model.OrderRow, R]) KPI[R] { return On(model.OrderFacts, m) }

// known counts orders, and those of them for which a predicate holds.
func known(of, has model.Pred[model.OrderRow]) KPI[Pair[int64, int64]] {
	return knownOf(model.OrderFacts, of, has)
}

// knownOf counts rows of a kind, and those of them for which a predicate holds.
func knownOf[G any](kind model.OfKind[G], of, has model.Pred[G]) KPI[Pair[int64, int64]] {
	return On(kind, Where(of, Both(Count[G](), Where(has, Count[G]()))))
}

// recorded makes a KPI undefined where there are orders and none has what the
// definition needs.
func recorded[R any](of, has model.Pred[model.OrderRow], what string, m KPI[R]) KPI[R] {
	return recordedOf(model.OrderFacts, of, has, what, m)
}

// recordedOf is recorded for rows of any kind.
func recordedOf[G, R any](kind model.OfKind[G], of, has model.Pred[G], what string, m KPI[R]) KPI[R] {
	return joinResults("recorded", knownOf(kind, of, has), m, func(n Result[Pair[int64, int64]], r Result[R]) Result[R] {
		if all, has := counts(n); all > 0 && has == 0 {
			return Undefined[R](MissingField, what)
		}
		return r
	})
}

// needs makes a KPI undefined where facts of a kind were not supplied.
func needs[G, R any](kind model.OfKind[G], m KPI[R]) KPI[R] {
	return joinResults("needs", On(kind, Count[G]()), m, func(n Result[int64], r Result[R]) Result[R] {
		if n.Why() == MissingFacts {
			return undefinedAs[R](n)
		}
		return r
	})
}

// counts returns the two numbers of known, zero where they are undefined.
func counts(r Result[Pair[int64, int64]]) (all, has int64) {
	n, _ := r.Value()
	all, _ = n.A.Value()
	has, _ = n.B.Value()
	return all, has
}

// withChannel makes a KPI undefined where no counted order has a channel.
func withChannel[R any](p Policy, m KPI[R]) KPI[R] {
	return recorded(p.counted(), model.OrderChannel.Known(), model.OrderChannel.ID(), m)
}

// channelled is recorded for the channel, with a warning about the orders that
// have none. The noun says which orders they are.
func channelled[R any](of model.Pred[model.OrderRow], noun string, m KPI[R]) KPI[R] {
	id := model.OrderChannel.ID()
	seen := joinResults("channelled", known(of, model.OrderChannel.Known()), m, func(n Result[Pair[int64, int64]], r Result[R]) Result[R] {
		all, has := counts(n)
		return warned(r, Warning{Count: all - has, Of: all, Text: noun + " without " + id})
	})
	return recorded(of, model.OrderChannel.Known(), id, seen)
}
