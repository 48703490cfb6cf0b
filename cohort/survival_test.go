package cohort_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

var spans = rapid.Custom(func(t *rapid.T) span {
	s := span{length: hours(float64(rapid.IntRange(0, 12).Draw(t, "length"))), event: rapid.Bool().Draw(t, "event")}
	if rapid.Bool().Draw(t, "late") {
		s.entry = hours(float64(rapid.IntRange(0, 8).Draw(t, "entry")))
	}
	return s
})

// watched says whether a subject is at risk just before a time: it came before,
// or was there from the start, and is not gone.
func (s span) watched(at time.Duration) bool { return (s.entry == 0 || s.entry < at) && s.length >= at }

// valid says whether a subject was watched at all.
func (s span) valid() bool { return s.entry == 0 || s.entry < s.length }

// oracleSurvival is the product-limit estimate by its definition, in rationals:
// a product over the distinct times of events of 1 - d/n, and Greenwood's sum.
func oracleSurvival(all []span, upTo time.Duration) (survival, greenwood *big.Rat) {
	survival, greenwood = big.NewRat(1, 1), new(big.Rat)
	done := map[time.Duration]bool{}
	for _, s := range all {
		if !s.event || !s.valid() || s.length > upTo || done[s.length] {
			continue
		}
		done[s.length] = true
		n, d := int64(0), int64(0)
		for _, o := range all {
			if o.valid() && o.watched(s.length) {
				n++
				if o.event && o.length == s.length {
					d++
				}
			}
		}
		survival.Mul(survival, big.NewRat(n-d, n))
		if n > d {
			greenwood.Add(greenwood, big.NewRat(d, n*(n-d)))
		}
	}
	return survival, greenwood
}

func TestSurvivalIsTheProductLimit(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(spans, 0, 12).Draw(t, "subjects")
		got := holdLaws(t, cohort.SurvivalFrom(spanEntry, spanLength, spanEvent), all)
		subjects := int64(0)
		for _, s := range all {
			if s.valid() {
				subjects++
			}
		}
		curve, ok := got.Value()
		if ok != (subjects > 0) || curve.Subjects() != subjects {
			t.Fatalf("%d subjects of %d: %v", curve.Subjects(), subjects, got)
		}
		if !ok {
			return
		}
		if lost := int64(len(all)) - subjects; lost > 0 && (len(got.Warnings()) != 1 || got.Warnings()[0].Count != lost) {
			t.Fatalf("%d rows left out: %v", lost, got.Warnings())
		}
		for h := range 13 {
			at := hours(float64(h))
			step, known := curve.At(at)
			survival, greenwood := oracleSurvival(all, at)
			want, _ := survival.Float64()
			if math.Abs(step.Survival-want) > 1e-13 {
				t.Fatalf("survival at %v = %v, want %v", at, step.Survival, want)
			}
			if known != (at <= curve.Last() || want == 0) {
				t.Fatalf("known at %v: %v", at, known)
			}
			se, defined := step.StandardError()
			if defined != (want > 0) {
				t.Fatalf("standard error at %v: %v", at, defined)
			}
			if v, _ := greenwood.Float64(); defined && math.Abs(se-want*math.Sqrt(v)) > 1e-13 {
				t.Fatalf("standard error at %v = %v, want %v", at, se, want*math.Sqrt(v))
			}
			for _, kind := range []cohort.LimitKind{cohort.LogLogLimits, cohort.PlainLimits, cohort.LogLimits} {
				l, _ := cohort.NewLimits(0.9, kind)
				if iv, _ := step.Interval(l); !(0 <= iv.Low && iv.Low <= step.Survival && step.Survival <= iv.High && iv.High <= 1) {
					t.Fatalf("%v limits of %v: %v", kind, step.Survival, iv)
				}
			}
		}
	})
}

