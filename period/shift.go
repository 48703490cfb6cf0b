package period

import "time"

// Shift moves a range by n periods of a grain, back where n is negative.
//
// Both ends are moved as local dates with their wall times, never as elapsed
// time, so that whole periods become whole periods: months become months of
// their own length, days keep their midnights over changes of the clocks. A
// start whose day does not exist in the shorter month moves to the last day
// of that month at the same time; an end whose day does not exist moves to
// the end of that month. So no day is lost: 30 January to (excluded)
// 31 January, moved by a month, is the last day of February. A wall time that
// does not exist is the first instant after the gap; of a repeated one the
// first occurrence is taken. Hours alone are elapsed time.
//
// The result is cut to the years 0 to 10000. It is the zero Range for the
// zero Calendar and for a grain that is not valid.
func (c Calendar) Shift(r Range, g Grain, n int) Range {
	if c.IsZero() || !g.Valid() {
		return Range{}
	}
	n = bounded(n)
	if n == 0 {
		return r
	}
	var start, end time.Time
	if g == Hour {
		start, end = addHours(r.start, n), addHours(r.end, n)
	} else {
		w := c.wall()
		start = w.shiftStart(r.start, c.startDay(w, r.start, g), n*g.monthsIn(), n*g.daysIn())
		end = w.shiftEnd(r.end, c.endDay(w, r.end, g), n*g.monthsIn(), n*g.daysIn())
	}
	// Inside an hour repeated when clocks are set back, a later instant may
	// have an earlier wall time.
	if end.Before(start) {
		end = start
	}
	return Range{keep(start).In(c.loc), keep(end).In(c.loc)}
}

// keep cuts an instant to the supported years.
func keep(t time.Time) time.Time {
	switch s := t.Unix(); {
	case s < minSecond:
		return time.Unix(minSecond, 0)
	case s >= maxSecond:
		return time.Unix(maxSecond, 0)
	}
	return t
}

func addHours(t time.Time, n int) time.Time {
	return time.Unix(t.Unix()+int64(n)*secondsPerHour, int64(t.Nanosecond()))
}

// clock returns the local date of an instant, and the wall time in seconds
// since midnight. The first instant of a day counts as its midnight, also
// where clocks skip midnight.
func (w *wall) clock(t time.Time) (day int, tod int64) {
	sec := t.Unix()
	if day = w.day(sec); w.start(day) == sec && t.Nanosecond() == 0 {
		return day, 0
	}
	u := sec + offset(w.loc, sec)
	day = int(floorDiv(u, secondsPerDay))
	return day, u - int64(day)*secondsPerDay
}

// at returns the instant of a wall time; nanos are dropped where it does not
// exist.
func (w *wall) at(day int, tod int64, nanos int) time.Time {
	u := int64(day)*secondsPerDay + tod
	sec := w.first(u)
	if sec+offset(w.loc, sec) != u {
		nanos = 0
	}
	return time.Unix(sec, int64(nanos))
}

// shiftStart moves a start; midnight is its day where it is the first instant
// of a day, and has no meaning elsewhere.
func (w *wall) shiftStart(t time.Time, midnight, months, days int) time.Time {
	day, tod := w.clock(t)
	if tod == 0 && t.Nanosecond() == 0 {
		day = min(day, midnight)
	}
	moved := dateOfDay(day).AddMonths(months)
	return w.at(moved.number()+days, tod, t.Nanosecond())
}

// shiftEnd moves an end, for which midnight means the same.
func (w *wall) shiftEnd(t time.Time, midnight, months, days int) time.Time {
	day, tod := w.clock(t)
	if tod == 0 && t.Nanosecond() == 0 {
		day = min(day, midnight)
	}
	moved, clamped := dateOfDay(day).addMonths(months)
	if clamped {
		return w.at(moved.number()+1, 0, 0)
	}
	return w.at(moved.number()+days, tod, t.Nanosecond())
}

// daysAt returns the first and the last of the days that begin at an instant:
// several where days were skipped, else one. For an instant inside a day both
// are that day.
func (w *wall) daysAt(t time.Time) (first, last int) {
	sec := t.Unix()
	last = w.day(sec)
	first = last
	if w.start(last) == sec && t.Nanosecond() == 0 {
		for w.start(first-1) == sec {
			first--
		}
	}
	return first, last
}

