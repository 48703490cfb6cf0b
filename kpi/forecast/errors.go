package forecast

import "errors"

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
)
