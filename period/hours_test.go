package period

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawHours draws hours and the same as plain data for oracles.
func drawHours(t *rapid.T, c Calendar, around Date) (Hours, []Opening, HoursOptions) {
	clock := rapid.Custom(func(t *rapid.T) Clock {
		return At(rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 0, 15, 30, 59}).Draw(t, "minute"))
	})
	end := rapid.OneOf(clock, rapid.Just(At(24, 0)))
	weekly := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Opening {
		return Opening{time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), clock.Draw(t, "from"), end.Draw(t, "to")}
	}), 0, 12).Draw(t, "weekly")
	near := rapid.Custom(func(t *rapid.T) Date { return around.AddDays(rapid.IntRange(-4, 4).Draw(t, "days")) })
	opt := HoursOptions{Exceptions: map[Date][]Interval{}}
	for range rapid.IntRange(0, 2).Draw(t, "exceptions") {
		opt.Exceptions[near.Draw(t, "date")] = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Interval {
			return Interval{clock.Draw(t, "from"), end.Draw(t, "to")}
		}), 0, 2).Draw(t, "intervals")
	}
	for d := range opt.Exceptions {
		if !d.Valid() {
			delete(opt.Exceptions, d)
		}
	}
	if rapid.Bool().Draw(t, "has holidays") {
		holiday := near.Draw(t, "holiday")
		opt.Holidays = func(d Date) bool { return d == holiday }
	}
	return must(NewHours(c, weekly, opt)), weekly, opt
}

func TestHoursZeroValue(t *testing.T) {
	var h Hours
	r := must(NewRange(time.Unix(0, 0), time.Unix(9, 0)))
	cuts, open, err := h.Cuts(r)
	if !h.IsZero() || h.Open(time.Unix(1, 0)) || !h.Closed(time.Unix(1, 0)) || h.Elapsed(r.Start(), r.End()) != 0 || h.String() != "closed" || h.Weekly() != nil || h.HasHolidays() {
		t.Error(h)
	}
	if err != nil || cuts.Len() != 1 || len(open) != 1 || open[0] {
		t.Error(cuts, open, err)
	}
	for range h.Spans(r) {
		t.Error("a span")
	}
	if _, err := h.With(HoursOptions{}); !errors.Is(err, ErrNoZone) {
		t.Error(err)
	}
	if _, err := NewHours(Calendar{}, nil, HoursOptions{}); !errors.Is(err, ErrNoZone) {
		t.Error(err)
	}
}

func TestNewHoursRefuses(t *testing.T) {
	c := cal(t, "Europe/Paris")
	for _, o := range []Opening{{7, At(9, 0), At(10, 0)}, {-1, At(9, 0), At(10, 0)}, {1, At(25, 0), At(10, 0)}, {1, At(9, 0), At(9, 99)}, {1, At(24, 0), At(9, 0)}} {
		if _, err := NewHours(c, []Opening{o}, HoursOptions{}); !errors.Is(err, ErrHours) {
			t.Errorf("%v: %v", o, err)
		}
	}
	for want, opt := range map[error]HoursOptions{
		ErrDate:  {Exceptions: map[Date][]Interval{{2025, 2, 29}: nil}},
		ErrHours: {Exceptions: map[Date][]Interval{{2025, 2, 28}: {{At(24, 0), At(9, 0)}}}},
	} {
		if _, err := NewHours(c, nil, opt); !errors.Is(err, want) {
			t.Error(err)
		}
	}
}

