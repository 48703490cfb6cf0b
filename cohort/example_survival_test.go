package cohort_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/model"
)

const oneDay = 24 * time.Hour

// trial is a customer of a free trial: watched for so many days, and whether
// that ended because the customer bought.
type trial struct {
	plan   string
	days   int
	bought bool
}

var (
	trialPlan  = model.TextKey("plan", func(t trial) (string, bool) { return t.plan, t.plan != "" })
	trialTime  = model.NewField("watched", func(t trial) (time.Duration, bool) { return time.Duration(t.days) * oneDay, true })
	trialEnds  = model.If("bought", func(t trial) bool { return t.bought })
	trialCurve = cohort.Survival(trialTime, trialEnds)
	trials     = []trial{
		{"basic", 3, true}, {"basic", 5, false}, {"basic", 7, true}, {"basic", 9, false}, {"basic", 10, true}, {"basic", 12, false},
		{"plus", 1, true}, {"plus", 2, true}, {"plus", 3, true}, {"plus", 6, true}, {"plus", 8, false}, {"plus", 11, false},
	}
)

func trialsCurve() cohort.Curve {
	c, _ := trialCurve.Of(slices.Values(trials)).Value()
	return c
}

// Of twelve customers seven bought; five were watched for some days only, and
// count for as long.
func ExampleSurvival() {
	c := trialsCurve()
	fmt.Println(c)
	for s := range c.Steps() {
		if s.Events > 0 && s.Time <= 6*oneDay {
			fmt.Printf("day %.0f: %d at risk, %d bought, %.4f left\n", s.Time.Hours()/24, s.AtRisk, s.Events, s.Survival)
		}
	}
	// Output:
	// n 12, 7 events, median 168h0m0s [48h0m0s, –]
	// day 1: 12 at risk, 1 bought, 0.9167 left
	// day 2: 11 at risk, 1 bought, 0.8333 left
	// day 3: 10 at risk, 2 bought, 0.6667 left
	// day 6: 7 at risk, 1 bought, 0.5714 left
}

// A shop that keeps only customers of a month and more sees none of those who
// left before: they came under watch late, and count from then on.
func ExampleSurvivalFrom() {
	from := model.NewField("from", func(trial) (time.Duration, bool) { return 2 * oneDay, true })
	r := cohort.SurvivalFrom(from, trialTime, trialEnds).Of(slices.Values(trials))
	c, _ := r.Value()
	fmt.Println(c.Subjects(), r.Warnings())
	// Output: 10 [2 of 12 rows without a time and whether it was the event]
}

func ExampleCurve() {
	c := trialsCurve()
	fmt.Println(c.Subjects(), "subjects,", c.Events(), "events,", c.Censored(), "censored, watched up to", c.Last())
	week, known := c.At(7 * oneDay)
	fmt.Printf("%.4f %v\n", week.Survival, known)
	_, known = c.At(30 * oneDay)
	fmt.Println(known)
	// Output:
	// 12 subjects, 7 events, 5 censored, watched up to 288h0m0s
	// 0.4762 true
	// false
}

func ExampleStep() {
	week, _ := trialsCurve().At(7 * oneDay)
	se, _ := week.StandardError()
	fmt.Printf("survival %.4f ± %.4f, cumulative hazard %.4f\n", week.Survival, se, week.Hazard)
	for _, kind := range []cohort.LimitKind{cohort.LogLogLimits, cohort.PlainLimits, cohort.LogLimits} {
		l, err := cohort.NewLimits(0.95, kind)
		if err != nil {
			fmt.Println(err)
		}
		interval, _ := week.Interval(l)
		fmt.Println(l, interval)
	}
	// Output:
	// survival 0.4762 ± 0.1497, cumulative hazard 0.6838
	// 95 % log-log [0.1823, 0.7237]
	// 95 % plain [0.1828, 0.7696]
	// 95 % log [0.2572, 0.8818]
}

