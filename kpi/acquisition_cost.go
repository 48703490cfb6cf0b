package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// CustomerCost is what it cost to win customers.
type CustomerCost struct {
	Customers int64                        `json:"customers"` // won
	Paid      Result[Average[model.Money]] `json:"paid"`      // media only
	Loaded    Result[Average[model.Money]] `json:"loaded"`    // all that was spent on acquisition
}

// String returns both costs and the customers.
func (c CustomerCost) String() string {
	return fmt.Sprintf("loaded %v, paid %v, %d customers", c.Loaded, c.Paid, c.Customers)
}

// AcquisitionCost is CustomerCost, in all and by channel.
type AcquisitionCost struct {
	CustomerCost
	// ByChannel is by the channel of the spend, and that which won the account;
	// channels without spend are not in it.
	ByChannel Groups[model.Channel, CustomerCost] `json:"by_channel"`
}

// CustomerAcquisitionCost is O4, customer-acquisition-cost (CAC): money per
// customer; lower is better.
//
//	acquisition spend of the range / accounts whose first order lies in the range
//
// Spend is shared out evenly by days where the range cuts it; the policy's
// SpendLag shifts it. Leads and reactivated customers are no new ones: first
// orders are looked up in the whole history, and in Account.FirstOrderAt. It is a
// history KPI: a filter or period around it means the history within that slice.
//
// It is undefined without a range and calendar (MissingField), without spend or
// orders (MissingFacts), and, in its parts, without new customers
// (NoDenominator) and in several currencies (MixedCurrency).
func CustomerAcquisitionCost(p Policy, w Window) KPI[AcquisitionCost] {
	if what := w.lacks(); what != "" {
		return undefined[AcquisitionCost](MissingField, what)
	}
	spent := p.spent(w, p.SpendLag)
	acquired := Where(model.SpendAim.Is(model.ForAcquisition), Both(spent, By(model.SpendChannel, spent)))
	spend := On(model.SpendFacts, acquired)
	cost := joinResults("acquisition cost", spend, p.newCustomers(w), acquisitionOf)
	return needs(model.SpendFacts, placed(p, needsOrders(withSubject(p, cost))))
}

// outlay is what was spent, in all and on media.
type outlay = Pair[fraction, fraction]

// spent is the spend on the days of the range, some days earlier.
func (p Policy) spent(w Window, lag int) Metric[model.SpendRow, outlay] {
	from, to := w.dates()
	from, to = from.AddDays(-lag), to.AddDays(-lag)
	sum := sumShared(fmt.Sprintf("from %v to %v", from, to), model.SpendAmount, func(s model.SpendRow) (days, of int64) {
		return s.Share(from, to)
	})
	return Both(sum, Where(model.SpendType.Is(model.SpendMedia), sum))
}

// newcomer is whether a customer is new in the range, and what won him.
type newcomer struct {
	isNew   bool
	channel model.Channel
}

// newCustomers counts the customers whose first order lies in the range, in
// all and by the channel that won them.
func (p Policy) newCustomers(w Window) KPI[Pair[int64, Groups[model.Channel, int64]]] {
	first := Both(onOrders(Earliest(model.OrderPlacedAt)), On(model.AccountFacts, Earliest(model.AccountFirstOrderAt)))
	won := On(model.AccountFacts, Smallest(model.AccountChannel))
	per := joinResults("newcomer, "+w.Range.String(), first, won, func(first Result[Pair[time.Time, time.Time]], won Result[model.Channel]) Result[newcomer] {
		at, _ := first.Value()
		ordered, ok := at.A.Value()
		if known, older := at.B.Value(); older && known.Before(ordered) {
			ordered = known
		}
		channel, _ := won.Value()
		return Value(newcomer{ok && w.Range.Contains(ordered), channel})
	})
	type entry = Entry[SubjectID, newcomer]
	channel := model.TextKey("channel that won it", func(e entry) (model.Channel, bool) { return e.Value.channel, e.Value.channel != "" })
	count := Count[entry]()
	over := Where(EntryIf[SubjectID]("is new", func(n newcomer) bool { return n.isNew }), Both(count, By(channel, count)))
	return Where(p.history(), Across(p.subject(), per, over))
}

func acquisitionOf(spend Result[Pair[outlay, Groups[model.Channel, outlay]]], won Result[Pair[int64, Groups[model.Channel, int64]]]) Result[AcquisitionCost] {
	s, _ := spend.Value()
	n, ok := won.Value()
	if !ok {
		return undefinedAs[AcquisitionCost](won)
	}
	customers, _ := n.A.Value()
	c := AcquisitionCost{CustomerCost: customerCost(s.A, customers)}
	spent, _ := s.B.Value()
	wonBy, _ := n.B.Value()
	var entries []groupEntry[model.Channel, CustomerCost]
	for channel, r := range spent.All() {
		count, _ := wonBy.Get(channel)
		k, _ := count.Value()
		entries = append(entries, groupEntry[model.Channel, CustomerCost]{key: channel, known: true, result: Value(customerCost(r, k))})
	}
	if len(entries) > 0 {
		c.ByChannel = newGroups(entries, model.SpendChannel.Compare)
	}
	return Value(c, won.Warnings()...)
}

func customerCost(spend Result[outlay], customers int64) CustomerCost {
	s, _ := spend.Value()
	cost := func(r Result[fraction]) Result[Average[model.Money]] {
		f, ok := r.Value()
		if !ok {
			return undefinedAs[Average[model.Money]](r)
		}
		return f.average(customers)
	}
	return CustomerCost{Customers: customers, Loaded: cost(s.A), Paid: cost(s.B)}
}
