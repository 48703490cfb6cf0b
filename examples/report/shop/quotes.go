package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// ending is what a quote comes to.
type ending uint8

const (
	endsAccepted ending = iota
	endsTakenLate
	endsDeclined
	endsExpired
	endsWithdrawn
	endsUnoffered
)

var endings = []share[ending]{{45, endsAccepted}, {3, endsTakenLate}, {22, endsDeclined}, {20, endsExpired}, {4, endsWithdrawn}, {6, endsUnoffered}}

// makeQuote makes the revisions of a quote, and plans the order that takes it.
func (m *maker) makeQuote(r *random, c *customer, asked time.Time, channel model.Channel) {
	b := m.fill(r, c, 2*m.budget(r, c), 3)
	if len(b.lines) == 0 || !m.past(asked) {
		return
	}
	p := c.buyer(r)
	q := model.Quote{
		ID: id[model.QuoteID](m, quoteNumber, "DEV"), AccountID: c.account.ID, BuyerID: p.id, RequestedAt: asked,
		Outcome: model.QuoteOpen, LineCount: model.CountOf(int64(len(b.lines))),
		SalesRep: c.account.SalesRep, Branch: c.account.Branch, Channel: channel, Test: c.test,
	}
	if channel == model.ChannelWeb || channel == model.ChannelApp {
		q.VisitorID, q.SessionID = m.quoteVisit(r, c, p, asked, channel)
	}
	end := draw(r, endings)
	from := len(m.shop.Quotes)
	if end == endsUnoffered || r.chance(700) {
		m.shop.Quotes = append(m.shop.Quotes, q)
	}
	if end == endsUnoffered {
		if withdrawn := officeTime(r, asked.Add(hoursBetween(r, 5, 200))); m.past(withdrawn) && r.chance(500) {
			m.shop.Quotes[from].Outcome, m.shop.Quotes[from].DecidedAt = model.QuoteWithdrawn, withdrawn
		}
		return
	}
	goods, discount := b.total()
	offered := asked
	for revision := range draw(r, []share[int64]{{72, 1}, {21, 2}, {7, 3}}) {
		next := officeTime(r, offered.Add(hoursBetween(r, 1, 60)))
		if !m.past(next) {
			break
		}
		offered = next
		q.Revision, q.OfferedAt, q.ValidUntil = revision+1, offered, calendar.Start(calendar.DateOf(offered).AddDays(31))
		q.Value, q.ListValue = money(goods-discount, c.currency), money(b.list, c.currency)
		m.shop.Quotes = append(m.shop.Quotes, q)
	}
	if q.Revision > 0 {
		m.endQuote(r, c, b, end, &m.shop.Quotes[len(m.shop.Quotes)-1])
	}
}

// endQuote decides the last revision of a quote.
func (m *maker) endQuote(r *random, c *customer, b basket, end ending, q *model.Quote) {
	decided := officeTime(r, q.OfferedAt.Add(hoursBetween(r, 8, 24*20)))
	if end == endsTakenLate {
		decided = officeTime(r, q.ValidUntil.Add(hoursBetween(r, 10, 24*6)))
	}
	day := m.options.From.DaysUntil(calendar.DateOf(decided))
	if end == endsTakenLate && day >= c.end {
		end = endsExpired // the customer has left
	}
	if end == endsAccepted || end == endsDeclined || end == endsWithdrawn {
		if !decided.Before(q.ValidUntil) || end == endsAccepted && day >= c.end && m.past(decided) {
			end = endsExpired
		} else if !m.past(decided) {
			return // still open
		}
	}
	if (end == endsExpired || end == endsTakenLate) && m.past(q.ValidUntil) {
		q.Outcome = model.QuoteExpired
	}
	taken := *q
	switch end {
	case endsDeclined:
		q.Outcome, q.DecidedAt = model.QuoteDeclined, decided
	case endsWithdrawn:
		q.Outcome, q.DecidedAt = model.QuoteWithdrawn, decided
	case endsTakenLate:
		m.plan(plan{at: decided, day: day, channel: model.ChannelEmail, c: c, basket: b,
			quote: &taken, terms: one(r, []model.QuoteTerms{"", model.TermsNotApplied})})
	case endsAccepted:
		q.Outcome, q.DecidedAt = model.QuoteAccepted, decided
		lines := len(b.lines)
		if lines > 1 && r.chance(150) {
			lines = r.between(1, lines-1)
			b = b.keep(lines)
		}
		goods, discount := b.total()
		if r.chance(800) {
			q.TakenLines, q.TakenValue = model.CountOf(int64(lines)), money(goods-discount, c.currency)
		}
		// Much of what was quoted is ordered online.
		channel := model.ChannelEmail
		if c.onlineOn(day) && r.chance(700) {
			channel = model.ChannelWeb
		}
		m.plan(plan{at: decided, day: day, channel: channel, c: c, basket: b,
			quote: &taken, terms: one(r, []model.QuoteTerms{"", model.TermsApplied, model.TermsApplied})})
	}
}
