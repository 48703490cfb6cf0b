package customer

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// betaGeometric is what BG/NBD and MBG/NBD share. They differ in one count:
// the modified model lets a customer leave right after the first order, so its
// beta arguments are one higher (early = 1).
type betaGeometric struct {
	r, alpha, a, b float64
	early          float64
}

// logs returns A1, A3 and A4 of the likelihood exp(A1)*(exp(A3)+exp(A4)), Fader
// and Hardie's note 027; A4 is -Inf where no order gave occasion to leave.
func (m betaGeometric) logs(x, recency, age float64) (a1, a3, a4 float64) {
	k := m.r + x
	base := numeric.LogBeta(m.a, m.b)
	a1 = numeric.LogGammaRatio(m.r, x) + m.r*math.Log(m.alpha)
	a3 = numeric.LogBeta(m.a, m.b+x+m.early) - base - k*math.Log(m.alpha+age)
	a4 = math.Inf(-1)
	if x+m.early > 0 {
		a4 = numeric.LogBeta(m.a+1, m.b+x-1+m.early) - base - k*math.Log(m.alpha+recency)
	}
	return a1, a3, a4
}

func (m betaGeometric) logLikelihood(c Customer) float64 {
	a1, a3, a4 := m.logs(float64(c.Repeats), c.Recency, c.Age)
	return a1 + numeric.LogSumExp(a3, a4)
}

func (m betaGeometric) pAlive(c Customer) float64 {
	x := float64(c.Repeats)
	if x+m.early == 0 {
		return 1
	}
	d := math.Log(m.a) - math.Log(m.b+x-1+m.early) +
		(m.r+x)*math.Log1p((c.Age-c.Recency)/(m.alpha+c.Recency))
	return probability(1 / (1 + math.Exp(d)))
}

// seriesTerms bounds the series of an expectation; it is reached only where the
// horizon is some 10,000 times the customer's age.
const seriesTerms = 2_000_000

// expected returns the expected orders in t. Euler's transformation of the
// usual formula: its 2F1 would overflow for many orders, and it has poles at
// a = 1 and a+b = 1 that are not in the answer.
func (m betaGeometric) expected(c Customer, t float64) (float64, error) {
	alive := m.pAlive(c)
	if alive == 0 || t == 0 {
		return 0, nil
	}
	x := float64(c.Repeats)
	k, e := m.r+x, m.a-1
	cc := m.a + m.b + x - 1 + m.early
	total := m.alpha + c.Age + t
	z := t / total
	l := math.Log1p(-z)
	if z > 0.5 {
		l = math.Log((m.alpha + c.Age) / total)
	}
	term := (cc - k) * z
	sum := term
	done := false
	for j := 1.0; j < seriesTerms; j++ {
		ratio := (e + j) * (cc - k + j) * z / ((cc + j) * (j + 1))
		term *= ratio
		sum += term
		if math.Abs(ratio) < 1 && math.Abs(term) <= 1e-17*(1-math.Abs(ratio))*math.Abs(sum) || term == 0 {
			done = true
			break
		}
	}
	if !done {
		return 0, fmt.Errorf("%w: %g is too long for a customer of age %g", ErrHorizon, t, c.Age)
	}
	first := l
	if e != 0 {
		first = math.Expm1(e*l) / e
	}
	return counted((-cc*first - math.Exp(e*l)*sum) * alive)
}

// orderProbability: who is alive leaves only after an order, so the waiting time
// for the next one is that of the gamma-mixed Poisson process.
func (m betaGeometric) orderProbability(c Customer, t float64) float64 {
	wait := -math.Expm1(-(m.r + float64(c.Repeats)) * math.Log1p(t/(m.alpha+c.Age)))
	return probability(m.pAlive(c) * wait)
}

// pmf returns the probability of x repeat orders of a new customer in t.
func (m betaGeometric) pmf(t float64, x int) float64 {
	n := float64(x)
	base := numeric.LogBeta(m.a, m.b)
	stay := numeric.LogBeta(m.a, m.b+n+m.early) - base + negativeBinomial(m.r, m.alpha, t, n)
	p := math.Exp(stay)
	if n+m.early > 0 {
		leave := math.Exp(numeric.LogBeta(m.a+1, m.b+n-1+m.early) - base)
		p += leave * numeric.IncompleteBeta(n, m.r, t/(m.alpha+t))
	}
	return probability(p)
}

// negativeBinomial returns the log-probability of n events in t, at a rate drawn from gamma(r, alpha).
func negativeBinomial(r, alpha, t, n float64) float64 {
	p := numeric.LogGammaRatio(r, n) - numeric.LogGamma(n+1) - r*math.Log1p(t/alpha)
	if n > 0 {
		p += n * math.Log(t/(alpha+t))
	}
	return p
}
