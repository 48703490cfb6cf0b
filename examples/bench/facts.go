package main

import (
	"strconv"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

const batchRows = 4096

// facts appends the shop to tables, as a program does that has Go structs.
func (s *shop) facts() (*model.Facts, error) {
	f := model.NewFacts(model.FactsOptions{})
	for _, load := range []func() error{
		func() error { return inBatches(len(s.sessions.started), s.session, f.Sessions.Append) },
		func() error { return inBatches(len(s.orders.placed), s.order, f.Orders.Append) },
		func() error { return inBatches(len(s.quotes.offered), s.quote, f.Quotes.Append) },
		func() error { return inBatches(len(s.carts.created), s.cart, f.Carts.Append) },
	} {
		if err := load(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// inBatches appends n rows.
func inBatches[T any](n int, row func(int) T, add func(...T) error) error {
	batch := make([]T, 0, batchRows)
	for i := range n {
		if batch = append(batch, row(i)); len(batch) == batchRows || i == n-1 {
			if err := add(batch...); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

func id(prefix string, n int) string { return prefix + strconv.Itoa(n) }

// instant is a time of the data; the zero time where it has none.
func instant(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return period.FromMicros(micros)
}

func (s *shop) order(i int) model.Order {
	t := &s.orders
	o := model.Order{
		ID: model.OrderID(id("o", i)), PlacedAt: instant(t.placed[i]), Status: model.OrderStatus(statuses[t.status[i]]),
		AccountID: model.AccountID(id("a", int(t.account[i]))), Channel: model.Channel(channels[t.channel[i]]),
		Goods: model.MoneyOf(t.cents[i], 2, model.EUR), DeliveryMode: model.DeliveryMode(modes[t.mode[i]]),
		Payments: []model.Payment{{Method: model.PaymentMethod(payments[t.payment[i]])}},
	}
	if k := t.session[i]; k >= 0 {
		o.SessionID = model.SessionID(id("s", int(k)))
	}
	return o
}

func (s *shop) session(i int) model.Session {
	t := &s.sessions
	row := model.Session{
		ID: model.SessionID(id("s", i)), VisitorID: model.VisitorID(id("v", int(t.visitor[i]))), StartedAt: instant(t.started[i]),
		EndedAt: instant(t.ended[i]), IdentifiedAt: instant(t.identified[i]), PageViews: int64(t.pages[i]),
		Interactions: model.CountOf(int64(t.actions[i])), HomeSeen: t.home[i],
	}
	if p := t.person[i]; p >= 0 {
		row.BuyerID, row.AccountID = model.PersonID(id("p", int(p))), model.AccountID(id("a", int(t.account[i])))
	}
	return row
}

func (s *shop) quote(i int) model.Quote {
	t := &s.quotes
	return model.Quote{
		ID: model.QuoteID(id("q", i)), Revision: 1, AccountID: model.AccountID(id("a", int(t.account[i]))),
		OfferedAt: instant(t.offered[i]), DecidedAt: instant(t.decided[i]), Outcome: model.QuoteOutcome(outcomes[t.outcome[i]]),
		Value: model.MoneyOf(t.cents[i], 2, model.EUR),
	}
}

func (s *shop) cart(i int) model.Cart {
	t := &s.carts
	c := model.Cart{
		ID: model.CartID(id("c", i)), AccountID: model.AccountID(id("a", int(t.account[i]))), CreatedAt: instant(t.created[i]),
		LastActivityAt: instant(t.last[i]), OrderedAt: instant(t.ordered[i]), Lines: 1, Value: model.MoneyOf(t.cents[i], 2, model.EUR),
		Outcome: model.CartOpen,
	}
	if t.ordered[i] != 0 {
		c.Outcome = model.CartOrdered
	}
	return c
}
