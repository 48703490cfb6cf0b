package period

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walkOpen is the oracle of Hours: it looks at the clocks minute by minute.
// An interval is open from the first minute that shows its start or later, up
// to the minute after the last that shows less than its end.
func walkOpen(loc *time.Location, from, to int64, weekly []Opening, opt HoursOptions) []bool {
	const around = 3 * 86400
	start := from - around
	n := int((to + around - start) / 60)
	shown := make([]int64, n)
	for i := range shown {
		shown[i] = wallSeconds(start+int64(i)*60, loc)
	}
	open := make([]bool, n)
	mark := func(u, v int64) {
		first, last := n, 0
		for i := n - 1; i >= 0; i-- {
			if shown[i] >= u {
				first = i
			}
		}
		for i, s := range shown {
			if s < v {
				last = i + 1
			}
		}
		for i := first; i < last; i++ {
			open[i] = true
		}
	}
	first, last := time.Unix(from-2*86400, 0).UTC(), time.Unix(to+2*86400, 0).UTC()
	for x := first; x.Before(last); x = x.AddDate(0, 0, 1) {
		d := Date{x.Year(), x.Month(), x.Day()}
		intervals, isException := opt.Exceptions[d]
		if !isException && (opt.Holidays == nil || !opt.Holidays(d)) {
			for _, o := range weekly {
				if o.Day == x.Weekday() {
					intervals = append(intervals, Interval{o.From, o.To})
				}
			}
		}
		midnight := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix()
		for _, i := range intervals {
			u, v := midnight+int64(i.From.Seconds()), midnight+int64(i.To.Seconds())
			if v <= u {
				v += 86400
			}
			mark(u, v)
		}
	}
	return open[around/60 : n-around/60]
}

// wholeMinutes reports whether the zone's offsets around are whole minutes,
// so that a walk by minutes misses nothing.
func wholeMinutes(loc *time.Location, sec int64) bool {
	for d := int64(-5); d <= 5; d++ {
		if offset(loc, sec+d*86400)%60 != 0 {
			return false
		}
	}
	return true
}

// checkHours compares hours with the walk, for thirty hours on both sides.
func checkHours(t interface{ Fatalf(string, ...any) }, mid int64, h Hours, weekly []Opening, opt HoursOptions) {
	loc := h.Calendar().Zone()
	from, to := mid-30*3600, mid+30*3600
	want := walkOpen(loc, from, to, weekly, opt)
	r := must(NewRange(time.Unix(from, 0), time.Unix(to, 0)))
	cuts, open, err := h.Cuts(r)
	if err != nil || cuts.Len() != len(open) {
		t.Fatalf("%d intervals, %v, %v", cuts.Len(), open, err)
	}
	for i := 1; i < len(open); i++ {
		if open[i] == open[i-1] {
			t.Fatalf("%v do not alternate", open)
		}
	}
	minutes := 0
	for i, w := range want {
		x := time.Unix(from+int64(i)*60, 0)
		if w {
			minutes++
		}
		if h.Open(x) != w || open[cuts.Find(Micros(x))] != w {
			t.Fatalf("%s %s: open is %v, by cuts %v; the walk says %v", h, x.In(loc), h.Open(x), open[cuts.Find(Micros(x))], w)
		}
	}
	if got := h.Elapsed(r.Start(), r.End()); got != time.Duration(minutes)*time.Minute {
		t.Fatalf("%s open for %s, the walk says %d minutes", h, got, minutes)
	}
}

func TestHoursAgreeWithMinuteWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := In(drawZone(t))
		mid := drawInstant(t, c.Zone()).Unix() / 60 * 60
		mid = max(minSecond+9*86400, min(mid, maxSecond-9*86400))
		if !wholeMinutes(c.Zone(), mid) {
			t.Skip("offsets in seconds")
		}
		h, weekly, opt := drawHours(t, c, c.DateOf(time.Unix(mid, 0)))
		checkHours(t, mid, h, weekly, opt)
	})
}

func TestHoursAtPeculiarChanges(t *testing.T) {
	for name, change := range map[string]string{
		"Pacific/Kwajalein": "1969-09-30T13:00:00Z", // clocks went back by 23 hours
		"Pacific/Apia":      "2011-12-30T10:00:00Z", // and on by 24
		"America/St_Johns":  "2006-10-29T02:31:00Z", // back across midnight
		"Africa/Cairo":      "2024-04-25T22:00:00Z", // on at midnight
		"America/Santiago":  "2024-04-07T03:00:00Z", // back at midnight
		"Europe/Paris":      "2025-03-30T01:00:00Z",
		"Antarctica/Troll":  "2025-10-26T01:00:00Z", // back by two hours
	} {
		c := cal(t, name)
		mid := instant(change).Unix()
		if offset(c.Zone(), mid) == offset(c.Zone(), mid-1) {
			t.Errorf("%s: no change at %s", name, change)
		}
		for _, text := range []string{"Mon-Sun 09:00-18:00", "Mon-Sun 22:00-06:00", "Mon-Sun 00:00-24:00", "Mon-Sun 23:15-00:15,01:30-02:30", "Mon-Sun 20:00-19:00", "Sun 20:00-16:00", "Sat 22:00-21:00; Sun 03:00-04:00", "Fri 23:30-23:30"} {
			h := must(ParseHours(c, text))
			checkHours(t, mid, h, h.Weekly(), HoursOptions{})
		}
	}
}

