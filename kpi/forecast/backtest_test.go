package forecast_test

import (
	"errors"
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

// A plain second implementation: naive's own errors, by hand.
func TestRollingOriginByHand(t *testing.T) {
	y := []float64{3, 5, 4, 8, 6, 7, 9, 8, 12, 10, 11, 15}
	s, err := series(t, 1, y...).WithMissing(10)
	must(t, err)
	b, err := forecast.RollingOrigin(s, forecast.Mean{}, forecast.BacktestOptions{Train: 6, Horizon: 2})
	must(t, err)
	var own, base, n, scaled float64
	for origin := 6; origin < len(y); origin++ {
		var mean, count, change, changes float64
		last := 0.0
		for i, v := range y[:origin] {
			if i == 10 {
				continue
			}
			mean += v
			count++
			if i > 0 && i-1 != 10 {
				change += math.Abs(v - y[i-1])
				changes++
			}
			last = v
		}
		for i := origin; i < min(origin+2, len(y)); i++ {
			if i == 10 {
				continue
			}
			n++
			own += math.Abs(y[i] - mean/count)
			base += math.Abs(y[i] - last)
			scaled += math.Abs(y[i]-mean/count) / (change / changes)
		}
	}
	for name, c := range map[string][2]float64{
		"MAE":  {value(t, b.Accuracy.MAE), own / n},
		"base": {value(t, b.BaselineAccuracy.MAE), base / n},
		"MASE": {value(t, b.Accuracy.MASE), scaled / n},
		"N":    {float64(b.Accuracy.N), n},
	} {
		if math.Abs(c[0]-c[1]) > 1e-12*c[1] {
			t.Errorf("%s: %v, want %v", name, c[0], c[1])
		}
	}
	if b.Verdict != forecast.NotBetter || b.Coverage.N != b.Accuracy.N || b.Failed != 0 {
		t.Errorf("%+v", b)
	}
}

func value(t *testing.T, m forecast.Measure) float64 {
	t.Helper()
	v, ok := m.Value()
	if !ok {
		t.Fatal("undefined")
	}
	return v
}

// No origin sees the future: what comes after the last scored period changes nothing.
func TestBacktestDoesNotLookAhead(t *testing.T) {
	spy := &peeking{}
	_, err := forecast.RollingOrigin(series(t, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), spy, forecast.BacktestOptions{Train: 5})
	must(t, err)
	for i, n := range spy.seen {
		if n != 5+i {
			t.Fatalf("training lengths %v", spy.seen)
		}
	}
	if len(spy.seen) != 7 {
		t.Fatalf("training lengths %v", spy.seen)
	}
}

type peeking struct{ seen []int }

func (*peeking) Name() string { return "peeking" }
func (p *peeking) Fit(s forecast.Series) (forecast.Model, error) {
	p.seen = append(p.seen, s.Len())
	return flat(s.Len()), nil
}

// A method of somebody else that returns nonsense is refused.
func TestForeignMethodsAreChecked(t *testing.T) {
	s := revenue()
	if _, err := forecast.Predict(s, broken(math.NaN()), forecast.Options{}); !errors.Is(err, forecast.ErrNotFinite) {
		t.Error(err)
	}
	if _, err := forecast.Predict(s, broken(0), forecast.Options{}); !errors.Is(err, forecast.ErrLengths) {
		t.Error(err)
	}
}

type broken float64

func (broken) Name() string                                  { return "broken" }
func (b broken) Fit(forecast.Series) (forecast.Model, error) { return b, nil }
func (b broken) Forecast(h int, _ float64) ([]forecast.Point, error) {
	if b == 0 {
		return nil, nil
	}
	out := make([]forecast.Point, h)
	out[h-1].Estimate = float64(b)
	return out, nil
}

func TestPredictRefuses(t *testing.T) {
	for _, o := range []forecast.Options{{Horizon: -1}, {Level: 1}, {Backtest: forecast.BacktestOptions{Origins: -1}}} {
		if _, err := forecast.Predict(revenue(), forecast.Naive{}, o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
	// Too short for a backtest is no error: the verdict says so.
	f, err := forecast.Predict(series(t, 1, 4, 5, 6), forecast.Naive{}, forecast.Options{})
	must(t, err)
	if f.Verdict() != forecast.NotCompared {
		t.Error(f.Verdict())
	}
}
