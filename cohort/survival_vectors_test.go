package cohort_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// span is a subject: how long it was watched, from when on, and how it ended.
type span struct {
	entry, length time.Duration
	event         bool
}

var (
	spanEntry  = model.NewField("entry", func(s span) (time.Duration, bool) { return s.entry, true })
	spanLength = model.NewField("length", func(s span) (time.Duration, bool) { return s.length, true })
	spanEvent  = model.If("event", func(s span) bool { return s.event })
)

// The reference values count hours.
func hours(f float64) time.Duration { return time.Duration(f * float64(time.Hour)) }

type kmInput struct {
	Time       []float64
	Event      []int
	Confidence float64
	Data       string
	Constant   float64
}

func (in kmInput) curve() kpi.Result[cohort.Curve] {
	rows := make([]span, len(in.Time))
	for i, t := range in.Time {
		rows[i] = span{length: hours(t), event: in.Event[i] == 1}
	}
	return cohort.Survival(spanLength, spanEvent).Of(slices.Values(rows))
}

func TestKaplanMeierAgainstR(t *testing.T) {
	byID := map[string]kmInput{}
	var file struct {
		Cases []vectorCase
	}
	noError(json.Unmarshal(sharedFile(t, "kaplan_meier.json"), &file))
	for _, c := range file.Cases {
		var in kmInput
		strictly(t, c.Input, &in)
		byID[c.ID] = in
	}
	tests := map[string]func(*testing.T, vectorCase){
		"empty_input": func(t *testing.T, c vectorCase) {
			if r := byID[c.ID].curve(); r.Why() != kpi.NoData {
				t.Errorf("a curve of nothing: %v", r)
			}
		},
		"hall_wellner_band_6mp": func(t *testing.T, c vectorCase) { checkBand(t, c, byID) },
	}
	for _, c := range file.Cases {
		switch {
		case tests[c.ID] != nil:
		case len(c.ID) > 8 && c.ID[:8] == "logrank_":
			tests[c.ID] = func(t *testing.T, c vectorCase) { checkLogRank(t, c, byID) }
		case len(byID[c.ID].Time) > 0:
			tests[c.ID] = checkCurve
		}
	}
	vectors(t, "kaplan_meier", tests)
}

type bounds [2][]*float64

func checkCurve(t *testing.T, c vectorCase) {
	var in kmInput
	strictly(t, c.Input, &in)
	var want struct {
		Time        []float64
		NRisk       []int64    `json:"n_risk"`
		NEvent      []int64    `json:"n_event"`
		Surv        []float64  `json:"surv"`
		Greenwood   []*float64 `json:"greenwood_se"`
		Plain       bounds     `json:"ci_plain"`
		Log         bounds     `json:"ci_log"`
		LogLog      bounds     `json:"ci_loglog"`
		NelsonAalen []float64  `json:"nelson_aalen"`
		Quantiles   []*float64 `json:"quantiles_25_50_75"`
		MedianLog   []*float64 `json:"median_ci_log"`
		MedianLL    []*float64 `json:"median_ci_loglog"`
		Tau         float64    `json:"rmst_tau"`
		RMST        float64    `json:"rmst"`
		RMSTSE      float64    `json:"rmst_se"`
		Published   struct {
			Surv      []float64
			Greenwood []float64 `json:"greenwood_se"`
		} `json:"published_table"`
	}
	strictly(t, c.Expected, &want)
	curve, ok := in.curve().Value()
	if !ok {
		t.Fatal("no curve")
	}
	abs, printed := c.Tolerance["abs"], c.Tolerance["published_abs"]
	var steps []cohort.Step
	for s := range curve.Steps() {
		if s.Events > 0 {
			steps = append(steps, s)
		}
	}
	if len(steps) != len(want.Time) {
		t.Fatalf("%d steps, want %d", len(steps), len(want.Time))
	}
	limits := map[cohort.LimitKind]bounds{cohort.PlainLimits: want.Plain, cohort.LogLimits: want.Log, cohort.LogLogLimits: want.LogLog}
	for i, s := range steps {
		if s.Time != hours(want.Time[i]) || s.AtRisk != want.NRisk[i] || s.Events != want.NEvent[i] {
			t.Errorf("step %d is %+v", i, s)
		}
		near(t, "survival", s.Survival, want.Surv[i], 0, abs)
		near(t, "hazard", s.Hazard, want.NelsonAalen[i], 0, abs)
		se, ok := s.StandardError()
		if ok != (want.Greenwood[i] != nil) {
			t.Errorf("standard error of step %d: %v %v", i, se, ok)
		} else if ok {
			near(t, "standard error", se, *want.Greenwood[i], 0, abs)
		}
		if len(want.Published.Surv) > 0 {
			near(t, "published survival", s.Survival, want.Published.Surv[i], 0, printed)
		}
		if len(want.Published.Greenwood) > 0 {
			near(t, "published standard error", se, want.Published.Greenwood[i], 0, printed)
		}
		for kind, w := range limits {
			iv, ok := s.Interval(limitsOf(t, in.Confidence, kind))
			if ok != (w[0][i] != nil) {
				t.Errorf("%v limits of step %d: %v %v", kind, i, iv, ok)
			} else if ok {
				near(t, "low "+kind.String(), iv.Low, *w[0][i], 0, abs)
				near(t, "high "+kind.String(), iv.High, *w[1][i], 0, abs)
			} else if iv.Low != s.Survival || iv.High != s.Survival {
				t.Errorf("limits where there are none: %v", iv)
			}
		}
	}
	for i, p := range []float64{0.25, 0.5, 0.75} {
		checkTime(t, "quantile", curve.Quantile(p, cohort.Limits{}).Time, want.Quantiles[i])
	}
	log, loglog := curve.Median(limitsOf(t, in.Confidence, cohort.LogLimits)), curve.Median(limitsOf(t, in.Confidence, cohort.LogLogLimits))
	checkTime(t, "median log low", log.Low, want.MedianLog[0])
	checkTime(t, "median log high", log.High, want.MedianLog[1])
	checkTime(t, "median log-log low", loglog.Low, want.MedianLL[0])
	checkTime(t, "median log-log high", loglog.High, want.MedianLL[1])
	if curve.Last() != hours(want.Tau) {
		t.Errorf("last %v, want %v", curve.Last(), hours(want.Tau))
	}
	mean, ok := curve.RestrictedMean(0).Value()
	if !ok || mean.Horizon != curve.Last() {
		t.Fatalf("restricted mean: %v %v", mean, ok)
	}
	near(t, "restricted mean", mean.Mean.Hours(), want.RMST, 0, abs)
	near(t, "its standard error", mean.StandardError.Hours(), want.RMSTSE, 0, abs)
}

