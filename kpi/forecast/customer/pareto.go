package customer

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// pareto holds the parameters of the Pareto/NBD model.
type pareto struct{ r, alpha, s, beta float64 }

// leaving returns ln of the integral over [t_x, T] of (alpha+y)^-(r+x) (beta+y)^-(s+1),
// with its derivatives by alpha, beta, r+x and s+1. It is what the density of leaving
// at y keeps of the last order at t_x and the silence until T; A0 of Fader, Hardie and
// Lee (2005) is r+s+x times it. Their difference of two 2F1 loses its digits where
// T is near t_x, and their series get long where alpha and beta are far apart.
func (p pareto) leaving(x, recency, age float64) (numeric.PowerIntegral, bool) {
	if recency == age {
		return numeric.PowerIntegral{Log: math.Inf(-1)}, true
	}
	return numeric.LogPowerIntegral(p.alpha, p.beta, p.r+x, p.s+1, recency, age)
}

// odds returns ln of the odds of having left.
func (p pareto) odds(x, recency, age float64) (float64, bool) {
	w, ok := p.leaving(x, recency, age)
	return math.Log(p.s) + w.Log + (p.r+x)*math.Log(p.alpha+age) + p.s*math.Log(p.beta+age), ok
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
