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
			a0, ok := p.logA0(w.x, w.recency, w.age)
			if !ok {
				return math.Inf(1)
			}
			k, kx := p.r+p.s+w.x, p.r+w.x
			la, lb := math.Log(p.alpha+w.age), math.Log(p.beta+w.age)
			odds := math.Log(p.s/k) + a0.log + kx*la + p.s*lb
			sum += w.count * (gammas[w.block] + p.r*theta[1] + p.s*theta[3] - kx*la - p.s*lb + numeric.LogSumExp(0, odds))
			left := 1 / (1 + math.Exp(-odds))
			by[0] += w.count * (digammas[w.block] + theta[1] - la)
			by[1] += w.count * (p.r/p.alpha - kx/(p.alpha+w.age))
			by[2] += w.count * (theta[3] - lb)
			by[3] += w.count * (p.s/p.beta - p.s/(p.beta+w.age))
			if left > 0 && !math.IsInf(a0.log, -1) {
				by[0] += w.count * left * (a0.by[0] - 1/k + la)
				by[1] += w.count * left * (a0.by[1] + kx/(p.alpha+w.age))
				by[2] += w.count * left * (a0.by[2] + 1/p.s - 1/k + lb)
				by[3] += w.count * left * (a0.by[3] + p.s/(p.beta+w.age))
			}
		}
		if grad != nil {
			n := -g.customers
			grad[0], grad[1], grad[2], grad[3] = by[0]*p.r/n, by[1]*p.alpha/n, by[2]*p.s/n, by[3]*p.beta/n
		}
		return -sum / g.customers
	}
}

// paretoSample is how many rows serve to choose a start value: the series make
// a row ten times as dear as one of BG/NBD.
const paretoSample = 400

func fitPareto(customers []Customer) (pareto, optimum, grouped, error) {
	g, err := group(customers)
	if err != nil {
		return pareto{}, optimum{}, g, err
	}
	if g.orders == 0 || len(g.rows) < 4 {
		return pareto{}, optimum{}, g, ErrTooFew
	}
	starts := [][]float64{{-0.5, 2.3, -0.5, 2.3}, {-0.7, 2.5, -1, 4}, {0.5, 2, 0, 3}}
	var rough numeric.Objective
	if small := g.sample(paretoSample); len(small.rows) < len(g.rows) {
		rough = paretoObjective(small)
	}
	o := search(paretoObjective(g), rough, starts, g.customers)
	return pareto{math.Exp(o.log[0]), math.Exp(o.log[1]) / g.scale, math.Exp(o.log[2]), math.Exp(o.log[3]) / g.scale}, o, g, nil
}
