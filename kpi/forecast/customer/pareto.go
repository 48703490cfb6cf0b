package customer

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// pareto holds the parameters of the Pareto/NBD model.
type pareto struct{ r, alpha, s, beta float64 }

// power is ln of F(y) = 2F1(k, q; k+1; d/(m+y)) / (m+y)^k with its derivatives by
// r, alpha, s, beta. Euler's transformation makes it (1-z)^(1-q) 2F1(1, k+1-q; k+1; z),
// a series of positive terms that does not overflow.
type power struct {
	log float64
	by  [4]float64
}

func (p pareto) power(x, y float64) (power, bool) {
	k := p.r + p.s + x
	m, q, d := p.alpha, p.s+1, p.alpha-p.beta
	if p.alpha < p.beta {
		m, q, d = p.beta, p.r+x, p.beta-p.alpha
	}
	z := d / (m + y)
	// 1-z is the other rate over m+y; taken from there it keeps its digits.
	other := min(p.alpha, p.beta) + y
	u, ok := numeric.LogUnitHypergeometric(k+1-q, k+1, z)
	if !ok {
		return power{}, false
	}
	lm, lo := math.Log(m+y), math.Log(other)
	w := power{log: (1-q)*(lo-lm) + u.Log - k*lm}
	// By z at fixed k and q; then z by the two rates.
	dz := -(1-q)*(m+y)/other + u.DZ
	dm := dz*(other/((m+y)*(m+y))) - k/(m+y)
	dother := -dz / (m + y)
	dk := u.DB + u.DC - lm
	dq := -(lo - lm) - u.DB
	w.by[0], w.by[2] = dk, dk
	if p.alpha < p.beta {
		w.by[0] += dq
		w.by[3], w.by[1] = dm, dother
	} else {
		w.by[2] += dq
		w.by[1], w.by[3] = dm, dother
	}
	return w, true
}

// logA0 returns ln of F(t_x) - F(T), with its derivatives; -Inf where the last
// order lies at the end of the observation.
func (p pareto) logA0(x, recency, age float64) (power, bool) {
	if recency == age {
		return power{log: math.Inf(-1)}, true
	}
	f1, ok1 := p.power(x, recency)
	f2, ok2 := p.power(x, age)
	if !ok1 || !ok2 {
		return power{}, false
	}
	gap := f2.log - f1.log
	if gap >= 0 {
		return power{log: math.Inf(-1)}, true
	}
	share := -math.Expm1(gap)
	w := power{log: f1.log + math.Log(share)}
	e := math.Exp(gap)
	for i := range w.by {
		w.by[i] = (f1.by[i] - e*f2.by[i]) / share
	}
	return w, true
}

// odds returns ln of the odds of having left.
func (p pareto) odds(x, recency, age float64) (float64, bool) {
	a0, ok := p.logA0(x, recency, age)
	return math.Log(p.s/(p.r+p.s+x)) + a0.log + (p.r+x)*math.Log(p.alpha+age) + p.s*math.Log(p.beta+age), ok
}

func (p pareto) logLikelihood(x, recency, age float64) float64 {
	odds, ok := p.odds(x, recency, age)
	if !ok {
		return math.NaN()
	}
	return numeric.LogGammaRatio(p.r, x) + p.r*math.Log(p.alpha) + p.s*math.Log(p.beta) -
		(p.r+x)*math.Log(p.alpha+age) - p.s*math.Log(p.beta+age) + numeric.LogSumExp(0, odds)
}

func (p pareto) pAlive(x, recency, age float64) (float64, error) {
	odds, ok := p.odds(x, recency, age)
	if !ok || math.IsNaN(odds) {
		return 0, ErrNotFinite
	}
	return probability(1 / (1 + math.Exp(odds))), nil
}

// expected returns the expected orders in t of a customer known to be alive.
func (p pareto) expected(x, age, t float64) float64 {
	l := -math.Log1p(t / (p.beta + age))
	e := p.s - 1
	part := -l
	if e != 0 {
		part = -math.Expm1(e*l) / e
	}
	return (p.r + x) * (p.beta + age) / (p.alpha + age) * part
}

// firstOrder returns the probability of an order within t of a customer known
// to be alive: the integral of the density of the first order before leaving.
func (p pareto) firstOrder(x, age, t float64) float64 {
	a, b, k := p.alpha+age, p.beta+age, p.r+x
	// In v = ln(1 + y/a) the density is smooth however long t is.
	return numeric.Integrate(func(v float64) float64 {
		y := a * math.Expm1(v)
		return k * math.Exp(-k*v-p.s*math.Log1p(y/b))
	}, 0, math.Log1p(t/a))
}

func (p pareto) discounted(x, age, rate float64) float64 {
	return (p.r + x) / (p.alpha + age) * numeric.DiscountedPower(p.s, rate*(p.beta+age)) / rate
}

// pmf mixes the negative binomial over the moment of leaving.
func (p pareto) pmf(t, n float64) float64 {
	stay := math.Exp(negativeBinomial(p.r, p.alpha, t, n) - p.s*math.Log1p(t/p.beta))
	left := numeric.Integrate(func(v float64) float64 {
		y := p.beta * math.Expm1(v)
		if y <= 0 && n > 0 {
			return 0
		}
		return p.s * math.Exp(negativeBinomial(p.r, p.alpha, y, n)-p.s*v)
	}, 0, math.Log1p(t/p.beta))
	return stay + left
}