func TestHoursKeepNothing(t *testing.T) {
	weekly := []Opening{{time.Monday, At(9, 0), At(18, 0)}}
	exceptions := map[Date][]Interval{date("2025-03-04"): {{At(9, 0), At(12, 0)}}}
	h := must(NewHours(cal(t, "UTC"), weekly, HoursOptions{Exceptions: exceptions}))
	weekly[0].Day = time.Sunday
	exceptions[date("2025-03-04")][0].From = At(11, 0)
	delete(exceptions, date("2025-03-04"))
	if !h.Open(instant("2025-03-03T09:00:00Z")) || !h.Open(instant("2025-03-04T09:00:00Z")) {
		t.Error("what was passed in is still used")
	}
	h.Weekly()[0].From = At(23, 0)
	for d, intervals := range h.Exceptions() {
		if d != date("2025-03-04") || len(intervals) != 1 || intervals[0] != (Interval{At(9, 0), At(12, 0)}) {
			t.Error(d, intervals)
		}
		intervals[0].From = At(23, 0)
	}
	if !h.Open(instant("2025-03-03T09:00:00Z")) || !h.Open(instant("2025-03-04T09:00:00Z")) || h.Calendar() != cal(t, "UTC") {
		t.Error("what was handed out is still used")
	}
}

func TestOpenGolden(t *testing.T) {
	c := cal(t, "Europe/Paris")
	bastille := func(d Date) bool { return d.Month == time.July && d.Day == 14 }
	shop := must(must(ParseHours(c, "Mon-Fri 09:00-18:00")).With(HoursOptions{Holidays: bastille}))
	bar := must(ParseHours(c, "Sat 22:00-06:00"))
	for _, tt := range []struct {
		h    Hours
		at   string
		open bool
	}{
		{shop, "2025-03-03T18:00:00+01:00", false},
		{shop, "2025-03-03T17:59:59.999+01:00", true},
		{shop, "2025-03-03T09:00:00+01:00", true},
		{shop, "2025-03-03T08:59:59.999999999+01:00", false},
		{shop, "2026-03-27T07:30:00Z", false}, // Friday, 08:30
		{shop, "2026-03-30T07:30:00Z", true},  // Monday, 09:30 in summer time
		{shop, "2026-03-28T12:00:00Z", false}, // Saturday
		{shop, "2025-07-14T10:00:00Z", false}, // a Monday
		{shop, "2025-07-15T10:00:00Z", true},
		{bar, "2026-03-28T21:00:00Z", true},
		{bar, "2026-03-29T03:59:59Z", true},
		{bar, "2026-03-29T04:00:00Z", false},
		{bar, "2026-10-25T04:59:59Z", true},
		{bar, "2026-10-25T05:00:00Z", false},
	} {
		if x := instant(tt.at); tt.h.Open(x) != tt.open || tt.h.Closed(x) == tt.open {
			t.Errorf("%s: %s: open is %v", tt.h, tt.at, tt.h.Open(x))
		}
	}
	for night, want := range map[string]time.Duration{"2026-03-28": 7 * time.Hour, "2026-10-24": 9 * time.Hour, "2026-05-02": 8 * time.Hour} {
		from := c.Start(date(night))
		if got := bar.Elapsed(from, from.Add(48*time.Hour)); got != want {
			t.Errorf("the night of %s lasts %s", night, got)
		}
	}
}

// An exception replaces the intervals that start on its date: the morning of
// New Year's Day still belongs to the evening before.
func TestExceptionsReplaceStarts(t *testing.T) {
	c := cal(t, "Europe/Paris")
	h := must(must(ParseHours(c, "Mon-Sun 22:00-06:00")).With(HoursOptions{
		Exceptions: map[Date][]Interval{date("2025-01-01"): nil, date("2025-01-02"): {{At(12, 0), At(13, 0)}}},
		Holidays:   func(d Date) bool { return d == date("2025-01-02") || d == date("2025-01-03") },
	}))
	for at, open := range map[string]bool{
		"2025-01-01T05:00:00+01:00": true, "2025-01-01T23:00:00+01:00": false, "2025-01-02T05:00:00+01:00": false,
		"2025-01-02T12:30:00+01:00": true, // exceptions prevail over holidays
		"2025-01-02T23:00:00+01:00": false, "2025-01-03T23:00:00+01:00": false, "2025-01-04T23:00:00+01:00": true,
	} {
		if h.Open(instant(at)) != open {
			t.Errorf("%s: open is %v", at, !open)
		}
	}
}
