package forecast

import (
	"errors"
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// The kinds of errors; test for them with errors.Is.
var (
	ErrFrequency  = errors.New("frequency must be 1 or more")
	ErrNotFinite  = errors.New("value is not finite")
	ErrIndex      = errors.New("no such period")
	ErrTooShort   = errors.New("series is too short")
	ErrNotDefined = errors.New("method is not defined for these values")
	ErrForm       = errors.New("not a form of exponential smoothing")
	ErrParameters = errors.New("unusable parameters")
	ErrHorizon    = errors.New("horizon must be 1 or more")
	ErrLevel      = errors.New("level must lie within (0, 1)")
	ErrNoInterval = errors.New("method gives no prediction interval")
	ErrLengths    = errors.New("lists must have the same length, above 0")
	ErrUndefined  = errors.New("metric is undefined")
	ErrCurrency   = errors.New("several currencies in one series")
)

// Undefined says in which period of a metric there is no value, and why. It wraps
// ErrUndefined.
type Undefined struct {
	Period string // its label; "" where the whole series is undefined
	Why    kpi.Reason
	Detail string
}

// Error names the period and the reason.
func (e *Undefined) Error() string {
	text := ErrUndefined.Error()
	if e.Period != "" {
		text += " in " + e.Period
	}
	text += fmt.Sprintf(": %v", e.Why)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Unwrap returns ErrUndefined.
func (e *Undefined) Unwrap() error { return ErrUndefined }
