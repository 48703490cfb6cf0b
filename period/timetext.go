package period

import (
	"fmt"
	"strings"
	"time"
)

// timeText is a date and time as written, with its offset where it has one.
type timeText struct {
	date     Date
	tod      int64 // seconds since midnight
	nanos    int
	absolute bool // an offset was given
	offset   int64
}

// instant returns the instant of an absolute time.
func (p timeText) instant() time.Time {
	return time.Unix(int64(p.date.number())*secondsPerDay+p.tod-p.offset, int64(p.nanos)).
		In(time.FixedZone("", int(p.offset)))
}

// scanInstant reads an RFC 3339 instant as written by appendInstant.
func scanInstant(s string) (time.Time, error) {
	p, err := scanTime(s)
	if err == nil && !p.absolute {
		err = &SyntaxError{What: "time", Text: s, Reason: "an offset such as Z or +01:00 is needed"}
	}
	if err != nil {
		return time.Time{}, err
	}
	if t := p.instant(); p.offset != 0 {
		return t, nil
	}
	return p.instant().UTC(), nil
}

// scanTime reads DATEThh:mm[:ss[.fff]][offset]. The date may be of any year
// that appendInstant writes: 0000 to 9999, and +10000.
func scanTime(s string) (timeText, error) {
	var p timeText
	fail := &SyntaxError{What: "time", Text: s, Reason: "want YYYY-MM-DDThh:mm[:ss][offset]"}
	date, clock, _ := strings.Cut(s, "T")
	leap := 0
	if rest, expanded := strings.CutPrefix(date, "+10000"); expanded {
		date, leap = "0000"+rest, 10000 // both are leap years
	}
	var ok bool
	if p.date, ok = scanDate(date); !ok {
		return p, fail
	}
	p.date.Year += leap
	if m, d := p.date.Month, p.date.Day; m < 1 || m > 12 || d < 1 || d > daysIn(p.date.Year, m) {
		return p, fmt.Errorf("%w: %.64s", ErrDate, s)
	}
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		if p.offset, ok = scanOffset(clock[i:]); !ok {
			return p, fail
		}
		p.absolute, clock = true, clock[:i]
	}
	if i := strings.IndexAny(clock, ".,"); i >= 0 {
		if p.nanos, ok = scanFraction(clock[i+1:]); !ok || i != len("hh:mm:ss") {
			return p, fail
		}
		clock = clock[:i]
	}
	wallTime, ok := scanClock(clock)
	if !ok || wallTime == secondsPerDay && p.nanos != 0 {
		return p, fail
	}
	p.tod = wallTime
	return p, nil
}

// scanClock reads hh:mm or hh:mm:ss, up to 24:00, in seconds since midnight.
func scanClock(s string) (int64, bool) {
	if len(s) != 5 && len(s) != 8 || s[2] != ':' || len(s) == 8 && s[5] != ':' {
		return 0, false
	}
	h, ok1 := digits(s[:2])
	m, ok2 := digits(s[3:5])
	sec, ok3 := 0, true
	if len(s) == 8 {
		sec, ok3 = digits(s[6:])
	}
	total := int64(h*secondsPerHour + m*60 + sec)
	return total, ok1 && ok2 && ok3 && m < 60 && sec < 60 && total <= secondsPerDay
}

// scanOffset reads Z, +hh or +hh:mm, in seconds.
func scanOffset(s string) (int64, bool) {
	if s == "Z" {
		return 0, true
	}
	if len(s) != 3 && (len(s) != 6 || s[3] != ':') {
		return 0, false
	}
	h, ok := digits(s[1:3])
	m, okMinutes := 0, true
	if len(s) == 6 {
		m, okMinutes = digits(s[4:])
	}
	if !ok || !okMinutes || h > 23 || m > 59 {
		return 0, false
	}
	off := int64(h*secondsPerHour + m*60)
	if s[0] == '-' {
		off = -off
	}
	return off, true
}
