package dictionary_test

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Generators draw from few values, so that much coincides: the edges of ranges,
// windows and judgements, accounts, amounts.

const day = 24 * time.Hour

var (
	parisZone = func() *time.Location {
		zone, err := time.LoadLocation("Europe/Paris")
		if err != nil {
			panic(err)
		}
		return zone
	}()
	paris = period.In(parisZone)

	february = span("2025-02-01", "2025-03-01")
	start    = february.Start() // 2025-01-31T23:00Z
	end      = february.End()

	instants = []time.Time{
		start, start, start.Add(-time.Microsecond), start.Add(time.Hour), start.Add(day), start.Add(7 * day), start.Add(7*day - time.Microsecond),
		start.Add(8 * day), start.Add(8*day + 9*time.Second), start.Add(14 * day), end.Add(-7 * day), end.Add(-time.Hour), end.Add(-time.Microsecond),
		end, end.Add(time.Hour), end.Add(7 * day), end.Add(-30 * day), start.Add(-80 * day), end.Add(28 * day).Add(2 * time.Hour), end.Add(29 * day),
	}
	dates = []period.Date{
		date("2025-01-15"), date("2025-01-31"), date("2025-02-01"), date("2025-02-02"), date("2025-02-08"), date("2025-02-10"), date("2025-02-28"),
		date("2025-03-01"), date("2025-03-02"), date("2025-03-08"), date("2025-03-30"), date("2025-04-30"),
	}
)

