package proportion

import "math"

// gammaTail returns the regularised upper incomplete gamma function Q(a, x),
// a > 0, x ≥ 0, and x^a·e^−x/Γ(a), minus its slope in ln x.
func gammaTail(a, x float64) (tail, front float64) {
	if x <= 0 {
		return 1, 0
	}
	front = math.Sqrt(a/(2*math.Pi)) * math.Exp(-stirlingError(a)-a*excess((x-a)/a, x/a))
	const terms = 1_000_000
	if x < a+1 {
		sum, term := 1/a, 1/a
		for k := 1.0; k < terms && term > 1e-17*sum; k++ {
			term *= x / (a + k)
			sum += term
		}
		return max(0, 1-front*sum), front
	}
	// Legendre's fraction, by the modified Lentz algorithm; all its partial
	// denominators are positive for x ≥ a+1.
	b := x + 1 - a
	c, d := math.Inf(1), 1/b
	value := d
	for k := 1.0; k < terms; k++ {
		num := -k * (k - a)
		b += 2
		d = 1 / (b + num*d)
		c = b + num/c
		step := c * d
		value *= step
		if math.Abs(step-1) <= 1e-15 {
			break
		}
	}
	return front * value, front
}

// chiSquareTail returns the probability that a chi-square variable with df
// degrees of freedom exceeds x.
func chiSquareTail(x float64, df int) float64 {
	tail, _ := gammaTail(float64(df)/2, x/2)
	return tail
}

// solveTail returns the x in (0, top) at which a monotone tail probability
// equals q. The tail is given with its slope in ln x. It is Newton's method for
// ln tail over ln x, where power-law tails are straight lines, inside a bracket
// that halves when Newton leaves it.
//
// The direction is an argument: in the far tails the slope is 0 and tells none.
func solveTail(q, start, top float64, rising bool, tail func(x float64) (value, slope float64)) float64 {
	low, high := 0.0, top
	x := start
	for range 300 {
		value, slope := tail(x)
		if value == q {
			return x
		}
		if (value < q) == rising {
			low = x
		} else {
			high = x
		}
		next := x * math.Exp(math.Log(q/value)*value/slope)
		if !(next > low && next < high) {
			switch {
			case low == 0:
				next = high / 1024
			default:
				next = low + (high-low)/2
			}
		}
		if math.Abs(next-x) <= 2e-16*x {
			return next
		}
		x = next
	}
	return x
}
