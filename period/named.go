package period

import (
	"fmt"
	"time"
)

// Day returns the whole local day d, which is 23, 24 or 25 hours long in most
// zones and empty where the zone skipped it. Errors: [ErrNoZone], [ErrDate].
func (c Calendar) Day(d Date) (Range, error) {
	if !d.Valid() {
		return Range{}, fmt.Errorf("%w: %s", ErrDate, d)
	}
	return c.numbered(Day, d.number())
}

// Month returns a whole month. Errors: [ErrNoZone], and [ErrDate] where month
// or year (1 to 9999) do not exist.
func (c Calendar) Month(year int, month time.Month) (Range, error) {
	if err := within(year, "month", int(month), 12); err != nil {
		return Range{}, err
	}
	return c.numbered(Month, year*12+int(month)-1)
}

// Quarter returns a whole quarter, 1 to 4, of a calendar year. Errors:
// [ErrNoZone], [ErrDate].
func (c Calendar) Quarter(year, quarter int) (Range, error) {
	if err := within(year, "quarter", quarter, 4); err != nil {
		return Range{}, err
	}
	return c.numbered(Quarter, year*4+quarter-1)
}

// Year returns a whole calendar year, 1 to 9999. Errors: [ErrNoZone],
// [ErrDate].
func (c Calendar) Year(year int) (Range, error) {
	if err := within(year, "year", 1, 1); err != nil {
		return Range{}, err
	}
	return c.numbered(Year, year)
}

// FiscalYear returns a whole fiscal year. It is named by the calendar year in
// which it ends: with fiscal years from April, 2025 is April 2024 to March
// 2025; with those from January it is the calendar year. Errors: [ErrNoZone],
// [ErrDate].
func (c Calendar) FiscalYear(year int) (Range, error) {
	if err := within(year, "fiscal year", 1, 1); err != nil {
		return Range{}, err
	}
	return c.numbered(FiscalYear, year-c.endsLater())
}

// FiscalQuarter returns a quarter, 1 to 4, of a fiscal year as named by
// [Calendar.FiscalYear]. Errors: [ErrNoZone], [ErrDate].
func (c Calendar) FiscalQuarter(year, quarter int) (Range, error) {
	if err := within(year, "fiscal quarter", quarter, 4); err != nil {
		return Range{}, err
	}
	return c.numbered(FiscalQuarter, (year-c.endsLater())*4+quarter-1)
}

// ISOWeek returns a week of ISO 8601, Monday to Sunday, whatever the first
// day of the calendar's own weeks. Errors: [ErrNoZone], and [ErrDate] where
// the year has no such week.
func (c Calendar) ISOWeek(year, week int) (Range, error) {
	if err := within(year, "week", week, 53); err != nil {
		return Range{}, err
	}
	monday := isoMonday(year, week)
	if y, w := dateOfDay(monday).ISOWeek(); y != year || w != week {
		return Range{}, fmt.Errorf("%w: year %d has no week %d", ErrDate, year, week)
	}
	return c.numbered(ISOWeek, c.ordinal(monday, ISOWeek))
}

// isoMonday returns the day on which a week begins. 4 January is always in
// week 1.
func isoMonday(year, week int) int {
	fourth := dayNumber(year, time.January, 4)
	return fourth - int(weekdayOf(fourth)+6)%7 + (week-1)*7
}

// endsLater is 1 where fiscal years end in the calendar year after the one
// they start in.
func (c Calendar) endsLater() int {
	if c.fiscal > 0 {
		return 1
	}
	return 0
}

func within(year int, what string, n, most int) error {
	if year < 1 || year > 9999 {
		return fmt.Errorf("%w: %s of year %d", ErrDate, what, year)
	}
	if n < 1 || n > most {
		return fmt.Errorf("%w: %s %d of year %d", ErrDate, what, n, year)
	}
	return nil
}

// numbered returns the whole period of a grain with that ordinal.
func (c Calendar) numbered(g Grain, n int) (Range, error) {
	if c.IsZero() {
		return Range{}, ErrNoZone
	}
	return c.days(c.firstDay(n, g), c.firstDay(n+1, g)), nil
}
