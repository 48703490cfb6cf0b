package period

import (
	"errors"
	"fmt"
	"time"
)

// Kinds of errors. Every error of this package wraps one of them.
var (
	// ErrInvertedRange says that a range ends before it starts.
	ErrInvertedRange = errors.New("period: range ends before it starts")
	// ErrOutOfRange says that an instant or a date lies outside the supported years.
	ErrOutOfRange = errors.New("period: outside the supported years")
	// ErrNoZone says that a calendar has no time zone: it was not made by [In].
	ErrNoZone = errors.New("period: calendar without a time zone, make it with period.In")
	// ErrDate says that a date, week, quarter or month does not exist.
	ErrDate = errors.New("period: no such date")
	// ErrGrain says that a grain is not one of the constants of this package.
	ErrGrain = errors.New("period: no such grain")
	// ErrSyntax says that a text does not follow its grammar.
	ErrSyntax = errors.New("period: syntax")
	// ErrTooManyPeriods says that a split would give more than [MaxPeriods] pieces.
	ErrTooManyPeriods = errors.New("period: too many periods")
	// ErrCuts says that cuts are not strictly increasing.
	ErrCuts = errors.New("period: cuts do not increase")
	// ErrHours says that an opening is not possible: no such weekday or wall time.
	ErrHours = errors.New("period: impossible opening hours")
)

// InvertedRangeError holds the two instants of a range that ends before it
// starts. It wraps [ErrInvertedRange].
type InvertedRangeError struct{ Start, End time.Time }

// Error names both instants.
func (e *InvertedRangeError) Error() string {
	return fmt.Sprintf("%v: from %s to %s", ErrInvertedRange, e.Start.Format(time.RFC3339Nano), e.End.Format(time.RFC3339Nano))
}

// Unwrap returns [ErrInvertedRange].
func (e *InvertedRangeError) Unwrap() error { return ErrInvertedRange }

// SyntaxError holds a text that could not be read. It wraps [ErrSyntax].
type SyntaxError struct {
	What   string // what was expected: "date", "range", "opening hours" ...
	Text   string // the offending text
	Reason string // why it was refused; may be empty
}

// Error names what was expected and the text, cut where it is long.
func (e *SyntaxError) Error() string {
	text := e.Text
	if len(text) > 64 {
		text = text[:64] + "..."
	}
	if e.Reason == "" {
		return fmt.Sprintf("%v: %q is not a %s", ErrSyntax, text, e.What)
	}
	return fmt.Sprintf("%v: %q is not a %s: %s", ErrSyntax, text, e.What, e.Reason)
}

// Unwrap returns [ErrSyntax].
func (e *SyntaxError) Unwrap() error { return ErrSyntax }
