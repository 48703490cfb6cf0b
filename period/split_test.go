package period

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var longest = map[Grain]time.Duration{
	Hour: 40 * time.Hour, Day: 60 * 24 * time.Hour, Week: 200 * 24 * time.Hour, ISOWeek: 200 * 24 * time.Hour,
	Month: 1000 * 24 * time.Hour, Quarter: 2000 * 24 * time.Hour, Year: 9000 * 24 * time.Hour,
	FiscalQuarter: 2000 * 24 * time.Hour, FiscalYear: 9000 * 24 * time.Hour,
}

func drawGrain(t *rapid.T) Grain {
	return Grain(rapid.IntRange(int(Hour), int(FiscalYear)).Draw(t, "grain"))
}

func drawRange(t *rapid.T, loc *time.Location, most time.Duration) Range {
	start := drawInstant(t, loc)
	end := start.Add(time.Duration(rapid.Int64Range(0, int64(most)).Draw(t, "length")))
	if !supported(end) {
		end = start
	}
	return must(NewRange(start, end))
}

func TestPeriodsPartitionTheRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, g := drawCalendar(t), drawGrain(t)
		r := drawRange(t, c.Zone(), longest[g])
		periods, err := c.Split(r, g)
		if err != nil {
			t.Fatal(err)
		}
		at := r.Start()
		labels := map[string]bool{}
		for i, p := range periods {
			if !p.Start().Equal(at) || p.Empty() {
				t.Fatalf("period %d is %s, but the one before ended at %s", i, p.Range, at)
			}
			at = p.End()
			if labels[p.Label()] {
				t.Fatalf("label %s twice", p)
			}
			labels[p.Label()] = true
			if i > 0 && g != Hour && p.First().Year < 9999 && p.Label() <= periods[i-1].Label() {
				t.Fatalf("label %s after %s", p, periods[i-1])
			}
			inner := i > 0 && i < len(periods)-1
			if inner && p.Partial() || !p.Whole().Contains(p.Start()) || p.End().After(p.Whole().End()) {
				t.Fatalf("period %s is %s, part of %s", p, p.Range, p.Whole())
			}
			if of := c.Of(p.Start(), g); !of.Whole().Equal(p.Whole()) || of.Label() != p.Label() || of.Partial() {
				t.Fatalf("%s lies in %s %s, split says %s %s", p.Start(), of, of.Range, p, p.Whole())
			}
		}
		if !at.Equal(r.End()) && !r.Empty() || r.Empty() && len(periods) > 0 {
			t.Fatalf("the periods of %s end at %s", r, at)
		}
		for range 5 {
			x := r.Start().Add(time.Duration(rapid.Int64Range(0, int64(r.Duration())).Draw(t, "x")))
			n := 0
			for _, p := range periods {
				if p.Contains(x) {
					n++
				}
			}
			if want := 1; r.Contains(x) && n != want || !r.Contains(x) && n != 0 {
				t.Fatalf("%s lies in %d periods", x, n)
			}
		}
	})
}

// The oracle finds the label of each minute from the date its clock shows,
// and checks that periods begin where labels begin for the first time.
func TestPeriodsAgreeWithMinuteWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		c := In(loc)
		mid := drawInstant(t, loc).Unix() / 60 * 60
		mid = max(minSecond+5*86400, min(mid, int64(endOfTime.number()-5)*86400)) // dates are compared as text
		r := must(NewRange(time.Unix(mid-90000, 0), time.Unix(mid+90000, 0)))
		latest := time.Unix(mid-90000-86400*2, 0).In(loc).Format("2006-01-02")
		days := must(c.Split(r, Day))
		months := must(c.Split(r, Month))
		for s := mid - 90000 - 86400*2; s < mid+90000; s += 60 {
			x := time.Unix(s, 0).In(loc)
			// A date that was shown before does not begin again.
			latest = max(latest, x.Format("2006-01-02"))
			if !r.Contains(x) {
				continue
			}
			if x.Add(-time.Minute).In(loc).Second() != x.Second() {
				return // a change by seconds, from local mean time: minutes are too coarse
			}
			i := slices.IndexFunc(days, func(p Period) bool { return p.Contains(x) })
			j := slices.IndexFunc(months, func(p Period) bool { return p.Contains(x) })
			if i < 0 || j < 0 || x.Second() == 0 && (days[i].Label() != latest || months[j].Label() != latest[:7]) {
				t.Fatalf("%s %s lies in period %d of %v, %d of %v; the walk says %s", loc, x, i, days, j, months, latest)
			}
		}
	})
}

