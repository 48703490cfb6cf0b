package period

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests must not depend on the machine's zones

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func cal(t testing.TB, name string) Calendar {
	t.Helper()
	return In(zone(t, name))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func instant(s string) time.Time { return must(time.Parse(time.RFC3339Nano, s)) }
func date(s string) Date         { return must(ParseDate(s)) }

// zoneNames are zones with every peculiarity we know of: skipped and repeated
// days (Apia, Kwajalein, Manila, Juneau), days without midnight (Cairo,
// Santiago, Havana), changes across midnight (St. John's), by half an hour
// (Lord Howe) and by two hours (Troll), offsets of quarters and of seconds
// (Kathmandu, Monrovia), negative summer time (Dublin, Casablanca).
var zoneNames = []string{
	"UTC", "Europe/Paris", "America/New_York", "America/Menominee", "Asia/Kolkata", "Asia/Kathmandu",
	"Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "America/Havana", "Pacific/Apia",
	"Pacific/Kwajalein", "Asia/Manila", "America/Juneau", "America/St_Johns", "Africa/Monrovia",
	"Europe/Dublin", "Africa/Casablanca", "Antarctica/Troll", "America/Sao_Paulo",
}

func drawZone(t *rapid.T) *time.Location {
	if rapid.IntRange(0, 9).Draw(t, "kind of zone") == 0 {
		return time.FixedZone("fixed", rapid.IntRange(-15*3600, 15*3600).Draw(t, "offset"))
	}
	return must(time.LoadLocation(rapid.SampledFrom(zoneNames).Draw(t, "zone")))
}

func drawCalendar(t *rapid.T) Calendar {
	return In(drawZone(t)).
		WithFirstDay(time.Weekday(rapid.IntRange(0, 6).Draw(t, "first day"))).
		WithFiscalYear(time.Month(rapid.IntRange(1, 12).Draw(t, "fiscal month")))
}

// drawInstant prefers the surroundings of changes of offset.
func drawInstant(t *rapid.T, loc *time.Location) time.Time {
	var sec int64
	switch rapid.IntRange(0, 9).Draw(t, "era") {
	case 0:
		sec = rapid.Int64Range(minSecond, maxSecond-1).Draw(t, "any second")
	case 1:
		sec = rapid.Int64Range(-5e9, 0).Draw(t, "before 1970")
	default:
		sec = rapid.Int64Range(-5e9, 5e9).Draw(t, "second")
	}
	if rapid.IntRange(0, 2).Draw(t, "near a change") > 0 {
		if _, end := time.Unix(sec, 0).In(loc).ZoneBounds(); !end.IsZero() {
			sec = end.Unix() + rapid.Int64Range(-6, 6).Draw(t, "quarters")*900 + rapid.Int64Range(-2, 2).Draw(t, "seconds")
		}
	}
	nanos := rapid.SampledFrom([]int64{0, 0, 1, 999, 1000, 999999999}).Draw(t, "nanos")
	return time.Unix(max(minSecond, min(sec, maxSecond-1)), nanos).In(loc)
}

// wallSeconds is what the clocks show, as seconds since 1970-01-01 00:00 shown.
func wallSeconds(sec int64, loc *time.Location) int64 {
	t := time.Unix(sec, 0).In(loc)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC).Unix()
}

// walkEdges is the oracle of wall.edges: it looks at the clocks minute by
// minute, and second by second in a minute in which they jump.
func walkEdges(u int64, loc *time.Location) (first, last int64) {
	from, to := u-3*86400, u+3*86400
	found := false
	look := func(s, shown, seconds int64) {
		if !found && shown+seconds > u {
			first, found = s+max(0, u-shown), true
		}
		if shown < u {
			last = s + min(seconds, u-shown)
		}
	}
	shown := wallSeconds(from, loc)
	for s := from; s < to; s += 60 {
		next := wallSeconds(s+60, loc)
		if next-shown == 60 {
			look(s, shown, 60)
		} else {
			for i := s; i < s+60; i++ {
				look(i, wallSeconds(i, loc), 1)
			}
		}
		shown = next
	}
	return first, last
}

func TestEdgesAgreeWithMinuteWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		w := wall{loc: loc}
		near := drawInstant(t, loc)
		// Ask twice, so that the remembered stretch is used as well.
		for range 2 {
			u := wallSeconds(near.Unix(), loc) + rapid.Int64Range(-5400, 5400).Draw(t, "distance")
			first, last := w.edges(u)
			wantFirst, wantLast := walkEdges(u, loc)
			if first != wantFirst || last != wantLast {
				t.Fatalf("%s %s: %d, %d; the walk found %d, %d", loc, time.Unix(u, 0).UTC(), first, last, wantFirst, wantLast)
			}
		}
	})
}

// time.Time.ZoneBounds takes every year that a rule continues for 365 days:
// on 31 December of a leap year it returns an end that is past already.
func TestSegmentOnLastDayOfLeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/Santiago"} {
		loc := zone(t, name)
		sec := instant("2096-12-31T12:00:00Z").Unix()
		if _, end := segment(loc, sec); end <= sec {
			t.Errorf("%s: the segment of %d ends at %d", name, sec, end)
		}
		c := In(loc)
		day := must(c.Day(date("2096-12-31")))
		if day.Duration() != 24*time.Hour {
			t.Errorf("%s: 2096-12-31 lasts %s", name, day.Duration())
		}
	}
}

func TestDayStarts(t *testing.T) {
	for _, tt := range []struct{ zone, date, start, duration string }{
		{"Europe/Paris", "2025-03-30", "2025-03-29T23:00:00Z", "23h"},
		{"Europe/Paris", "2025-10-26", "2025-10-25T22:00:00Z", "25h"},
		{"Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z", "23h"},     // begins at 01:00
		{"America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z", "23h"}, // begins at 01:00
		{"America/Santiago", "2024-04-06", "2024-04-06T03:00:00Z", "25h"}, // its last hour is repeated
		{"Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "24h"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "0s"}, // skipped
		{"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "24h"},
		{"America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z", "25h"}, // clocks went back at 00:01
		{"America/St_Johns", "2006-10-28", "2006-10-28T02:30:00Z", "24h"},
		{"Australia/Lord_Howe", "2025-04-06", "2025-04-05T13:00:00Z", "24h30m"},
		{"Asia/Kathmandu", "1970-01-01", "1969-12-31T18:30:00Z", "24h"},
		{"Europe/Paris", "1969-12-31", "1969-12-30T23:00:00Z", "24h"},
		{"Europe/Paris", "0001-01-01", "0000-12-31T23:50:39Z", "24h"},
	} {
		day := must(cal(t, tt.zone).Day(date(tt.date)))
		if !day.Start().Equal(instant(tt.start)) || day.Duration() != must(time.ParseDuration(tt.duration)) {
			t.Errorf("%s %s: %s lasts %s, want %s for %s", tt.zone, tt.date, day.Start().UTC(), day.Duration(), tt.start, tt.duration)
		}
	}
}
