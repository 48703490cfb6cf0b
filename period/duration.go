package period

import (
	"strconv"
	"strings"
	"time"
)

// duration is a duration of ISO 8601. Months and days have no fixed length;
// they are added to dates.
type duration struct {
	months, days int
	secs         int64
	nanos        int
}

// scanDuration reads PnYnMnWnDTnHnMnS; a fraction is allowed in seconds only.
func scanDuration(s string) (duration, bool) {
	var d duration
	date, clock, hasClock := strings.Cut(strings.TrimPrefix(s, "P"), "T")
	if !strings.HasPrefix(s, "P") || (date == "" || hasClock) && clock == "" {
		return d, false
	}
	ok := scanUnits(date, "YMWD", 7, func(unit byte, n int64) {
		switch unit {
		case 'Y':
			d.months += 12 * int(n)
		case 'M':
			d.months += int(n)
		case 'W':
			d.days += 7 * int(n)
		case 'D':
			d.days += int(n)
		}
	})
	clock = strings.Replace(clock, ",", ".", 1)
	if whole, fraction, has := strings.Cut(clock, "."); has && strings.HasSuffix(fraction, "S") {
		nanos, good := scanFraction(strings.TrimSuffix(fraction, "S"))
		d.nanos, ok, clock = nanos, ok && good, whole+"S"
	}
	return d, ok && scanUnits(clock, "HMS", 12, func(unit byte, n int64) {
		switch unit {
		case 'H':
			d.secs += n * secondsPerHour
		case 'M':
			d.secs += n * 60
		case 'S':
			d.secs += n
		}
	})
}

// scanUnits reads numbers of at most size digits, each with one of the units,
// which must come in the given order.
func scanUnits(s, units string, size int, add func(unit byte, n int64)) bool {
	for s != "" {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 || i > size || i == len(s) {
			return false
		}
		u := strings.IndexByte(units, s[i])
		if u < 0 {
			return false
		}
		n, err := strconv.ParseInt(s[:i], 10, 64)
		if err != nil {
			return false
		}
		add(s[i], n)
		units, s = units[u+1:], s[i+1:]
	}
	return true
}

// scanFraction reads up to nine digits after a decimal sign as nanoseconds.
func scanFraction(s string) (int, bool) {
	n, ok := digits(s)
	for range 9 - len(s) {
		n *= 10
	}
	return n, ok
}

// add moves a point by a duration, or back by it: months first, then days,
// both by the local date with its wall time, then the elapsed time.
func (c Calendar) add(p point, d duration, sign int) time.Time {
	t := p.at
	if d.months != 0 || d.days != 0 {
		t = c.wall().shiftStart(t, p.day, sign*d.months, sign*d.days)
	}
	return time.Unix(t.Unix()+int64(sign)*d.secs, int64(t.Nanosecond()+sign*d.nanos)).In(c.loc)
}
