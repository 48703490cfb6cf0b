package forecast

import "math"

// filter runs exponential smoothing over a series and, backwards, the gradient of
// its likelihood by parameters and initial states. Its slices are used again for
// every run.
type filter struct {
	form  Form
	m     int       // seasonal period; 1 without season
	y     []float64 // NaN is missing: the state moves on without a correction
	n     float64   // observed
	level []float64 // level[t+1] after period t; level[0] initial
	trend []float64
	seas  []float64 // seas[t] applies to period t; seas[t+m] is made by it
	mu, e []float64
	q     []float64
	back  []float64 // adjoints of seas

	squares float64 // sum of squared innovations
	logs    float64 // sum of log|mu|, multiplicative error
}

func newFilter(f Form, y []float64, frequency int) *filter {
	w := &filter{form: f, m: 1, y: y, n: float64(countKnown(y))}
	if f.Season != None {
		w.m = frequency
	}
	n := len(y)
	w.level, w.trend = make([]float64, n+1), make([]float64, n+1)
	w.mu, w.e, w.q = make([]float64, n), make([]float64, n), make([]float64, n)
	w.seas, w.back = make([]float64, n+w.m), make([]float64, n+w.m)
	return w
}

// run fills the filter and returns the objective n ln(sum of squared innovations)
// + 2 sum ln|mu| (concentrated likelihood, constants dropped); +Inf where a
// multiplicative form meets a value that is not positive.
func (w *filter) run(p Smoothing, s State) float64 {
	multiplicative, season := w.form.Error == Multiplicative, w.form.Season
	l, b := s.Level, s.Trend
	w.level[0], w.trend[0] = l, b
	copy(w.seas, s.Season)
	w.squares, w.logs = 0, 0
	product := 1.0
	for t, y := range w.y {
		pb := p.Phi * b
		q := l + pb
		w.q[t] = q
		mu, sv := q, 0.0
		switch season {
		case Additive:
			sv = w.seas[t]
			mu = q + sv
		case Multiplicative:
			sv = w.seas[t]
			mu = q * sv
			if !(q > 0) || !(sv > 0) {
				return math.Inf(1)
			}
		}
		if multiplicative && !(mu > 0) {
			return math.Inf(1)
		}
		w.mu[t] = mu
		var e float64
		if known(y) {
			e = y - mu
			eps := e
			if multiplicative {
				eps = e / mu
				product *= mu
				if product > 1e200 || product < 1e-200 {
					w.logs += math.Log(product)
					product = 1
				}
			}
			w.squares += eps * eps
		}
		w.e[t] = e
		dl := e
		if season == Multiplicative {
			dl = e / sv
		}
		l = q + p.Alpha*dl
		b = pb + p.Beta*dl
		w.level[t+1], w.trend[t+1] = l, b
		switch season {
		case Additive:
			w.seas[t+w.m] = sv + p.Gamma*e
		case Multiplicative:
			w.seas[t+w.m] = sv + p.Gamma*e/q
		}
	}
	w.logs += math.Log(product)
	// A perfect fit has no likelihood; the floor keeps it finite and comparable.
	value := w.n*math.Log(w.squares+1e-30) + 2*w.logs
	if math.IsNaN(value) {
		return math.Inf(1)
	}
	return value
}

// gradient returns the derivatives of run's value at its last arguments. It is the
// adjoint of the recursion: one pass backwards, at about the price of one forwards.
func (w *filter) gradient(p Smoothing) (dp Smoothing, ds State) {
	multiplicative, season := w.form.Error == Multiplicative, w.form.Season
	weight := 2 * w.n / (w.squares + 1e-30)
	clear(w.back)
	var gl, gb float64
	for t := len(w.y) - 1; t >= 0; t-- {
		q, mu, e := w.q[t], w.mu[t], w.e[t]
		gq, gpb, gs := gl, gb, 0.0
		if season != None {
			gs = w.back[t+w.m]
		}
		if known(w.y[t]) {
			sv, dl := 1.0, e
			if season == Multiplicative {
				sv = w.seas[t]
				dl = e / sv
			}
			dp.Alpha += gl * dl
			dp.Beta += gb * dl
			gdl := gl*p.Alpha + gb*p.Beta
			var ge, gmu float64
			switch season {
			case Multiplicative:
				d := e / q
				dp.Gamma += gs * d
				gd := gs * p.Gamma
				ge = gdl/sv + gd/q
				gs -= gdl * dl / sv
				gq -= gd * d / q
			case Additive:
				dp.Gamma += gs * e
				ge = gdl + gs*p.Gamma
			default:
				ge = gdl
			}
			if multiplicative {
				eps := e / mu
				ge += weight * eps / mu
				gmu = (2 - weight*eps*eps) / mu
			} else {
				ge += weight * e
			}
			gmu -= ge
			switch season {
			case Multiplicative:
				gq += gmu * sv
				gs += gmu * q
			case Additive:
				gq += gmu
				gs += gmu
			default:
				gq += gmu
			}
		}
		gl = gq
		gpb += gq
		dp.Phi += gpb * w.trend[t]
		gb = gpb * p.Phi
		if season != None {
			w.back[t] = gs
		}
	}
	ds.Level, ds.Trend = gl, gb
	if season != None {
		ds.Season = w.back[:w.m]
	}
	return dp, ds
}

// final returns the state after the last period.
func (w *filter) final() State {
	n := len(w.y)
	s := State{Level: w.level[n], Trend: w.trend[n]}
	if w.form.Season != None {
		s.Season = append([]float64(nil), w.seas[n:n+w.m]...)
	}
	return s
}
