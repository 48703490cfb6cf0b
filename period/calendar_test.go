package period

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCalendarZeroValue(t *testing.T) {
	var c Calendar
	if !c.IsZero() || c.String() != "" || c.Zone() != nil || c.DateOf(time.Unix(0, 0)) != (Date{}) || !c.Start(date("2025-01-01")).IsZero() {
		t.Error(c)
	}
	r := must(NewRange(time.Unix(0, 0), time.Unix(1, 0)))
	if !c.Shift(r, Day, 1).IsZero() || !c.Previous(r, Day).IsZero() || !c.SameSpanBefore(r, Day).IsZero() || !c.YearBefore(r).IsZero() || c.Format(r) != r.String() {
		t.Error("the zero Calendar moved a range")
	}
	for _, err := range []error{
		second(c.Range(date("2025-01-01"), date("2025-01-02"))), second(c.Day(date("2025-01-01"))), second(c.Month(2025, 1)), second(c.Quarter(2025, 1)),
		second(c.Year(2025)), second(c.FiscalYear(2025)), second(c.FiscalQuarter(2025, 1)), second(c.ISOWeek(2025, 1)), second(c.Parse("2025")),
	} {
		if !errors.Is(err, ErrNoZone) {
			t.Error(err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestCalendar(t *testing.T) {
	c := cal(t, "Europe/Paris")
	if c.FirstDay() != time.Monday || c.FiscalMonth() != time.January || c.String() != "Europe/Paris" || c.Zone().String() != "Europe/Paris" {
		t.Error(c)
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		for m := time.January; m <= time.December; m++ {
			if got := c.WithFirstDay(d).WithFiscalYear(m); got.FirstDay() != d || got.FiscalMonth() != m || got.Zone() != c.Zone() {
				t.Errorf("%s, %s: %s", d, m, got)
			}
		}
	}
	if got, want := c.WithFirstDay(time.Sunday).WithFiscalYear(time.April).String(), "Europe/Paris, weeks from Sunday, fiscal years from April"; got != want {
		t.Error(got)
	}
	for name, f := range map[string]func(){
		"nil zone": func() { In(nil) }, "weekday": func() { c.WithFirstDay(7) }, "month": func() { c.WithFiscalYear(0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestCalendarRange(t *testing.T) {
	c := cal(t, "Europe/Paris")
	r := must(c.Range(date("2025-03-29"), date("2025-03-31")))
	if r.Duration() != 47*time.Hour || c.DateOf(r.Start()) != date("2025-03-29") {
		t.Error(r)
	}
	if r := must(c.Range(date("9999-12-31"), Date{10000, 1, 1})); r.Duration() != 24*time.Hour {
		t.Error(r)
	}
	if _, err := c.Range(date("2025-03-31"), date("2025-03-29")); !errors.Is(err, ErrInvertedRange) {
		t.Error(err)
	}
	if _, err := c.Range(date("2025-03-31"), Date{2025, 4, 31}); !errors.Is(err, ErrDate) {
		t.Error(err)
	}
	if _, err := c.Range(Date{}, date("2025-03-31")); !errors.Is(err, ErrDate) {
		t.Error(err)
	}
}

func TestDatesAndStarts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		d := drawDate(t)
		start := c.Start(d)
		if c.DateOf(start).Before(d) || !c.DateOf(start.Add(-time.Nanosecond)).Before(d) {
			t.Fatalf("%s in %s starts at %s", d, c, start)
		}
		if next := c.Start(d.AddDays(1)); next.Before(start) || c.DateOf(start) != d && !next.Equal(start) {
			t.Fatalf("%s in %s starts at %s, the next day at %s", d, c, start, next)
		}
	})
}
