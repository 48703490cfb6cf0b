package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

const (
	wantInstant = "want a time such as 2025-01-31T09:30:00+01:00"
	wantOffset  = "want an offset from UTC, as in 2025-01-31T09:30:00+01:00; the options name no location for times without"
)

// instant reads a time as RFC 3339 has it, a space allowed for the T. One
// without an offset is taken in the location of the options, and refused where
// they name none.
func (d *decoder) instant(field, text string) time.Time {
	wall, offset, reason := parseClock(text)
	if reason == "" && offset == noOffset {
		if d.location == nil {
			reason = wantOffset
		} else if wall, reason = placeIn(wall, d.location); reason == "" {
			offset = 0
		}
	}
	if reason == "" {
		wall = wall.Add(-time.Duration(offset) * time.Second)
		if wall.IsZero() {
			reason = "this instant stands for a time that is not known; leave the field empty"
		}
	}
	if reason != "" {
		d.invalid(field, text, reason)
		return time.Time{}
	}
	return wall
}

const noOffset = 1 << 30

// parseClock reads date, time of the day and offset. It is stricter than
// [time.Parse], which takes some times that RFC 3339 has not, and knows nothing
// of the machine's zone. The clock's reading is returned as if it were UTC.
func parseClock(s string) (wall time.Time, offset int, reason string) {
	if len(s) < 19 || s[10] != 'T' && s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return wall, 0, wantInstant
	}
	date, err := period.ParseDate(s[:10])
	hour, ok1 := twoDigits(s[11:], 23)
	minute, ok2 := twoDigits(s[14:], 59)
	second, ok3 := twoDigits(s[17:], 59)
	if err != nil || !ok1 || !ok2 || !ok3 {
		return wall, 0, wantInstant
	}
	rest := s[19:]
	nanos := 0
	if rest != "" && rest[0] == '.' {
		n := 1
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			if n > 9 {
				return wall, 0, "more than 9 places after the seconds"
			}
			nanos = 10*nanos + int(rest[n]-'0')
			n++
		}
		if n == 1 {
			return wall, 0, wantInstant
		}
		for range 10 - n {
			nanos *= 10
		}
		rest = rest[n:]
	}
	wall = time.Date(date.Year, date.Month, date.Day, hour, minute, second, nanos, time.UTC)
	switch {
	case rest == "":
		return wall, noOffset, ""
	case rest == "Z" || rest == "z":
		return wall, 0, ""
	case len(rest) == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':':
		h, ok1 := twoDigits(rest[1:], 23)
		m, ok2 := twoDigits(rest[4:], 59)
		if ok1 && ok2 {
			if offset = 3600*h + 60*m; rest[0] == '-' {
				offset = -offset
			}
			return wall, offset, ""
		}
	}
	return wall, 0, wantInstant
}

func twoDigits(s string, most int) (int, bool) {
	a, b := s[0]-'0', s[1]-'0'
	n := 10*int(a) + int(b)
	return n, a <= 9 && b <= 9 && n <= most
}

// placeIn returns the instant at which the clocks of a location show the
// reading. Where they show it twice, as in an autumn night, it is the first
// time; where they never do, there is none.
func placeIn(wall time.Time, loc *time.Location) (time.Time, string) {
	var first time.Time
	found := false
	for _, near := range [...]time.Duration{-36 * time.Hour, 36 * time.Hour} {
		_, offset := wall.Add(near).In(loc).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		if _, at := t.In(loc).Zone(); at != offset {
			continue
		}
		if !found || t.Before(first) {
			first, found = t, true
		}
	}
	if !found {
		return wall, "the clocks of " + loc.String() + " never showed this time"
	}
	return first, ""
}
