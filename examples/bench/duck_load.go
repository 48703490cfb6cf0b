package main

import (
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/ecomkpi/ecomkpi/model"
)

// load appends the shop, from the structs that the library takes. The clock
// stands still while the structs are made.
func (d *duck) load(s *shop, w *stopwatch) error {
	return d.conn.Raw(func(c any) error {
		conn, ok := c.(driver.Conn)
		if !ok {
			return fmt.Errorf("%T is no connection", c)
		}
		return firstOf(
			func() error { return appendTo(conn, "orders", s.orders.cents, s.order, d.order, w) },
			func() error {
				return appendTo(conn, "sessions", make([]int64, len(s.sessions.started)), s.session, d.session, w)
			},
			func() error { return appendTo(conn, "quotes", s.quotes.cents, s.quote, d.quote, w) },
			func() error { return appendTo(conn, "carts", s.carts.cents, s.cart, d.cart, w) },
		)
	})
}

// appendTo appends the rows of a table. An amount is handed over as cents: of a
// DECIMAL the appender takes the digits.
func appendTo[T any](conn driver.Conn, table string, cents []int64, row func(int) T, values func(*T, int64) []driver.Value, w *stopwatch) error {
	a, err := duckdb.NewAppenderFromConn(conn, "", table)
	if err != nil {
		return err
	}
	i := 0
	if err := w.batches(func(add func(func() error) error) error {
		return inBatches(len(cents), row, func(batch ...T) error {
			return add(func() error {
				for k := range batch {
					if err := a.AppendRow(values(&batch[k], cents[i])...); err != nil {
						return err
					}
					i++
				}
				return nil
			})
		})
	}); err != nil {
		return err
	}
	return a.Close()
}

// firstOf does one after the other, until one fails.
func firstOf(all ...func() error) error {
	for _, f := range all {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (d *duck) order(o *model.Order, cents int64) []driver.Value {
	return []driver.Value{
		d.id(string(o.ID)), o.PlacedAt, string(o.Status), d.id(string(o.AccountID)), d.id(string(o.SessionID)), string(o.Channel), cents,
		string(o.Payments[0].Method), string(o.DeliveryMode),
	}
}

func (d *duck) session(v *model.Session, _ int64) []driver.Value {
	actions, _ := v.Interactions.Value()
	return []driver.Value{
		d.id(string(v.ID)), d.id(string(v.VisitorID)), v.StartedAt, v.EndedAt, orNull(v.IdentifiedAt), d.id(string(v.AccountID)),
		d.id(string(v.BuyerID)), int32(v.PageViews), int32(actions), v.HomeSeen,
	}
}

func (d *duck) quote(q *model.Quote, cents int64) []driver.Value {
	return []driver.Value{d.id(string(q.ID)), d.id(string(q.AccountID)), q.OfferedAt, orNull(q.DecidedAt), string(q.Outcome), cents}
}

func (d *duck) cart(c *model.Cart, cents int64) []driver.Value {
	return []driver.Value{
		d.id(string(c.ID)), d.id(string(c.AccountID)), c.CreatedAt, c.LastActivityAt, orNull(c.OrderedAt), string(c.Outcome), cents,
	}
}

// id is an identifier that may be missing.
func (d *duck) id(id string) driver.Value {
	if id == "" {
		return nil
	}
	return d.ids.value(id)
}

// orNull is an instant that may be missing.
func orNull(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t
}
