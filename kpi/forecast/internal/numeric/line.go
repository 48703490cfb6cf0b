package numeric

import "math"

// line is a bisecting weak-Wolfe line search.
type line struct {
	f            Objective
	from, along  []float64
	value, slope float64 // at from
	limit        float64 // the longest step, to the wall
	wall         float64
}

// at puts the point of a step into x and its gradient into gx.
func (l line) at(step float64, x, gx []float64) float64 {
	for i := range x {
		x[i] = l.from[i] + step*l.along[i]
		if l.wall > 0 && math.Abs(x[i]) > l.wall*(1-1e-12) {
			// Rounding must not leave it a hair's breadth from the wall.
			x[i] = math.Copysign(l.wall, x[i])
		}
	}
	return l.f(x, gx)
}

// search leaves the accepted point in x and its gradient in gx.
func (l line) search(x, gx []float64, step float64, evaluations *int) (float64, bool) {
	lo, hi := 0.0, math.Inf(1)
	best := math.Inf(1)
	step = min(step, l.limit)
	for range 40 {
		v := l.at(step, x, gx)
		*evaluations++
		if !usable(v, gx) || v > l.value+1e-4*step*l.slope {
			hi = step
		} else {
			best = v
			if dot(gx, l.along) >= 0.9*l.slope || step >= l.limit {
				return v, true
			}
			lo = step
		}
		if math.IsInf(hi, 1) {
			step = min(2*step, l.limit)
		} else {
			step = (lo + hi) / 2
			if hi-lo <= 1e-12*hi {
				break
			}
		}
	}
	// A decrease without the curvature condition is still a step forward, if
	// the last point tried is the one that gave it.
	if lo > 0 && !math.IsInf(best, 1) {
		v := l.at(lo, x, gx)
		*evaluations++
		return v, usable(v, gx) && v < l.value
	}
	return l.value, false
}
