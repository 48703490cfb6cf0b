package period

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, without time and zone.
// It is comparable with == and can be a map key. The zero Date is not valid.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const secondsPerDay = 24 * 60 * 60

// dayNumber counts days since 1970-01-01; arguments outside their usual
// ranges are normalized, as by [time.Date].
func dayNumber(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// dateOfDay is the inverse of dayNumber.
func dateOfDay(day int) Date {
	y, m, d := time.Unix(int64(day)*secondsPerDay, 0).UTC().Date()
	return Date{y, m, d}
}

func (d Date) number() int { return dayNumber(d.Year, d.Month, d.Day) }

// ParseDate reads a date written as 2006-01-02, year 0001 to 9999.
// Errors: [ErrSyntax] for another form, [ErrDate] for a day that does not
// exist, such as 2025-02-29.
func ParseDate(s string) (Date, error) {
	d, ok := scanDate(s)
	if !ok {
		return Date{}, &SyntaxError{What: "date", Text: s, Reason: "want YYYY-MM-DD"}
	}
	if !d.Valid() {
		return Date{}, fmt.Errorf("%w: %s", ErrDate, s)
	}
	return d, nil
}

// scanDate reads the digits of YYYY-MM-DD without asking whether the day exists.
func scanDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:])
	return Date{y, time.Month(m), d}, ok1 && ok2 && ok3
}

// digits reads a short text of nothing but ASCII digits.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// String returns the date as 2006-01-02.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText returns the text of [Date.String]. Errors: [ErrDate] for a date
// that is not valid, which could not be read again.
func (d Date) MarshalText() ([]byte, error) {
	if !d.Valid() {
		return nil, fmt.Errorf("%w: %s", ErrDate, d)
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDate] reads, with the same errors; after an
// error the date is as it was.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// Valid reports whether the day exists, in the years 1 to 9999.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// farthest bounds what dates are moved by: more leaves the supported years
// from anywhere, and unbounded numbers would overflow into plausible dates.
const farthest = 1 << 23

func bounded(n int) int { return max(-farthest, min(n, farthest)) }

// AddDays returns the date n days later, or earlier where n is negative. A
// result outside the years 1 to 9999 is not [Date.Valid].
func (d Date) AddDays(n int) Date { return dateOfDay(d.number() + bounded(n)) }

// AddMonths returns the same day n months later, or earlier where n is
// negative; where that month is too short, its last day. Moving by a number
// of months at once never drifts: 31 January + 2 months is 31 March, though
// 31 January + 1 month is the last of February. A result outside the years 1
// to 9999 is not [Date.Valid].
func (d Date) AddMonths(n int) Date {
	moved, _ := d.addMonths(n)
	return moved
}

// addMonths also tells whether the day had to be clamped.
func (d Date) addMonths(n int) (Date, bool) {
	year, month := yearMonth(d.Year*12 + int(d.Month) - 1 + bounded(n))
	if last := daysIn(year, month); d.Day > last {
		return Date{year, month, last}, true
	}
	return Date{year, month, d.Day}, false
}

// yearMonth takes apart months counted from January of year 0.
func yearMonth(months int) (int, time.Month) {
	year := floorDiv(months, 12)
	return year, time.Month(months - year*12 + 1)
}

func floorDiv[T int | int64](a, b T) T {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Compare returns -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// weekdayOf: day 0, 1970-01-01, was a Thursday.
func weekdayOf(day int) time.Weekday {
	n := day + int(time.Thursday)
	return time.Weekday(n - floorDiv(n, 7)*7)
}

// ISOWeek returns the ISO 8601 year and week. Weeks start on Monday and
// belong to the year of their Thursday: 2025-12-30 is in week 1 of 2026.
func (d Date) ISOWeek() (year, week int) {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
}

// DaysUntil returns how many days e is after d, by the calendar and never by
// counting 24 hours; it is negative where e is before d.
func (d Date) DaysUntil(e Date) int { return e.number() - d.number() }