func ExampleNewLimits() {
	l, err := cohort.NewLimits(0.9, cohort.PlainLimits)
	fmt.Println(l.Level(), l.Kind(), err)
	fmt.Println(cohort.Limits{})
	_, err = cohort.NewLimits(90, cohort.PlainLimits)
	fmt.Println(err)
	// Output:
	// 0.9 plain <nil>
	// 95 % log-log
	// proportion: level: level is not between 0 and 1 (90)
}

// Half have bought by day 7; how late that may be in truth cannot be said yet.
func ExampleCurve_Median() {
	m := trialsCurve().Median(cohort.Limits{})
	fmt.Println(m)
	fmt.Println(trialsCurve().Quantile(0.25, cohort.Limits{}))
	data, err := json.Marshal(m)
	fmt.Println(string(data), err)
	// Output:
	// 168h0m0s [48h0m0s, –]
	// 72h0m0s [24h0m0s, 168h0m0s]
	// {"time":{"value":604800},"low":{"value":172800},"high":{"why":"window open","detail":"does not fall to 0.5"}} <nil>
}

func ExampleCrossing_MarshalJSON() {
	data, err := trialsCurve().Quantile(0.9, cohort.Limits{}).MarshalJSON()
	fmt.Println(string(data), err)
	// Output: {"time":{"why":"window open","detail":"does not fall to 0.1"},"low":{"value":864000},"high":{"why":"window open","detail":"does not fall to 0.1"}} <nil>
}

// Within ten days a customer takes 6.8 days on average, those who do not buy
// counted with all ten.
func ExampleCurve_RestrictedMean() {
	m, _ := trialsCurve().RestrictedMean(10 * oneDay).Value()
	fmt.Printf("%.2f ± %.2f days\n", m.Mean.Hours()/24, m.StandardError.Hours()/24)
	fmt.Println(trialsCurve().RestrictedMean(30 * oneDay))
	// Output:
	// 6.75 ± 1.01 days
	// (window open: nobody was watched for longer than 288h0m0s)
}

func ExampleRestrictedMean_MarshalJSON() {
	m, _ := trialsCurve().RestrictedMean(oneDay).Value()
	data, err := m.MarshalJSON()
	fmt.Println(string(data), err)
	// Output: {"horizon":"86400","mean":"86400","standard_error":"0"} <nil>
}

func ExampleCurve_MarshalJSON() {
	c, _ := trialCurve.Of(slices.Values(trials[6:7])).Value()
	data, err := c.MarshalJSON()
	fmt.Println(string(data), err)
	// Output: {"subjects":1,"events":1,"censored":0,"steps":[{"time":"86400","at_risk":1,"events":1,"censored":0,"survival":0}]} <nil>
}

// The band in which the whole curve lies is wider than the interval at a day.
func ExampleCurve_HallWellner() {
	critical, err := cohort.HallWellnerCritical(0.95)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%.4f\n", critical)
	var band []cohort.BandStep = trialsCurve().HallWellner(critical, cohort.LogLogLimits)
	for _, s := range band[3:5] {
		interval, _ := s.Interval(cohort.Limits{})
		fmt.Printf("day %.0f: %v, %v\n", s.Time.Hours()/24, s.Band, interval)
	}
	// Output:
	// 1.3581
	// day 6: [0.1415, 0.8520], [0.2538, 0.7958]
	// day 7: [0.0949, 0.7915], [0.1823, 0.7237]
}

// Do customers of the two plans buy equally fast?
func ExampleLogRankBy() {
	var test cohort.LogRankTest
	test, _ = cohort.LogRankBy(trialPlan, trialCurve).Of(slices.Values(trials)).Value()
	fmt.Println(test)
	fmt.Printf("observed %d, expected %.4f\n", test.Observed, test.Expected)
	// Output:
	// chi-square 0.8197 on 1 degrees of freedom, p 0.3653
	// observed [3 4], expected [4.1502 2.8498]
}

func ExampleLogRank() {
	never := slices.Values([]trial{{"basic", 3, false}, {"plus", 4, false}})
	c, _ := trialCurve.Of(never).Value()
	_, err := cohort.LogRank(c, c)
	fmt.Println(errors.Is(err, cohort.ErrNoComparison), err)
	// Output: true cohort: log-rank test of 2 curves: no event at which curves can be compared
}
