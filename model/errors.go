package model

import (
	"errors"
	"fmt"
	"strconv"
)

// The kinds of refusals of a fact. A FactError wraps one of them.
var (
	ErrMissing       = errors.New("missing")             // a required field is not known
	ErrInvalid       = errors.New("invalid")             // a value breaks the rule of its field
	ErrContradiction = errors.New("contradiction")       // a value contradicts another field or fact
	ErrConflict      = errors.New("conflicting content") // the same ID was recorded with other content
	ErrUnknownLink   = errors.New("unknown link")        // a link to a fact that has to be there and is not
	ErrTooMany       = errors.New("too many facts")      // a table is full
)

// FactError says which field of which fact was refused, and why. All faults
// of one fact are joined, one FactError each.
type FactError struct {
	Kind   Kind
	ID     string // of the fact, as far as it is known
	Field  string // in the words of the data model, such as "placed_at"
	Value  string // as it was given; Error cuts it after 64 bytes
	Reason string
	Err    error // one of the exported kinds
}

// Error names fact, field, value and reason.
func (e *FactError) Error() string {
	return fmt.Sprintf("%s %s: %s %s: %v: %s", e.Kind, quoteCut(e.ID), e.Field, quoteCut(e.Value), e.Err, e.Reason)
}

// Unwrap returns the kind of refusal.
func (e *FactError) Unwrap() error { return e.Err }

// quoteCut quotes s so that hostile input can neither flood nor garble a log.
func quoteCut(s string) string {
	const most = 64
	if len(s) > most {
		return fmt.Sprintf("%s... (%d bytes)", strconv.QuoteToASCII(s[:most]), len(s))
	}
	return strconv.QuoteToASCII(s)
}
