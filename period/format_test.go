package period

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFormat(t *testing.T) {
	for _, tt := range []struct{ zone, text, want string }{
		{"Europe/Paris", "2025", "2025"},
		{"Europe/Paris", "2025-01-01/2026-01-01", "2025"},
		{"Europe/Paris", "2025-03-01/2025-04-01", "2025-03"},
		{"Europe/Paris", "2025-01/2025-04", "2025-Q1"},
		{"Europe/Paris", "2025-01-27/P1W", "2025-W05"},
		{"Europe/Paris", "2025-03-30/P1D", "2025-03-30"},
		{"Europe/Paris", "2025-03/2025-05", "2025-03-01/2025-05-01"},
		{"Europe/Paris", "2025-03-01/2025-03-15", "2025-03-01/2025-03-15"},
		{"Europe/Paris", "2025-03-01/2025-03-01", "2025-03-01/2025-03-01"},
		{"Europe/Paris", "2025-03-30T01:00/2025-03-30T04:00", "2025-03-30T01:00:00+01:00/2025-03-30T04:00:00+02:00"},
		{"Europe/Paris", "9999", "9999"},
		{"Europe/Paris", "9998-12-31/P366D", "9998-12-31T00:00:00+01:00/9999-12-31T23:00:00Z"},
		{"Pacific/Apia", "2011-12-29", "2011-12-29"},
		{"Pacific/Apia", "2011-12-30/2011-12-31", "2011-12-31/2011-12-31"},
		{"America/Santiago", "2024-09-08", "2024-09-08"},
	} {
		c := cal(t, tt.zone)
		r := must(c.Parse(tt.text))
		if got := c.Format(r); got != tt.want {
			t.Errorf("%s: %s is written %s, want %s", tt.zone, tt.text, got, tt.want)
		}
	}
}

func TestParseOfFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, g := drawCalendar(t), drawGrain(t)
		r := drawRange(t, c.Zone(), longest[g])
		if rapid.Bool().Draw(t, "whole") {
			r = Range{c.Of(r.start, g).Whole().start, c.Of(r.end, g).Whole().end}
		}
		text := c.Format(r)
		if back, err := c.Parse(text); err != nil || !back.Equal(r) {
			t.Fatalf("%s in %s is written %s, which is %s, %v", r, c, text, back, err)
		}
	})
}
