package customer

import (
	"cmp"
	"math"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// spendRow is a set of customers with the same number of repeat orders and the same mean spend.
type spendRow struct{ x, spend, log, count float64 }

// SpendFit is a fit of the spend model with what had to be left out.
type SpendFit struct {
	Fit[GammaGamma]
	// OneTime counts customers without a repeat order: they have no spend to
	// learn from. NotPositive counts repeat customers with a mean spend of 0
	// or less (gifts, returns): the model has no place for them.
	OneTime, NotPositive int
}

// FitGammaGamma fits the spend model by maximum likelihood to the customers with
// repeat orders and a mean spend above 0; the others are dropped and counted.
// It returns an error wrapping ErrTooFew where fewer than three distinct customers
// are left; a search that failed is told by Problem, and so is q <= 1, where
// the model has no mean (ErrBoundary).
func FitGammaGamma(customers []Customer) (SpendFit, error) {
	rows, out := spendRows(customers)
	if len(rows) < 3 {
		return out, ErrTooFew
	}
	median := scaleSpend(rows)
	var orders float64
	for _, w := range rows {
		orders += w.count
	}
	o := search(spendObjective(rows, orders, 0), nil, [][]float64{{0.7, 1, 1}, {1.8, 1.3, 0}, {0, 2, 2}}, orders)
	out.Model = GammaGamma{math.Exp(o.log[0]), math.Exp(o.log[1]), math.Exp(o.log[2]) * median}
	out.Parameters = o.parameters([]string{"p", "q", "gamma"}, []float64{1, 1, median})
	out.LogLikelihood = -o.value*orders - orders*math.Log(median)
	out.Gradient, out.Status, out.Evaluations = o.gradient, o.status, o.tried
	if out.Status == Converged && out.Model.q <= 1 {
		out.Status = Boundary
	}
	return out, nil
}

func spendRows(customers []Customer) ([]spendRow, SpendFit) {
	var out SpendFit
	var rows []spendRow
	for _, c := range customers {
		switch {
		case c.Repeats <= 0:
			out.OneTime++
		case c.MeanSpend.Sign() <= 0:
			out.NotPositive++
		default:
			rows = append(rows, spendRow{x: float64(c.Repeats), spend: c.MeanSpend.InexactFloat64(), count: 1})
		}
	}
	out.Customers = len(rows)
	slices.SortFunc(rows, func(a, b spendRow) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.spend, b.spend)) })
	kept := rows[:0]
	for _, r := range rows {
		if n := len(kept); n > 0 && kept[n-1].x == r.x && kept[n-1].spend == r.spend {
			kept[n-1].count++
			continue
		}
		kept = append(kept, r)
	}
	out.Rows = len(kept)
	return kept, out
}

// scaleSpend divides by the median, so that cents and millions fit alike, and returns it.
func scaleSpend(rows []spendRow) float64 {
	values := make([]float64, len(rows))
	for i, r := range rows {
		values[i] = r.spend
	}
	slices.Sort(values)
	median := values[len(values)/2]
	for i := range rows {
		rows[i].spend /= median
		rows[i].log = math.Log(rows[i].spend)
	}
	return median
}

// spendObjective returns the mean negative log-likelihood by log-parameters (p, q,
// gamma), or (q, gamma) where p is given, with its gradient.
func spendObjective(rows []spendRow, n, p float64) numeric.Objective {
	return func(theta, grad []float64) float64 {
		m := GammaGamma{p: p}
		if p == 0 {
			m.p, theta = math.Exp(theta[0]), theta[1:]
		}
		m.q, m.gamma = math.Exp(theta[0]), math.Exp(theta[1])
		psiQ := numeric.Digamma(m.q)
		var sum, gp, gq, gg float64
		for i := range rows {
			w := &rows[i]
			px := m.p * w.x
			lx, all := math.Log(w.x), m.gamma+w.x*w.spend
			la := math.Log(all)
			sum += w.count * (-numeric.LogBeta(px, m.q) + m.q*theta[1] + (px-1)*w.log + px*lx - (px+m.q)*la)
			if grad == nil {
				continue
			}
			both := numeric.Digamma(px + m.q)
			gq += w.count * (both - psiQ + theta[1] - la)
			gg += w.count * (m.q/m.gamma - (px+m.q)/all)
			if p == 0 {
				gp += w.count * w.x * (both - numeric.Digamma(px) + w.log + lx - la)
			}
		}
		if grad != nil {
			if p == 0 {
				grad[0] = -gp * m.p / n
				grad = grad[1:]
			}
			grad[0], grad[1] = -gq*m.q/n, -gg*m.gamma/n
		}
		return -sum / n
	}
}

// SpendCorrelation returns Pearson's correlation, in [-1, 1], of the number of
// repeat orders with the mean spend, over the customers the spend model uses. The
// model assumes that it is near 0; 0.11 passes as small (Fader, Hardie and Lee
// 2005). ok is false where fewer than two differ in either.
func SpendCorrelation(customers []Customer) (r float64, ok bool) {
	rows, _ := spendRows(customers)
	var n, mx, my float64
	for _, w := range rows {
		n += w.count
		mx += w.count * w.x
		my += w.count * w.spend
	}
	if n == 0 {
		return 0, false
	}
	mx, my = mx/n, my/n
	var sxx, syy, sxy float64
	for _, w := range rows {
		dx, dy := w.x-mx, w.spend-my
		sxx += w.count * dx * dx
		syy += w.count * dy * dy
		sxy += w.count * dx * dy
	}
	r = sxy / math.Sqrt(sxx*syy)
	if sxx == 0 || syy == 0 || math.IsNaN(r) {
		return 0, false
	}
	return min(1, max(-1, r)), true
}