// The oracle looks at the clocks every second: an hour begins where they show
// a full hour, or jump.
func TestHoursAgreeWithSecondWalk(t *testing.T) {
	check := func(t *testing.T, loc *time.Location, from time.Time) {
		r := must(NewRange(from, from.Add(5*time.Hour)))
		var want []int64
		for s := r.Start().Unix(); s < r.End().Unix(); s++ {
			if u := wallSeconds(s, loc); s == r.Start().Unix() || u%3600 == 0 || u-wallSeconds(s-1, loc) != 1 {
				want = append(want, s)
			}
		}
		var got []int64
		for _, p := range must(In(loc).Split(r, Hour)) {
			got = append(got, p.Start().Unix())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: hours of %s begin at %v, want %v", loc, r, got, want)
		}
	}
	for _, name := range zoneNames {
		loc := zone(t, name)
		for _, s := range []string{"1900-01-01T00:00:00Z", "1968-01-01T00:00:00Z", "1987-03-01T00:00:00Z", "2006-07-01T00:00:00Z", "2011-10-01T00:00:00Z", "2025-01-01T00:00:00Z"} {
			x := instant(s)
			for range 2 {
				if _, end := x.In(loc).ZoneBounds(); !end.IsZero() {
					x = end
				}
				check(t, loc, x.Add(-2*time.Hour).Add(-17*time.Second))
			}
		}
	}
}

// At every change of offset of every zone the oracle follows the dates that
// the clocks show: the latest that was shown is the day.
func TestDaysAtEveryChange(t *testing.T) {
	for _, name := range zoneNames {
		c := cal(t, name)
		last := instant("2045-01-01T00:00:00Z")
		for x := instant("1840-01-01T00:00:00Z").In(c.Zone()); x.Before(last); {
			_, next := x.ZoneBounds()
			if next.IsZero() || !next.After(x) {
				break
			}
			x = next
			shown := ""
			for d := -50 * time.Hour; d < 26*time.Hour; d += 15 * time.Minute {
				at := x.Add(d)
				if d == 0 {
					shown = max(shown, x.Add(-1).Format(time.DateOnly)) // a date shown for a minute
				}
				shown = max(shown, at.Format(time.DateOnly))
				if d > -2*time.Hour && c.Of(at, Day).Label() != shown {
					t.Errorf("%s: %s is in %s, the clocks showed %s", name, at, c.Of(at, Day), shown)
				}
			}
		}
	}
}

