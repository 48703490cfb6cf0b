package numeric

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// LogGamma returns the logarithm of the absolute value of the gamma function.
func LogGamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// Digamma returns the derivative of the logarithm of the gamma function.
func Digamma(x float64) float64 { return mathext.Digamma(x) }

// LogGammaRatio returns ln Gamma(r+x) - ln Gamma(r), for r > 0 and x >= 0; 0 at x = 0.
func LogGammaRatio(r, x float64) float64 {
	if x == 0 {
		return 0
	}
	return LogGamma(r+x) - LogGamma(r)
}

// LogSumExp returns ln(exp(a) + exp(b)) without overflow. Either argument may be -Inf.
func LogSumExp(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
