package cohort

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
)

// BandStep is a time with the band around its survival.
type BandStep struct {
	Step
	Band proportion.Interval
}

// HallWellner returns the simultaneous confidence band of Hall and Wellner
// (1980) over the times with events: with the given level the whole curve lies
// in it, and not only each point as with Step.Interval, so that it is wider.
// The critical value is that of HallWellnerCritical; n is the number of
// subjects. Limits are plain or log-log; for log they are log-log. Steps at
// which survival is 0 have no band and are left out.
//
//	S ± S c (1 + n s²) / √n, with s² = the sum of d / (n (n - d))
//
// Of curves with left truncation, and of the zero Curve, there is no band: nil.
func (c Curve) HallWellner(critical float64, kind LimitKind) []BandStep {
	if len(c.entries) > 0 || !(critical > 0) || math.IsInf(critical, 0) {
		return nil
	}
	if kind != PlainLimits {
		kind = LogLogLimits
	}
	n := float64(c.Subjects())
	var out []BandStep
	for _, s := range c.steps {
		if s.Events == 0 || s.Survival == 0 {
			continue
		}
		out = append(out, BandStep{s, around(s.Survival, critical*(1+n*s.variance)/math.Sqrt(n), kind)})
	}
	return out
}

// HallWellnerCritical returns the critical value of a band over all times: the
// quantile of Kolmogorov's distribution, 1.3581 for the level 0.95. The error
// is proportion.ErrLevel for a level outside (0, 1).
func HallWellnerCritical(level float64) (float64, error) {
	if !(level > 0 && level < 1) {
		return 0, &proportion.ValueError{Err: proportion.ErrLevel, Name: "level", Value: level}
	}
	low, high := 0.0, 64.0
	for range 200 {
		middle := low + (high-low)/2
		if kolmogorovTail(middle) > 1-level {
			low = middle
		} else {
			high = middle
		}
	}
	return high, nil
}

// kolmogorovTail returns the probability that the supremum of a Brownian bridge
// exceeds x.
func kolmogorovTail(x float64) float64 {
	if x < 0.5 { // the alternating series is slow here, its theta transform fast
		sum := 0.0
		for k := 1.0; k < 20; k += 2 {
			sum += math.Exp(-k * k * math.Pi * math.Pi / (8 * x * x))
		}
		return 1 - math.Sqrt(2*math.Pi)/max(x, 1e-300)*sum
	}
	sum, sign := 0.0, 1.0
	for k := 1.0; k < 100; k++ {
		sum += sign * math.Exp(-2*k*k*x*x)
		sign = -sign
	}
	return 2 * sum
}
