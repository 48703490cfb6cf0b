package proportion

import (
	"fmt"
	"math"
)

// DifferenceMethod is a way to put an interval around the difference of two
// independent rates. Its zero value, [Newcombe], is the default.
type DifferenceMethod uint8

const (
	// Newcombe is the hybrid of the two Wilson intervals, method 10 of Newcombe
	// (1998b). It lies in [−1, 1], and is the default.
	Newcombe DifferenceMethod = iota
	// NewcombeContinuity is the hybrid of the Wilson intervals with continuity
	// correction, method 11 of Newcombe (1998b).
	NewcombeContinuity
	// AgrestiCaffo adds one success and one failure to each group and takes the
	// Wald interval (Agresti and Caffo 2000). It may leave [−1, 1], and its
	// centre is drawn towards 0.
	AgrestiCaffo
	// WaldDifference is the textbook interval with unpooled variances (method 1
	// of Newcombe 1998b), for comparison with other tools. It may leave [−1, 1].
	WaldDifference
)

// String returns the name of the method in lower case with hyphens.
func (m DifferenceMethod) String() string {
	names := [...]string{"newcombe", "newcombe-continuity", "agresti-caffo", "wald"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("difference-method(%d)", uint8(m))
}

// Difference returns the rate of a minus the rate of b, in [−1, 1], with its
// two-sided confidence interval at the given level.
//
// Errors: [ErrNoTrials] when either group is empty, [ErrNegative], [ErrExcess],
// [ErrLevel], [ErrOption].
func Difference(a, b Group, level float64, m DifferenceMethod) (Estimate, error) {
	if err := pair(a, b); err != nil {
		return Estimate{}, err
	}
	if err := checkLevel("level", level); err != nil {
		return Estimate{}, err
	}
	z := upperNormalQuantile((1 - level) / 2)
	e := Estimate{Value: a.rate() - b.rate()}
	var err error
	switch m {
	case Newcombe:
		e.Interval, err = newcombe(a, b, level, Wilson)
	case NewcombeContinuity:
		e.Interval, err = newcombe(a, b, level, WilsonContinuity)
	case AgrestiCaffo: // a success and a failure more in each group
		m, n := float64(a.Trials)+2, float64(b.Trials)+2
		e.Interval = waldDifference((float64(a.Successes)+1)/m, (float64(b.Successes)+1)/n, m, n, z)
	case WaldDifference:
		e.Interval = waldDifference(a.rate(), b.rate(), float64(a.Trials), float64(b.Trials), z)
	default:
		err = &ValueError{ErrOption, "method", float64(m)}
	}
	if err != nil {
		return Estimate{}, err
	}
	return e, nil
}

// newcombe squares and adds the distances of each rate from the bound that
// drives the difference to that side.
func newcombe(a, b Group, level float64, single Method) (Interval, error) {
	p, q := a.rate(), b.rate()
	ia, err := CI(a.Successes, a.Trials, level, single)
	if err != nil {
		return Interval{}, err
	}
	ib, err := CI(b.Successes, b.Trials, level, single)
	if err != nil {
		return Interval{}, err
	}
	return Interval{
		p - q - math.Hypot(p-ia.Low, ib.High-q),
		p - q + math.Hypot(ia.High-p, q-ib.Low),
	}.Clip(-1, 1), nil
}

// waldDifference is the Wald interval of the difference of a rate in m trials and one
// in n trials.
func waldDifference(p, q, m, n, z float64) Interval {
	half := z * math.Sqrt(p*(1-p)/m+q*(1-q)/n)
	return Interval{p - q - half, p - q + half}
}
