package shop

import (
	"slices"
	"testing"

	"github.com/ecomkpi/ecomkpi/period"
)

func dateOf(t *testing.T, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestHolidays takes the days from the calendars that the French state
// publishes (jours fériés en métropole).
func TestHolidays(t *testing.T) {
	for year, want := range map[string][]string{
		"2024": {"01-01", "04-01", "05-01", "05-08", "05-09", "05-20", "07-14", "08-15", "11-01", "11-11", "12-25"},
		"2025": {"01-01", "04-21", "05-01", "05-08", "05-29", "06-09", "07-14", "08-15", "11-01", "11-11", "12-25"},
		"2026": {"01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"},
	} {
		var got []string
		for d := dateOf(t, year+"-01-01"); d.String()[:4] == year; d = d.AddDays(1) {
			if Holiday(d) {
				got = append(got, d.String()[5:])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: holidays %v, want %v", year, got, want)
		}
	}
}

// TestEaster holds the earliest and the latest Easters, and some between, as
// the tables of the Bureau des longitudes and the US Naval Observatory give
// them.
func TestEaster(t *testing.T) {
	for _, want := range []string{
		"1818-03-22", "1943-04-25", "1961-04-02", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21",
		"2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22",
	} {
		d := dateOf(t, want)
		if got := easter(d.Year); got != d {
			t.Errorf("Easter of %d is %v, want %v", d.Year, got, d)
		}
	}
}
