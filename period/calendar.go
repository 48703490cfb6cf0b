package period

import (
	"fmt"
	"strings"
	"time"
)

// Calendar says how instants become dates: an explicit time zone, the first
// day of the week and the first month of the fiscal year. It is an immutable
// value, safe to copy and share, made by [In].
//
// The zero Calendar has no zone, for there is no default zone. Its methods
// that return an error return [ErrNoZone]; the others return zero values.
type Calendar struct {
	loc    *time.Location
	first  int8 // days after Monday
	fiscal int8 // months after January
}

// In returns the calendar of a zone with the defaults of ISO 8601: weeks
// start on Monday; and the fiscal year is the calendar year. It panics where
// zone is nil.
func In(zone *time.Location) Calendar {
	if zone == nil {
		panic("period: In needs a time zone, for example one of time.LoadLocation")
	}
	return Calendar{loc: zone}
}

// WithFirstDay returns the calendar with weeks that start on d. It panics
// where d is no weekday.
func (c Calendar) WithFirstDay(d time.Weekday) Calendar {
	if d < time.Sunday || d > time.Saturday {
		panic(fmt.Sprintf("period: WithFirstDay needs a weekday, got %d", int(d)))
	}
	c.first = int8((d + 6) % 7)
	return c
}

// WithFiscalYear returns the calendar with fiscal years that start on the
// first of month m. It panics where m is no month.
func (c Calendar) WithFiscalYear(m time.Month) Calendar {
	if m < time.January || m > time.December {
		panic(fmt.Sprintf("period: WithFiscalYear needs a month, got %d", int(m)))
	}
	c.fiscal = int8(m - time.January)
	return c
}

// Zone returns the time zone, nil for the zero Calendar.
func (c Calendar) Zone() *time.Location { return c.loc }

// FirstDay returns the first day of the week.
func (c Calendar) FirstDay() time.Weekday { return time.Weekday((c.first + 1) % 7) }

// FiscalMonth returns the first month of the fiscal year.
func (c Calendar) FiscalMonth() time.Month { return time.January + time.Month(c.fiscal) }

// IsZero reports whether the calendar has no zone.
func (c Calendar) IsZero() bool { return c.loc == nil }

// String names the zone, and what differs from the defaults:
// "Europe/Paris, weeks from Sunday, fiscal years from April". It is empty for
// the zero Calendar.
func (c Calendar) String() string {
	if c.IsZero() {
		return ""
	}
	var b strings.Builder
	b.WriteString(c.loc.String())
	if c.first != 0 {
		b.WriteString(", weeks from " + c.FirstDay().String())
	}
	if c.fiscal != 0 {
		b.WriteString(", fiscal years from " + c.FiscalMonth().String())
	}
	return b.String()
}

func (c Calendar) wall() *wall { return &wall{loc: c.loc} }

// DateOf returns the date that the zone's clocks show at t.
//
// It is the day whose [Calendar.Day] contains t, but for one rarity: where
// clocks were set back across midnight (St. John's, 00:01 to 23:01, until
// 2011), the minutes after that show the old date again, though the new day
// has begun and [Calendar.Of] counts them to it.
func (c Calendar) DateOf(t time.Time) Date {
	if c.IsZero() {
		return Date{}
	}
	y, m, d := t.In(c.loc).Date()
	return Date{y, m, d}
}

// Start returns the first instant of a local day: the first at which the
// zone's clocks show d or later. That is midnight; 01:00 where clocks skip
// midnight (Cairo, Santiago); and the start of the next day where the whole
// day was skipped (Apia, 2011-12-30). A date that is not valid is normalized
// as by [time.Date], and kept within the supported years.
func (c Calendar) Start(d Date) time.Time {
	if c.IsZero() {
		return time.Time{}
	}
	return rangeOf(c.loc, c.wall().start(d.number()), 0).start
}

// Range returns the days from one date up to another, which is excluded. It
// is empty where both are the same. Errors: [ErrNoZone], [ErrDate] for a date
// that is not valid (to may also be 10000-01-01, the end of year 9999), and
// [ErrInvertedRange].
func (c Calendar) Range(from, to Date) (Range, error) {
	if !from.Valid() {
		return Range{}, fmt.Errorf("%w: %s", ErrDate, from)
	}
	if !to.Valid() && to != endOfTime {
		return Range{}, fmt.Errorf("%w: %s", ErrDate, to)
	}
	if c.IsZero() {
		return Range{}, ErrNoZone
	}
	if to.Before(from) {
		return Range{}, &InvertedRangeError{c.Start(from), c.Start(to)}
	}
	return c.days(from.number(), to.number()), nil
}

var endOfTime = Date{10000, time.January, 1}

// days returns the range of the days from <= day < to.
func (c Calendar) days(from, to int) Range {
	w := c.wall()
	return rangeOf(c.loc, w.start(from), w.start(to))
}
