package forecast

import (
	"fmt"
	"math"
)

// Verdict is the outcome of a comparison with seasonal naive.
type Verdict uint8

// The verdicts.
const (
	NotCompared Verdict = iota // the series is too short for a backtest
	NotBetter                  // seasonal naive was as good or better
	Better                     // lower MASE, or lower MAE where MASE is undefined
)

// String returns the verdict in words.
func (v Verdict) String() string {
	switch v {
	case Better:
		return "better than seasonal naive"
	case NotBetter:
		return "not better than seasonal naive"
	}
	return "not compared with seasonal naive"
}

// BacktestOptions says how to test. The zero value tests one step ahead at the
// last 12 origins, with intervals of 95 %.
type BacktestOptions struct {
	Horizon int     // steps ahead that are scored from each origin; 0 means 1
	Origins int     // how many of the last origins; 0 means 12
	Train   int     // fewest periods before the first origin; 0 means two seasons, and 8 at least
	Level   float64 // of the intervals; 0 means 0.95
}

func (o BacktestOptions) filled(frequency int) (BacktestOptions, error) {
	if o.Horizon < 0 || o.Origins < 0 || o.Train < 0 {
		return o, fmt.Errorf("%w: %+v", ErrHorizon, o)
	}
	if o.Horizon == 0 {
		o.Horizon = 1
	}
	if o.Origins == 0 {
		o.Origins = 12
	}
	if o.Train == 0 {
		o.Train = max(8, 2*frequency)
	}
	if o.Level == 0 {
		o.Level = 0.95
	}
	return o, checkForecast(o.Horizon, o.Level)
}

// Backtest is the result of a rolling-origin test of a method beside its
// baseline: both fitted anew at every origin, to the values up to it and nothing
// after, both scored on the same periods.
type Backtest struct {
	Method   string
	Baseline string // "seasonal naive", which at frequency 1 is naive
	Horizon  int
	Origins  int // origins that were scored
	Failed   int // origins at which the method could not be fitted
	Level    float64

	Accuracy         Accuracy
	BaselineAccuracy Accuracy
	Coverage         Coverage // empty where the method gives no intervals
	BaselineCoverage Coverage
	Verdict          Verdict
}

// RollingOrigin tests a method on a series. Missing periods and a running last one
// are not scored. Errors of MASE are scaled by the training values of their
// own origin. It returns an error wrapping ErrHorizon or ErrLevel for unusable
// options, and ErrTooShort where no origin can be scored.
func RollingOrigin(s Series, m Method, o BacktestOptions) (Backtest, error) {
	o, err := o.filled(s.frequency)
	if err != nil {
		return Backtest{}, err
	}
	base := SeasonalNaive{}
	b := Backtest{Method: m.Name(), Baseline: base.Name(), Horizon: o.Horizon, Level: o.Level}
	y := s.complete()
	var own, other tally
	var ownIntervals, otherIntervals intervalTally
	last := len(y) - 1 // the last origin leaves one period to score
	for t := max(o.Train, last-o.Origins+1, 1); t <= last; t++ {
		train := s.Until(t)
		h := min(o.Horizon, len(y)-t)
		points, err := predict(train, m, h, o.Level)
		if err != nil {
			b.Failed++
			continue
		}
		naive, err := predict(train, base, h, o.Level)
		if err != nil {
			b.Failed++
			continue
		}
		sc := scalesOf(y[:t], max(1, s.frequency))
		scored := false
		for i := range h {
			a := y[t+i]
			scored = scored || known(a)
			own.add(a, points[i].Estimate, sc)
			other.add(a, naive[i].Estimate, sc)
			if points[i].Bounded {
				ownIntervals.add(a, points[i].Lower, points[i].Upper, o.Level)
			}
			otherIntervals.add(a, naive[i].Lower, naive[i].Upper, o.Level)
		}
		if scored {
			b.Origins++
		}
	}
	if b.Origins == 0 {
		return b, fmt.Errorf("%w: %s has no origin to be tested at, %d periods", ErrTooShort, m.Name(), len(y))
	}
	b.Accuracy, b.BaselineAccuracy = own.accuracy(), other.accuracy()
	b.Coverage, b.BaselineCoverage = ownIntervals.coverage(), otherIntervals.coverage()
	b.Verdict = compare(b.Accuracy, b.BaselineAccuracy)
	return b, nil
}

func compare(own, base Accuracy) Verdict {
	a, ok1 := own.MASE.Value()
	b, ok2 := base.MASE.Value()
	if !ok1 || !ok2 {
		a, ok1 = own.MAE.Value()
		b, ok2 = base.MAE.Value()
	}
	switch {
	case !ok1 || !ok2:
		return NotCompared
	case a < b && !math.IsInf(b, 0):
		return Better
	}
	return NotBetter
}

func predict(s Series, m Method, horizon int, level float64) ([]Point, error) {
	model, err := m.Fit(s)
	if err != nil {
		return nil, err
	}
	points, err := model.Forecast(horizon, level)
	if err != nil {
		return nil, err
	}
	if len(points) < horizon {
		return nil, fmt.Errorf("%w: %s returned %d of %d points", ErrLengths, m.Name(), len(points), horizon)
	}
	for _, p := range points {
		if v := p.Estimate + p.Lower + p.Upper; math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%w: %s at step %d", ErrNotFinite, m.Name(), p.Step)
		}
	}
	return points, nil
}

// String returns two lines: the method and its baseline.
func (b Backtest) String() string {
	return fmt.Sprintf("%s: %v\n%s: %v\n%s is %s", b.Method, b.Accuracy, b.Baseline, b.BaselineAccuracy, b.Method, b.Verdict)
}
