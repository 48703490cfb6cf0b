package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// maker makes one shop. Its parts draw from sequences of their own, and later
// ones read what earlier ones have made.
type maker struct {
	shop      *Shop
	options   Options
	asOf      time.Time
	days      []day
	customers []*customer
	products  []product
	plans     []plan // orders to come
	used      [kinds]int
}

// numbered are the facts whose IDs are counted.
type numbered uint8

const (
	orderNumber numbered = iota
	sessionNumber
	visitorNumber
	cartNumber
	quoteNumber
	refundNumber
	requestNumber
	kinds
)

func newMaker(o Options) *maker {
	m := &maker{shop: &Shop{options: o}, options: o, asOf: calendar.Start(o.To), products: products()}
	m.days = makeDays(o.From, o.To)
	return m
}

// id returns the next ID of its kind, such as CMD-000001.
func id[T ~string](m *maker, kind numbered, prefix string) T {
	m.used[kind]++
	return T(fmt.Sprintf("%s-%06d", prefix, m.used[kind]))
}

// past reports whether an instant lies before the end of the facts.
func (m *maker) past(t time.Time) bool { return t.Before(m.asOf) }

// day is a day of the facts.
type day struct {
	date   period.Date
	closed bool // weekend or holiday
	demand int  // of goods, in thousandths of a plain day's
	visits int  // likewise
}

// months are the seasons: demand in thousandths of an average month's.
var months = [12]int{950, 970, 1080, 1010, 900, 1070, 900, 550, 1130, 1130, 1090, 820}

// weekdays are the days of the week, from Sunday on.
var (
	weekdays     = [7]int{50, 1100, 1150, 1050, 1050, 800, 90}
	visitsByWeek = [7]int{320, 1150, 1150, 1120, 1100, 960, 300}
)

func makeDays(from, to period.Date) []day {
	days := make([]day, from.DaysUntil(to))
	for i := range days {
		d := from.AddDays(i)
		week := d.Weekday()
		closed := week == time.Saturday || week == time.Sunday || Holiday(d)
		demand, visits := weekdays[week], visitsByWeek[week]
		if Holiday(d) {
			demand, visits = weekdays[time.Sunday], visitsByWeek[time.Sunday]
		}
		season := months[d.Month-1]
		if d.Month == time.December && d.Day > 20 {
			season = 400
		}
		// A tenth more each year.
		season = season * (920 + i*100/365) / 1000
		days[i] = day{date: d, closed: closed, demand: demand * season / 1000, visits: visits * season / 1000}
	}
	return days
}

// at returns an instant of a day by the clock, in seconds since midnight.
func (m *maker) at(day, second int) time.Time {
	d := m.days[day].date
	return time.Date(d.Year, d.Month, d.Day, 0, 0, second, 0, calendar.Zone())
}

// officeTime returns the instant, or the morning of the next day on which the
// seller is open.
func officeTime(r *random, t time.Time) time.Time {
	for hours.Closed(t) {
		d := calendar.DateOf(t)
		if local := t.In(calendar.Zone()); local.Hour() >= 8 {
			d = d.AddDays(1)
		}
		t = time.Date(d.Year, d.Month, d.Day, 8, r.below(90), r.below(60), 0, calendar.Zone())
	}
	return t
}

// clock says how often things happen in each hour of a day.
type clock [24]int

var (
	onlineClock = clock{2, 1, 6, 3, 2, 4, 12, 40, 95, 120, 125, 110, 60, 70, 112, 112, 95, 70, 42, 30, 26, 20, 10, 5}
	deskClock   = clock{8: 90, 9: 130, 10: 130, 11: 110, 12: 30, 13: 40, 14: 120, 15: 120, 16: 100, 17: 60}
	leisure     = clock{7: 2, 8: 5, 9: 9, 10: 12, 11: 12, 12: 7, 13: 6, 14: 9, 15: 10, 16: 10, 17: 9, 18: 9, 19: 8, 20: 9, 21: 8, 22: 4}
)

// second draws the second of a day.
func (c *clock) second(r *random) int {
	total := 0
	for _, n := range c {
		total += n
	}
	at := r.below(total)
	for hour, n := range c {
		if at -= n; at < 0 {
			return hour*3600 + r.below(3600)
		}
	}
	return 0
}

// seconds draws a length between two numbers of seconds, both included.
func seconds(r *random, a, b int) time.Duration { return time.Duration(r.between(a, b)) * time.Second }

// minutes draws a length between two numbers of minutes.
func minutes(r *random, a, b int) time.Duration { return seconds(r, 60*a, 60*b) }

// hoursBetween draws a length between two numbers of hours.
func hoursBetween(r *random, a, b int) time.Duration { return seconds(r, 3600*a, 3600*b) }

// money is an amount in cents.
func money(cents int, c model.Currency) model.Money { return model.MoneyOf(int64(cents), 2, c) }