// Without censoring the estimate is the share of those left, and the quantiles
// are those of the sample, type 2.
func TestSurvivalWithoutCensoring(t *testing.T) {
	check(t, func(t *rapid.T) {
		lengths := rapid.SliceOfN(rapid.IntRange(1, 20), 1, 15).Draw(t, "lengths")
		p := float64(rapid.IntRange(1, 19).Draw(t, "p")) / 20
		rows := make([]span, len(lengths))
		values := make([]float64, len(lengths))
		for i, l := range lengths {
			rows[i], values[i] = span{length: hours(float64(l)), event: true}, float64(l)
		}
		c, _ := cohort.Survival(spanLength, spanEvent).Of(slices.Values(rows)).Value()
		want, err := kpi.QuantileFloat(values, p, kpi.Type2)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Quantile(p, cohort.Limits{}).Time.Value(); !ok || got != hours(want) {
			t.Fatalf("%v quantile of %v = %v, want %v", p, lengths, got, want)
		}
		sum := 0
		for _, l := range lengths {
			sum += l
		}
		mean, _ := c.RestrictedMean(0).Value()
		if math.Abs(mean.Mean.Hours()-float64(sum)/float64(len(lengths))) > 1e-9 {
			t.Fatalf("mean %v of %v", mean.Mean, lengths)
		}
	})
}

// The area under the curve is the mean of the times cut at the horizon: an
// integral by hours, on which all times lie.
func TestRestrictedMeanIsTheArea(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(spans, 1, 12).Draw(t, "subjects")
		c, ok := cohort.SurvivalFrom(spanEntry, spanLength, spanEvent).Of(slices.Values(all)).Value()
		if !ok {
			return
		}
		horizon := rapid.IntRange(1, 14).Draw(t, "horizon")
		got := c.RestrictedMean(hours(float64(horizon)))
		mean, ok := got.Value()
		area := new(big.Rat)
		for h := range horizon {
			s, _ := oracleSurvival(all, hours(float64(h)))
			area.Add(area, s)
		}
		last, _ := oracleSurvival(all, hours(20))
		if known := hours(float64(horizon)) <= c.Last() || last.Sign() == 0; ok != known {
			t.Fatalf("up to %d h: %v", horizon, got)
		}
		if want, _ := area.Float64(); ok && math.Abs(mean.Mean.Hours()-want) > 1e-9 {
			t.Fatalf("area %v, want %v", mean.Mean, want)
		}
	})
}

// oracleLogRank is the test by its definition in rationals: the covariance of
// all curves but the last one is inverted by elimination.
func oracleLogRank(groups [][]span) (statistic *big.Rat, ok bool) {
	k := len(groups)
	times := map[time.Duration]bool{}
	for _, g := range groups {
		for _, s := range g {
			if s.event && s.valid() {
				times[s.length] = true
			}
		}
	}
	u := make([]*big.Rat, k-1)
	v := make([][]*big.Rat, k-1)
	for i := range u {
		u[i], v[i] = new(big.Rat), make([]*big.Rat, k-1)
		for j := range v[i] {
			v[i][j] = new(big.Rat)
		}
	}
	for at := range times {
		n, d := make([]int64, k), make([]int64, k)
		total, events := int64(0), int64(0)
		for i, g := range groups {
			for _, s := range g {
				if s.valid() && s.watched(at) {
					n[i]++
					if s.event && s.length == at {
						d[i]++
					}
				}
			}
			total, events = total+n[i], events+d[i]
		}
		for i := range k - 1 {
			u[i].Add(u[i], big.NewRat(d[i]*total-events*n[i], total))
			for j := range k - 1 {
				if total < 2 {
					continue
				}
				c := big.NewRat(-n[i]*n[j], total*total)
				if i == j {
					c.Add(c, big.NewRat(n[i], total))
				}
				v[i][j].Add(v[i][j], c.Mul(c, big.NewRat(events*(total-events), total-1)))
			}
		}
	}
	statistic = new(big.Rat)
	for p := range k - 1 { // u' V^-1 u: a sum of squares by Gauss
		if v[p][p].Sign() == 0 {
			return nil, false
		}
		statistic.Add(statistic, new(big.Rat).Quo(new(big.Rat).Mul(u[p], u[p]), v[p][p]))
		for i := p + 1; i < k-1; i++ {
			f := new(big.Rat).Quo(v[i][p], v[p][p])
			u[i].Sub(u[i], new(big.Rat).Mul(f, u[p]))
			for j := range k - 1 {
				v[i][j].Sub(v[i][j], new(big.Rat).Mul(f, v[p][j]))
			}
		}
	}
	return statistic, true
}

