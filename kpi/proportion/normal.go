package proportion

import "math"

// normalCDF returns the standard normal distribution function, with all digits
// in the lower tail; the upper tail is normalCDF(-x).
func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// logUpperNormal returns the logarithm of the upper tail. Where erfc nears the
// smallest floats, the asymptotic series of Mills' ratio takes over.
func logUpperNormal(x float64) float64 {
	if x < 30 {
		return math.Log(normalCDF(-x))
	}
	w := 1 / (x * x)
	return -x*x/2 - math.Log(x*math.Sqrt(2*math.Pi)) + math.Log1p(-w*(1-3*w*(1-5*w*(1-7*w*(1-9*w*(1-11*w))))))
}

// upperNormalQuantile returns the z whose upper tail is q, 0 < q < 1. It takes
// the tail rather than the level, because 1 − q forgets a small q.
func upperNormalQuantile(q float64) float64 {
	if q > 0.5 {
		return -upperNormalQuantile(1 - q)
	}
	if q > 0.1 {
		return math.Sqrt2 * math.Erfinv(1-2*q)
	}
	// Newton's method on the logarithm of the tail, which is nearly a parabola,
	// so that a rough start is enough. The ratio tail/density is 1/z to within
	// 1/z² and needs no more to converge.
	target := math.Log(q)
	z := math.Sqrt(-2 * target)
	for range 60 {
		tail := logUpperNormal(z)
		step := (tail - target) * math.Exp(tail+z*z/2) * math.Sqrt(2*math.Pi)
		z += step
		if math.Abs(step) <= 1e-15*z {
			break
		}
	}
	return z
}

// lowerNormalQuantile returns the z whose lower tail is p.
func lowerNormalQuantile(p float64) float64 { return -upperNormalQuantile(p) }
