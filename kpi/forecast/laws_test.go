package forecast_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"pgregory.net/rapid"
)

var methods = []forecast.Method{
	forecast.Naive{}, forecast.SeasonalNaive{}, forecast.Drift{}, forecast.Mean{}, forecast.ETS{}, forecast.ETS{RSearch: true},
	forecast.Croston{}, forecast.Croston{Classic: true, Alpha: 0.4},
	forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Trend: forecast.Damped}},
	forecast.ETS{Form: forecast.Form{Error: forecast.Multiplicative, Trend: forecast.Additive, Season: forecast.Multiplicative}},
}

// anySeries draws short and wild series: constant, with zeros, missing periods,
// a running last one, values from 1e-6 to 1e12.
func anySeries() *rapid.Generator[forecast.Series] {
	return rapid.Custom(func(t *rapid.T) forecast.Series {
		frequency := rapid.SampledFrom([]int{1, 4, 7}).Draw(t, "frequency")
		n := rapid.IntRange(0, 40).Draw(t, "n")
		size := math.Pow(10, rapid.Float64Range(-6, 12).Draw(t, "size"))
		kind := rapid.SampledFrom([]string{"any", "positive", "constant", "rare", "negative"}).Draw(t, "kind")
		y := make([]float64, n)
		for i := range y {
			u := rapid.Float64Range(0, 1).Draw(t, "u")
			switch kind {
			case "any":
				y[i] = size * (u - 0.5)
			case "positive":
				y[i] = size * (u + 0.1)
			case "constant":
				y[i] = size
			case "rare":
				if u > 0.8 {
					y[i] = math.Ceil(size * u)
				}
			case "negative":
				y[i] = -size * u
			}
		}
		s, err := forecast.FromFloats(frequency, y...)
		if err != nil {
			t.Fatal(err)
		}
		for i := range y {
			if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
				if s, err = s.WithMissing(i); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n > 0 && rapid.Bool().Draw(t, "running") {
			if s, err = s.WithPartialLast(); err != nil {
				t.Fatal(err)
			}
		}
		return s
	})
}

func usable(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// Whatever the series, no NaN or infinity leaves the package: an error, or numbers.
func TestEverythingStaysFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries().Draw(t, "series")
		m := rapid.SampledFrom(methods).Draw(t, "method")
		f, err := forecast.Predict(s, m, forecast.Options{Horizon: rapid.IntRange(1, 30).Draw(t, "horizon"), Backtest: forecast.BacktestOptions{Origins: 2}})
		if err != nil {
			return
		}
		for i, p := range f.Points {
			if !usable(p.Estimate, p.Lower, p.Upper) || p.Lower > p.Upper || p.Step != i+1 {
				t.Fatalf("%s: %+v", f.Method, p)
			}
			if b := f.Baseline[i]; !usable(b.Estimate, b.Lower, b.Upper) {
				t.Fatalf("baseline: %+v", b)
			}
		}
		for _, a := range []forecast.Accuracy{f.Backtest.Accuracy, f.Backtest.BaselineAccuracy} {
			for _, m := range []forecast.Measure{a.ME, a.MAE, a.RMSE, a.MPE, a.MAPE, a.SMAPE, a.WAPE, a.MASE, a.RMSSE} {
				if v, _ := m.Value(); !usable(v) {
					t.Fatalf("%+v", a)
				}
			}
		}
		if w, err := forecast.Monitor(s, forecast.WatchOptions{Method: m, Learn: max(1, s.Len()-3)}); err == nil {
			for _, p := range w.Periods {
				if !usable(p.Actual, p.Expected, p.Lower, p.Upper, p.Error, p.Score) {
					t.Fatalf("%+v", p)
				}
			}
		}
	})
}

