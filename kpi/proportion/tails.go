package proportion

import "math"

// NormalQuantile returns the z for which a standard normal variable lies within
// ±z with probability level: 1.959963… for 0.95. Other estimates make their
// two-sided intervals of it.
//
// Errors: [ErrLevel] for a level outside (0, 1).
func NormalQuantile(level float64) (float64, error) {
	if err := checkLevel("level", level); err != nil {
		return 0, err
	}
	return upperNormalQuantile((1 - level) / 2), nil
}

// ChiSquareTail returns the probability that a chi-square variable with df
// degrees of freedom is x or more, in [0, 1]: the p-value of a statistic. Of an
// x of 0 or less it is 1, of an infinite one 0.
//
// Errors: [ErrOption] for df below 1, [ErrTooLarge] for df above a thousand
// million, [ErrRate] for an x that is not a number.
func ChiSquareTail(x float64, df int) (float64, error) {
	switch {
	case df < 1:
		return 0, &CountError{ErrOption, "degrees of freedom", int64(df)}
	case df > 1_000_000_000:
		return 0, &CountError{ErrTooLarge, "degrees of freedom", int64(df)}
	case math.IsNaN(x):
		return 0, &ValueError{ErrRate, "statistic", x}
	case x <= 0:
		return 1, nil
	case math.IsInf(x, 1):
		return 0, nil
	}
	return chiSquareTail(x, df), nil
}
