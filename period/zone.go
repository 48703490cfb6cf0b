package period

import "time"

// forever stands for the end of a zone's last offset.
const forever = 1 << 60

// surroundings is how far around a wall time its instants are looked for.
// Offsets of real zones lie within 16 hours of UTC, and the largest change
// ever, across the date line, was 24 hours.
const surroundings = 48 * 60 * 60

// offset returns the zone's offset at an instant, in seconds east of UTC.
func offset(loc *time.Location, sec int64) int64 {
	_, off := time.Unix(sec, 0).In(loc).Zone()
	return int64(off)
}

// segment returns the zone's offset at an instant and a later instant up to
// which it stays the same. There the offset may change, but need not.
func segment(loc *time.Location, sec int64) (off, end int64) {
	t := time.Unix(sec, 0).In(loc)
	_, o := t.Zone()
	end = forever
	if _, e := t.ZoneBounds(); !e.IsZero() {
		end = e.Unix()
	}
	if end <= sec {
		// Where a rule continues the table, ZoneBounds takes every year
		// for 365 days and ends 31 December of a leap year before it began.
		end = (floorDiv(sec, secondsPerDay) + 1) * secondsPerDay
	}
	return int64(o), end
}

// wall turns wall times of a zone into instants. A wall time is given in
// seconds, as if the zone were UTC. wall remembers the stretch of constant
// offset it found last, so that walking over days costs a subtraction each.
type wall struct {
	loc         *time.Location
	off, lo, hi int64 // instants in [lo, hi) are farther than surroundings from any change of offset
}

// edges returns the first instant at which the zone's clocks show u or later,
// and the instant from which they never again show less than u. Both are the
// same but for wall times that are repeated when clocks are set back. For a
// wall time that is skipped both are the first instant after the gap.
func (w *wall) edges(u int64) (first, last int64) {
	if x := u - w.off; w.lo <= x && x < w.hi {
		return x, x
	}
	from := u - offset(w.loc, u) - surroundings
	to := from + 2*surroundings
	found := false
	for at := from; at < to; {
		off, end := segment(w.loc, at)
		x := u - off
		if at == from && end >= to {
			w.off, w.lo, w.hi = off, from+surroundings, end-surroundings
			return x, x
		}
		if x > at {
			last = min(x, end)
		}
		if !found && max(x, at) < end {
			first, found = max(x, at), true
		}
		at = end
	}
	return first, last
}

// first returns the first instant at which the clocks show u or later.
func (w *wall) first(u int64) int64 {
	f, _ := w.edges(u)
	return f
}

// start returns the first instant of a day.
func (w *wall) start(day int) int64 { return w.first(int64(day) * secondsPerDay) }

// day returns the last day that has begun at an instant. It is the date shown
// by the clocks, but for the minutes repeated where clocks were set back
// across midnight: the next day had begun, and does not begin twice.
func (w *wall) day(sec int64) int {
	d := int(floorDiv(sec+offset(w.loc, sec), secondsPerDay))
	for w.start(d+1) <= sec {
		d++
	}
	return d
}

// lowDay returns the earliest date that the clocks show at an instant or later.
func (w *wall) lowDay(sec int64) int {
	d := int(floorDiv(sec+offset(w.loc, sec), secondsPerDay))
	for {
		if _, last := w.edges(int64(d) * secondsPerDay); last <= sec {
			return d
		}
		d--
	}
}
