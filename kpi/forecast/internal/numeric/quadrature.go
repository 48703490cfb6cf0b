package numeric

import "math"

// Integrate returns the integral of f over [a, b] by the double exponential
// (tanh-sinh) rule of Takahasi and Mori (1974), halving the step until two
// results agree to about 1e-12. f may be singular, but integrable, at the ends.
func Integrate(f func(float64) float64, a, b float64) float64 {
	if a == b {
		return 0
	}
	half := (b - a) / 2
	at := func(u float64) float64 {
		s := math.Pi / 2 * math.Sinh(u)
		// Distance from the nearer end, which keeps its precision where tanh would not.
		d := (b - a) / (1 + math.Exp(2*math.Abs(s)))
		weight := half * math.Pi / 2 * math.Cosh(u) / (math.Cosh(s) * math.Cosh(s))
		if weight == 0 || d == 0 {
			return 0
		}
		x := a + d
		if s > 0 {
			x = b - d
		}
		return weight * finite(f(x))
	}
	return doubleExponential(at, 4)
}

// IntegrateDecaying returns the integral over [0, inf) of exp(-v) f(v) for an f
// that neither grows nor falls faster than a power, by the double exponential
// rule v = exp(u - exp(-u)).
func IntegrateDecaying(f func(float64) float64) float64 {
	at := func(u float64) float64 {
		v := math.Exp(u - math.Exp(-u))
		return finite(f(v)) * math.Exp(-v) * v * (1 + math.Exp(-u))
	}
	return doubleExponential(at, 7)
}

// TricomiU returns U(s, s, z), Tricomi's confluent function with equal
// parameters, for s, z > 0; it equals exp(z) Gamma(1-s, z).
func TricomiU(s, z float64) float64 {
	return math.Pow(z, -s) * DiscountedPower(s, z)
}

// DiscountedPower returns the integral over [0, inf) of exp(-v) (1+v/w)^(-s),
// in (0, 1], for s, w > 0.
func DiscountedPower(s, w float64) float64 {
	return IntegrateDecaying(func(v float64) float64 { return math.Exp(-s * math.Log1p(v/w)) })
}

// doubleExponential sums the trapezoidal rule over [-reach, reach].
func doubleExponential(at func(float64) float64, reach float64) float64 {
	h := 0.5
	sum := at(0)
	for k := 1; float64(k)*h <= reach; k++ {
		sum += at(float64(k)*h) + at(-float64(k)*h)
	}
	last := sum * h
	for range 10 {
		h /= 2
		for k := 1; float64(k)*h <= reach; k += 2 {
			sum += at(float64(k)*h) + at(-float64(k)*h)
		}
		next := sum * h
		if math.Abs(next-last) <= 1e-12*math.Abs(next) && h < 0.1 {
			return next
		}
		last = next
	}
	return last
}

func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}
