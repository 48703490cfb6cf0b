package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// The bounds of the usual parameter region: lowest < beta < alpha,
// lowest < gamma < 1-alpha, and a damping that neither kills nor keeps the trend.
const (
	lowest            = 1e-4
	phiLow, phiHigh   = 0.8, 0.98
	etsEvaluations    = 600
	logisticStartLow  = -2.2 // alpha 0.1
	logisticStartHigh = 0.4  // alpha 0.6
)

// etsSearch maps a free vector to the parameters and states of a form.
type etsSearch struct{ formSearch }

// formSearch is what the searches for the parameters and states of a form have in
// common.
type formSearch struct {
	form  Form
	m     int
	fixed float64 // phi, where given
	w     *filter
	p     Smoothing
	s     State
}

// newFormSearch returns the search over a series, with phi given where it is not 0.
func newFormSearch(f Form, y []float64, frequency int, phi float64) formSearch {
	s := formSearch{form: f, m: 1, fixed: phi, w: newFilter(f, y, frequency)}
	if f.Trend != Damped {
		s.fixed = 0
	}
	if f.Season != None {
		s.m = frequency
		s.s.Season = make([]float64, frequency)
	}
	return s
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// unpack sets e.p and e.s from x.
func (e *etsSearch) unpack(x []float64) {
	e.p = Smoothing{Phi: 1}
	i := 0
	next := func() float64 { v := x[i]; i++; return v }
	e.p.Alpha = lowest + (1-2*lowest)*logistic(next())
	if e.form.Trend != None {
		e.p.Beta = lowest + (e.p.Alpha-lowest)*logistic(next())
	}
	if e.form.Season != None {
		e.p.Gamma = lowest + (1-e.p.Alpha-lowest)*logistic(next())
	}
	if e.form.Trend == Damped {
		if e.p.Phi = e.fixed; e.fixed == 0 {
			e.p.Phi = phiLow + (phiHigh-phiLow)*logistic(next())
		}
	}
	e.s.Level, e.s.Trend = next(), 0
	if e.form.Trend != None {
		e.s.Trend = next()
	}
	if e.form.Season != None {
		last := 0.0
		if e.form.Season == Multiplicative {
			last = float64(e.m)
		}
		for j := range e.m - 1 {
			e.s.Season[j] = next()
			last -= e.s.Season[j]
		}
		e.s.Season[e.m-1] = last
	}
}

// pack writes the derivatives by x, the chain rule of unpack.
func (e *etsSearch) pack(x, grad []float64, dp Smoothing, ds State) {
	i := 0
	slope := func() float64 { l := logistic(x[i]); return l * (1 - l) }
	share := func() float64 { return logistic(x[i]) }
	da := dp.Alpha
	i = 1
	if e.form.Trend != None {
		da += dp.Beta * share()
		grad[i] = dp.Beta * (e.p.Alpha - lowest) * slope()
		i++
	}
	if e.form.Season != None {
		da -= dp.Gamma * share()
		grad[i] = dp.Gamma * (1 - e.p.Alpha - lowest) * slope()
		i++
	}
	if e.form.Trend == Damped && e.fixed == 0 {
		grad[i] = dp.Phi * (phiHigh - phiLow) * slope()
		i++
	}
	grad[i] = ds.Level
	i++
	if e.form.Trend != None {
		grad[i] = ds.Trend
		i++
	}
	if e.form.Season != None {
		for j := range e.m - 1 {
			grad[i] = ds.Season[j] - ds.Season[e.m-1]
			i++
		}
	}
	i = 0
	grad[0] = da * (1 - 2*lowest) * slope()
}

func (e *etsSearch) objective(x, grad []float64) float64 {
	for _, v := range x {
		if !(math.Abs(v) <= 1e6) {
			return math.Inf(1)
		}
	}
	e.unpack(x)
	v := e.w.run(e.p, e.s)
	if grad != nil && !math.IsInf(v, 0) {
		dp, ds := e.w.gradient(e.p)
		e.pack(x, grad, dp, ds)
	}
	return v
}

// start returns the free vector of rough states with a given speed of adaption.
func (e *etsSearch) start(s State, alpha float64) []float64 {
	x := []float64{alpha}
	if e.form.Trend != None {
		x = append(x, -2)
	}
	if e.form.Season != None {
		x = append(x, -2)
	}
	if e.form.Trend == Damped && e.fixed == 0 {
		x = append(x, 2)
	}
	x = append(x, s.Level)
	if e.form.Trend != None {
		x = append(x, s.Trend)
	}
	if e.form.Season != None {
		x = append(x, s.Season[:e.m-1]...)
	}
	return x
}

// fitForm returns the most likely parameters and initial states of one form, and
// whether the search settled.
func fitForm(f Form, y []float64, frequency int, phi float64) (Smoothing, State, bool) {
	// Values of order one suit the search; scaling moves only level, trend and
	// additive seasonals.
	var scale float64
	for _, v := range y {
		if known(v) {
			scale += math.Abs(v)
		}
	}
	scale /= float64(max(1, countKnown(y)))
	if scale == 0 {
		scale = 1
	}
	small := make([]float64, len(y))
	for i, v := range y {
		small[i] = v / scale
	}
	e := &etsSearch{newFormSearch(f, small, frequency, phi)}
	rough := startState(f, small, frequency)
	best := numeric.Minimum{Value: math.Inf(1)}
	tol := numeric.Tolerance{Gradient: 1e-5 * e.w.n, Decrease: 1e-6, Evaluations: etsEvaluations}
	for _, alpha := range []float64{logisticStartLow, logisticStartHigh} {
		if m := numeric.Minimise(e.objective, e.start(rough, alpha), tol); m.Value < best.Value {
			best = m
		}
	}
	if best.X == nil {
		best.X = e.start(rough, logisticStartLow)
	}
	e.unpack(best.X)
	s := State{Level: e.s.Level * scale, Trend: e.s.Trend * scale, Season: e.s.Season}
	if f.Season == Additive {
		for j := range s.Season {
			s.Season[j] *= scale
		}
	}
	settled := !math.IsInf(best.Value, 1) && best.Evaluations < etsEvaluations
	return e.p, s, settled
}
