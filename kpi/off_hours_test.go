package kpi_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var paris = zoned("Europe/Paris")

// shopHours are Monday to Friday, 09:00 to 18:00 in Paris.
var shopHours = hours(paris, "Mon-Fri 09:00-18:00")

func TestOffHoursInstants(t *testing.T) {
	overnight := hours(paris, "Sat 22:00-06:00")
	bastille, err := shopHours.With(period.HoursOptions{Holidays: func(d period.Date) bool { return d.Month == time.July && d.Day == 14 }})
	noError(err)
	late, err := bastille.With(period.HoursOptions{Exceptions: map[period.Date][]period.Interval{
		{Year: 2026, Month: time.July, Day: 14}: {{From: period.At(10, 0), To: period.At(12, 0)}},
	}})
	noError(err)
	for _, c := range []struct {
		name   string
		hours  period.Hours
		at     string
		closed int64
	}{
		{"trap: exact opening instant", shopHours, "2026-03-25T08:00:00Z", 0},
		{"just before opening", shopHours, "2026-03-25T07:59:59.999999Z", 1},
		{"trap: exact closing instant", shopHours, "2026-03-25T17:00:00Z", 1},
		{"just before closing", shopHours, "2026-03-25T16:59:59.999999Z", 0},
		{"trap: DST, 07:30Z in winter", shopHours, "2026-03-27T07:30:00Z", 1},
		{"trap: DST, 07:30Z in summer", shopHours, "2026-03-30T07:30:00Z", 0},
		{"weekend", shopHours, "2026-03-28T12:00:00Z", 1},
		{"trap: holiday", bastille, "2026-07-14T10:00:00Z", 1},
		{"the same day without holidays", shopHours, "2026-07-14T10:00:00Z", 0},
		{"the day after", bastille, "2026-07-15T10:00:00Z", 0},
		{"an exception opens a holiday", late, "2026-07-14T08:00:00Z", 0},
		{"an exception closes early", late, "2026-07-14T10:00:00Z", 1},
		{"trap: overnight, evening", overnight, "2026-03-28T21:00:00Z", 0},
		{"trap: overnight, before it opens", overnight, "2026-03-28T20:59:59.999999Z", 1},
		{"trap: overnight into summer time, last instant", overnight, "2026-03-29T03:59:59.999999Z", 0},
		{"trap: overnight into summer time, closing instant", overnight, "2026-03-29T04:00:00Z", 1},
		{"trap: overnight into winter time, the second 02:30", overnight, "2026-10-25T01:30:00Z", 0},
		{"trap: overnight into winter time, last instant", overnight, "2026-10-25T04:59:59.999999Z", 0},
		{"trap: overnight into winter time, closing instant", overnight, "2026-10-25T05:00:00Z", 1},
		{"Sunday night is not Saturday night", overnight, "2026-03-29T21:00:00Z", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := book{orders: []model.Order{order("1", c.at, "10 EUR")}}
			if got, ok := of(kpi.OffHoursOrders(kpi.Policy{Hours: c.hours}), b).Value(); !ok || got != c.closed {
				t.Errorf("got %d, %v, want %d", got, ok, c.closed)
			}
		})
	}
}

const (
	wednesday = "2026-03-25T12:00:00Z" // open
	saturday  = "2026-03-28T12:00:00Z" // closed
)

