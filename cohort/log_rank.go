package cohort

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

// LogRankTest tests whether curves are of one population (Mantel 1966).
type LogRankTest struct {
	Statistic float64   `json:"statistic"` // chi-square, 0 or more
	DF        int       `json:"df"`        // degrees of freedom: curves that can be compared, less one
	P         float64   `json:"p"`         // in [0, 1]; small where the curves differ
	Observed  []int64   `json:"observed"`  // events by curve
	Expected  []float64 `json:"expected"`  // events by curve, were all of one population
}

// String returns statistic, degrees of freedom and p-value.
func (t LogRankTest) String() string {
	return fmt.Sprintf("chi-square %.4f on %d degrees of freedom, p %.4g", t.Statistic, t.DF, t.P)
}

// ErrNoComparison says that the curves have no event at which subjects of more
// than one of them were watched.
var ErrNoComparison = errors.New("no event at which curves can be compared")

// LogRank compares curves over the times that all were watched. At each event
// the curves expect their share of those at risk. It returns ErrNoComparison
// where there is nothing to compare.
func LogRank(curves ...Curve) (LogRankTest, error) {
	k := len(curves)
	t := LogRankTest{Observed: make([]int64, k), Expected: make([]float64, k)}
	covariance := make([][]float64, k)
	for i := range covariance {
		covariance[i] = make([]float64, k)
	}
	walks := make([]riskWalk, k)
	for i, c := range curves {
		t.Observed[i] = c.Events()
		walks[i] = newRiskWalk(c)
	}
	atRisk := make([]float64, k)
	for _, at := range eventTimes(curves) {
		events, total := int64(0), 0.0
		for i := range walks {
			n, d := walks[i].to(at)
			atRisk[i] = float64(n)
			total += float64(n)
			events += d
		}
		d := float64(events)
		for i := range k {
			share := atRisk[i] / total
			t.Expected[i] += d * share
			if total < 2 {
				continue
			}
			v := d * (total - d) / (total - 1) * share
			covariance[i][i] += v
			for j := range k {
				covariance[i][j] -= v * atRisk[j] / total
			}
		}
	}
	excess := make([]float64, k)
	for i := range k {
		excess[i] = float64(t.Observed[i]) - t.Expected[i]
	}
	if t.Statistic, t.DF = quadratic(covariance, excess); t.DF == 0 {
		return LogRankTest{}, fmt.Errorf("cohort: log-rank test of %d curves: %w", k, ErrNoComparison)
	}
	p, err := proportion.ChiSquareTail(t.Statistic, t.DF)
	t.P = p
	return t, err
}

// LogRankBy compares the curves of the groups of a key, in the order of the
// keys. Rows without the key are left out and counted in a warning; the test is
// undefined (NoData) where there is nothing to compare.
func LogRankBy[F any, K comparable](key model.Key[F, K], m kpi.Metric[F, Curve]) kpi.Metric[F, LogRankTest] {
	return kpi.Then("log-rank", kpi.By(key, m), func(g kpi.Groups[K, Curve]) kpi.Result[LogRankTest] {
		var curves []Curve
		for _, r := range g.All() {
			if c, ok := r.Value(); ok {
				curves = append(curves, c)
			}
		}
		var out kpi.Result[LogRankTest]
		if t, err := LogRank(curves...); err != nil {
			out = kpi.Undefined[LogRankTest](kpi.NoData, err.Error())
		} else {
			out = kpi.Value(t)
		}
		if r, found := g.Unknown(); found {
			c, _ := r.Value()
			out = warned(out, kpi.Warning{Count: c.Subjects(), Text: "subjects without " + key.ID()})
		}
		return out
	})
}

// riskWalk follows how many of a curve are at risk.
type riskWalk struct {
	steps   []Step
	entries []entry
	atRisk  int64
}

func newRiskWalk(c Curve) riskWalk {
	w := riskWalk{c.steps, c.entries, c.Subjects()}
	for _, e := range c.entries {
		w.atRisk -= e.n
	}
	return w
}

// to moves on to a time; it returns who is at risk just before it and what
// happens at it.
func (w *riskWalk) to(at time.Duration) (atRisk, events int64) {
	for len(w.steps) > 0 && w.steps[0].Time < at {
		w.atRisk -= w.steps[0].Events + w.steps[0].Censored
		w.steps = w.steps[1:]
	}
	for len(w.entries) > 0 && w.entries[0].at < at {
		w.atRisk += w.entries[0].n
		w.entries = w.entries[1:]
	}
	if len(w.steps) > 0 && w.steps[0].Time == at {
		events = w.steps[0].Events
	}
	return w.atRisk, events
}

// eventTimes returns the distinct times of events in ascending order.
func eventTimes(curves []Curve) []time.Duration {
	var times []time.Duration
	for _, c := range curves {
		for _, s := range c.steps {
			if s.Events > 0 {
				times = append(times, s.Time)
			}
		}
	}
	slices.Sort(times)
	return slices.Compact(times)
}

// quadratic returns x' A⁻ x and the rank of A, which is positive semidefinite
// and is used up. It eliminates by the largest diagonal element left, so that
// the curves that nothing can be said about drop out at the end.
func quadratic(a [][]float64, x []float64) (value float64, rank int) {
	k := len(x)
	largest := 0.0
	for i := range k {
		largest = max(largest, a[i][i])
	}
	done := make([]bool, k)
	for range k {
		p := -1
		for i := range k {
			if !done[i] && (p < 0 || a[i][i] > a[p][p]) {
				p = i
			}
		}
		if pivot := a[p][p]; pivot > 1e-10*largest && !math.IsInf(pivot, 0) {
			value += x[p] * x[p] / pivot
			for i := range k {
				if done[i] || i == p {
					continue
				}
				f := a[i][p] / pivot
				x[i] -= f * x[p]
				for j := range k {
					a[i][j] -= f * a[p][j]
				}
			}
			rank++
		}
		done[p] = true
	}
	return value, rank
}
