package dictionary_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var customerMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawSpends(t)
	m.drawOrders(t, 8)
	m.drawRefunds(t)
	m.drawn(t)
	m.filter = period.Range{}
	return m
})

// customer is who ordered, accounts by default.
func (m *market) customer(o model.Order) string { return m.buyer(o, kpi.SubjectAccount) }

// tellsCustomer says whether an order has the field that tells the customer.
func (m *market) tellsCustomer(o model.Order) bool {
	return m.customer(o) != "" || m.policy.Subject == kpi.SubjectVisitor && o.SessionID != ""
}

// firstOrders is the first counted order of each customer over the whole
// history, as older systems know it too.
func (m *market) firstOrders() map[string]time.Time {
	first := map[string]time.Time{}
	earlier := func(who string, at time.Time) {
		if was, ok := first[who]; who != "" && !at.IsZero() && (!ok || at.Before(was)) {
			first[who] = at
		}
	}
	for _, o := range m.counted() {
		earlier(m.customer(o), o.PlacedAt)
	}
	if m.policy.Subject == kpi.SubjectPerson || m.policy.Subject == kpi.SubjectVisitor {
		return first
	}
	for _, a := range m.accounts {
		if who := m.who(kpi.SubjectAccount, a.ID, "", ""); who != "" {
			earlier(who, a.FirstOrderAt)
		}
	}
	return first
}

// wonBy is the channel that won a customer; where several accounts are one, the
// first of theirs by name.
func (m *market) wonBy(who string) model.Channel {
	if m.policy.Subject == kpi.SubjectPerson || m.policy.Subject == kpi.SubjectVisitor {
		return ""
	}
	var first model.Channel
	for _, a := range m.accounts {
		c := a.AcquiredBy.Channel
		if m.who(kpi.SubjectAccount, a.ID, "", "") == who && c != "" && (first == "" || c < first) {
			first = c
		}
	}
	return first
}

// TestCustomerAcquisitionCost is O4: acquisition spend ÷ accounts whose first
// order lies in the range; by channel, the one that won the account.
func TestCustomerAcquisitionCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := customerMarkets.Draw(t, "market")
		type cost struct {
			paid, loaded purse
			won          int64
		}
		all, by := new(cost), map[model.Channel]*cost{}
		at := func(c model.Channel) *cost {
			if by[c] == nil {
				by[c] = new(cost)
			}
			return by[c]
		}
		for _, s := range m.spends {
			if s.Purpose != "" && s.Purpose != model.ForAcquisition {
				continue
			}
			in, of := m.daysIn(s.From, s.To, m.policy.SpendLag)
			parts := []*cost{all}
			if s.Channel != "" {
				parts = append(parts, at(s.Channel))
			}
			for _, c := range parts {
				if in > 0 {
					c.loaded.addPart(s.Amount, in, of)
				}
				if in > 0 && s.Kind == model.SpendMedia {
					c.paid.addPart(s.Amount, in, of)
				}
			}
		}
		for who, first := range m.firstOrders() {
			if m.window.Range.Contains(first) && slices.ContainsFunc(m.counted(), func(o model.Order) bool { return m.customer(o) == who }) {
				all.won++
				if c := by[m.wonBy(who)]; c != nil { // a channel without spend has no cost
					c.won++
				}
			}
		}
		var why reasons
		m.dated(&why)
		m.orderReasons(&why, m.orders)
		why.add(len(m.spends) == 0, kpi.MissingFacts)
		unrecorded(&why, m.counted(), m.tellsCustomer)
		same := func(d *differ, name string, got kpi.CustomerCost, want *cost) {
			d.is(name+" customers", got.Customers, want.won)
			for _, part := range []struct {
				name string
				got  kpi.Result[kpi.Average[model.Money]]
				cost purse
			}{{" paid", got.Paid, want.paid}, {" loaded", got.Loaded, want.loaded}} {
				var why reasons
				why.add(part.cost.mixed(), kpi.MixedCurrency)
				why.add(want.won == 0, kpi.NoDenominator)
				if v, ok := undefined(d, name+part.name, part.got, why); ok {
					d.average(name+part.name, v, part.cost.amount(), want.won)
				}
			}
		}
		check(t, m, of(m, kpi.CustomerAcquisitionCost(m.policy, m.window)), why, func(v kpi.AcquisitionCost) string {
			var d differ
			same(&d, "all", v.CustomerCost, all)
			groups(&d, "by channel", v.ByChannel, by, func(d *differ, name string, got kpi.Result[kpi.CustomerCost], want *cost) {
				c, ok := got.Value()
				d.holds(name, ok, got)
				same(d, name, c, want)
			})
			return d.text()
		})
	})
}

