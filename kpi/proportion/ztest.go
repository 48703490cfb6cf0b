package proportion

import (
	"fmt"
	"math"
)

// Alternative is the side a test looks at. Its zero value is [TwoSided].
type Alternative uint8

const (
	// TwoSided asks whether the rates differ.
	TwoSided Alternative = iota
	// Less asks whether the first rate is below the second.
	Less
	// Greater asks whether the first rate is above the second.
	Greater
)

// String returns the name of the alternative in lower case with hyphens.
func (a Alternative) String() string {
	names := [...]string{"two-sided", "less", "greater"}
	if int(a) < len(names) {
		return names[a]
	}
	return fmt.Sprintf("alternative(%d)", uint8(a))
}

// Correction says whether a statistic is corrected for the continuity of its
// reference distribution. Its zero value is [Uncorrected].
type Correction uint8

const (
	// Uncorrected takes the statistic as it is.
	Uncorrected Correction = iota
	// Yates moves each count towards its expectation by 0.5, but never beyond
	// it (Yates 1934). It is for two groups of two outcomes only.
	Yates
)

// String returns the name of the correction in lower case.
func (c Correction) String() string {
	names := [...]string{"uncorrected", "yates"}
	if int(c) < len(names) {
		return names[c]
	}
	return fmt.Sprintf("correction(%d)", uint8(c))
}

// ZTest is the outcome of [TwoProportionTest].
type ZTest struct {
	// Z is the difference of the rates in standard errors; its sign is that of
	// the first rate minus the second. Its square is Pearson's chi-square.
	Z float64
	// P is the p-value, in [0, 1].
	P float64
}

// TwoProportionTest tests whether two independent rates are equal, by the
// difference over its standard error under the pooled rate.
//
// Errors: [ErrNoTrials] when either group is empty, [ErrNoVariation] when all
// trials of both groups ended alike (the statistic is 0/0), [ErrNegative],
// [ErrExcess], [ErrOption].
func TwoProportionTest(a, b Group, alt Alternative, c Correction) (ZTest, error) {
	if err := pair(a, b); err != nil {
		return ZTest{}, err
	}
	if c > Yates {
		return ZTest{}, &ValueError{ErrOption, "correction", float64(c)}
	}
	m, n := float64(a.Trials), float64(b.Trials)
	x := float64(a.Successes) + float64(b.Successes)
	y := float64(a.Trials-a.Successes) + float64(b.Trials-b.Successes)
	if x == 0 || y == 0 {
		return ZTest{}, &CountError{ErrNoVariation, "successes of both groups", a.Successes}
	}
	d := a.rate() - b.rate()
	if c == Yates {
		size := math.Abs(d)
		d = math.Copysign(size-min(size, (1/m+1/n)/2), d)
	}
	z := d / math.Sqrt(x/(m+n)*(y/(m+n))*(1/m+1/n))
	p, err := normalP(z, alt)
	if err != nil {
		return ZTest{}, err
	}
	return ZTest{z, p}, nil
}

// normalP returns the p-value of a standard normal statistic.
func normalP(z float64, alt Alternative) (float64, error) {
	switch alt {
	case TwoSided:
		return math.Erfc(math.Abs(z) / math.Sqrt2), nil
	case Less:
		return normalCDF(z), nil
	case Greater:
		return normalCDF(-z), nil
	}
	return 0, &ValueError{ErrOption, "alternative", float64(alt)}
}
