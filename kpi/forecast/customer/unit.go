package customer

import (
	"fmt"
	"math"
	"time"
)

// Unit is the one unit of time in which a set of customers is counted. There is
// no default: the zero Unit is refused with ErrUnit, because a lifetime value
// that mixes weeks with months is wrong by a factor and looks plausible.
type Unit uint8

// The units. A month is a twelfth, a quarter a fourth of a year of 365.25 days.
const (
	Day Unit = iota + 1
	Week
	Month
	Quarter
	Year
)

// Days returns the length of the unit in days; 0 for an unknown unit.
func (u Unit) Days() float64 {
	switch u {
	case Day:
		return 1
	case Week:
		return 7
	case Month:
		return 365.25 / 12
	case Quarter:
		return 365.25 / 4
	case Year:
		return 365.25
	}
	return 0
}

// String returns the English name of the unit.
func (u Unit) String() string {
	switch u {
	case Day:
		return "day"
	case Week:
		return "week"
	case Month:
		return "month"
	case Quarter:
		return "quarter"
	case Year:
		return "year"
	}
	return fmt.Sprintf("Unit(%d)", uint8(u))
}

// Span is a length of time together with its unit, so that a horizon in months
// can be given to a model that counts in weeks.
type Span struct {
	Length float64
	Unit   Unit
}

// Days returns a span of n days.
func Days(n float64) Span { return Span{n, Day} }

// Weeks returns a span of n weeks.
func Weeks(n float64) Span { return Span{n, Week} }

// Months returns a span of n mean months.
func Months(n float64) Span { return Span{n, Month} }

// Years returns a span of n mean years.
func Years(n float64) Span { return Span{n, Year} }

// In returns the length of s counted in u. It returns an error wrapping ErrUnit
// where either unit is unknown, and ErrHorizon where the length is negative,
// infinite or not a number.
func (s Span) In(u Unit) (float64, error) {
	if s.Unit.Days() == 0 {
		return 0, fmt.Errorf("%w: %s of the span", ErrUnit, s.Unit)
	}
	if u.Days() == 0 {
		return 0, fmt.Errorf("%w: %s", ErrUnit, u)
	}
	if !(s.Length >= 0) || math.IsInf(s.Length, 0) {
		return 0, fmt.Errorf("%w: %v %s", ErrHorizon, s.Length, s.Unit)
	}
	if s.Unit == u {
		return s.Length, nil
	}
	return s.Length * s.Unit.Days() / u.Days(), nil
}

// After returns the time that lies s after t: whole days by the calendar of t's
// location, the rest of a day as a part of 24 hours. Spans beyond about 1,000
// years, and those without a unit, return t unchanged.
func (s Span) After(t time.Time) time.Time {
	days, err := s.In(Day)
	if err != nil || days > 366_000 {
		return t
	}
	whole, part := math.Modf(days)
	return t.AddDate(0, 0, int(whole)).Add(time.Duration(part * 24 * float64(time.Hour)))
}

// String returns for instance "39 week".
func (s Span) String() string { return fmt.Sprintf("%g %s", s.Length, s.Unit) }