func TestLogRankIsItsDefinition(t *testing.T) {
	check(t, func(t *rapid.T) {
		groups := rapid.SliceOfN(rapid.SliceOfN(spans, 1, 8), 2, 4).Draw(t, "groups")
		curves := make([]cohort.Curve, len(groups))
		observed, expected := int64(0), 0.0
		for i, g := range groups {
			curves[i], _ = cohort.SurvivalFrom(spanEntry, spanLength, spanEvent).Of(slices.Values(g)).Value()
		}
		want, full := oracleLogRank(groups)
		got, err := cohort.LogRank(curves...)
		if err != nil {
			if !errors.Is(err, cohort.ErrNoComparison) || full {
				t.Fatal(err)
			}
			return
		}
		for i := range groups {
			observed, expected = observed+got.Observed[i], expected+got.Expected[i]
		}
		if math.Abs(float64(observed)-expected) > 1e-9 || !(got.P >= 0 && got.P <= 1) || got.DF < 1 || got.DF >= len(groups) {
			t.Fatalf("%d observed, %v expected: %+v", observed, expected, got)
		}
		if !full {
			return
		}
		if w, _ := want.Float64(); got.DF != len(groups)-1 || math.Abs(got.Statistic-w) > 1e-9*max(1, w) {
			t.Fatalf("got %+v, want statistic %v", got, w)
		}
		slices.Reverse(curves)
		if back, err := cohort.LogRank(curves...); err != nil || math.Abs(back.Statistic-got.Statistic) > 1e-9*max(1, got.Statistic) {
			t.Fatalf("in another order %v, %v", back, err)
		}
	})
}

func TestLogRankWithNothingToCompare(t *testing.T) {
	one, _ := cohort.Survival(spanLength, spanEvent).Of(slices.Values([]span{{length: 1, event: true}})).Value()
	none, _ := cohort.Survival(spanLength, spanEvent).Of(slices.Values([]span{{length: 1}})).Value()
	for _, curves := range [][]cohort.Curve{nil, {one}, {none, none}, {one, {}}, {{}, {}}} {
		if got, err := cohort.LogRank(curves...); !errors.Is(err, cohort.ErrNoComparison) {
			t.Errorf("%v: %v %v", curves, got, err)
		}
	}
}

// One more group tells nothing where it has nobody at risk when others have.
func TestLogRankLeavesOutWhoCannotBeCompared(t *testing.T) {
	of := func(rows ...span) cohort.Curve {
		c, _ := cohort.SurvivalFrom(spanEntry, spanLength, spanEvent).Of(slices.Values(rows)).Value()
		return c
	}
	a, b := of(span{length: 3, event: true}, span{length: 5, event: true}), of(span{length: 4, event: true}, span{length: 9})
	late := of(span{entry: 20, length: 30, event: true}, span{entry: 20, length: 31, event: true})
	two, err := cohort.LogRank(a, b)
	noError(err)
	three, err := cohort.LogRank(a, late, b)
	noError(err)
	if three.DF != 1 || math.Abs(three.Statistic-two.Statistic) > 1e-12 {
		t.Errorf("with a group apart %+v, without %+v", three, two)
	}
}

type grouped struct {
	span
	group string
}

