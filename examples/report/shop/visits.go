package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// stranger is a visitor who may come back.
type stranger struct {
	id   model.VisitorID
	seen time.Time
}

// quoteVisit makes the visit in which a quote is asked for.
func (m *maker) quoteVisit(r *random, c *customer, p *person, asked time.Time, channel model.Channel) (model.VisitorID, model.SessionID) {
	s := m.regular(r, c, p, asked.Add(-minutes(r, 5, 20)), asked.Add(minutes(r, 1, 6)))
	if channel == model.ChannelApp {
		s.Device = "mobile"
	}
	look(r, &s)
	mark(&s, model.MarkQuotePage, asked.Add(-seconds(r, 60, 110)))
	mark(&s, model.MarkQuoteRequest, asked)
	m.record(s)
	return s.VisitorID, s.ID
}

// browse makes a visit of somebody who logs in and leaves without more.
func (m *maker) browse(r *random, c *customer, p *person, at time.Time) model.Session {
	s := m.regular(r, c, p, at, at.Add(minutes(r, 1, 24)))
	if r.chance(120) {
		s.PageViews, s.Interactions, s.KeyEvents = 1, model.CountOf(0), model.CountOf(0)
	} else {
		look(r, &s)
		if r.chance(100) {
			mark(&s, model.MarkQuotePage, part(&s, 800))
		}
	}
	m.record(s)
	return s
}

// makeVisits makes the visits that lead to nothing on record: of customers, of
// strangers, of robots and of staff.
func (m *maker) makeVisits() {
	r := newRandom(m.options.Seed, streamStrangers)
	var known []stranger // the latest ones, who may come back
	for d, day := range m.days {
		for _, c := range m.customers {
			// Customers look at more than they buy, also those who then phone.
			if c.buysOn(d) && c.onlineOn(d) && r.below(1_000_000) < c.rate*day.visits/4000 {
				who := c.buyer(r)
				if r.chance(350) {
					who = c.looker
				}
				m.browse(r, c, who, m.moment(r, d, model.ChannelWeb))
			}
		}
		for range r.whole(m.options.Accounts * day.visits * 155 / 1000) {
			known = m.strange(r, d, known)
		}
	}
	// Somebody is still there when the facts end.
	for range max(2, m.options.Accounts/60) {
		s := m.session(r, strangers, strangerPages, m.asOf.Add(-minutes(r, 1, 25)), m.asOf)
		s.VisitorID, s.PageViews = id[model.VisitorID](m, visitorNumber, "V"), int64(r.between(1, 4))
		s.Interactions = model.CountOf(int64(r.below(3)))
		m.record(s)
	}
}

// strange makes the visit of a stranger, and returns who may come back.
func (m *maker) strange(r *random, d int, known []stranger) []stranger {
	at := m.moment(r, d, model.ChannelWeb)
	s := m.session(r, strangers, strangerPages, at, at)
	if r.chance(30) {
		s.Bot, s.VisitorID, s.Source, s.Medium = true, id[model.VisitorID](m, visitorNumber, "V"), "", ""
		s.Campaign, s.Referrer, s.PageViews = "", "", int64(r.between(1, 300))
		s.EndedAt = at.Add(minutes(r, 0, 20))
		m.record(s)
		return known
	}
	switch {
	case r.chance(140): // no consent, no visitor
	case len(known) > 0 && r.chance(200):
		k := one(r, known)
		s.VisitorID, s.FirstSeenAt = k.id, k.seen
	default:
		k := stranger{id: id[model.VisitorID](m, visitorNumber, "V")}
		if r.chance(50) {
			k.seen = m.at(0, 0).Add(-hoursBetween(r, 24, 24*300))
		}
		s.VisitorID, s.FirstSeenAt = k.id, k.seen
		if known = append(known, k); len(known) > 400 {
			known = known[1:]
		}
	}
	s.Test = r.chance(6)
	if r.chance(60) {
		s.Country = draw(r, []share[model.Country]{{40, "be"}, {40, "ch"}, {20, "de"}})
	}
	switch k := r.below(100); {
	case k < 62:
		s.PageViews = 1
		if r.chance(300) {
			s.EndedAt = at.Add(seconds(r, 2, 90))
		}
		s.Interactions = model.CountOf(int64(max(0, r.below(7)-5)))
	case k < 64: // only a file was loaded
	default:
		s.PageViews, s.EndedAt = int64(r.between(2, 9)), at.Add(seconds(r, 20, 900))
		s.Interactions, s.KeyEvents = model.CountOf(int64(r.below(8))), model.CountOf(int64(r.below(2)))
		if r.chance(700) {
			look(r, &s)
		}
		if r.chance(50) {
			mark(&s, model.MarkQuotePage, part(&s, 900))
		}
		if r.chance(120) {
			s.Catalogue = model.CatalogueClosed
		}
	}
	m.record(s)
	if s.Test {
		m.shop.Carts = append(m.shop.Carts, model.Cart{
			ID: id[model.CartID](m, cartNumber, "PAN"), VisitorID: s.VisitorID, SessionID: s.ID, CreatedAt: at, Lines: 1,
			Value: money(100, model.EUR), Outcome: model.CartOpen, Channel: model.ChannelWeb, Test: true,
		})
	}
	return known
}
