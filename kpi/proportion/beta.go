package proportion

import "math"

// stirlingError returns ln Γ(z+1) − ln(√(2πz)·(z/e)^z), z > 0. Densities are
// built on it since differences of log-gammas lose nine digits at a million.
func stirlingError(z float64) float64 {
	if z < 10 {
		g, _ := math.Lgamma(z + 1)
		return g - (z+0.5)*math.Log(z) + z - math.Log(2*math.Pi)/2
	}
	w := 1 / (z * z)
	return (1.0/12 - w*(1.0/360-w*(1.0/1260-w*(1.0/1680-w*(1.0/1188-w*691.0/360360))))) / z
}

// excess returns u − ln(1+u) without cancellation near u = 0. The caller gives
// ratio = 1+u too, since far below 0 the sum would forget it.
func excess(u, ratio float64) float64 {
	if math.Abs(u) > 0.3 {
		return u - math.Log(ratio)
	}
	// ln(1+u) = 2·artanh(v), and u − 2v = u·v.
	v := u / (2 + u)
	v2 := v * v
	sum, power := 0.0, v
	for k := 3.0; k < 60; k += 2 {
		power *= v2
		term := power / k
		sum += term
		if math.Abs(term) <= 1e-17*math.Abs(sum) {
			break
		}
	}
	return u*v - 2*sum
}

// beta is a beta distribution.
type beta struct{ a, b, n, log float64 }

func newBeta(a, b float64) beta {
	n := a + b
	return beta{a, b, n, stirlingError(n) - stirlingError(a) - stirlingError(b)}
}

// front returns x^a·y^b / B(a, b), y = 1−x. Beside the point it wants the
// distance d = (a+b)·x − a from the mean, because 1−x alone is useless for tiny x
// and enormous b.
func (f beta) front(x, y, d float64) float64 {
	if x <= 0 || y <= 0 {
		return 0
	}
	e := f.log - f.a*excess(d/f.a, x/f.a*f.n) - f.b*excess(-d/f.b, y/f.b*f.n)
	return math.Sqrt(f.a/f.n*f.b/(2*math.Pi)) * math.Exp(e)
}

// betaTails returns the regularised incomplete beta function I_x(a, b) and its
// complement, each with its own relative accuracy.
func betaTails(a, b, x float64) (lower, upper float64) {
	f := newBeta(a, b)
	d := f.n*x - a
	switch {
	case x <= 0:
		return 0, 1
	case x >= 1:
		return 1, 0
	case min(a, b) > wideBeta:
		return f.tailsByQuadrature(d)
	case d <= 0:
		lower = f.front(x, 1-x, d) / betaFraction(a, b, x, -d)
		return lower, 1 - lower
	}
	upper = f.front(x, 1-x, d) / betaFraction(b, a, 1-x, d)
	return 1 - upper, upper
}

// betaFraction evaluates the continued fraction of DiDonato and Morris (1992,
// ACM TOMS 18:360-373, eq. 9) by the modified Lentz algorithm. It converges
// fast for x below the mean, and sees the distance from it as lambda ≥ 0.
func betaFraction(a, b, x, lambda float64) float64 {
	const tiny = 1e-300
	at := func(m float64) float64 {
		return m + m*(b-m)*x/(a+2*m-1) + (a+m)*(lambda+1+m*(2-x))/(a+2*m+1)
	}
	value := a * (lambda + 1) / (a + 1)
	c, dd := value, 0.0
	for m := 1.0; m < 10_000; m++ {
		s := a + 2*m - 1
		num := (a + m - 1) / s * ((a + b + m - 1) / s) * m * (b - m) * x * x
		if num == 0 {
			break // b is a whole number: the fraction ends
		}
		den := at(m)
		dd = den + num*dd
		if dd == 0 {
			dd = tiny
		}
		c = den + num/c
		if c == 0 {
			c = tiny
		}
		dd = 1 / dd
		step := c * dd
		value *= step
		if math.Abs(step-1) <= 1e-15 {
			break
		}
	}
	return value
}

// wideBeta is where the fraction gives way to quadrature: above it the density
// is so close to a normal one that a fixed number of points does for any a and
// b, where the fraction needs ever more terms.
const wideBeta = 2000

// gauss10 holds the positive nodes and the weights of the Gauss-Legendre rule
// of ten points on [−1, 1] (Abramowitz and Stegun, table 25.4).
var gauss10 = [5][2]float64{
	{0.148874338981631211, 0.295524224714752870},
	{0.433395394129247191, 0.269266719309996355},
	{0.679409568299024406, 0.219086362515982044},
	{0.865063366688984511, 0.149451349150580593},
	{0.973906528517171720, 0.066671344308688138},
}

// tailsByQuadrature integrates the density outwards from the point, over twelve
// standard deviations in half steps.
func (f beta) tailsByQuadrature(d float64) (lower, upper float64) {
	sd := math.Sqrt(f.a / f.n * f.b)
	side := sd
	if d <= 0 { // the mean itself belongs to the lower tail, whatever the sign of 0
		side = -sd
	}
	density := func(at float64) float64 {
		x, y := (f.a+at)/f.n, (f.b-at)/f.n
		if x <= 0 || y <= 0 {
			return 0
		}
		return f.front(x, y, at) / x / y / f.n
	}
	sum := 0.0
	for panel := range 24 {
		mid := d + (float64(panel)+0.5)*side/2
		for _, g := range gauss10 {
			sum += g[1] * (density(mid-g[0]*side/4) + density(mid+g[0]*side/4))
		}
	}
	sum = min(1, sum*sd/4)
	if d <= 0 {
		return sum, 1 - sum
	}
	return 1 - sum, sum
}

// betaQuantile returns the x below which (or, for upper, above which) the
// beta distribution has probability q, 0 < q ≤ ½. It solves for x or 1−x,
// whichever is the lesser, so that a small bound keeps all its digits.
func betaQuantile(a, b, q float64, upper bool) float64 {
	lower, above := betaTails(a, b, 0.5)
	if upper && above > q || !upper && lower < q {
		return 1 - solveBeta(b, a, q, !upper)
	}
	return solveBeta(a, b, q, upper)
}

func solveBeta(a, b, q float64, upper bool) float64 {
	f := newBeta(a, b)
	return solveTail(q, a/f.n, 1, !upper, func(x float64) (tail, slope float64) {
		// The slope of I_x in ln x is front/(1−x).
		slope = f.front(x, 1-x, f.n*x-a) / (1 - x)
		lower, above := betaTails(a, b, x)
		if upper {
			return above, -slope
		}
		return lower, slope
	})
}
