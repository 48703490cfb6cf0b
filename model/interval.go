package model

import "math"

// interval is from one value to another one, both included: where all values of a
// column lie.
type interval struct{ least, most int64 }

// noValue is the interval of no value.
var noValue = interval{math.MaxInt64, math.MinInt64}

func (r *interval) add(v int64) { r.least, r.most = min(r.least, v), max(r.most, v) }

// with is the interval that holds two others.
func (r interval) with(o interval) interval {
	return interval{min(r.least, o.least), max(r.most, o.most)}
}

// bound returns the largest magnitude in it.
func (r interval) bound() uint64 {
	if r.least > r.most {
		return 0
	}
	return max(magnitude(r.least), magnitude(r.most))
}

// times is the interval of the values times a factor, which fits.
func (r interval) times(by int64) interval {
	if r.least > r.most {
		return r
	}
	return interval{r.least * by, r.most * by}
}

// minus is the interval of differences, which fit.
func (r interval) minus(o interval) interval {
	if r.least > r.most || o.least > o.most {
		return r
	}
	return interval{r.least - o.most, r.most - o.least}
}