func date(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// span is a range of days in Paris, the last one excluded.
func span(from, to string) period.Range {
	r, err := period.NewRange(paris.Start(date(from)), paris.Start(date(to)))
	if err != nil {
		panic(err)
	}
	return r
}

func one[T any](t *rapid.T, name string, of ...T) T { return rapid.SampledFrom(of).Draw(t, name) }

func at(t *rapid.T, name string) time.Time { return one(t, name, instants...) }

func rarely(t *rapid.T, name string) bool { return rapid.IntRange(0, 9).Draw(t, name) == 9 }

func named[T ~string](prefix string, i int) T { return T(prefix + strconv.Itoa(i)) }

func euros(n int64) model.Money { return model.MoneyOf(n, 0, model.EUR) }

// amount is a small amount, mostly in EUR.
func amount(t *rapid.T, name string, cur model.Currency) model.Money {
	return model.MoneyOf(rapid.Int64Range(0, 400).Draw(t, name), one(t, name+" scale", 0, 0, 2), cur)
}

func currency(t *rapid.T) model.Currency {
	return one(t, "currency", model.EUR, model.EUR, model.EUR, model.EUR, model.EUR, model.EUR, model.EUR, model.USD)
}

func drawAccount(t *rapid.T) model.AccountID {
	return one[model.AccountID](t, "account", "", "a0", "a1", "a2", "a3", "a4")
}

func drawPerson(t *rapid.T) model.PersonID {
	return one[model.PersonID](t, "person", "", "p0", "p1", "p2")
}

func drawVisitor(t *rapid.T) model.VisitorID {
	return one[model.VisitorID](t, "visitor", "", "v0", "v0", "v1", "v2")
}

func drawSessionID(t *rapid.T) model.SessionID {
	return one[model.SessionID](t, "session", "", "s0", "s1", "s2", "gone")
}

func drawChannel(t *rapid.T) model.Channel {
	return one[model.Channel](t, "channel", "", "web", "web", "edi", "fax", "kiosk")
}

// several draws up to most facts, often none.
func several[T any](t *rapid.T, name string, most int, draw func(i int) T) []T {
	if rapid.IntRange(0, 19).Draw(t, "no "+name) == 0 {
		return nil
	}
	var all []T
	for i := range rapid.IntRange(1, most).Draw(t, name) {
		all = append(all, draw(i))
	}
	return all
}

// drawView draws policy, window and filter.
func (m *market) drawView(t *rapid.T) {
	p := kpi.Policy{
		Amount:       kpi.AmountBasis(rapid.IntRange(0, 4).Draw(t, "amount")),
		Refunds:      kpi.RefundBasis(rapid.IntRange(0, 2).Draw(t, "refunds")),
		Subject:      kpi.Subject(rapid.IntRange(0, 4).Draw(t, "subject")),
		Goal:         one(t, "goal", kpi.OrderGoal(), kpi.OrderGoal(), kpi.MarkGoal("quote-page"), kpi.QuoteGoal(), kpi.SignUpGoal()),
		ConversionBy: kpi.ConversionBasis(rapid.IntRange(0, 1).Draw(t, "by")),
		Bounce:       kpi.BounceRule(rapid.IntRange(0, 1).Draw(t, "bounce")),
		LoginWindow:  one(t, "login window", 0, 0, time.Hour, 7*day),
		Carts:        kpi.CartBasis(rapid.IntRange(0, 1).Draw(t, "carts")),
		CartWindow:   one(t, "cart window", 0, day, time.Hour),
		QuoteMaxAge:  one(t, "quote age", 0, 7*day),
		SpendLag:     one(t, "lag", 0, 0, 7),
		Due:          kpi.DueBasis(rapid.IntRange(0, 1).Draw(t, "due")),
		Used:         kpi.UsedHours(rapid.IntRange(0, 2).Draw(t, "used")),
		Capacity:     kpi.CapacityHours(rapid.IntRange(0, 2).Draw(t, "capacity")),
		DiscountRate: one(t, "rate", decimal.Decimal{}, decimal.New(5, -2)),
	}
	if rapid.Bool().Draw(t, "margin") {
		p.Margin = decimal.NewNullDecimal(decimal.New(3, -1))
	}
	if rapid.IntRange(0, 2).Draw(t, "years") > 0 {
		p.ExpectedYears = decimal.New(35, -1)
	}
	if rapid.IntRange(0, 4).Draw(t, "research") == 0 {
		p.ResearchWindow = 7 * day
	}
	if rapid.IntRange(0, 3).Draw(t, "statuses") == 0 {
		p.Counted = []model.OrderStatus{model.StatusShipped, "odd", model.StatusPendingApproval}
	}
	if rapid.IntRange(0, 7).Draw(t, "not counted") > 0 {
		p.NotCounted = []model.OrderStatus{"odd", model.StatusOnHold}
	}
	if rapid.IntRange(0, 3).Draw(t, "channels") == 0 {
		p.Online = []model.Channel{"fax", "kiosk"}
	}
	if rapid.IntRange(0, 3).Draw(t, "shop") > 0 {
		p.Hours = opening("Mon-Fri 09:00-18:00")
	}
	if rapid.IntRange(0, 3).Draw(t, "workdays") == 0 {
		p.Workdays = opening("Sat 09:00-12:00")
	}
	m.policy = p

	w := kpi.Window{
		Range: one(t, "range", february, february, span("2025-01-01", "2025-04-01"), period.Range{}, cut(start, start.Add(7*day+time.Hour))),
		AsOf:  one(t, "as of", time.Time{}, end, end.Add(-time.Microsecond), end.Add(7*day), start.Add(7*day), end.Add(60*day)),
	}
	if rapid.IntRange(0, 7).Draw(t, "calendar") > 0 {
		w.Calendar = paris
	}
	m.window = w
	if rapid.Bool().Draw(t, "filtered") {
		m.filter = february
	}
}

func cut(from, to time.Time) period.Range {
	r, err := period.NewRange(from, to)
	if err != nil {
		panic(err)
	}
	return r
}

func opening(s string) period.Hours {
	h, err := period.ParseHours(paris, s)
	if err != nil {
		panic(err)
	}
	return h
}

// drawAccounts draws accounts of which some were merged and some belong to
// others.
func (m *market) drawAccounts(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "accounts") == 0 {
		return
	}
	for i := range 4 {
		a := model.Account{
			ID: named[model.AccountID]("a", i), Test: rarely(t, "test account"),
			AcquiredBy: model.Attribution{Channel: drawChannel(t)},
		}
		if i < 3 {
			switch up := named[model.AccountID]("a", rapid.IntRange(i+1, 3).Draw(t, "up")); rapid.IntRange(0, 4).Draw(t, "kin") {
			case 0:
				a.MergedInto = up
			case 1:
				a.ParentID = up
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "older") == 0 {
			a.FirstOrderAt = one(t, "first", start.Add(-400*day), start, start.Add(time.Hour))
		}
		m.accounts = append(m.accounts, a)
	}
}

// record is at the end of every drawing: facts that contradict others go.
func (m *market) drawn(t *rapid.T) *market {
	m.drawView(t)
	m.record()
	return m
}