// TestCustomerLifetimeValue is O11: average order value × orders per year ×
// expected years × margin, all from one window; observed: (amount - refunded goods)
// × margin to date, per account.
func TestCustomerLifetimeValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := customerMarkets.Draw(t, "market")
		margin := big.NewRat(1, 1)
		if m.policy.Margin.Valid {
			margin = m.policy.Margin.Decimal.Rat()
		}
		in := that(m.counted(), func(o model.Order) bool { return m.entered(o.PlacedAt) })
		worth, unknown := m.worthOf(in)
		known := that(in, func(o model.Order) bool { return m.customer(o) != "" })
		customers := distinct(known, m.customer)

		var observed purse
		each := map[kpi.SubjectID]*purse{}
		for _, o := range m.counted() {
			if who := m.customer(o); who != "" && m.seen(o.PlacedAt) {
				left := net(o)
				for _, r := range m.refunds {
					if r.OrderID == o.ID && m.seen(r.RefundedAt) {
						left.Sub(left, r.Goods.Amount().Rat())
					}
				}
				left.Mul(left, margin)
				observed.addRat(left, goods(o).Currency())
				if each[kpi.SubjectID(who)] == nil {
					each[kpi.SubjectID(who)] = new(purse)
				}
				each[kpi.SubjectID(who)].addRat(left, goods(o).Currency())
			}
		}
		for _, r := range m.refunds { // credit notes of no order count for their account
			who := kpi.SubjectID(m.who(kpi.SubjectAccount, r.AccountID, "", ""))
			if r.OrderID == "" && each[who] != nil && m.seen(r.RefundedAt) {
				left := new(big.Rat).Mul(new(big.Rat).Neg(r.Goods.Amount().Rat()), margin)
				observed.addRat(left, r.Goods.Currency())
				each[who].addRat(left, r.Goods.Currency())
			}
		}
		var why reasons
		m.dated(&why)
		m.orderReasons(&why, m.orders)
		unrecorded(&why, m.counted(), m.tellsCustomer)
		check(t, m, of(m, kpi.CustomerLifetimeValue(m.policy, m.window)), why, func(v kpi.LifetimeValue) string {
			var d differ
			d.mean("order value", v.OrderValue, worth, unknown)
			var none reasons
			none.add(customers == 0, kpi.NoDenominator)
			if per, ok := undefined(&d, "orders per customer", v.OrdersPerCustomer, none); ok {
				d.is("orders", per.Total(), int64(len(known)))
				d.is("customers", per.Count(), customers)
			}
			d.holds("margin", v.Margin.Rat().Cmp(margin) == 0, v.Margin)
			d.holds("expected years", v.ExpectedYears.Equal(m.policy.ExpectedYears), v.ExpectedYears)

			none.add(m.policy.ExpectedYears.IsZero(), kpi.MissingField)
			none.add(worth.mixed(), kpi.MixedCurrency)
			none.add(worth.n == 0, kpi.NoDenominator)
			for _, u := range unknown {
				none.add(true, u)
			}
			if e, ok := undefined(&d, "expected", v.Expected, none); ok {
				years := m.years()
				d.holds("years", v.WindowYears.Rat().Cmp(decimal.RequireFromString(years.FloatString(6)).Rat()) == 0, v.WindowYears)
				want := new(big.Rat).Quo(worth.amount(), whole(worth.n))
				want.Mul(want, big.NewRat(int64(len(known)), customers))
				want.Quo(want, years).Mul(want, m.policy.ExpectedYears.Rat()).Mul(want, margin)
				d.holds("expected", nearly(e.Decimal(12).Rat(), want), fmt.Sprint(e.Decimal(12), ", want ", want.FloatString(12)))
			}
			none = nil
			none.add(observed.mixed(), kpi.MixedCurrency)
			none.add(len(each) == 0, kpi.NoDenominator)
			if o, ok := undefined(&d, "observed", v.Observed, none); ok {
				d.average("observed", o, observed.amount(), int64(len(each)))
			}
			groups(&d, "by customer", v.ByCustomer, each, func(d *differ, name string, got kpi.Result[model.Money], want *purse) {
				d.money(name, got, *want, nil)
			})
			return d.text()
		})
	})
}