func checkTime(t *testing.T, what string, got kpi.Result[time.Duration], want *float64) {
	t.Helper()
	v, ok := got.Value()
	if ok != (want != nil) || ok && v != hours(*want) || !ok && got.Why() != kpi.WindowOpen {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func limitsOf(t testing.TB, level float64, kind cohort.LimitKind) cohort.Limits {
	t.Helper()
	l, err := cohort.NewLimits(level, kind)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var caseNames = regexp.MustCompile(`cases? (\w+)(?:, (\w+))?`)

func checkLogRank(t *testing.T, c vectorCase, byID map[string]kmInput) {
	var want struct {
		Chisq     float64
		DF        int
		P         float64
		Observed  []int64
		Expected  []float64
		Published struct{ Chisq float64 }
	}
	strictly(t, c.Expected, &want)
	names := caseNames.FindStringSubmatch(byID[c.ID].Data)
	if len(names) != 3 {
		t.Fatalf("groups: %q", byID[c.ID].Data)
	}
	a, _ := byID[names[1]].curve().Value()
	b, _ := byID[names[2]].curve().Value()
	got, err := cohort.LogRank(a, b)
	if err != nil {
		t.Fatal(err)
	}
	rel := c.Tolerance["rel"]
	near(t, "statistic", got.Statistic, want.Chisq, rel, 0)
	near(t, "p", got.P, want.P, rel, 0)
	near(t, "published statistic", got.Statistic, want.Published.Chisq, c.Tolerance["published_rel"], 0)
	nearAll(t, "expected", got.Expected, want.Expected, rel, 0)
	if got.DF != want.DF || !slices.Equal(got.Observed, want.Observed) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func checkBand(t *testing.T, c vectorCase, byID map[string]kmInput) {
	var want struct {
		Time   []float64
		Linear [2][]float64 `json:"band_linear"`
		LogLog [2][]float64 `json:"band_loglog"`
	}
	strictly(t, c.Expected, &want)
	in := byID[c.ID]
	curve, _ := byID[caseNames.FindStringSubmatch(in.Data)[1]].curve().Value()
	for kind, w := range map[cohort.LimitKind][2][]float64{cohort.PlainLimits: want.Linear, cohort.LogLogLimits: want.LogLog} {
		band := curve.HallWellner(in.Constant, kind)
		if len(band) != len(want.Time) {
			t.Fatalf("%d steps, want %d", len(band), len(want.Time))
		}
		for i, s := range band {
			if s.Time != hours(want.Time[i]) {
				t.Errorf("step %d at %v", i, s.Time)
			}
			near(t, "band low", s.Band.Low, w[0][i], 0, c.Tolerance["abs"])
			near(t, "band high", s.Band.High, w[1][i], 0, c.Tolerance["abs"])
		}
	}
	critical, err := cohort.HallWellnerCritical(in.Confidence)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "critical value", critical, in.Constant, 0, 5e-5)
}
