package customer

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// perRepeats holds what the likelihood needs for one number of repeat orders
// and does not depend on times.
type perRepeats struct {
	k, gamma       float64 // r+x, and A1
	stay, leave    float64 // the beta ratios of A3 and A4
	byR            float64
	stayA, stayB   float64 // derivatives of stay by a and b
	leaveA, leaveB float64
}

// objective returns the mean negative log-likelihood of grouped customers by
// log-parameters (r, alpha, a, b), with its gradient.
func (m betaGeometric) objective(g grouped) numeric.Objective {
	early := m.early
	blocks := make([]perRepeats, len(g.repeats))
	return func(theta, grad []float64) float64 {
		p := betaGeometric{r: math.Exp(theta[0]), alpha: math.Exp(theta[1]), a: math.Exp(theta[2]), b: math.Exp(theta[3]), early: early}
		base := numeric.LogBeta(p.a, p.b)
		logAlpha := theta[1]
		var psiR, psiB, psiAB float64
		if grad != nil {
			psiR, psiB, psiAB = numeric.Digamma(p.r), numeric.Digamma(p.b), numeric.Digamma(p.a+p.b)
		}
		for i, x := range g.repeats {
			q := &blocks[i]
			q.k = p.r + x
			q.gamma = numeric.LogGammaRatio(p.r, x) + p.r*logAlpha
			q.stay = numeric.LogBeta(p.a, p.b+x+early) - base
			q.leave = math.Inf(-1)
			if x+early > 0 {
				q.leave = numeric.LogBeta(p.a+1, p.b+x-1+early) - base
			}
			if grad == nil {
				continue
			}
			q.byR = numeric.Digamma(q.k) - psiR + logAlpha
			all := numeric.Digamma(p.a + p.b + x + early)
			q.stayA = psiAB - all
			q.stayB = numeric.Digamma(p.b+x+early) - all - psiB + psiAB
			if x+early > 0 {
				q.leaveA = 1/p.a + psiAB - all
				q.leaveB = numeric.Digamma(p.b+x-1+early) - all - psiB + psiAB
			}
		}
		var sum, gr, galpha, ga, gb float64
		for i := range g.rows {
			w := &g.rows[i]
			q := &blocks[w.block]
			lt := math.Log(p.alpha + w.age)
			a3 := q.stay - q.k*lt
			if q.leave == math.Inf(-1) {
				sum += w.count * (q.gamma + a3)
				if grad != nil {
					gr += w.count * (q.byR - lt)
					galpha += w.count * (p.r/p.alpha - q.k/(p.alpha+w.age))
					ga += w.count * q.stayA
					gb += w.count * q.stayB
				}
				continue
			}
			lx := math.Log(p.alpha + w.recency)
			a4 := q.leave - q.k*lx
			odds := math.Exp(-math.Abs(a3 - a4))
			sum += w.count * (q.gamma + max(a3, a4) + math.Log1p(odds))
			if grad == nil {
				continue
			}
			stay := 1 / (1 + odds)
			if a3 < a4 {
				stay = odds / (1 + odds)
			}
			leave := 1 - stay
			gr += w.count * (q.byR - stay*lt - leave*lx)
			galpha += w.count * (p.r/p.alpha - q.k*(stay/(p.alpha+w.age)+leave/(p.alpha+w.recency)))
			ga += w.count * (stay*q.stayA + leave*q.leaveA)
			gb += w.count * (stay*q.stayB + leave*q.leaveB)
		}
		if grad != nil {
			n := -g.customers
			grad[0], grad[1], grad[2], grad[3] = gr*p.r/n, galpha*p.alpha/n, ga*p.a/n, gb*p.b/n
		}
		return -sum / g.customers
	}
}

// sampleRows is how many rows are used to choose a start value.
const sampleRows = 2000

func (m betaGeometric) fit(customers []Customer) (betaGeometric, optimum, grouped, float64, error) {
	g, err := group(customers)
	if err != nil {
		return m, optimum{}, g, 0, err
	}
	if g.orders == 0 || len(g.rows) < 4 {
		return m, optimum{}, g, 0, ErrTooFew
	}
	starts := [][]float64{{-0.7, 1.8, 0, 0.5}, {-1, 3, -1, 1}, {1, 3, 0, 2}}
	o := search(m.objective(g), g.samples(m.objective, sampleRows), starts, g.customers)
	m.r, m.alpha, m.a, m.b = math.Exp(o.log[0]), math.Exp(o.log[1])/g.scale, math.Exp(o.log[2]), math.Exp(o.log[3])
	return m, o, g, logLikelihoodOf(o, g), nil
}

// logLikelihoodOf undoes the mean and the scaling of time: a density of x times changes by scale^x.
func logLikelihoodOf(o optimum, g grouped) float64 {
	l := -o.value*g.customers + g.orders*math.Log(g.scale)
	if math.IsNaN(l) || math.IsInf(l, 0) {
		return -math.MaxFloat64
	}
	return l
}
