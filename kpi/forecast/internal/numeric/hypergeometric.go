package numeric

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Hypergeometric returns Gauss's 2F1(a, b; c; z) for z < 1. It overflows to an
// infinity where the value does; the models therefore use transformed series.
func Hypergeometric(a, b, c, z float64) float64 { return mathext.Hypergeo(a, b, c, z) }

// UnitSeries is 2F1(1, b; c; z) with its logarithmic derivatives.
type UnitSeries struct {
	Log        float64 // ln 2F1(1, b; c; z)
	DB, DC, DZ float64 // derivatives of Log by b, c and z
}

// unitTerms bounds the length of a series; at z = 0.999 about 30,000 terms are needed.
const unitTerms = 400_000

// LogUnitHypergeometric returns ln 2F1(1, b; c; z) and its derivatives, for
// b, c > 0 and 0 <= z < 1. All terms are positive, so nothing cancels. ok is
// false when the series did not end within its bound.
func LogUnitHypergeometric(b, c, z float64) (u UnitSeries, ok bool) {
	if z == 0 {
		return UnitSeries{DZ: b / c}, true
	}
	term, sum := 1.0, 1.0
	var byB, byC, sumB, sumC, sumK float64
	for k := range unitTerms {
		n := float64(k)
		ib, ic := 1/(b+n), 1/(c+n)
		ratio := (b + n) * ic * z
		term *= ratio
		byB += ib
		byC += ic
		sum += term
		sumB += term * byB
		sumC += term * byC
		sumK += term * (n + 1)
		// The rest of the series is at most term*ratio/(1-ratio) once ratios no longer rise.
		if last := max(ratio, z); last < 1 && term*(n+2)*last < 1e-17*(1-last)*sum {
			return UnitSeries{Log: math.Log(sum), DB: sumB / sum, DC: -sumC / sum, DZ: sumK / (z * sum)}, true
		}
		if math.IsInf(sum, 1) {
			break
		}
	}
	return UnitSeries{}, false
}
