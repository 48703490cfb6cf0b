package period

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestComparisonRanges(t *testing.T) {
	for _, tt := range []struct{ zone, op, grain, r, want string }{
		{"Europe/Paris", "year before", "month", "2025-02", "2024-02"}, // with the 29th
		{"Europe/Paris", "year before", "month", "2024-02", "2023-02"},
		{"Europe/Paris", "year before", "month", "2025-02-15/2025-03-01", "2024-02-15/2024-03-01"},
		{"Europe/Paris", "year before", "month", "2024-02-29", "2023-02-28"},
		{"Europe/Paris", "year before", "month", "2024-02-28/2024-02-29", "2023-02-28"},
		{"Europe/Paris", "year before", "month", "2025-Q1", "2024-Q1"},
		{"Europe/Paris", "year before", "month", "2025", "2024"},
		{"Europe/Paris", "year before", "month", "2025-01-01/2025-05-15T10:30", "2024-01-01/2024-05-15T10:30"},
		{"Pacific/Apia", "year before", "month", "2011-12-29", "2010-12-29"},
		{"Pacific/Apia", "year before", "month", "2012-12-30", "2011-12-30/2011-12-31"},
		{"Pacific/Apia", "year before", "month", "2012-12", "2011-12"},

		{"Europe/Paris", "previous", "month", "2025-03", "2025-02"},
		{"Europe/Paris", "previous", "month", "2025-03-01/2025-06-01", "2024-12-01/2025-03-01"},
		{"Europe/Paris", "previous", "month", "2025-03-01/2025-03-31", "2025-02"},
		{"Europe/Paris", "previous", "month", "2025-03-10/2025-03-12", "2025-02-10/2025-02-12"},
		{"Europe/Paris", "previous", "quarter", "2025-Q1", "2024-Q4"},
		{"Europe/Paris", "previous", "year", "2024", "2023"},
		{"Europe/Paris", "previous", "iso-week", "2026-W01", "2025-W52"},
		{"Europe/Paris", "previous", "week", "2026-W01", "2025-W52"},
		{"Europe/Paris", "previous", "day", "2025-03-31", "2025-03-30"}, // 23 hours
		{"Europe/Paris", "previous", "day", "2025-03-24/2025-03-31", "2025-03-17/2025-03-24"},
		{"Europe/Paris", "previous", "hour", "2025-03-30T03:00/PT1H", "2025-03-30T01:00/PT1H"},
		{"Europe/Paris", "previous", "hour", "2025-03-30T03:30/PT10M", "2025-03-30T01:30/PT10M"},
		{"America/Santiago", "previous", "day", "2024-09-08", "2024-09-07"}, // no midnight
		{"America/Santiago", "previous", "day", "2024-09-09", "2024-09-08"},
		{"Pacific/Apia", "previous", "day", "2011-12-31", "2011-12-29"}, // the 30th was skipped
		{"Pacific/Apia", "previous", "day", "2011-12-29", "2011-12-28"},
		{"Pacific/Apia", "previous", "day", "2012-01-01", "2011-12-31"},
		{"Pacific/Apia", "previous", "month", "2012-01", "2011-12"},
		{"Asia/Manila", "previous", "month", "1845-01", "1844-12"}, // which had no 31st

		{"Europe/Paris", "same span", "month", "2025-03-01/2025-03-15T10:30", "2025-02-01/2025-02-15T10:30"},
		{"Europe/Paris", "same span", "month", "2025-03-01/2025-03-31T10:30", "2025-02"},
		{"Europe/Paris", "same span", "month", "2025-03-01/2025-03-29", "2025-02"},
		{"Europe/Paris", "same span", "month", "2025-03", "2025-02"},
		{"Europe/Paris", "same span", "month", "2025-02", "2025-01"},
		{"Europe/Paris", "same span", "month", "2025-01-01/2025-03-15", "2024-10-01/2024-12-15"},
		{"Europe/Paris", "same span", "quarter", "2025-04-01/2025-05-15", "2025-01-01/2025-02-15"},
		{"Europe/Paris", "same span", "quarter", "2025-04-01/2025-05-31T12:00", "2025-01-01/2025-03-01"},
		{"Europe/Paris", "same span", "year", "2024-01-01/2024-02-29T12:00", "2023-01-01/2023-03-01"},
		{"Europe/Paris", "same span", "year", "2025-01-01/2025-03-15", "2024-01-01/2024-03-15"},
		{"Europe/Paris", "same span", "week", "2025-03-31/2025-04-02T08:00", "2025-03-24/2025-03-26T08:00"},
		{"Europe/Paris", "same span", "day", "2025-03-30T00:00/2025-03-30T12:00", "2025-03-29T00:00/2025-03-29T12:00"},
		{"Europe/Paris", "same span", "day", "2025-03-31T00:00/2025-03-31T02:30", "2025-03-30T00:00/2025-03-30T03:00"}, // in the gap
		{"Europe/Paris", "same span", "hour", "2025-03-30T03:00/PT10M", "2025-03-30T01:00/PT10M"},
		{"Africa/Cairo", "same span", "day", "2024-04-27T00:00/2024-04-27T00:30", "2024-04-26/PT0S"},
	} {
		c := cal(t, tt.zone)
		r, want, g := must(c.Parse(tt.r)), must(c.Parse(tt.want)), must(ParseGrain(tt.grain))
		var got Range
		switch tt.op {
		case "year before":
			got = c.YearBefore(r)
		case "previous":
			got = c.Previous(r, g)
		case "same span":
			got = c.SameSpanBefore(r, g)
		}
		if !got.Equal(want) {
			t.Errorf("%s: %s of %s by %s is %s, want %s", tt.zone, tt.op, tt.r, tt.grain, c.Format(got), tt.want)
		}
	}
}

func TestShiftKeepsWholePeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		g := Grain(rapid.IntRange(int(Week), int(FiscalYear)).Draw(t, "grain"))
		first := c.Of(drawInstant(t, c.Zone()), g)
		n := rapid.IntRange(1, 40).Draw(t, "n")
		r := first.Whole()
		for range n - 1 { // the periods are counted, not computed
			r = Range{r.start, c.Of(r.end, g).Whole().end}
		}
		if r.Start().Year() < 200 || r.End().Year() > 9800 {
			t.Skip("at the end of time")
		}
		before := c.Previous(r, g)
		periods := must(c.Split(before, g))
		if !before.End().Equal(r.Start()) || len(periods) != n || periods[0].Partial() {
			t.Fatalf("%d periods of %s in %s, %s: the previous are %s", n, g, c, r, before)
		}
		if back := c.Shift(before, g, n); !back.Equal(r) {
			t.Fatalf("%s shifted back by %d is %s, not %s", before, n, back, r)
		}
		if same := c.SameSpanBefore(r, g); !same.Equal(before) {
			t.Fatalf("same span before %s is %s, previous is %s", r, same, before)
		}
		if year := c.YearBefore(r); g >= Month {
			if !year.Equal(c.Shift(r, Year, -1)) || c.Shift(year, Year, 1).Start() != r.Start() {
				t.Fatalf("year before %s is %s", r, year)
			}
		}
	})
}

func TestShiftNeverInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, g := drawCalendar(t), drawGrain(t)
		r := drawRange(t, c.Zone(), longest[g])
		n := rapid.OneOf(rapid.IntRange(-50, 50), rapid.Int()).Draw(t, "n")
		for _, s := range []Range{c.Shift(r, g, n), c.Previous(r, g), c.SameSpanBefore(r, g), c.YearBefore(r)} {
			if _, err := NewRange(s.Start(), s.End()); err != nil {
				t.Fatalf("%s by %d %s: %v", r, n, g, err)
			}
		}
		limit := c.Of(r.Start(), g).Whole().Start()
		if same := c.SameSpanBefore(r, g); same.End().After(limit) {
			t.Fatalf("same span before %s by %s is %s, and %s begins at %s", r, g, same, g, limit)
		}
	})
}

// Inside the hour repeated in Paris on 2025-10-26 a later instant shows an
// earlier time; moved by its wall times such a range would be inverted.
func TestShiftInsideRepeatedHour(t *testing.T) {
	c := cal(t, "Europe/Paris")
	r := must(NewRange(instant("2025-10-26T00:45:00Z"), instant("2025-10-26T01:15:00Z")))
	if got := c.Shift(r, Day, -1); !got.End().Equal(got.Start()) || !got.Start().Equal(instant("2025-10-25T00:45:00Z")) {
		t.Error(got)
	}
	if got := c.Shift(r, Hour, 1); got.Duration() != 30*time.Minute {
		t.Error(got)
	}
}

// Kwajalein skipped Saturday 1993-08-21. The week from Saturday that began
// with it starts on Sunday, which was taken for the day to move, so that the
// week before began on a Sunday too.
func TestPreviousOfWeekWithoutItsFirstDay(t *testing.T) {
	c := cal(t, "Pacific/Kwajalein").WithFirstDay(time.Saturday)
	week := c.Of(instant("1993-08-23T00:00:00Z"), Week)
	if got, want := c.Previous(week.Whole(), Week), must(c.Parse("1993-08-14/1993-08-21")); !got.Equal(want) || week.Duration() != 6*24*time.Hour {
		t.Errorf("before %s is %s, want %s", week.Range, got, want)
	}
}