func (c Calendar) begins(day int, g Grain) bool { return c.firstDay(c.ordinal(day, g), g) == day }

// startDay returns the day that a range starts on. Where skipped days leave a
// choice, a period of the grain begins on it, or else it is the day that
// exists.
func (c Calendar) startDay(w *wall, t time.Time, g Grain) int {
	first, last := w.daysAt(t)
	for d := last; d >= first; d-- {
		if c.begins(d, g) {
			return d
		}
	}
	return last
}

// endDay returns the day at whose start a range ends, or in which it ends.
// Where skipped days leave a choice, a period of the grain begins on it, or
// else it is the first, which follows the last day of the range.
func (c Calendar) endDay(w *wall, t time.Time, g Grain) int {
	first, last := w.daysAt(t)
	for d := first; d <= last; d++ {
		if c.begins(d, g) {
			return d
		}
	}
	return first
}

// span returns the ordinals of the first period r touches and of the first
// one after it, and whether r is exactly those periods.
func (c Calendar) span(w *wall, r Range, g Grain) (from, to int, whole bool) {
	from = c.ordinal(w.day(r.start.Unix()), g)
	end := c.endDay(w, r.end, g)
	to = c.ordinal(end, g)
	begins := r.start.Equal(time.Unix(w.start(c.firstDay(from, g)), 0))
	ends := r.end.Equal(time.Unix(w.start(c.firstDay(to, g)), 0))
	if !ends || r.Empty() {
		to++
	}
	return from, to, begins && ends && !r.Empty()
}

// Previous returns the range before r to compare it with. Where r is exactly
// n whole periods of the grain, it is the n whole periods before; else it is
// r moved back by one period, as by [Calendar.Shift]. The day before a day
// after a skipped day is the last day that existed. Whole hours are moved by
// their duration, to the start of an hour.
//
// It is the zero Range for the zero Calendar and for a grain that is not
// valid.
func (c Calendar) Previous(r Range, g Grain) Range {
	if c.IsZero() || !g.Valid() {
		return Range{}
	}
	if g == Hour {
		return c.previousHours(r)
	}
	from, to, whole := c.span(c.wall(), r, g)
	if !whole {
		return c.Shift(r, g, -1)
	}
	n := to - from
	moved := c.Shift(r, g, -n)
	// A skipped day is followed back: no zone skipped two in a row.
	if g == Day && moved.Empty() {
		moved = c.Shift(r, g, -n-1)
	}
	return moved
}

func (c Calendar) previousHours(r Range) Range {
	start, end := r.start.Unix(), r.end.Unix()
	whole := r.start.Nanosecond() == 0 && r.end.Nanosecond() == 0 && !r.Empty() &&
		hourFloor(c.loc, start) == start && hourFloor(c.loc, end) == end
	if !whole {
		return c.Shift(r, Hour, -1)
	}
	return rangeOf(c.loc, hourFloor(c.loc, start-(end-start)), start)
}

// SameSpanBefore returns the same elapsed span of the period before: with the
// grain Month, the month to date (1 March to 15 March, 10:30) is compared
// with the same dates and wall time of the month before (1 February to
// 15 February, 10:30), and never reaches beyond that month: 31 March,
// 10:30, is compared with the whole of February.
//
// A range that touches n periods is moved back by n, as by [Calendar.Shift],
// so that the result ends before the first period of r begins. Quarters and
// years to date are moved by months too: 15 May, the second quarter to date,
// is compared with 15 February.
//
// It is the zero Range for the zero Calendar and for a grain that is not
// valid.
func (c Calendar) SameSpanBefore(r Range, g Grain) Range {
	if c.IsZero() || !g.Valid() {
		return Range{}
	}
	if g == Hour {
		since := ceilSecond(r.end) - hourFloor(c.loc, r.start.Unix())
		return c.Shift(r, g, -int(max(1, (since+secondsPerHour-1)/secondsPerHour)))
	}
	from, to, _ := c.span(c.wall(), r, g)
	return c.Shift(r, g, from-to)
}

// YearBefore returns the range a year before: both ends are moved back by
// twelve months, as by [Calendar.Shift]. So whole months, quarters and years
// become whole ones, and February 2025 is compared with the whole of February
// 2024, with the 29th. A range that ends at the end of February ends there in
// the year before, too. It is the zero Range for the zero Calendar.
func (c Calendar) YearBefore(r Range) Range { return c.Shift(r, Month, -12) }
