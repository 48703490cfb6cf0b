package shop

import (
	"cmp"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// plan is an order to come.
type plan struct {
	at      time.Time
	day     int
	channel model.Channel
	c       *customer
	basket  basket
	quote   *model.Quote // the revision it takes
	terms   model.QuoteTerms
	stands  bool // it is carried out, whatever becomes of others
}

var (
	onlineShares  = []share[model.Channel]{{84, model.ChannelWeb}, {16, model.ChannelApp}}
	offlineShares = []share[model.Channel]{{40, model.ChannelPhone}, {27, model.ChannelEmail}, {15, model.ChannelBranch}, {14, model.ChannelRepVisit}, {4, model.ChannelFax}}
)

// makeDemand walks through the days and decides who orders, and who asks for a
// quote first.
func (m *maker) makeDemand() {
	r := newRandom(m.options.Seed, streamDemand)
	guest := &customer{account: &model.Account{Country: "fr", Branch: branchLyon, Region: regions[branchLyon]}, currency: model.EUR,
		pays: model.PayCard, delivery: model.DeliverStandard}
	// A standing order goes out at the very start. So the history is seen to
	// begin with the facts, and not some hours later.
	if c := m.standing(); c != nil {
		m.plan(plan{at: m.at(0, 0), channel: model.ChannelEDI, c: c, basket: m.fill(r, c, m.budget(r, c), 0), stands: true})
	}
	for d, day := range m.days {
		for _, c := range m.customers {
			if !c.buysOn(d) || r.below(1_000_000) >= c.rate*day.demand/1000 {
				continue
			}
			channel := m.channel(r, c, d)
			if channel == "" {
				continue // nobody answers the phone today
			}
			at := m.moment(r, d, channel)
			if !day.closed && r.chance(85) {
				if channel == c.machine {
					at, channel = m.moment(r, d, model.ChannelEmail), model.ChannelEmail
				}
				m.makeQuote(r, c, at, channel)
				continue
			}
			m.plan(plan{at: at, day: d, channel: channel, c: c, basket: m.fill(r, c, m.budget(r, c), 0)})
		}
		// Some buy through a marketplace, without an account.
		for range r.whole(len(m.customers) * day.demand / 1000) {
			m.plan(plan{at: m.moment(r, d, model.ChannelMarketplace), day: d, channel: model.ChannelMarketplace, c: guest,
				basket: m.fill(r, guest, 8_000+r.skewed(100_000), 0)})
		}
	}
	// A stable order, so that IDs follow time whatever sorts them.
	slices.SortStableFunc(m.plans, func(a, b plan) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.c.account.ID, b.c.account.ID)) })
}

// standing returns the customer of the standing order: one that orders by EDI
// if any does.
func (m *maker) standing() *customer {
	var found *customer
	for _, c := range m.customers {
		if c.buysOn(0) && !c.test && (found == nil || found.machine != model.ChannelEDI && c.machine == model.ChannelEDI) {
			found = c
		}
	}
	return found
}

func (m *maker) plan(p plan) {
	if len(p.basket.lines) > 0 && m.past(p.at) {
		m.plans = append(m.plans, p)
	}
}

// budget draws the cents of an order.
func (m *maker) budget(r *random, c *customer) int {
	most := 380_000
	if c.account.Segment == "key-account" {
		most = 520_000
	}
	return 9_000 + r.skewed(most)
}

// channel draws how a customer orders on a day, "" where it cannot.
func (m *maker) channel(r *random, c *customer, d int) model.Channel {
	online := c.onlineOn(d) && r.chance(860) || !c.onlineOn(d) && c.machine != "" && r.chance(100)
	switch {
	case online && c.machine != "" && r.chance(650):
		return c.machine
	case online:
		return draw(r, onlineShares)
	case m.days[d].closed:
		return ""
	}
	return draw(r, offlineShares)
}

// moment draws when something happens on a day: by phone only while somebody
// is there.
func (m *maker) moment(r *random, d int, channel model.Channel) time.Time {
	switch channel {
	case model.ChannelPhone, model.ChannelEmail, model.ChannelBranch, model.ChannelRepVisit, model.ChannelFax:
		return m.at(d, deskClock.second(r))
	}
	if m.days[d].closed {
		return m.at(d, leisure.second(r))
	}
	return m.at(d, onlineClock.second(r))
}
