package forecast

import (
	"fmt"
	"math"
)

// Coverage tells how prediction intervals did.
type Coverage struct {
	N      int     // periods that were compared
	Within Measure // share of actual values inside, in [0, 1]; compare it with the level
	Width  Measure // mean width
	// Winkler is the mean interval score of Winkler (1972): the width, plus
	// 2/(1-level) times the distance by which an actual value missed. Lower is better.
	Winkler Measure
}

// ScoreIntervals compares intervals of one level with actual values. NaN in
// actual is a missing period. It returns an error wrapping ErrLengths or ErrLevel.
func ScoreIntervals(actual, lower, upper []float64, level float64) (Coverage, error) {
	if len(actual) == 0 || len(actual) != len(lower) || len(actual) != len(upper) {
		return Coverage{}, fmt.Errorf("%w: %d actual, %d lower, %d upper", ErrLengths, len(actual), len(lower), len(upper))
	}
	if !(level > 0 && level < 1) {
		return Coverage{}, fmt.Errorf("%w: %v", ErrLevel, level)
	}
	var t intervalTally
	for i, a := range actual {
		t.add(a, lower[i], upper[i], level)
	}
	return t.coverage(), nil
}

// IntervalScore returns Winkler's score of one interval, in the unit of the
// values, 0 or more.
func IntervalScore(actual, lower, upper, level float64) float64 {
	return upper - lower + 2/(1-level)*max(0, lower-actual, actual-upper)
}

// PinballLoss returns the loss, 0 or more, of a forecast of the tau quantile: tau
// times what it fell short, or 1-tau times what it was too high.
func PinballLoss(actual, quantile, tau float64) float64 {
	if actual >= quantile {
		return tau * (actual - quantile)
	}
	return (1 - tau) * (quantile - actual)
}

type intervalTally struct{ n, within, width, winkler float64 }

func (t *intervalTally) add(actual, lower, upper, level float64) {
	if !known(actual) || math.IsNaN(lower) || math.IsNaN(upper) {
		return
	}
	t.n++
	if lower <= actual && actual <= upper {
		t.within++
	}
	t.width += upper - lower
	t.winkler += IntervalScore(actual, lower, upper, level)
}

func (t *intervalTally) coverage() Coverage {
	if t.n == 0 {
		return Coverage{}
	}
	return Coverage{N: int(t.n), Within: measure(t.within / t.n), Width: measure(t.width / t.n), Winkler: measure(t.winkler / t.n)}
}
