package proportion

import (
	"errors"
	"fmt"
)

// The kinds of error of this package, for errors.Is.
var (
	// ErrNoTrials says that there is nothing to divide by.
	ErrNoTrials = errors.New("no trials")
	// ErrNegative says that a count is negative.
	ErrNegative = errors.New("count is negative")
	// ErrExcess says that there are more successes than trials.
	ErrExcess = errors.New("more successes than trials")
	// ErrTooLarge says that a count is beyond what can be computed: a table
	// above [MaxFisherTotal], or a sample size above 2^53.
	ErrTooLarge = errors.New("count is too large")
	// ErrLevel says that a confidence level, significance level or power does
	// not lie in (0, 1).
	ErrLevel = errors.New("level is not between 0 and 1")
	// ErrRate says that an assumed rate or probability is out of its range.
	ErrRate = errors.New("rate is out of range")
	// ErrMargin says that a margin of error does not lie in (0, 1).
	ErrMargin = errors.New("margin of error is not between 0 and 1")
	// ErrOption says that a method, formula, correction or alternative is none
	// of the named constants, or does not apply.
	ErrOption = errors.New("option is unknown or does not apply")
	// ErrNoDifference says that two assumed rates are equal, so that no number
	// of trials can tell them apart.
	ErrNoDifference = errors.New("no detectable difference")
	// ErrNoVariation says that all answers are alike, so that a test would
	// divide 0 by 0.
	ErrNoVariation = errors.New("no variation")
	// ErrTable says that a table has the wrong shape.
	ErrTable = errors.New("wrong shape of table")
	// ErrZeroExpected says that a row or column of a table is empty, or a
	// probability zero, so that an expected count is 0.
	ErrZeroExpected = errors.New("expected count is zero")
)

// CountError is an error about a count. It wraps one of the sentinels.
type CountError struct {
	// Err is the sentinel: [ErrNegative], [ErrExcess], [ErrTooLarge] …
	Err error
	// Name is the role of the count: "trials", "promoters", "cell [1][0]" …
	Name string
	// Value is the offending count.
	Value int64
}

// Error returns the kind, the role and the value of the count.
func (e *CountError) Error() string {
	return fmt.Sprintf("proportion: %s: %v (%d)", e.Name, e.Err, e.Value)
}

// Unwrap returns the sentinel.
func (e *CountError) Unwrap() error { return e.Err }

// ValueError is an error about a number that is not a count, such as a level.
// It wraps one of the sentinels.
type ValueError struct {
	// Err is the sentinel: [ErrLevel], [ErrRate], [ErrMargin] …
	Err error
	// Name is the role of the value: "level", "power", "p1" …
	Name string
	// Value is the offending number.
	Value float64
}

// Error returns the kind, the role and the value of the number.
func (e *ValueError) Error() string {
	return fmt.Sprintf("proportion: %s: %v (%g)", e.Name, e.Err, e.Value)
}

// Unwrap returns the sentinel.
func (e *ValueError) Unwrap() error { return e.Err }

// checkCounts refuses impossible counts; the zero denominator comes last, so
// that bad data is never mistaken for no data.
func checkCounts(successes, trials int64) error {
	switch {
	case trials < 0:
		return &CountError{ErrNegative, "trials", trials}
	case successes < 0:
		return &CountError{ErrNegative, "successes", successes}
	case successes > trials:
		return &CountError{ErrExcess, "successes", successes}
	case trials == 0:
		return &CountError{ErrNoTrials, "trials", trials}
	}
	return nil
}

// checkLevel refuses a level outside the open unit interval, and NaN.
func checkLevel(name string, level float64) error {
	if !(level > 0 && level < 1) {
		return &ValueError{ErrLevel, name, level}
	}
	return nil
}
