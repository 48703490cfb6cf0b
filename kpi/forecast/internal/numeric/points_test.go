package numeric

import "math"

// IntegralPoints returns at how many points LogPowerIntegral evaluates its
// integrand: the price of a likelihood.
func IntegralPoints(a, b, p, q, from, to float64) int {
	if a > b {
		return IntegralPoints(b, a, q, p, from, to)
	}
	g := twoPowers{p: p, q: q, ratio: (a + from) / (b + from)}
	g.add(math.Log1p((to - from) / (a + from)))
	return g.points
}
