package main

import (
	"time"

	"github.com/shopspring/decimal"
)

// naiveShop is the shop as many programs hold it: structs with texts, times and
// decimals.
type naiveShop struct {
	orders   []naiveOrder
	sessions []naiveSession
	quotes   []naiveQuote
	carts    []naiveCart
}

type naiveOrder struct {
	ID, AccountID, SessionID, Status, Channel, Payment, Delivery string

	PlacedAt time.Time
	Amount   decimal.Decimal
}

type naiveSession struct {
	ID, VisitorID, PersonID string

	StartedAt, EndedAt, IdentifiedAt time.Time // zero: never

	PageViews, Interactions int
	HomeSeen                bool
}

type naiveQuote struct {
	ID, AccountID, Outcome string

	OfferedAt, DecidedAt time.Time
	Value                decimal.Decimal
}

type naiveCart struct {
	ID, AccountID string

	CreatedAt, LastActivityAt, OrderedAt time.Time
	Value                                decimal.Decimal
}

func newNaiveShop(s *shop) *naiveShop {
	n := &naiveShop{}
	for i := range s.orders.placed {
		t := &s.orders
		o := naiveOrder{
			ID: id("o", i), AccountID: id("a", int(t.account[i])), Status: statuses[t.status[i]], Channel: channels[t.channel[i]],
			Payment: payments[t.payment[i]], Delivery: modes[t.mode[i]], PlacedAt: instant(t.placed[i]), Amount: decimal.New(t.cents[i], -2),
		}
		if k := t.session[i]; k >= 0 {
			o.SessionID = id("s", int(k))
		}
		n.orders = append(n.orders, o)
	}
	for i := range s.sessions.started {
		t := &s.sessions
		v := naiveSession{
			ID: id("s", i), VisitorID: id("v", int(t.visitor[i])), StartedAt: instant(t.started[i]), EndedAt: instant(t.ended[i]),
			IdentifiedAt: instant(t.identified[i]), PageViews: int(t.pages[i]), Interactions: int(t.actions[i]), HomeSeen: t.home[i],
		}
		if p := t.person[i]; p >= 0 {
			v.PersonID = id("p", int(p))
		}
		n.sessions = append(n.sessions, v)
	}
	for i := range s.quotes.offered {
		t := &s.quotes
		n.quotes = append(n.quotes, naiveQuote{
			ID: id("q", i), AccountID: id("a", int(t.account[i])), Outcome: outcomes[t.outcome[i]], OfferedAt: instant(t.offered[i]),
			DecidedAt: instant(t.decided[i]), Value: decimal.New(t.cents[i], -2),
		})
	}
	for i := range s.carts.created {
		t := &s.carts
		n.carts = append(n.carts, naiveCart{
			ID: id("c", i), AccountID: id("a", int(t.account[i])), CreatedAt: instant(t.created[i]), LastActivityAt: instant(t.last[i]),
			OrderedAt: instant(t.ordered[i]), Value: decimal.New(t.cents[i], -2),
		})
	}
	return n
}

func (o *naiveOrder) counted() bool {
	switch o.Status {
	case "placed", "shipped", "delivered", "completed":
		return true
	}
	return false
}

func (o *naiveOrder) online() bool {
	switch o.Channel {
	case "web", "app", "punchout":
		return true
	}
	return false
}

// closed is whether the order came in outside of Monday to Friday, 9 to 18.
func (o *naiveOrder) closed() bool {
	t := o.PlacedAt.In(zone)
	weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
	return weekend || t.Hour() < 9 || t.Hour() >= 18
}

// month is the number of the local month.
func (o *naiveOrder) month() int {
	t := o.PlacedAt.In(zone)
	return (t.Year()-years.Start().In(zone).Year())*12 + int(t.Month()) - 1
}

func (c *naiveCart) orderedBy(asOf time.Time) bool {
	return !c.OrderedAt.IsZero() && !c.OrderedAt.After(asOf)
}
