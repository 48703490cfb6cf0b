package cohort_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// deal is a row of a caller's own: an event of a subject, or its sign-up.
type deal struct {
	who, channel string
	at, signup   time.Time
	amount       model.Money
}

func known(t time.Time) (time.Time, bool) { return t, !t.IsZero() }

var (
	dealWho     = model.TextKey("who", func(d deal) (string, bool) { return d.who, d.who != "" })
	dealChannel = model.TextKey("channel", func(d deal) (string, bool) { return d.channel, d.channel != "" })
	dealAt      = model.NewField("at", func(d deal) (time.Time, bool) { return known(d.at) })
	dealSignup  = model.NewField("signup", func(d deal) (time.Time, bool) { return known(d.signup) })
	dealAmount  = model.NewField("amount", func(d deal) (model.Money, bool) { return d.amount, !d.amount.IsNone() })
	dealers     = cohort.Of(dealWho, dealAt, dealAmount)
)

// world is random histories, and how they are looked at.
type world struct {
	rows    []deal
	cal     period.Calendar
	buckets kpi.Buckets
	asOf    time.Time
	signups bool // subjects start with their sign-up
	either  bool // or with their first event, whichever is earlier
}

func (w world) subjects() cohort.Subjects[deal, string] {
	if w.signups {
		return dealers.StartingAt(kpi.Earliest(dealSignup))
	}
	return dealers
}

// grains with the length of the range that is looked at, so that tables stay
// small.
var worldGrains = []struct {
	grain period.Grain
	days  int
}{
	{period.Hour, 1}, {period.Day, 9}, {period.ISOWeek, 50}, {period.Week, 50}, {period.Month, 240}, {period.FiscalQuarter, 600}, {period.FiscalYear, 900},
}

// worlds puts events around the change of clocks and around the borders of
// periods, with ties, in zones where days are skipped or not 24 hours long.
func worlds() *rapid.Generator[world] {
	return rapid.Custom(func(t *rapid.T) world {
		var w world
		zones := []string{"UTC", "Europe/Paris", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"}
		w.cal = period.In(zone(rapid.SampledFrom(zones).Draw(t, "zone"))).WithFiscalYear(time.April).WithFirstDay(time.Sunday)
		g := rapid.SampledFrom(worldGrains).Draw(t, "grain")
		// Apia skipped 2011-12-30; the other zones moved their clocks in March.
		base := time.Date(2011, time.December, 29, 5, 0, 0, 0, time.UTC)
		if rapid.Bool().Draw(t, "spring") {
			base = time.Date(2011, time.March, 26, 20, 0, 0, 0, time.UTC)
		}
		span := g.days * 24
		instant := func(label string) time.Time {
			at := base.Add(time.Duration(rapid.IntRange(-span/4, span*5/4).Draw(t, label)) * time.Hour)
			if g.grain != period.Hour && rapid.Bool().Draw(t, label+" on the border") {
				at = w.cal.Of(at, g.grain).Whole().Start().Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, label+" off")) * time.Microsecond)
			}
			return at
		}
		start := instant("start")
		end := start.Add(time.Duration(rapid.IntRange(1, span).Draw(t, "span")) * time.Hour)
		r, err := period.NewRange(start, end)
		if err != nil {
			t.Fatal(err)
		}
		w.buckets = kpi.Buckets{Range: r, Grain: g.grain, Calendar: w.cal}
		w.asOf = instant("as of")
		w.signups = rapid.Bool().Draw(t, "by sign-up")
		for range rapid.IntRange(0, 40).Draw(t, "events") {
			d := deal{
				who:     rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "who"),
				channel: rapid.SampledFrom([]string{"web", "edi", "shop", ""}).Draw(t, "channel"),
			}
			if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
				d.signup = instant("signup")
			} else {
				d.at = instant("at")
				if n := rapid.IntRange(-300, 5000).Draw(t, "cents"); n%10 != 0 {
					d.amount = model.MoneyOf(int64(n), 2, model.EUR)
				}
			}
			w.rows = append(w.rows, d)
		}
		return w
	})
}