func TestOffHoursRevenue(t *testing.T) {
	never := hours(paris, "Sun 00:00-00:01")
	always := hours(paris, "Mon-Sun 00:00-24:00")
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"plain", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR")}},
			"1 orders, 10.00 EUR, share 25.00 %"},
		{"the share is of the online amount", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{
			order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR"), order("3", saturday, "500 EUR", through("phone")),
		}}, "1 orders, 10.00 EUR, share 25.00 %"},
		{"nothing came in while closed", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{order("1", wednesday, "30 EUR")}},
			"0 orders, 0, share 0.00 %"},
		{"nothing came in online", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{order("1", saturday, "30 EUR", through("fax"))}},
			"0 orders, 0, share (no denominator)"},
		{"orders of unknown channel, others known", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{
			order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR"), order("3", saturday, "500 EUR", through("")),
		}}, "1 orders, 10.00 EUR, share 25.00 %\n! 1 of 3 counted orders without order.channel"},
		{"no order has a channel", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{
			order("1", wednesday, "30 EUR", through("")), order("2", saturday, "10 EUR", through("")),
		}}, "1 orders, 10.00 EUR, share 25.00 %"},
		{"orders that do not count", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{
			order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR", test), order("3", saturday, "10 EUR", in("cancelled")),
		}}, "0 orders, 0, share 0.00 %"},
		{"a branch has hours of its own", kpi.Policy{Hours: shopHours, BranchHours: map[model.Branch]period.Hours{"lyon": always, "nice": never}}, book{orders: []model.Order{
			order("1", saturday, "1 EUR", at("lyon")), order("2", wednesday, "2 EUR", at("nice")), order("3", saturday, "4 EUR", at("brest")),
			order("4", saturday, "8 EUR"), order("5", wednesday, "16 EUR", at("brest")), order("6", wednesday, "1 EUR"),
		}}, "3 orders, 14.00 EUR, share 43.75 %"},
		{"a zero Hours of a branch is none", kpi.Policy{Hours: shopHours, BranchHours: map[model.Branch]period.Hours{"lyon": {}}}, book{orders: []model.Order{
			order("1", saturday, "1 EUR", at("lyon")), order("2", wednesday, "3 EUR", at("lyon")),
		}}, "1 orders, 1.00 EUR, share 25.00 %"},
		{"trap: a branch without hours in the denominator", kpi.Policy{BranchHours: map[model.Branch]period.Hours{"lyon": shopHours}}, book{orders: []model.Order{
			order("1", saturday, "10 EUR", at("lyon")), order("2", wednesday, "30 EUR", at("lyon")), order("3", saturday, "500 EUR", at("brest")), order("4", saturday, "500 EUR"),
		}}, "1 orders, 10.00 EUR, share 25.00 %\n! 2 of 4 orders without opening hours of their branch"},
		{"no branch has hours", kpi.Policy{BranchHours: map[model.Branch]period.Hours{"lyon": shopHours}}, book{orders: []model.Order{order("1", saturday, "10 EUR")}},
			"(missing field: opening hours of a branch)"},
		{"no hours at all", kpi.Policy{}, book{orders: []model.Order{order("1", saturday, "10 EUR")}}, "(missing field: opening hours)"},
		{"only a zero Hours", kpi.Policy{BranchHours: map[model.Branch]period.Hours{"lyon": {}}}, book{orders: []model.Order{order("1", saturday, "10 EUR")}}, "(missing field: opening hours)"},
		{"never open", kpi.Policy{Hours: hours(paris, "closed")}, book{orders: []model.Order{order("1", wednesday, "10 EUR")}}, "1 orders, 10.00 EUR, share 100.00 %"},
		{"several currencies", kpi.Policy{Hours: shopHours}, book{orders: []model.Order{order("1", wednesday, "30 USD"), order("2", saturday, "10 EUR")}},
			"1 orders, 10.00 EUR, share (mixed currency: EUR, USD)"},
		{"after returns, by refund date", kpi.Policy{Hours: shopHours, Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR")},
			refunds: []model.Refund{refund("r", "2", "2026-04-01", "4 EUR"), refund("s", "1", "2026-04-01", "6 EUR")},
		}, "1 orders, 6.00 EUR, share 20.00 %"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantText(t, of(kpi.OffHoursRevenue(c.policy), c.book), c.want)
			r, k := of(kpi.OffHoursRevenue(c.policy), c.book), of(kpi.OffHoursOrders(c.policy), c.book)
			revenue, _ := r.Value()
			if n, _ := k.Value(); n != revenue.Orders || r.Why() != k.Why() {
				t.Errorf("K11 has %v orders, K18 %v", k, r)
			}
		})
	}
}

func TestOffHoursMarshals(t *testing.T) {
	b := book{orders: []model.Order{order("1", wednesday, "30 EUR"), order("2", saturday, "10 EUR")}}
	got, err := json.Marshal(of(kpi.OffHoursRevenue(kpi.Policy{Hours: shopHours}), b))
	want := `{"value":{"orders":1,"amount":{"value":{"amount":"10.00","currency":"EUR"}},` +
		`"share":{"value":{"value":"0.250000","numerator":"10","denominator":"40","currency":"EUR"}}}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
