package proportion

import "math"

// mirrored computes an interval for the rarer outcome and turns it over for the
// other. So the intervals of successes and failures mirror each other to the
// last bit, and the bound near 0 or 1 does not suffer from cancellation.
func mirrored(x, n, z float64, lower func(x, n, z float64) Interval) Interval {
	rare := min(x, n-x)
	p := rare / n
	iv := lower(rare, n, z)
	// Rounding may put a bound on the wrong side of the rate when z is tiny.
	iv = Interval{max(0, min(iv.Low, p)), min(1, max(iv.High, p))}
	if x > rare {
		return Interval{1 - iv.High, 1 - iv.Low}
	}
	return iv
}

// wilson solves (π − p)² = z²·π(1 − π)/n. The lower root comes from the product
// of the roots, since the difference loses all digits for rare successes.
func wilson(x, n, z float64) Interval {
	p, w := x/n, z*z/n
	high := (p + w/2 + z*math.Sqrt(p*(1-p)/n+w/n/4)) / (1 + w)
	if x == 0 {
		return Interval{0, high}
	}
	return Interval{p * p / (1 + w) / high, high}
}

// wilsonContinuity solves the same equation with |π − p| less 1/(2n).
func wilsonContinuity(x, n, z float64) Interval {
	p, z2 := x/n, z*z
	low := 0.0
	if x > 0 {
		low = (2*x + z2 - 1 - z*math.Sqrt(z2-2-1/n+4*p*(n-x+1))) / (2 * (n + z2))
	}
	high := 1.0
	if x < n {
		high = (2*x + z2 + 1 + z*math.Sqrt(z2+2-1/n+4*p*(n-x-1))) / (2 * (n + z2))
	}
	return Interval{low, high}
}

func agrestiCoull(x, n, z float64) Interval {
	m := n + z*z
	p := (x + z*z/2) / m
	half := z * math.Sqrt(p*(1-p)/m)
	return Interval{p - half, p + half}
}

func wald(x, n, z float64) Interval {
	p := x / n
	half := z * math.Sqrt(p*(1-p)/n)
	return Interval{p - half, p + half}
}

// clopperPearson inverts the two one-sided binomial tests, each at q.
func clopperPearson(successes, trials int64, q float64) Interval {
	x, y := float64(successes), float64(trials-successes)
	return betaInterval(x, y, q, beta{a: x, b: y + 1}, beta{a: x + 1, b: y})
}

func jeffreys(successes, trials int64, q float64) Interval {
	x, y := float64(successes), float64(trials-successes)
	posterior := beta{a: x + 0.5, b: y + 0.5}
	return betaInterval(x, y, q, posterior, posterior)
}

// betaInterval takes the quantile q of one distribution and the quantile 1 − q of
// another, but leaves no room beyond a rate of 0 or 1.
func betaInterval(x, y, q float64, lower, upper beta) Interval {
	iv := Interval{0, 1}
	if x > 0 {
		iv.Low = betaQuantile(lower.a, lower.b, q, false)
	}
	if y > 0 {
		iv.High = betaQuantile(upper.a, upper.b, q, true)
	}
	// At a level near 0 both bounds are the median, each with its own rounding.
	return Interval{min(iv.Low, iv.High), max(iv.Low, iv.High)}
}
