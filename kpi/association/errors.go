package association

import (
	"errors"
	"fmt"
)

// The kinds of error of this package, for errors.Is.
var (
	// ErrLimit says that there are more baskets, sets, rules or steps than the
	// options allow.
	ErrLimit = errors.New("limit exceeded")
	// ErrOption says that an option is out of its range.
	ErrOption = errors.New("option out of range")
	// ErrCounts says that counts contradict each other or are out of range.
	ErrCounts = errors.New("counts contradict each other")
	// ErrSides says that a rule has no consequent, or an item on both sides.
	ErrSides = errors.New("sides of a rule are not two sets")
)

// LimitError says which bound was exceeded. It wraps [ErrLimit].
type LimitError struct {
	// Name is what was counted: "itemsets", "rules", "steps" or "occurrences".
	Name string
	// Limit is the bound.
	Limit int64
}

// Error returns the name and the bound, and what helps.
func (e *LimitError) Error() string {
	return fmt.Sprintf("association: more than %d %s: %v; ask for a higher support or smaller sets", e.Limit, e.Name, ErrLimit)
}

// Unwrap returns [ErrLimit].
func (e *LimitError) Unwrap() error { return ErrLimit }

// OptionError says which option is out of its range. It wraps [ErrOption].
type OptionError struct {
	// Name is the field of [Options].
	Name string
	// Value is the offending value as text.
	Value string
}

// Error returns the name and the value.
func (e *OptionError) Error() string {
	return fmt.Sprintf("association: %v: %s = %s", ErrOption, e.Name, e.Value)
}

// Unwrap returns [ErrOption].
func (e *OptionError) Unwrap() error { return ErrOption }
