package kpi

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

// dates returns the days that start in the range, the end excluded.
func (w Window) dates() (from, to period.Date) {
	first := func(at time.Time) period.Date {
		d := w.Calendar.DateOf(at)
		if w.Calendar.Start(d).Before(at) {
			d = d.AddDays(1)
		}
		return d
	}
	return first(w.Range.Start()), first(w.Range.End())
}

// years returns how long the range is, in calendar years, as a fraction: whole
// years from its start, and the days of the next one.
func (w Window) years() (num, den decimal.Decimal) {
	from, to := w.dates()
	whole := 0
	for !to.Before(from.AddMonths(12 * (whole + 1))) {
		whole++
	}
	start := from.AddMonths(12 * whole)
	length := start.DaysUntil(from.AddMonths(12 * (whole + 1)))
	days := whole*length + start.DaysUntil(to)
	return decimal.NewFromInt(int64(days)), decimal.NewFromInt(int64(length))
}

// lacks names what a KPI on facts with dates needs and the window does not
// have; "" where it has all.
func (w Window) lacks() string {
	switch {
	case w.Calendar.IsZero():
		return "calendar"
	case w.Range.IsZero():
		return "range"
	}
	return ""
}

// workday says whether resources work on a day.
func (p Policy) workday(d period.Date) bool {
	if p.Workdays.IsZero() {
		day := d.Weekday()
		return day != time.Saturday && day != time.Sunday
	}
	cal := p.Workdays.Calendar()
	return p.Workdays.Elapsed(cal.Start(d), cal.Start(d.AddDays(1))) > 0
}
