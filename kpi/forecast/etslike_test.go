package forecast_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"pgregory.net/rapid"
)

// echo runs the additive recursions over zeros from a start that is not zero:
// what is left of it after many periods is the oracle of a form that forgets.
func echo(p forecast.Smoothing, m, periods int) float64 {
	l, b := 1.0, 0.7
	s := make([]float64, m)
	for j := range s {
		s[j] = math.Sin(float64(1 + 3*j))
	}
	size := func() float64 {
		// Level and seasonals may trade a constant for ever: only sums are seen.
		most := math.Abs(b)
		for _, v := range s {
			most = max(most, math.Abs(l+v))
		}
		return most
	}
	for t := range periods {
		q, pb := l+p.Phi*b, p.Phi*b
		e := -(q + s[t%m])
		l, b = q+p.Alpha*e, pb+p.Beta*e
		s[t%m] += p.Gamma * e
		if v := size(); v > 1e12 {
			return v
		}
	}
	return size()
}

func TestForecastable(t *testing.T) {
	var fading, growing int
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]int{2, 4, 7, 12}).Draw(t, "m")
		p := forecast.Smoothing{
			Alpha: rapid.Float64Range(0.01, 1.6).Draw(t, "alpha"), Gamma: rapid.Float64Range(0.01, 1.2).Draw(t, "gamma"),
			Beta: rapid.Float64Range(0.01, 0.6).Draw(t, "beta"), Phi: rapid.Float64Range(0.8, 1).Draw(t, "phi"),
		}
		short, long := echo(p, m, 2000), echo(p, m, 4000)
		p.Beta *= p.Phi // R's way to write it
		switch {
		case long > 1e6 && long >= short:
			growing++
			if forecast.Forecastable(p, m) {
				t.Fatalf("%+v of season %d grows to %v", p, m, long)
			}
		case long < 1e-6 && long <= short:
			fading++
			if !forecast.Forecastable(p, m) {
				t.Fatalf("%+v of season %d fades to %v", p, m, long)
			}
		}
	})
	if fading < 5 || growing < 5 {
		t.Errorf("%d fading, %d growing: too few", fading, growing)
	}
	// Without trend a root lies at 1 for every season, which R lets pass.
	if !forecast.Forecastable(forecast.Smoothing{Alpha: 0.4, Gamma: 0.59, Phi: 1}, 12) {
		t.Error("a form without trend is refused")
	}
}

// The search of R stays within R's bounds; its seasonals add up as they must.
func TestRSearchStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries().Draw(t, "series")
		form := rapid.SampledFrom(forecast.Forms()).Draw(t, "form")
		m, err := forecast.ETS{Form: form, RSearch: true}.FitETS(s)
		if err != nil {
			return
		}
		p := m.Smoothing()
		if p.Alpha < 1e-4 || p.Alpha > 1-1e-4 || p.Beta > p.Alpha || p.Gamma > 1-p.Alpha || p.Phi > 1 || !usable(p.Beta, p.Gamma, p.Phi, m.LogLikelihood()) {
			t.Fatalf("%v of %v: log-likelihood %v", m, s, m.LogLikelihood())
		}
		if form.Season != forecast.None {
			want, sum := 0.0, 0.0
			if form.Season == forecast.Multiplicative {
				want = float64(len(m.Initial().Season))
			}
			scale := 1.0
			for _, v := range m.Initial().Season {
				sum += v
				scale += math.Abs(v)
			}
			if math.Abs(sum-want) > 1e-9*scale {
				t.Fatalf("%v: seasonals add up to %v, want %v", m, sum, want)
			}
		}
	})
}
