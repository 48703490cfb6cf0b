package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Path continues a model without innovations.
func Path(m *ETSModel, horizon int) []float64 { return m.path(horizon) }

// TrendUndamped returns the model with trend and beta divided by phi.
func TrendUndamped(m *ETSModel) *ETSModel {
	out := *m
	out.final = m.Final()
	out.final.Trend /= m.p.Phi
	out.p.Beta /= m.p.Phi
	return &out
}

// SearchFrom runs the search for the maximum from given parameters and states
// only. It returns the model at its end, and the largest slope of the
// log-likelihood where it began: far from 0 if that was no maximum.
func SearchFrom(s Series, f Form, p Smoothing, start State) (*ETSModel, float64, error) {
	y := s.complete()
	var scale float64
	for _, v := range y {
		scale += v / float64(len(y))
	}
	small := make([]float64, len(y))
	for i, v := range y {
		small[i] = v / scale
	}
	e := &etsSearch{formSearch{form: f, m: s.frequency, w: newFilter(f, small, s.frequency)}}
	e.s.Season = make([]float64, s.frequency)
	free := func(v, low, high float64) float64 {
		u := min(max((v-low)/(high-low), 1e-6), 1-1e-6)
		return math.Log(u / (1 - u))
	}
	x := []float64{free(p.Alpha, lowest, 1-lowest)}
	if f.Trend != None {
		x = append(x, free(p.Beta, lowest, p.Alpha))
	}
	x = append(x, free(p.Gamma, lowest, 1-p.Alpha))
	if f.Trend == Damped {
		x = append(x, free(p.Phi, phiLow, phiHigh))
	}
	x = append(x, start.Level/scale)
	if f.Trend != None {
		x = append(x, start.Trend/scale)
	}
	x = append(x, start.Season[:s.frequency-1]...)
	grad := make([]float64, len(x))
	e.objective(x, grad)
	var slope float64
	for _, v := range grad {
		slope = max(slope, math.Abs(v)/2) // the objective is -2 log-likelihood
	}
	m := numeric.Minimise(e.objective, x, numeric.Tolerance{Gradient: 1e-5 * e.w.n, Decrease: 1e-6, Evaluations: 3000})
	e.unpack(m.X)
	out, err := SmoothETS(s, f, e.p, State{Level: e.s.Level * scale, Trend: e.s.Trend * scale, Season: e.s.Season})
	return out, slope, err
}

// Forecastable tells whether the weights of old values fade.
func Forecastable(p Smoothing, m int) bool { return forecastable(p, m) }
