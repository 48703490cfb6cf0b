package period

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Grain is a length of period, by which time is split. The zero Grain is not
// valid.
type Grain uint8

// The grains. Every one but Hour is made of whole local days.
const (
	_             Grain = iota
	Hour                // from one full hour of the wall clock to the next; see [Calendar.Split]
	Day                 // a local date
	Week                // from the calendar's first day of the week
	ISOWeek             // from Monday, numbered by ISO 8601
	Month               // a month
	Quarter             // from January, April, July and October
	Year                // from January
	FiscalQuarter       // three months of the calendar's fiscal year
	FiscalYear          // from the calendar's first fiscal month
)

var grainNames = [...]string{"", "hour", "day", "week", "iso-week", "month", "quarter", "year", "fiscal-quarter", "fiscal-year"}

// Valid reports whether g is one of the constants.
func (g Grain) Valid() bool { return g >= Hour && g <= FiscalYear }

// String returns the name: hour, day, week, iso-week, month, quarter, year,
// fiscal-quarter, fiscal-year.
func (g Grain) String() string {
	if !g.Valid() {
		return fmt.Sprintf("grain(%d)", uint8(g))
	}
	return grainNames[g]
}

// ParseGrain reads a name as written by [Grain.String], in either case.
// Errors: [ErrGrain].
func ParseGrain(s string) (Grain, error) {
	if i := slices.Index(grainNames[1:], strings.ToLower(s)); i >= 0 {
		return Grain(i + 1), nil
	}
	return 0, fmt.Errorf("%w: %.40q", ErrGrain, s)
}

// MarshalText returns the name. Errors: [ErrGrain] for a grain that is not
// valid.
func (g Grain) MarshalText() ([]byte, error) {
	if !g.Valid() {
		return nil, fmt.Errorf("%w: %d", ErrGrain, uint8(g))
	}
	return []byte(grainNames[g]), nil
}

// UnmarshalText reads what [ParseGrain] reads, with the same errors; after an
// error the grain is as it was.
func (g *Grain) UnmarshalText(text []byte) error {
	parsed, err := ParseGrain(string(text))
	if err == nil {
		*g = parsed
	}
	return err
}

// monthsIn returns the months of a grain, 0 for hours, days and weeks.
func (g Grain) monthsIn() int {
	switch g {
	case Month:
		return 1
	case Quarter, FiscalQuarter:
		return 3
	case Year, FiscalYear:
		return 12
	}
	return 0
}

// daysIn returns the days of a grain, 0 where they vary.
func (g Grain) daysIn() int {
	switch g {
	case Day:
		return 1
	case Week, ISOWeek:
		return 7
	}
	return 0
}

// origin returns what the grain's periods are counted from: days after Monday
// for weeks, months after January for those made of months.
func (c Calendar) origin(g Grain) int {
	switch g {
	case Week:
		return int(c.first)
	case FiscalQuarter, FiscalYear:
		return int(c.fiscal)
	}
	return 0
}

// ordinal numbers the periods of a grain made of days: consecutive periods
// have consecutive numbers. It returns the number of the one that holds day.
func (c Calendar) ordinal(day int, g Grain) int {
	switch n := g.daysIn(); n {
	case 0:
		d := dateOfDay(day)
		return floorDiv(d.Year*12+int(d.Month)-1-c.origin(g), g.monthsIn())
	case 7:
		return floorDiv(day+3-c.origin(g), 7) // day -3, 1969-12-29, was a Monday
	default:
		return day
	}
}

// firstDay returns the first day of the period with that number.
func (c Calendar) firstDay(n int, g Grain) int {
	switch days := g.daysIn(); days {
	case 0:
		return dayNumber(0, time.January+time.Month(n*g.monthsIn()+c.origin(g)), 1)
	case 7:
		return n*7 - 3 + c.origin(g)
	default:
		return n
	}
}