// subject is one subject's history, as a naive program has it.
type subject struct {
	start  time.Time // zero: it has not started
	events []deal    // in the order of time
}

func (w world) histories() []subject {
	var out []subject
	for _, who := range []string{"a", "b", "c", "d"} {
		var s subject
		for _, d := range w.rows {
			if d.who != who {
				continue
			}
			if !d.at.IsZero() {
				s.events = append(s.events, d)
			}
			first := d.at
			if w.signups || w.either && first.IsZero() {
				first = d.signup
			}
			if !first.IsZero() && (s.start.IsZero() || first.Before(s.start)) {
				s.start = first
			}
		}
		slices.SortStableFunc(s.events, func(a, b deal) int { return a.at.Compare(b.at) })
		out = append(out, s)
	}
	return out
}

// periods are the whole periods that the range touches and that begin before the
// instant as of which all is known, and further ones up to that.
func (w world) periods() (asked, all []period.Period) {
	if w.buckets.Range.Empty() {
		return nil, nil
	}
	for p := w.cal.Of(w.buckets.Range.Start(), w.buckets.Grain); p.Start().Before(w.asOf); p = w.cal.Of(p.End(), w.buckets.Grain) {
		all = append(all, p)
		if p.Start().Before(w.buckets.Range.End()) {
			asked = all
		}
	}
	return asked, all
}

// within are the events of a subject in a range that are known.
func (w world) within(s subject, from, to time.Time) []deal {
	var out []deal
	for _, d := range s.events {
		if !d.at.Before(from) && d.at.Before(to) && d.at.Before(w.asOf) {
			out = append(out, d)
		}
	}
	return out
}

func cents(deals []deal) int64 {
	sum := int64(0)
	for _, d := range deals {
		sum += d.amount.Amount().Shift(2).IntPart()
	}
	return sum
}

// sameBySplits checks that the result of a metric over the rows of a world is
// what a naive program says, whole and by shards that split histories.
func sameBySplits[R any](t *rapid.T, w world, m kpi.Metric[deal, R], text func(kpi.Result[R]) string, want string) {
	t.Helper()
	if got := text(m.Of(slices.Values(w.rows))); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	whole, left, right := kpi.NewState(m), kpi.NewState(m), kpi.NewState(m)
	for _, d := range w.rows {
		whole.Add(d)
		if rapid.Bool().Draw(t, "shard") {
			left.Add(d)
		} else {
			right.Add(d)
		}
	}
	state := func(s *kpi.State[deal, R]) string {
		b, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	before := state(right)
	if err := left.Merge(right); err != nil {
		t.Fatal(err)
	}
	if state(right) != before {
		t.Fatal("merge changed its argument")
	}
	if got := text(left.Result()); got != want {
		t.Fatalf("merged: got\n%s\nwant\n%s", got, want)
	}
	if state(left) != state(whole) {
		t.Fatal("equal states have different bytes")
	}
	again := kpi.NewState(m)
	if err := again.UnmarshalBinary([]byte(state(left))); err != nil {
		t.Fatal(err)
	}
	if got := text(again.Result()); got != want {
		t.Fatalf("decoded: got\n%s\nwant\n%s", got, want)
	}
}

// date is midnight of a day in UTC.
func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// dealt is an event of a subject on a day.
func dealt(who, day string, eur int64) deal {
	return deal{who: who, channel: "web", at: date(day), amount: model.MoneyOf(eur, 0, model.EUR)}
}

// year2025 is the months of 2025 in UTC.
func year2025(t testing.TB) kpi.Buckets {
	t.Helper()
	cal := period.In(time.UTC)
	r, err := cal.Year(2025)
	if err != nil {
		t.Fatal(err)
	}
	return kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal}
}
