package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// R's numbers: the tolerance of its simplex and its limit of evaluations.
const (
	rTolerance   = 0x1p-26 // the root of the rounding error
	rEvaluations = 2000
)

// rSearch is the search of R's ets for the parameters and states of a form.
// Its free vector holds alpha, beta, gamma, phi, level, trend and the seasonals of
// the periods m-1 to 1, as far as the form has them; the one of period 0 is what
// is left of their sum.
type rSearch struct{ formSearch }

// fitLikeR returns the end of R's search, and whether it ended before its limit
// of evaluations.
func fitLikeR(f Form, y []float64, frequency int, phi float64) (Smoothing, State, bool) {
	r := &rSearch{newFormSearch(f, y, frequency, phi)}
	m := numeric.NashSimplex(r.objective, r.start(y), rTolerance, rEvaluations)
	r.unpack(m.X)
	return r.p, r.s, m.Converged
}

// start returns R's start: a slow adaption, seasonals from all cycles, level and
// trend from a line through the first two, or ten values.
func (r *rSearch) start(y []float64) []float64 {
	alpha := lowest + 0.2*(1-2*lowest)/float64(r.m)
	x := []float64{alpha}
	if r.form.Trend != None {
		x = append(x, lowest+0.1*(alpha-lowest))
	}
	if r.form.Season != None {
		x = append(x, lowest+0.05*(min(1-lowest, 1-alpha)-lowest))
	}
	if r.form.Trend == Damped && r.fixed == 0 {
		x = append(x, phiLow+0.99*(phiHigh-phiLow))
	}
	s := statesFrom(r.form, y, r.m, len(y), 2*r.m)
	x = append(x, s.Level)
	if r.form.Trend != None {
		x = append(x, s.Trend)
	}
	for j := len(s.Season) - 1; j > 0; j-- {
		x = append(x, s.Season[j])
	}
	return x
}

// unpack sets r.p and r.s from x.
func (r *rSearch) unpack(x []float64) {
	next := func() float64 { v := x[0]; x = x[1:]; return v }
	r.p = Smoothing{Alpha: next(), Phi: 1}
	if r.form.Trend != None {
		r.p.Beta = next()
	}
	if r.form.Season != None {
		r.p.Gamma = next()
	}
	if r.form.Trend == Damped {
		if r.p.Phi = r.fixed; r.fixed == 0 {
			r.p.Phi = next()
		}
	}
	r.s.Level, r.s.Trend = next(), 0
	if r.form.Trend != None {
		r.s.Trend = next()
	}
	if r.form.Season == None {
		return
	}
	var sum float64
	for j := r.m - 1; j > 0; j-- {
		r.s.Season[j] = next()
		sum += r.s.Season[j]
	}
	r.s.Season[0] = -sum
	if r.form.Season == Multiplicative {
		r.s.Season[0] = float64(r.m) - sum
	}
}

// objective is -2 log-likelihood within R's bounds, both the usual and the
// admissible ones.
func (r *rSearch) objective(x, _ []float64) float64 {
	r.unpack(x)
	p, f := r.p, r.form
	within := func(v, low, high float64) bool { return v >= low && v <= high }
	ok := within(p.Alpha, lowest, 1-lowest) &&
		(f.Trend == None || within(p.Beta, lowest, p.Alpha)) &&
		(f.Season == None || within(p.Gamma, lowest, 1-p.Alpha)) &&
		(f.Trend != Damped || r.fixed != 0 || within(p.Phi, phiLow, phiHigh)) &&
		(f.Season == None || forecastable(p, r.m))
	if !ok {
		return math.Inf(1)
	}
	return r.w.run(p, r.s)
}

// forecastable holds where the weights of old values fade: no root of the
// characteristic polynomial of a seasonal form lies outside the unit circle
// (Hyndman, Akram and Archibald 2008). The criterion of Schur and Cohn decides it
// without the roots. R writes beta where a damped trend of this package has
// phi*beta; its ends are R's only if that is done here too.
func forecastable(p Smoothing, m int) bool {
	each := p.Alpha + p.Beta - p.Alpha*p.Phi
	c := make([]float64, m+2)
	for i := range c {
		c[i] = each
	}
	c[0], c[1] = 1, p.Alpha+p.Beta-p.Phi
	c[m], c[m+1] = each+p.Gamma-1, p.Phi*(1-p.Alpha-p.Gamma)
	// Without trend a root lies at 1 exactly: let it pass.
	const radius = 1 + 1e-9
	scale := 1.0
	for i := range c {
		c[i] *= scale
		scale /= radius
	}
	for n := len(c); n > 1; n-- {
		k := c[n-1] / c[0]
		if !(math.Abs(k) < 1) {
			return false
		}
		next := make([]float64, n-1)
		for i := range next {
			next[i] = c[i] - k*c[n-1-i]
		}
		c = next
	}
	return true
}
