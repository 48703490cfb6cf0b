package period

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestNamedPeriods(t *testing.T) {
	c := cal(t, "Europe/Paris").WithFiscalYear(4)
	for _, tt := range []struct {
		got      Range
		from, to string
	}{
		{must(c.Day(date("2025-03-30"))), "2025-03-30", "2025-03-31"},
		{must(c.Month(2024, 2)), "2024-02-01", "2024-03-01"},
		{must(c.Month(2024, 12)), "2024-12-01", "2025-01-01"},
		{must(c.Quarter(2025, 4)), "2025-10-01", "2026-01-01"},
		{must(c.Year(2025)), "2025-01-01", "2026-01-01"},
		{must(c.FiscalYear(2025)), "2024-04-01", "2025-04-01"},
		{must(c.FiscalQuarter(2025, 1)), "2024-04-01", "2024-07-01"},
		{must(c.FiscalQuarter(2025, 4)), "2025-01-01", "2025-04-01"},
		{must(c.WithFiscalYear(1).FiscalYear(2025)), "2025-01-01", "2026-01-01"},
		{must(c.ISOWeek(2026, 1)), "2025-12-29", "2026-01-05"},
		{must(c.ISOWeek(2020, 53)), "2020-12-28", "2021-01-04"},
		{must(c.ISOWeek(1, 1)), "0001-01-01", "0001-01-08"},
		// The first day of the calendar's own weeks does not move ISO weeks.
		{must(c.WithFirstDay(0).ISOWeek(2026, 1)), "2025-12-29", "2026-01-05"},
	} {
		if want := must(c.Range(date(tt.from), date(tt.to))); !tt.got.Equal(want) {
			t.Errorf("%s, want %s", tt.got, want)
		}
	}
	for _, err := range []error{
		second(c.Day(Date{2025, 2, 29})), second(c.Month(2025, 0)), second(c.Month(2025, 13)), second(c.Month(0, 1)), second(c.Quarter(2025, 5)),
		second(c.Quarter(2025, 0)), second(c.Year(0)), second(c.Year(10000)), second(c.FiscalYear(-1)), second(c.FiscalQuarter(2025, 5)),
		second(c.ISOWeek(2025, 53)), second(c.ISOWeek(2025, 0)), second(c.ISOWeek(10000, 1)), second(c.ISOWeek(2025, 1<<40)),
	} {
		if !errors.Is(err, ErrDate) {
			t.Error(err)
		}
	}
}

// Names and instants agree: the period of each day is the one named by it.
func TestNamedPeriodsAreThoseOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := drawCalendar(t), drawDate(t)
		day := must(c.Day(d))
		if day.Empty() {
			t.Skip("skipped day")
		}
		year, week := d.ISOWeek()
		for g, named := range map[Grain]Range{
			Day: day, Month: must(c.Month(d.Year, d.Month)), Quarter: must(c.Quarter(d.Year, (int(d.Month)+2)/3)), Year: must(c.Year(d.Year)), ISOWeek: must(c.ISOWeek(year, week)),
		} {
			if p := c.Of(day.Start(), g); !p.Range.Equal(named) || p.Partial() {
				t.Fatalf("%s of %s in %s is %s %s, named %s", g, d, c, p, p.Range, named)
			}
		}
		w := c.Of(day.Start(), Week)
		if w.First().Weekday() != c.FirstDay() || w.First().DaysUntil(d) < 0 || w.First().DaysUntil(d) > 6 {
			t.Fatalf("week of %s from %s begins on %s", d, c.FirstDay(), w.First())
		}
		y := c.Of(day.Start(), FiscalYear)
		if y.First().Month != c.FiscalMonth() || y.First().Day != 1 || !y.Contains(day.Start()) {
			t.Fatalf("fiscal year of %s from %s begins on %s", d, c.FiscalMonth(), y.First())
		}
		if named, err := c.FiscalYear(y.First().AddMonths(11).Year); err == nil && !named.Equal(y.Whole()) {
			t.Fatalf("fiscal year %s is %s, not %s", y, y.Whole(), named)
		}
	})
}