// years is how long the window's range is, of those that are drawn.
func (m *market) years() *big.Rat {
	days := int64(0)
	for d := date("2024-12-01"); d.Before(date("2025-05-01")); d = d.AddDays(1) {
		if m.inRange(d) {
			days++
		}
	}
	return big.NewRat(days, 365)
}

// TestCustomerChannels is T3: order share and frequency per channel before and
// after the first online order; customers who went back offline after it.
func TestCustomerChannels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := customerMarkets.Draw(t, "market")
		asOf, judged := m.asOf()
		orders := that(m.counted(), func(o model.Order) bool { return m.customer(o) != "" && o.Channel != "" && m.seen(o.PlacedAt) })
		type use struct {
			orders   int64
			channels map[model.Channel]int64
			exposure time.Duration
		}
		before, after := use{channels: map[model.Channel]int64{}}, use{channels: map[model.Channel]int64{}}
		var moved, back int64
		seen := map[string]bool{}
		for _, o := range orders {
			who := m.customer(o)
			if seen[who] {
				continue
			}
			seen[who] = true
			own := that(orders, func(e model.Order) bool { return m.customer(e) == who })
			slices.SortFunc(own, func(a, b model.Order) int {
				if c := a.PlacedAt.Compare(b.PlacedAt); c != 0 {
					return c
				}
				return slices.Compare([]byte(a.ID), []byte(b.ID))
			})
			first := slices.IndexFunc(own, m.online)
			if first < 0 {
				continue
			}
			moved++
			from := own[first].PlacedAt
			before.exposure += from.Sub(own[0].PlacedAt)
			after.exposure += asOf.Sub(from)
			for _, e := range own {
				u := &after
				if e.PlacedAt.Before(from) {
					u = &before
				}
				u.orders++
				u.channels[e.Channel]++
			}
			// At the instant of an online order nobody is back offline.
			latest := that(own, func(e model.Order) bool { return e.PlacedAt.Equal(own[len(own)-1].PlacedAt) })
			if !slices.ContainsFunc(latest, m.online) {
				back++
			}
		}
		var why reasons
		m.orderReasons(&why, m.orders)
		why.add(!judged, kpi.MissingField)
		why.add(moved == 0, kpi.NoHistory)
		unrecorded(&why, m.counted(), m.tellsCustomer)
		unrecorded(&why, m.counted(), func(o model.Order) bool { return o.Channel != "" })
		check(t, m, of(m, kpi.CustomerChannels(m.policy, m.window)), why, func(v kpi.ChannelMovement) string {
			var d differ
			for _, side := range []struct {
				name string
				got  kpi.ChannelUse
				want use
			}{{"before", v.Before, before}, {"after", v.After, after}} {
				d.is(side.name+" orders", side.got.Orders, side.want.orders)
				d.is(side.name+" exposure", side.got.Exposure, side.want.exposure)
				groups(&d, side.name, side.got.PerChannel, side.want.channels, number)
				groups(&d, side.name, side.got.ByChannel, side.want.channels, func(d *differ, name string, got kpi.Result[kpi.Ratio], n int64) {
					d.shareOf(name, got, n, side.want.orders)
				})
			}
			d.shareOf("went back", v.WentBack, back, moved)
			return d.text()
		})
	})
}
