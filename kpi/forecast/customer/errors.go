package customer

import (
	"errors"
	"fmt"
)

// The kinds of errors; test for them with errors.Is.
var (
	ErrUnit         = errors.New("unknown unit of time")
	ErrHorizon      = errors.New("unusable horizon")
	ErrCustomer     = errors.New("impossible customer")
	ErrParameters   = errors.New("parameters must be positive and finite")
	ErrTooFew       = errors.New("too few customers")
	ErrNoMean       = errors.New("mean spend does not exist for q <= 1")
	ErrDiscount     = errors.New("unusable discount")
	ErrNotConverged = errors.New("fit did not converge")
	ErrBoundary     = errors.New("fit lies on a boundary")
	ErrNotFinite    = errors.New("result is not finite")
	ErrHistory      = errors.New("impossible order history")
	ErrCurrency     = errors.New("several currencies among customers")
)

// Invalid says which customer of a list was refused, and why. It wraps ErrCustomer.
type Invalid struct {
	Index    int // position in the list; -1 for a single customer
	Customer Customer
	Reason   string
}

// Error names the position, the numbers and the reason.
func (e *Invalid) Error() string {
	at := ""
	if e.Index >= 0 {
		at = fmt.Sprintf(" at %d", e.Index)
	}
	return fmt.Sprintf("%v%s: %s (repeats %d, recency %g, age %g, mean spend %s)", ErrCustomer, at, e.Reason,
		e.Customer.Repeats, e.Customer.Recency, e.Customer.Age, e.Customer.MeanSpend)
}

// Unwrap returns ErrCustomer.
func (e *Invalid) Unwrap() error { return ErrCustomer }
