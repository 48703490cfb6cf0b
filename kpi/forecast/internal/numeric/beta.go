package numeric

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// LogBeta returns the logarithm of the beta function, for a, b > 0. Large
// arguments go through Stirling's correction, because the difference of
// log-gammas of 1e6 has lost seven digits.
func LogBeta(a, b float64) float64 {
	p, q := min(a, b), max(a, b)
	switch {
	case p >= 10:
		return 0.5*math.Log(2*math.Pi/q) + stirling(p) + stirling(q) - stirling(p+q) +
			(p-0.5)*math.Log(p/(p+q)) + q*math.Log1p(-p/(p+q))
	case q >= 10:
		return LogGamma(p) + stirling(q) - stirling(p+q) + p - p*math.Log(p+q) +
			(q-0.5)*math.Log1p(-p/(p+q))
	}
	return LogGamma(p) + LogGamma(q) - LogGamma(p+q)
}

// stirling returns ln Gamma(x) - [(x-1/2) ln x - x + ln(2 pi)/2], for x >= 10.
func stirling(x float64) float64 {
	y := 1 / (x * x)
	return (1.0/12 + y*(-1.0/360+y*(1.0/1260+y*(-1.0/1680+y*(1.0/1188+y*(-691.0/360360+y/156)))))) / x
}

// IncompleteBeta returns the regularised incomplete beta function I_x(a, b).
// A zero first parameter is the limit 1, a zero second one the limit 0 (1 at x = 1).
func IncompleteBeta(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1 || a == 0:
		return 1
	case b == 0:
		return 0
	}
	front := math.Exp(a*math.Log(x) + b*math.Log1p(-x) - LogBeta(a, b))
	if x > (a+1)/(a+b+2) {
		return 1 - front/b*betaFraction(b, a, 1-x)
	}
	return front / a * betaFraction(a, b, x)
}

// betaFraction evaluates the continued fraction of the incomplete beta function
// (DLMF 8.17.22) by the modified Lentz method.
func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	nonzero := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c := 1.0
	d := 1 / nonzero(1-(a+b)*x/(a+1))
	f := d
	for m := 1.0; m < 100_000; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonzero(1+even*d)
		c = nonzero(1 + even/c)
		f *= c * d
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonzero(1+odd*d)
		c = nonzero(1 + odd/c)
		f *= c * d
		if math.Abs(c*d-1) < 1e-16 {
			break
		}
	}
	return f
}

// IncompleteBetaQuantile returns the x at which I_x(a, b) is p.
func IncompleteBetaQuantile(a, b, p float64) float64 { return mathext.InvRegIncBeta(a, b, p) }
