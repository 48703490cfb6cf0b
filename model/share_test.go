package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func weekday(d period.Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }

func TestSpendShare(t *testing.T) {
	table, err := NewSpends(goodSpend()) // March 2025
	if err != nil {
		t.Fatal(err)
	}
	row, _ := table.Find("m1")
	for _, c := range []struct {
		name     string
		from, to period.Date
		days, of int64
	}{
		{"all", day(1, 1), day(12, 31), 31, 31},
		{"itself", day(3, 1), day(4, 1), 31, 31},
		{"its start", day(2, 1), day(3, 11), 10, 31},
		{"its end", day(3, 31), day(4, 30), 1, 31},
		{"inside, over the change of clocks", day(3, 30), day(3, 31), 1, 31},
		{"before", day(2, 1), day(3, 1), 0, 31},
		{"after", day(4, 1), day(5, 1), 0, 31},
		{"nothing", day(3, 5), day(3, 5), 0, 31},
		{"inverted", day(3, 9), day(3, 5), 0, 31},
	} {
		if days, of := row.Share(c.from, c.to); days != c.days || of != c.of {
			t.Errorf("%s: %d/%d, want %d/%d", c.name, days, of, c.days, c.of)
		}
	}
	if days, of := (SpendRow{}).Share(day(1, 1), day(2, 1)); days != 0 || of == 0 {
		t.Errorf("no spend: %d/%d", days, of)
	}
}

func TestResourceSpanShare(t *testing.T) {
	never := func(period.Date) bool { return false }
	week := ResourceSpan{"anna", day(3, 3), day(3, 17)} // Monday, for two weeks
	for _, c := range []struct {
		name     string
		span     ResourceSpan
		from, to period.Date
		working  func(period.Date) bool
		days, of int64
	}{
		{"whole", week, day(3, 1), day(4, 1), weekday, 1, 1},
		{"itself", week, day(3, 3), day(3, 17), weekday, 1, 1},
		{"outside", week, day(3, 17), day(4, 1), weekday, 0, 1},
		{"from Wednesday", week, day(3, 5), day(4, 1), weekday, 8, 10},
		{"a weekend off it", week, day(3, 1), day(3, 15), weekday, 10, 10},
		{"only a weekend of it", week, day(3, 8), day(3, 10), weekday, 0, 10},
		{"every day", week, day(3, 5), day(4, 1), nil, 12, 14},
		{"no working day", week, day(3, 5), day(4, 1), never, 12, 14},
		{"no span", ResourceSpan{}, day(3, 5), day(4, 1), weekday, 0, 1},
	} {
		if days, of := c.span.Share(c.from, c.to, c.working); days != c.days || of != c.of {
			t.Errorf("%s: %d/%d, want %d/%d", c.name, days, of, c.days, c.of)
		}
	}
}

// Ranges that follow each other take up the whole: nothing is lost or counted
// twice over an edge.
func TestShareAddsUp(t *testing.T) {
	near := rapid.Custom(func(t *rapid.T) period.Date { return day(3, 1).AddDays(rapid.IntRange(0, 40).Draw(t, "day")) })
	rapid.Check(t, func(t *rapid.T) {
		from := near.Draw(t, "from")
		to := from.AddDays(rapid.IntRange(1, 30).Draw(t, "length"))
		cut := near.Draw(t, "cut")
		working := rapid.SampledFrom([]func(period.Date) bool{nil, weekday, func(d period.Date) bool { return d.Day%3 == 0 }}).Draw(t, "working")
		span := ResourceSpan{"anna", from, to}
		a, of := span.Share(day(1, 1), cut, working)
		b, ofToo := span.Share(cut, day(12, 31), working)
		if a*ofToo+b*of != of*ofToo || a < 0 || b < 0 {
			t.Fatalf("%v cut at %v: %d/%d and %d/%d", span, cut, a, of, b, ofToo)
		}
	})
}
