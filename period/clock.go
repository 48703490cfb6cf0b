package period

import "fmt"

// Clock is a wall time of a day, 00:00:00 to 24:00:00, in whole seconds. It
// is comparable with ==; the zero Clock is midnight at the start of the day.
type Clock struct{ sec int32 }

// At returns the wall time h:m, from 0:00 to 24:00. For other arguments it
// returns a Clock that is not [Clock.Valid], which [NewHours] refuses.
func At(h, m int) Clock {
	if h < 0 || h > 24 || m < 0 || m > 59 || h == 24 && m > 0 {
		return Clock{-1}
	}
	return Clock{int32(h*secondsPerHour + m*60)}
}

// ParseClock reads hh:mm or hh:mm:ss, up to 24:00. Errors: [ErrSyntax].
func ParseClock(s string) (Clock, error) {
	sec, ok := scanClock(s)
	if !ok {
		return Clock{}, &SyntaxError{What: "wall time", Text: s, Reason: "want hh:mm"}
	}
	return Clock{int32(sec)}, nil
}

// Valid reports whether the wall time exists.
func (c Clock) Valid() bool { return c.sec >= 0 && c.sec <= secondsPerDay }

// Seconds returns the seconds since midnight by the clock, 0 to 86400.
func (c Clock) Seconds() int { return int(c.sec) }

// String returns hh:mm, with :ss where there are seconds.
func (c Clock) String() string {
	if !c.Valid() {
		return "invalid"
	}
	h, m, s := c.sec/secondsPerHour, c.sec/60%60, c.sec%60
	if s != 0 {
		return fmt.Sprintf("%02d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%02d:%02d", h, m)
}

// MarshalText returns the text of [Clock.String]. Errors: [ErrHours] for a
// wall time that is not valid.
func (c Clock) MarshalText() ([]byte, error) {
	if !c.Valid() {
		return nil, fmt.Errorf("%w: no such wall time", ErrHours)
	}
	return []byte(c.String()), nil
}

// UnmarshalText reads what [ParseClock] reads, with the same errors; after an
// error the wall time is as it was.
func (c *Clock) UnmarshalText(text []byte) error {
	parsed, err := ParseClock(string(text))
	if err == nil {
		*c = parsed
	}
	return err
}