// A long night that holds a short morning is open once, and to its own end.
func TestOverlapsAreOpenOnce(t *testing.T) {
	c := cal(t, "Europe/Paris")
	h := must(ParseHours(c, "Mon 20:00-19:00; Tue 06:00-07:00"))
	r := must(c.Parse("2025-03-03/2025-03-06"))
	if got := h.Elapsed(r.Start(), r.End()); got != 23*time.Hour || h.Closed(instant("2025-03-04T12:00:00Z")) {
		t.Errorf("%s open for %s", h, got)
	}
}

func TestElapsedIsAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := In(drawZone(t))
		a := drawInstant(t, c.Zone())
		h, _, _ := drawHours(t, c, c.DateOf(a))
		days := rapid.Int64Range(-9*86400e9, 9*86400e9)
		b := a.Add(time.Duration(days.Draw(t, "b")))
		d := b.Add(time.Duration(days.Draw(t, "d")))
		whole, parts := h.Elapsed(a, d), h.Elapsed(a, b)+h.Elapsed(b, d)
		if whole != parts || h.Elapsed(d, a) != -whole || h.Elapsed(a, a) != 0 {
			t.Fatalf("%s: from %s to %s %s, by way of %s %s", h, a, d, whole, b, parts)
		}
		if b.Before(a) || !supported(b) {
			return
		}
		r := must(NewRange(a, b))
		var sum time.Duration
		at := r.Start()
		for span := range h.Spans(r) {
			if span.Empty() || span.Start().Before(at) || span.End().After(r.End()) || !h.Open(span.Start()) || span.End().Before(r.End()) && h.Open(span.End()) {
				t.Fatalf("%s: span %s", h, span)
			}
			sum += span.Duration()
			at = span.End().Add(1) // spans that touch are joined
		}
		if sum != h.Elapsed(a, b) {
			t.Fatalf("%s: spans of %s last %s, elapsed %s", h, r, sum, h.Elapsed(a, b))
		}
	})
}

func TestSpansAreCutAndStop(t *testing.T) {
	c := cal(t, "Europe/Paris")
	h := must(ParseHours(c, "Mon-Sun 20:00-02:00"))
	r := must(c.Parse("2025-03-01T21:00/2025-03-03T01:00"))
	var got []string
	for span := range h.Spans(r) {
		got = append(got, c.Format(span))
	}
	want := "2025-03-01T21:00:00+01:00/2025-03-02T02:00:00+01:00 2025-03-02T20:00:00+01:00/2025-03-03T01:00:00+01:00"
	if len(got) != 2 || got[0]+" "+got[1] != want {
		t.Error(got)
	}
	for range h.Spans(r) {
		break
	}
	for range h.Spans(Range{}) {
		t.Error("an empty range has spans")
	}
	if cuts, open, err := h.Cuts(Range{}); err != nil || cuts.Len() != 0 || len(open) != 0 {
		t.Error(cuts, open, err)
	}
}

func TestElapsedOverAllYears(t *testing.T) {
	c := cal(t, "Europe/Paris")
	first, last := c.Start(date("0001-01-01")), must(c.Year(9999)).End()
	always := must(ParseHours(c, "Mon-Sun 00:00-24:00"))
	if got := always.Elapsed(first, last); got != math.MaxInt64 {
		t.Errorf("always open for %s", got)
	}
	if got := always.Elapsed(last, first); got != -math.MaxInt64 {
		t.Errorf("always open for %s", got)
	}
	if always.Open(time.Unix(minSecond-1, 0)) {
		t.Error("open before the supported years")
	}
	hour := must(ParseHours(c, "Thu 00:00-00:01"))
	// 521722 weeks: 3652059 days, the first a Monday, the last a Friday.
	if got, want := hour.Elapsed(first, last), 521723*time.Minute; got.Round(time.Hour) != want.Round(time.Hour) {
		t.Errorf("a minute a week for %s, want about %s", got, want)
	}
}

func BenchmarkElapsed(b *testing.B) {
	h := must(ParseHours(cal(b, "Europe/Paris"), "Mon-Fri 09:00-12:00,14:00-18:00"))
	for name, days := range map[string]int{"days=3": 3, "days=365": 365, "days=36500": 36500} {
		b.Run(name, func(b *testing.B) {
			from := instant("2025-03-03T10:00:00Z").AddDate(0, 0, -days/2)
			to := from.AddDate(0, 0, days)
			b.ReportAllocs()
			for b.Loop() {
				h.Elapsed(from, to)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(days), "ns/day")
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	h := must(ParseHours(cal(b, "Europe/Paris"), "Mon-Fri 09:00-12:00,14:00-18:00"))
	at := instant("2025-03-03T10:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		h.Open(at)
	}
}