func TestSkippedDayHasNoPeriod(t *testing.T) {
	c := cal(t, "Pacific/Apia")
	got := fmt.Sprint(must(c.Split(must(c.Parse("2011-12-28/2012-01-02")), Day)))
	if want := "[2011-12-28 2011-12-29 2011-12-31 2012-01-01]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// In St. John's clocks went from 00:01 on the 29th back to 23:01 on the 28th.
func TestDateShownAgain(t *testing.T) {
	c := cal(t, "America/St_Johns")
	at := instant("2006-10-29T02:45:00Z")
	if d, p := c.DateOf(at), c.Of(at, Day); d != date("2006-10-28") || p.Label() != "2006-10-29" {
		t.Errorf("the clocks show %s on %s", d, p)
	}
}

func TestLabels(t *testing.T) {
	paris := cal(t, "Europe/Paris")
	fiscal := paris.WithFirstDay(time.Sunday).WithFiscalYear(time.April)
	for _, tt := range []struct {
		cal   Calendar
		at    string
		grain Grain
		want  string
	}{
		{paris, "2025-12-30T12:00:00Z", ISOWeek, "2026-W01"},
		{paris, "2025-12-30T12:00:00Z", Week, "2026-W01"},
		{fiscal, "2025-01-10T12:00:00Z", Week, "2025-01-05/P1W"},
		{fiscal, "2025-01-10T12:00:00Z", ISOWeek, "2025-W02"},
		{paris, "2025-01-31T23:00:00Z", Month, "2025-02"},
		{paris, "2025-03-31T22:00:00Z", Quarter, "2025-Q2"},
		{paris, "2024-12-31T23:00:00Z", Year, "2025"},
		{paris, "2025-06-01T00:00:00Z", FiscalYear, "FY2025"},
		{fiscal, "2025-03-31T12:00:00Z", FiscalYear, "FY2025"},
		{fiscal, "2025-04-01T12:00:00Z", FiscalYear, "FY2026"},
		{fiscal, "2025-03-31T12:00:00Z", FiscalQuarter, "FY2025-Q4"},
		{fiscal, "2025-04-01T12:00:00Z", FiscalQuarter, "FY2026-Q1"},
		{paris, "2025-03-30T01:30:00Z", Hour, "2025-03-30T03:00+02:00"},
		{paris, "2025-10-26T00:30:00Z", Hour, "2025-10-26T02:00+02:00"},
		{paris, "2025-10-26T01:30:00Z", Hour, "2025-10-26T02:00+01:00"},
		{paris, "1900-01-01T00:00:00Z", Hour, "1900-01-01T00:00:00+00:09:21"},
		{cal(t, "Asia/Kolkata"), "2025-01-01T00:00:00Z", Hour, "2025-01-01T05:00+05:30"},
		{cal(t, "Australia/Lord_Howe"), "2025-04-05T15:00:00Z", Hour, "2025-04-06T01:30+10:30"},
		// Sold on the last evening of 2022, by the clocks of the branch.
		{cal(t, "America/Menominee"), "2023-01-01T01:50:00Z", Year, "2022"},
		{cal(t, "Pacific/Apia"), "2011-12-30T10:00:00Z", Day, "2011-12-31"},
	} {
		if got := tt.cal.Of(instant(tt.at), tt.grain).String(); got != tt.want {
			t.Errorf("%s of %s in %s is %s, want %s", tt.grain, tt.at, tt.cal, got, tt.want)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	c := cal(t, "Europe/Paris")
	all := must(NewRange(must(c.Year(1)).Start(), must(c.Year(9999)).End()))
	for _, g := range []Grain{Hour, Day} {
		if _, err := c.Split(all, g); !errors.Is(err, ErrTooManyPeriods) || !strings.Contains(err.Error(), g.String()) {
			t.Errorf("%s: %v", g, err)
		}
	}
	if years := must(c.Split(all, Year)); len(years) != 9999 || years[9998].Label() != "9999" {
		t.Errorf("%d years", len(years))
	}
	if _, err := c.Split(all, 0); !errors.Is(err, ErrGrain) {
		t.Error(err)
	}
	if _, err := (Calendar{}).Split(all, Day); !errors.Is(err, ErrNoZone) {
		t.Error(err)
	}
	if p := (Calendar{}).Of(all.Start(), Day); p.Label() != "" || !p.IsZero() || p.Grain() != 0 || p.First() != (Date{}) {
		t.Error(p)
	}
}

func TestDayIndexAcrossDST(t *testing.T) {
	c := cal(t, "America/New_York")
	first := c.DateOf(instant("2024-03-10T04:59:00Z").Add(time.Minute)) // 00:00
	next := c.DateOf(instant("2024-03-11T04:00:00Z"))                   // 23 hours later
	if n := first.DaysUntil(next); n != 1 {
		t.Errorf("the next day has index %d", n)
	}
}
