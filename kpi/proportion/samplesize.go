package proportion

import (
	"fmt"
	"math"
)

// Formula is a way to plan the size of two groups. Its zero value, [Pooled], is
// the default. With z of the significance level, y of the power, p and q the two
// rates, m their mean and d their difference:
type Formula uint8

const (
	// Pooled is (z·√(2m(1−m)) + y·√(p(1−p)+q(1−q)))²/d², as R's power.prop.test
	// (Fleiss, Levin and Paik 2003 without correction).
	Pooled Formula = iota
	// Unpooled is (z+y)²·(p(1−p)+q(1−q))/d².
	Unpooled
	// BaselineVariance is (z·√(2p(1−p)) + y·√(p(1−p)+q(1−q)))²/d², with the first
	// rate as the baseline, as Evan Miller's calculator.
	BaselineVariance
	// FleissContinuity is n/4·(1+√(1+4/(n·d)))² of the pooled n: the size for a
	// test with [Yates].
	FleissContinuity
)

// String returns the name of the formula in lower case with hyphens.
func (f Formula) String() string {
	names := [...]string{"pooled", "unpooled", "baseline-variance", "fleiss-continuity"}
	if int(f) < len(names) {
		return names[f]
	}
	return fmt.Sprintf("formula(%d)", uint8(f))
}

// Plan says what an A/B test must achieve. Its zero value is a two-sided test at
// 5 % with a power of 80 %, planned by [Pooled].
type Plan struct {
	// Alpha is the significance level, in (0, 1); 0 stands for 0.05.
	Alpha float64
	// Power is the probability of finding the difference, in (0, 1); 0 stands
	// for 0.8.
	Power float64
	// OneSided puts all of Alpha on one side.
	OneSided bool
	// Formula is the way to compute the size.
	Formula Formula
}

// Size is a planned number of trials, per group where there are two.
type Size struct {
	// Exact is what the formula gives.
	Exact float64
	// Trials is Exact rounded up, 1 or more.
	Trials int64
}

// upper returns the normal quantile of the significance level.
func (p Plan) upper() (float64, error) {
	alpha := p.Alpha
	if alpha == 0 {
		alpha = 0.05
	}
	if err := checkLevel("alpha", alpha); err != nil {
		return 0, err
	}
	if !p.OneSided {
		alpha /= 2
	}
	return upperNormalQuantile(alpha), nil
}

// SampleSize returns the number of trials per group that a test of two equal
// groups needs to tell the rates p1 and p2 apart, p1 being the baseline.
//
// Errors: [ErrNoDifference] when the rates are equal, [ErrRate] when one lies
// outside [0, 1], [ErrLevel] for Alpha or Power, [ErrTooLarge] when the size
// exceeds 2^53, [ErrOption] for an unknown formula.
func SampleSize(p1, p2 float64, plan Plan) (Size, error) {
	if err := checkRates(p1, p2); err != nil {
		return Size{}, err
	}
	z, err := plan.upper()
	if err != nil {
		return Size{}, err
	}
	power := plan.Power
	if power == 0 {
		power = 0.8
	}
	if err := checkLevel("power", power); err != nil {
		return Size{}, err
	}
	y := lowerNormalQuantile(power)
	d := math.Abs(p1 - p2)
	v := p1*(1-p1) + p2*(1-p2)
	var null float64 // variance of the difference if there is none
	switch plan.Formula {
	case Pooled, FleissContinuity:
		m := (p1 + p2) / 2
		null = 2 * m * (1 - m)
	case Unpooled:
		null = v
	case BaselineVariance:
		null = 2 * p1 * (1 - p1)
	default:
		return Size{}, &ValueError{ErrOption, "formula", float64(plan.Formula)}
	}
	// Below 0 the power is had with no trials at all; squaring would hide that.
	root := max(0, z*math.Sqrt(null)+y*math.Sqrt(v)) / d
	n := root * root
	if plan.Formula == FleissContinuity {
		root = (root + math.Sqrt(n+4/d)) / 2
		n = root * root
	}
	return newSize(n)
}

// SampleSizeForMargin returns the number of answers after which the Wald
// interval of a rate near p is p ± margin at the given level; p = 0.5 is the
// safe choice. The size is for a large population.
//
// Errors: [ErrRate] when p lies outside [0, 1], [ErrMargin] when margin lies
// outside (0, 1), [ErrLevel], [ErrTooLarge] when the size exceeds 2^53.
func SampleSizeForMargin(p, margin, level float64) (Size, error) {
	if !(p >= 0 && p <= 1) {
		return Size{}, &ValueError{ErrRate, "p", p}
	}
	if !(margin > 0 && margin < 1) {
		return Size{}, &ValueError{ErrMargin, "margin", margin}
	}
	if err := checkLevel("level", level); err != nil {
		return Size{}, err
	}
	root := upperNormalQuantile((1-level)/2) * math.Sqrt(p*(1-p)) / margin
	return newSize(root * root)
}

// Power returns the probability, in [0, 1], that a test with so many trials per
// group finds the difference of the rates p1 and p2, as R's power.prop.test (the
// far side of a two-sided test is left out). Power and Formula of the plan are
// not used.
//
// Errors: [ErrNoTrials] for zero trials, [ErrNegative], [ErrNoDifference],
// [ErrRate], [ErrLevel].
func Power(p1, p2 float64, trials int64, plan Plan) (float64, error) {
	if err := checkCounts(0, trials); err != nil {
		return 0, err
	}
	if err := checkRates(p1, p2); err != nil {
		return 0, err
	}
	z, err := plan.upper()
	if err != nil {
		return 0, err
	}
	m := (p1 + p2) / 2
	gap := math.Sqrt(float64(trials))*math.Abs(p1-p2) - z*math.Sqrt(2*m*(1-m))
	sd := math.Sqrt(p1*(1-p1) + p2*(1-p2))
	if sd == 0 { // 0 against 1: no chance is left
		if gap > 0 {
			return 1, nil
		}
		return 0, nil
	}
	return normalCDF(gap / sd), nil
}

func checkRates(p1, p2 float64) error {
	if !(p1 >= 0 && p1 <= 1) {
		return &ValueError{ErrRate, "p1", p1}
	}
	if !(p2 >= 0 && p2 <= 1) {
		return &ValueError{ErrRate, "p2", p2}
	}
	if p1 == p2 {
		return &ValueError{ErrNoDifference, "p1 and p2", p1}
	}
	return nil
}

func newSize(n float64) (Size, error) {
	if !(n <= 1<<53) {
		return Size{}, fmt.Errorf("proportion: sample size: %w (%g)", ErrTooLarge, min(n, math.MaxFloat64))
	}
	return Size{n, max(1, int64(math.Ceil(n)))}, nil
}