// Another unit of money scales estimates and intervals, and nothing else: not the
// form that is chosen, not the verdict.
func TestScaleInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1000).Draw(t, "seed")
		x := rapid.SampledFrom(processes()).Draw(t, "process")
		m := rapid.SampledFrom(methods[:5]).Draw(t, "method")
		scale := math.Pow(2, float64(rapid.IntRange(-20, 20).Draw(t, "scale")))
		y := x.draw(seeded(seed), 40)
		z := make([]float64, len(y))
		for i := range y {
			y[i] = math.Abs(y[i]) + 1
			z[i] = y[i] * scale
		}
		at := func(y []float64) forecast.Forecast {
			s, err := forecast.FromFloats(4, y...)
			if err != nil {
				t.Fatal(err)
			}
			f, err := forecast.Predict(s, m, forecast.Options{Backtest: forecast.BacktestOptions{Origins: 2}})
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		a, b := at(y), at(z)
		if a.Verdict() != b.Verdict() {
			t.Fatalf("%v and %v", a.Backtest, b.Backtest)
		}
		for i := range a.Points {
			near := func(got, want float64) bool { return math.Abs(got-want) <= 1e-6*math.Abs(want)+1e-9*scale }
			if !near(b.Points[i].Estimate, scale*a.Points[i].Estimate) || !near(b.Points[i].Upper, scale*a.Points[i].Upper) {
				t.Fatalf("step %d: %+v and %+v", i+1, a.Points[i], b.Points[i])
			}
		}
	})
}

// What is marked does not matter: neither a missing value nor a running period
// is read by anything.
func TestMarkedValuesAreNotRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := processes()[3].draw(seeded(rapid.Uint64Range(0, 1000).Draw(t, "seed")), 40)
		hole := rapid.IntRange(0, 38).Draw(t, "hole")
		m := rapid.SampledFrom(methods[:5]).Draw(t, "method")
		at := func(inHole, last float64) forecast.Forecast {
			v := append([]float64(nil), y...)
			v[hole], v[39] = inHole, last
			s, err := forecast.FromFloats(4, v...)
			if err != nil {
				t.Fatal(err)
			}
			if s, err = s.WithMissing(hole); err != nil {
				t.Fatal(err)
			}
			if s, err = s.WithPartialLast(); err != nil {
				t.Fatal(err)
			}
			f, err := forecast.Predict(s, m, forecast.Options{Backtest: forecast.BacktestOptions{Origins: 2}})
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		a, b := at(0, 1), at(-1e6, 1e9)
		for i := range a.Points {
			if a.Points[i] != b.Points[i] || a.Baseline[i] != b.Baseline[i] {
				t.Fatalf("%+v and %+v", a.Points[i], b.Points[i])
			}
		}
		if !a.Running || a.Backtest != b.Backtest {
			t.Fatalf("%+v and %+v", a.Backtest, b.Backtest)
		}
	})
}

// Intervals of a higher level hold those of a lower one, and they do not shrink
// with the horizon where the error is additive and there is no season.
func TestIntervalsAreNested(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := processes()[1].draw(seeded(rapid.Uint64Range(0, 1000).Draw(t, "seed")), 30)
		low, high := rapid.Float64Range(0.1, 0.8).Draw(t, "low"), rapid.Float64Range(0.81, 0.999).Draw(t, "high")
		s, err := forecast.FromFloats(1, y...)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []forecast.Method{forecast.Naive{}, forecast.Drift{}, forecast.Mean{}, forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Trend: forecast.Additive}}} {
			fit, err := m.Fit(s)
			if err != nil {
				t.Fatal(err)
			}
			a, err1 := fit.Forecast(10, low)
			b, err2 := fit.Forecast(10, high)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			for i := range a {
				if b[i].Lower > a[i].Lower || b[i].Upper < a[i].Upper || a[i].Estimate != b[i].Estimate {
					t.Fatalf("%s: %+v in %+v", m.Name(), a[i], b[i])
				}
				if i > 0 && b[i].Upper-b[i].Lower < (b[i-1].Upper-b[i-1].Lower)*(1-1e-12) {
					t.Fatalf("%s shrinks at step %d", m.Name(), i+1)
				}
			}
		}
	})
}

func FuzzParseForm(f *testing.F) {
	for _, form := range forecast.Forms() {
		f.Add(form.String())
	}
	f.Add("M,Ad,M")
	f.Add("ETS(A,N,M)")
	f.Fuzz(func(t *testing.T, text string) {
		form, err := forecast.ParseForm(text)
		if err != nil {
			return
		}
		again, err := forecast.ParseForm(form.String())
		if err != nil || again != form {
			t.Fatalf("%q is %v, then %v, %v", text, form, again, err)
		}
	})
}
