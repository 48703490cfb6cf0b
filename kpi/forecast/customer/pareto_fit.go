package customer

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// paretoObjective returns the mean negative log-likelihood of grouped customers
// by log-parameters (r, alpha, s, beta), with its gradient.
func paretoObjective(g grouped) numeric.Objective {
	gammas := make([]float64, len(g.repeats))
	digammas := make([]float64, len(g.repeats))
	return func(theta, grad []float64) float64 {
		p := pareto{math.Exp(theta[0]), math.Exp(theta[1]), math.Exp(theta[2]), math.Exp(theta[3])}
		psi := numeric.Digamma(p.r)
		for i, x := range g.repeats {
			gammas[i] = numeric.LogGammaRatio(p.r, x)
			digammas[i] = numeric.Digamma(p.r+x) - psi
		}
		var sum float64
		var by [4]float64
		for i := range g.rows {
			w := &g.rows[i]
			leave, ok := p.leaving(w.x, w.recency, w.age)
			if !ok {
				return math.Inf(1)
			}
			kx := p.r + w.x
			ra, rb := 1/(p.alpha+w.age), 1/(p.beta+w.age)
			la, lb := math.Log(p.alpha+w.age), math.Log(p.beta+w.age)
			odds := theta[2] + leave.Log + kx*la + p.s*lb
			sum += w.count * (gammas[w.block] + p.r*theta[1] + p.s*theta[3] - kx*la - p.s*lb + numeric.LogSumExp(0, odds))
			by[0] += w.count * (digammas[w.block] + theta[1] - la)
			by[1] += w.count * (p.r/p.alpha - kx*ra)
			by[2] += w.count * (theta[3] - lb)
			by[3] += w.count * (p.s/p.beta - p.s*rb)
			if left := w.count / (1 + math.Exp(-odds)); left > 0 {
				by[0] += left * (leave.DP + la)
				by[1] += left * (leave.DA + kx*ra)
				by[2] += left * (leave.DQ + 1/p.s + lb)
				by[3] += left * (leave.DB + p.s*rb)
			}
		}
		if grad != nil {
			n := -g.customers
			grad[0], grad[1], grad[2], grad[3] = by[0]*p.r/n, by[1]*p.alpha/n, by[2]*p.s/n, by[3]*p.beta/n
		}
		return -sum / g.customers
	}
}

// paretoSamples are how many rows serve to choose a start value, one after the
// other: an integral makes a row several times as dear as one of BG/NBD.
var paretoSamples = [...]int{400, 5000}

func fitPareto(customers []Customer) (pareto, optimum, grouped, error) {
	g, err := group(customers)
	if err != nil {
		return pareto{}, optimum{}, g, err
	}
	if g.orders == 0 || len(g.rows) < 4 {
		return pareto{}, optimum{}, g, ErrTooFew
	}
	starts := [][]float64{{-0.5, 2.3, -0.5, 2.3}, {-0.7, 2.5, -1, 4}, {0.5, 2, 0, 3}}
	o := search(paretoObjective(g), g.samples(paretoObjective, paretoSamples[:]...), starts, g.customers)
	return pareto{math.Exp(o.log[0]), math.Exp(o.log[1]) / g.scale, math.Exp(o.log[2]), math.Exp(o.log[3]) / g.scale}, o, g, nil
}
