package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// orderVisit makes the visit and the cart from which an order came.
func (m *maker) orderVisit(r *random, p *plan, o *model.Order, net int) {
	c := p.c
	who := c.people[0]
	for _, p := range c.people {
		if p.id == o.BuyerID {
			who = p
		}
	}
	s := m.regular(r, c, who, p.at.Add(-minutes(r, 5, 32)), p.at.Add(seconds(r, 5, 400)))
	if o.Channel == model.ChannelApp {
		s.Device = "mobile"
	}
	look(r, &s)
	s.KeyEvents = model.CountOf(1)
	m.experiment(&s)
	pay := p.at.Add(-seconds(r, 5, 40))
	cart := model.Cart{
		ID: id[model.CartID](m, cartNumber, "PAN"), VisitorID: s.VisitorID, AccountID: c.account.ID, BuyerID: who.id, SessionID: s.ID,
		CreatedAt: part(&s, r.between(280, 400)), CheckoutAt: pay.Add(-seconds(r, 30, 90)), PaymentAt: pay, LastActivityAt: pay,
		OrderedAt: p.at, OrderID: o.ID, Lines: int64(len(o.Lines) + r.below(2)), Value: money(net, c.currency),
		Outcome: model.CartOrdered, Channel: o.Channel, Branch: c.account.Branch,
	}
	if cart.CreatedAt.After(cart.CheckoutAt) {
		cart.CreatedAt = s.StartedAt
	}
	if r.chance(80) { // begun on an earlier day, and taken up again
		if at := p.at.Add(-hoursBetween(r, 20, 24*16)); c.onlineOn(m.options.From.DaysUntil(calendar.DateOf(at))) {
			first := m.regular(r, c, who, at, at.Add(minutes(r, 4, 20)))
			look(r, &first)
			m.record(first)
			cart.SessionID, cart.VisitorID = first.ID, first.VisitorID
			cart.CreatedAt, cart.LongestIdle = first.EndedAt, s.StartedAt.Sub(first.EndedAt)
		}
	}
	if cart.LongestIdle == 0 && r.chance(700) {
		cart.LongestIdle = cart.LastActivityAt.Sub(cart.CreatedAt) / 2
	}
	m.record(s)
	m.shop.Carts = append(m.shop.Carts, cart)
	c.lastCart = cart.ID
	o.SessionID, o.VisitorID, o.CartID = s.ID, s.VisitorID, cart.ID
	if r.chance(40) { // the shop knows the visit, but lost the visitor
		o.VisitorID = ""
	}
}

var cartOutcomes = []share[model.CartOutcome]{
	{78, model.CartOpen}, {10, model.CartEmptied}, {5, model.CartSaved}, {4, model.CartQuoteRequested}, {3, model.CartMerged},
}

// abandon makes the carts of about the days of an order that never become one:
// about two for each.
func (m *maker) abandon(r *random, p *plan) {
	for range draw(r, []share[int]{{20, 1}, {38, 2}, {42, 3}}) {
		d := p.day + r.between(-4, 4)
		if d < 0 || d >= len(m.days) {
			continue
		}
		if m.days[d].closed && r.chance(700) {
			d = max(0, d-2)
		}
		m.leave(r, d)
	}
}

// leave makes a cart that somebody leaves behind.
func (m *maker) leave(r *random, d int) {
	at := m.moment(r, d, model.ChannelWeb)
	end := at.Add(minutes(r, 3, 25))
	cart := model.Cart{ID: id[model.CartID](m, cartNumber, "PAN"), Channel: model.ChannelWeb, Outcome: draw(r, cartOutcomes)}
	currency := model.EUR
	var s model.Session
	if c := m.someone(r, d); c != nil && r.chance(620) {
		who := c.buyer(r)
		s = m.regular(r, c, who, at, end)
		cart.AccountID, cart.BuyerID, cart.Branch, currency = c.account.ID, who.id, c.account.Branch, c.currency
		if cart.Outcome == model.CartMerged && c.lastCart != "" {
			cart.MergedInto = c.lastCart
		}
	} else {
		s = m.session(r, strangers, strangerPages, at, end)
		s.VisitorID = id[model.VisitorID](m, visitorNumber, "V")
		s.PageViews, s.Interactions = int64(r.between(3, 12)), model.CountOf(int64(r.between(1, 9)))
	}
	if cart.Outcome == model.CartMerged && cart.MergedInto == "" {
		cart.Outcome = model.CartOpen
	}
	look(r, &s)
	m.experiment(&s)
	cart.SessionID, cart.VisitorID, cart.CreatedAt = s.ID, s.VisitorID, part(&s, r.between(300, 500))
	cart.LastActivityAt = part(&s, r.between(700, 1000))
	cart.LongestIdle = cart.LastActivityAt.Sub(cart.CreatedAt).Truncate(time.Minute)
	if r.chance(980) {
		cart.Lines, cart.Value = int64(r.between(1, 6)), money(4_000+r.skewed(300_000), currency)
	}
	switch k := r.below(100); {
	case cart.Lines == 0 || k >= 32:
	case k < 10:
		cart.CheckoutAt, cart.PaymentAt = part(&s, 600), part(&s, 680)
	default:
		cart.CheckoutAt = part(&s, 600)
	}
	if !m.past(end) {
		return // it would reach beyond the facts
	}
	m.record(s)
	m.shop.Carts = append(m.shop.Carts, cart)
}

// someone returns a customer that uses the shop on a day, nil where few tries
// find none.
func (m *maker) someone(r *random, d int) *customer {
	for range 8 {
		if c := one(r, m.customers); c.buysOn(d) && c.onlineOn(d) && !c.test {
			return c
		}
	}
	return nil
}