func TestLogRankByGroups(t *testing.T) {
	length := model.NewField("length", func(s grouped) (time.Duration, bool) { return s.length, true })
	event := model.If("event", func(s grouped) bool { return s.event })
	key := model.TextKey("group", func(s grouped) (string, bool) { return s.group, s.group != "" })
	m := cohort.LogRankBy(key, cohort.Survival(length, event))
	rows := []grouped{
		{span{length: 3, event: true}, "a"}, {span{length: 5, event: true}, "a"}, {span{length: 4, event: true}, "b"}, {span{length: 9}, "b"}, {span{length: 1}, ""},
	}
	got := m.Of(slices.Values(rows))
	test, ok := got.Value()
	if !ok || test.DF != 1 || len(got.Warnings()) != 1 || got.Warnings()[0].String() != "1 subjects without group" {
		t.Errorf("got %v %v", got, got.Warnings())
	}
	if r := m.Of(slices.Values(rows[:2])); r.Why() != kpi.NoData {
		t.Errorf("of one group %v", r)
	}
}

func TestSurvivalLeavesOutWhatIsNotKnown(t *testing.T) {
	length := model.NewField("length", func(s span) (time.Duration, bool) { return s.length, s.length != 7 })
	got := cohort.Survival(length, spanEvent).Of(slices.Values([]span{{length: -1, event: true}, {length: 7}, {length: 3, event: true}}))
	c, ok := got.Value()
	if !ok || c.Subjects() != 1 || len(got.Warnings()) != 1 || got.Warnings()[0].Count != 2 {
		t.Errorf("got %v %v", got, got.Warnings())
	}
}

func TestCurveOfNobody(t *testing.T) {
	var c cohort.Curve
	if _, ok := c.At(0); ok || c.Last() != 0 || c.Subjects() != 0 || c.String() != "n 0" {
		t.Errorf("the zero curve knows something: %v", c)
	}
	if r := c.RestrictedMean(0); r.Why() != kpi.NoData {
		t.Error(r)
	}
	if m := c.Median(cohort.Limits{}); m.Time.Why() != kpi.NoData {
		t.Error(m)
	}
	if c.HallWellner(1.36, cohort.PlainLimits) != nil {
		t.Error("a band around nothing")
	}
	for _, p := range []float64{0, 1, -1, math.NaN()} {
		if m := c.Quantile(p, cohort.Limits{}); m.Time.Why() != kpi.OutOfRange {
			t.Errorf("quantile %v: %v", p, m)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, level := range []float64{0, 1, math.NaN()} {
		if _, err := cohort.NewLimits(level, cohort.PlainLimits); !errors.Is(err, proportion.ErrLevel) {
			t.Errorf("level %v: %v", level, err)
		}
		if _, err := cohort.HallWellnerCritical(level); !errors.Is(err, proportion.ErrLevel) {
			t.Errorf("level %v: %v", level, err)
		}
	}
	if _, err := cohort.NewLimits(0.9, 9); !errors.Is(err, proportion.ErrOption) {
		t.Error(err)
	}
	if l, _ := cohort.NewLimits(0.95, cohort.LogLogLimits); l.String() != (cohort.Limits{}).String() {
		t.Errorf("%v and %v", l, cohort.Limits{})
	}
	// The quantiles of Kolmogorov's distribution: Smirnov (1948), table.
	for level, want := range map[float64]float64{0.01: 0.4410, 0.5: 0.8276, 0.9: 1.2238, 0.95: 1.3581, 0.99: 1.6276} {
		got, err := cohort.HallWellnerCritical(level)
		noError(err)
		near(t, "critical value", got, want, 0, 6e-5)
	}
	c, _ := cohort.SurvivalFrom(spanEntry, spanLength, spanEvent).Of(slices.Values([]span{{entry: 1, length: 3, event: true}, {length: 4}})).Value()
	if c.HallWellner(1.36, cohort.PlainLimits) != nil {
		t.Error("a band with left truncation")
	}
}
