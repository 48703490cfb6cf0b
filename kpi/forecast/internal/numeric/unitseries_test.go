package numeric

import "math"

// The series and the continued fraction of 2F1(1, b; c; z) are here to check
// LogPowerIntegral, whose integral they express in another way.

// UnitSeries is 2F1(1, b; c; z) with its logarithmic derivatives.
type UnitSeries struct {
	Log        float64 // ln 2F1(1, b; c; z)
	DB, DC, DZ float64 // derivatives of Log by b, c and z
}

// LogUnitHypergeometric returns ln 2F1(1, b; c; z) and its derivatives, for
// 0 < b < c, c > 1 and 0 <= z < 1: by its series, whose terms are all positive,
// or, where that gets slow, by Gauss's continued fraction. ok is false where
// neither ended within its bound (1-z below about 1e-5).
func LogUnitHypergeometric(b, c, z float64) (u UnitSeries, ok bool) {
	switch {
	case z == 0:
		return UnitSeries{DZ: b / c}, true
	case z < 0.75:
		return unitSeries(b, c, z)
	}
	return unitFraction(b, c, z)
}

// unitTerms bounds the length of a series or a continued fraction.
const unitTerms = 6_000

func unitSeries(b, c, z float64) (u UnitSeries, ok bool) {
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
		// Ratios tend to z, so that the rest is at most a geometric series; the
		// factor n+2 covers the derivatives.
		if last := max(ratio, z); last < 1 && term*(n+2)*last < 1e-17*(1-last)*sum {
			return UnitSeries{Log: math.Log(sum), DB: sumB / sum, DC: -sumC / sum, DZ: sumK / (z * sum)}, true
		}
	}
	return UnitSeries{}, false
}

// unitFraction evaluates 1/(1 - k1 z/(1 - k2 z/(1 - ...))), DLMF 15.7, backwards,
// with derivatives, from the depth at which it has converged.
func unitFraction(b, c, z float64) (u UnitSeries, ok bool) {
	depth, ok := fractionDepth(b, c, z)
	if !ok {
		return UnitSeries{}, false
	}
	f, db, dc, dz := 1.0, 0.0, 0.0, 0.0
	for i := depth; i >= 1; i-- {
		k, kb, kc := fractionTerm(b, c, i)
		kz := k * z / f
		fz := kz / f
		// f' = 1 - kz/f with the logarithmic derivatives kb and kc of k.
		db, dc, dz = fz*db-kz*kb, fz*dc-kz*kc, fz*dz-k/f
		f = 1 - kz
	}
	return UnitSeries{Log: -math.Log(f), DB: -db / f, DC: -dc / f, DZ: -dz / f}, f > 0
}

// fractionTerm returns the i-th coefficient and its logarithmic derivatives by b and c.
func fractionTerm(b, c float64, i int) (k, byB, byC float64) {
	n := float64(i / 2)
	low, high := c+float64(i)-2, c+float64(i)-1
	if i%2 == 1 {
		k = (b + n) * (c - 1 + n) / (low * high)
		if i == 1 { // (c-1) cancels
			return b / c, 1 / b, -1 / c
		}
		return k, 1 / (b + n), 1/(c-1+n) - 1/low - 1/high
	}
	d := c - b + n - 1
	return n * d / (low * high), -1 / d, 1/d - 1/low - 1/high
}

// fractionDepth returns the depth at which the fraction no longer changes, by the
// modified Lentz method, and a fifth more for the derivatives.
func fractionDepth(b, c, z float64) (int, bool) {
	d, e, f := 0.0, 1.0, 1.0
	for i := 1; i < unitTerms; i++ {
		k, _, _ := fractionTerm(b, c, i)
		a := -k * z
		d = 1 + a*d
		e = 1 + a/e
		if d == 0 || e == 0 {
			return 0, false
		}
		d = 1 / d
		step := e * d
		f *= step
		if math.Abs(step-1) < 1e-15 {
			return i + i/5 + 10, true
		}
	}
	return 0, false
}
