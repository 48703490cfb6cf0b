package forecast

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Options says what to forecast. The zero value forecasts one season ahead (one
// period at frequency 1), with intervals of 95 %, and tests as BacktestOptions do.
type Options struct {
	Horizon  int
	Level    float64
	Backtest BacktestOptions
}

// Forecast is what a method expects, beside what seasonal naive does: no forecast
// leaves this package without the simplest one to hold it against.
type Forecast struct {
	Method   string
	Level    float64
	Running  bool    // the series ends in a running period, which step 1 is
	Points   []Point // of the method
	Baseline []Point // of seasonal naive, which at frequency 1 is naive
	// Backtest tells how both did in the past; its zero value where the
	// series is too short to tell.
	Backtest Backtest
}

// Verdict tells whether the method was better than seasonal naive in the backtest.
func (f Forecast) Verdict() Verdict { return f.Backtest.Verdict }

// Predict fits a method, forecasts, and tests it against seasonal naive. It returns
// the method's errors, ErrTooShort where even seasonal naive has too little, and
// those of unusable options. That the method is not better is no error: read
// Verdict.
func Predict(s Series, m Method, o Options) (Forecast, error) {
	if o.Horizon == 0 {
		o.Horizon = max(1, s.frequency)
	}
	if o.Level == 0 {
		o.Level = 0.95
	}
	if err := checkForecast(o.Horizon, o.Level); err != nil {
		return Forecast{}, err
	}
	if _, err := o.Backtest.filled(s.frequency); err != nil {
		return Forecast{}, err
	}
	points, err := predict(s, m, o.Horizon, o.Level)
	if err != nil {
		return Forecast{}, err
	}
	base, err := predict(s, SeasonalNaive{}, o.Horizon, o.Level)
	if err != nil {
		return Forecast{}, err
	}
	f := Forecast{Method: m.Name(), Level: o.Level, Running: s.Running(), Points: points, Baseline: base}
	if test, err := RollingOrigin(s, m, o.Backtest); err == nil {
		f.Backtest = test
	}
	return f, nil
}

// String returns a table, one line per step, and the verdict.
func (f Forecast) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%4s %12s %12s %12s %15s\n", "step", "estimate", "lower", "upper", "seasonal naive")
	for i, p := range f.Points {
		lower, upper := "-", "-"
		if p.Bounded {
			lower, upper = fmt.Sprintf("%.4g", p.Lower), fmt.Sprintf("%.4g", p.Upper)
		}
		fmt.Fprintf(&b, "%4d %12.4g %12s %12s %15.4g\n", p.Step, p.Estimate, lower, upper, f.Baseline[i].Estimate)
	}
	fmt.Fprintf(&b, "%s is %s", f.Method, f.Verdict())
	return b.String()
}

// Entry is the forecast of one of many series, or the error that stood in its way.
type Entry[K cmp.Ordered] struct {
	Key      K
	Forecast Forecast
	Err      error
}

// PredictEach forecasts many series with one method, for instance the demand per
// product with Croston, and returns them in the order of their keys. One series
// that cannot be forecast does not stop the others.
func PredictEach[K cmp.Ordered](series map[K]Series, m Method, o Options) []Entry[K] {
	out := make([]Entry[K], 0, len(series))
	for _, k := range slices.Sorted(maps.Keys(series)) {
		f, err := Predict(series[k], m, o)
		out = append(out, Entry[K]{k, f, err})
	}
	return out
}
