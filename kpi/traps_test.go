package kpi_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// trap is something that a KPI may get wrong, with what is right.
type trap struct {
	name   string
	policy kpi.Policy
	window kpi.Window
	book   book
	want   string
}

// avoid holds a KPI against its traps.
func avoid[R any](t *testing.T, m func(kpi.Policy, kpi.Window) kpi.KPI[R], traps []trap) {
	for _, c := range traps {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(m(c.policy, c.window), c.book), c.want) })
	}
}

// ofPolicy is a KPI that has no window.
func ofPolicy[R any](m func(kpi.Policy) kpi.KPI[R]) func(kpi.Policy, kpi.Window) kpi.KPI[R] {
	return func(p kpi.Policy, _ kpi.Window) kpi.KPI[R] { return m(p) }
}

// asOf is a window in UTC; "" is the end of the range.
func asOf(r, at string) kpi.Window {
	w := kpi.Window{Range: within(r), Calendar: utc}
	if at != "" {
		w.AsOf = instant(at)
	}
	return w
}

// date reads a day.
func date(s string) period.Date {
	d, err := period.ParseDate(s)
	noError(err)
	return d
}

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func known(s string) decimal.NullDecimal { return decimal.NewNullDecimal(number(s)) }

// came is a session of a visitor, of two page views, with changes.
func came(id, visitor, started string, changes ...func(*model.Session)) model.Session {
	s := model.Session{ID: model.SessionID(id), VisitorID: model.VisitorID(visitor), StartedAt: instant(started), PageViews: 2}
	for _, change := range changes {
		change(&s)
	}
	return s
}

func until(at string) func(*model.Session) { return func(s *model.Session) { s.EndedAt = instant(at) } }

// login identifies a session as of an instant; "" is its start.
func login(person, account, at string) func(*model.Session) {
	return func(s *model.Session) {
		s.BuyerID, s.AccountID = model.PersonID(person), model.AccountID(account)
		if at != "" {
			s.IdentifiedAt = instant(at)
		}
	}
}

func reaching(c model.Catalogue) func(*model.Session) {
	return func(s *model.Session) { s.Catalogue = c }
}

func robot(s *model.Session) { s.Bot = true }

func staff(s *model.Session) { s.Test = true }

func home(s *model.Session) { s.HomeSeen = true }

// placedIn, visited, bought and quoting say where an order came from.
func placedIn(session string) func(*model.Order) {
	return func(o *model.Order) { o.SessionID = model.SessionID(session) }
}

func visited(visitor string) func(*model.Order) {
	return func(o *model.Order) { o.VisitorID = model.VisitorID(visitor) }
}

func bought(person string) func(*model.Order) {
	return func(o *model.Order) { o.BuyerID = model.PersonID(person) }
}

func quoting(quote string) func(*model.Order) {
	return func(o *model.Order) { o.QuoteID = model.QuoteID(quote) }
}

// after is an instant some time after another one.
func after(at string, d time.Duration) time.Time { return instant(at).Add(d) }
