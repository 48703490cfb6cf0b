package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

// process draws a series from a form of exponential smoothing by the equations of
// Hyndman et al. (2008), tables 2.2 and 2.3: innovations first, values from
// them. It knows nothing of the package's filter.
type process struct {
	form  forecast.Form
	p     forecast.Smoothing
	s     forecast.State
	sigma float64
}

func (x process) draw(rng *rand.Rand, n int) []float64 {
	l, b := x.s.Level, x.s.Trend
	season := append([]float64(nil), x.s.Season...)
	phi := x.p.Phi
	if x.form.Trend != forecast.Damped {
		phi = 1
	}
	out := make([]float64, n)
	for t := range out {
		base := l + phi*b
		mu, factor := base, 1.0
		if len(season) > 0 {
			j := t % len(season)
			if x.form.Season == forecast.Multiplicative {
				factor = season[j]
				mu = base * factor
			} else {
				mu = base + season[j]
			}
		}
		// An additive innovation is an error, a multiplicative one a share of mu.
		e := x.sigma * rng.NormFloat64()
		if x.form.Error == forecast.Multiplicative {
			e *= mu
		}
		out[t] = mu + e
		l = base + x.p.Alpha*e/factor
		b = phi*b + x.p.Beta*e/factor
		if len(season) > 0 {
			j := t % len(season)
			if x.form.Season == forecast.Multiplicative {
				season[j] += x.p.Gamma * e / base
			} else {
				season[j] += x.p.Gamma * e
			}
		}
	}
	return out
}

// processes returns one process for each of the 15 forms.
func processes() []process {
	var out []process
	for _, f := range forecast.Forms() {
		x := process{form: f, p: forecast.Smoothing{Alpha: 0.3, Phi: 0.9}, s: forecast.State{Level: 200}, sigma: 6}
		if f.Trend != forecast.None {
			x.p.Beta, x.s.Trend = 0.03, 1
		}
		if f.Season != forecast.None {
			x.p.Gamma = 0.1
			x.s.Season = []float64{12, -20, 3, 5}
		}
		if f.Season == forecast.Multiplicative {
			x.s.Season = []float64{1.1, 0.85, 1, 1.05}
		}
		if f.Error == forecast.Multiplicative {
			x.sigma = 0.02
			x.s.Level = 600 // with a quiet trend it stays far above 0
			x.p.Beta = min(x.p.Beta, 0.005)
		}
		out = append(out, x)
	}
	return out
}

// The 95 % intervals of every form, fitted to 160 periods, hold 90 to 98 % of the
// next 8 periods of the simulated paths.
func TestETSIntervalsCover(t *testing.T) {
	t.Parallel()
	paths := 150
	if testing.Short() {
		paths = 20
	}
	const n, h = 160, 8
	var all, allWithin float64
	for _, x := range processes() {
		var within, total float64
		for seed := range paths {
			y := x.draw(seeded(uint64(seed)), n+h)
			m, err := forecast.ETS{Form: x.form}.FitETS(series(t, 4, y[:n]...))
			must(t, err)
			p, err := m.Forecast(h, 0.95)
			must(t, err)
			for i, v := range p {
				total++
				if v.Lower <= y[n+i] && y[n+i] <= v.Upper {
					within++
				}
			}
		}
		share := within / total
		all += total
		allWithin += within
		t.Logf("%-12v %.3f", x.form, share)
		if !testing.Short() && (share < 0.90 || share > 0.98) {
			t.Errorf("%v: 95 %% intervals hold %.3f of the paths", x.form, share)
		}
	}
	t.Logf("all forms    %.3f", allWithin/all)
}

// Exact moments against simulated ones: 40,000 paths of every form.
func TestETSMoments(t *testing.T) {
	t.Parallel()
	paths := 40_000
	if testing.Short() {
		paths = 4_000
	}
	const h = 7
	for _, x := range processes() {
		if x.form.Error == forecast.Multiplicative {
			x.sigma = 0.1 // the terms of higher order have to show
		}
		y := x.draw(seeded(99), 40)
		m, err := forecast.SmoothETS(series(t, 4, y...), x.form, x.p, x.s)
		must(t, err)
		sigma2, _ := m.Variance().Value()
		points, err := m.Forecast(h, 0.95)
		must(t, err)
		ahead := process{x.form, x.p, m.Final(), math.Sqrt(sigma2)}
		var sum, squares [h]float64
		rng := seeded(1)
		for range paths {
			for i, v := range ahead.draw(rng, h) {
				sum[i] += v
				squares[i] += v * v
			}
		}
		for i, p := range points {
			mean := sum[i] / float64(paths)
			sd := math.Sqrt(squares[i]/float64(paths) - mean*mean)
			got := (p.Upper - p.Lower) / 2 / 1.959963984540054
			if math.Abs(p.Estimate-mean) > 4.5*sd/math.Sqrt(float64(paths)) {
				t.Errorf("%v step %d: mean %.4f, simulated %.4f", x.form, p.Step, p.Estimate, mean)
			}
			if math.Abs(got/sd-1) > 4.5*1.5/math.Sqrt(2*float64(paths)) {
				t.Errorf("%v step %d: deviation %.4f, simulated %.4f", x.form, p.Step, got, sd)
			}
		}
	}
}
