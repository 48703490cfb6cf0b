package period

import (
	"fmt"
	"iter"
	"math"
	"time"
)

// Open reports whether t lies in the hours: the exact instant of opening
// does, the exact instant of closing does not. The zero Hours are not open.
//
// It looks at the two or three dates around t each time, some hundreds of
// nanoseconds; for many rows use [Hours.Cuts].
func (h Hours) Open(t time.Time) bool {
	if h.IsZero() || !supported(t) {
		return false
	}
	sec := t.Unix()
	w := h.cal.wall()
	last := w.day(sec)
	for day := w.lowDay(sec) - 1; day <= last; day++ {
		for _, s := range h.on(day) {
			if from, to := w.instants(day, s); from <= sec && sec < to {
				return true
			}
		}
	}
	return false
}

// Closed is the opposite of [Hours.Open].
func (h Hours) Closed(t time.Time) bool { return !h.Open(t) }

// instants returns the instants of a stretch that starts on a day; they are
// the same where the clocks skipped all of it.
func (w *wall) instants(day int, s stretch) (from, to int64) {
	midnight := int64(day) * secondsPerDay
	from, _ = w.edges(midnight + s.from)
	_, to = w.edges(midnight + s.to)
	return from, to
}

// walk yields the open spans that touch the seconds from <= s <= to, joined
// where they overlap or touch, in order. The first may begin late and the
// last end early, but not inside the given seconds. A span may be empty, where
// the clocks skipped all of it.
func (h Hours) walk(from, to int64, yield func(from, to int64) bool) {
	if h.IsZero() {
		return
	}
	w := h.cal.wall()
	// Nothing that starts earlier than the day before the earliest date yet
	// to be shown is still open, and nothing of a later day has begun.
	last := w.day(to)
	begin, end := int64(0), int64(0)
	pending := false
	for day := w.lowDay(from) - 1; day <= last; day++ {
		for _, s := range h.on(day) {
			f, t := w.instants(day, s)
			if pending && f <= end {
				end = max(end, t)
				continue
			}
			if pending && !yield(begin, end) {
				return
			}
			begin, end, pending = f, t, true
		}
	}
	if pending {
		yield(begin, end)
	}
}

// Elapsed returns the working time from one instant to another: the length of
// the open spans between them. It is negative where to is before from, and
// adds up: from a to b and from b to c is from a to c. It stops at the
// longest [time.Duration], about 292 years of working time. The zero Hours
// give 0.
//
// The cost grows with the days between: 40 to 80 ns each for a plain week
// (see BenchmarkElapsed), and the calls of the Holidays hook.
func (h Hours) Elapsed(from, to time.Time) time.Duration {
	if to.Before(from) {
		return -h.Elapsed(to, from)
	}
	from, to = keep(from), keep(to)
	f, t := from.Unix(), to.Unix()
	var secs, nanos int64
	h.walk(f, t, func(begin, end int64) bool {
		secs += max(0, min(end, t)-max(begin, f))
		// A second is open or closed as a whole.
		if begin <= f && f < end {
			nanos -= int64(from.Nanosecond())
		}
		if begin <= t && t < end {
			nanos += int64(to.Nanosecond())
		}
		return secs <= math.MaxInt64/int64(time.Second)
	})
	if secs >= math.MaxInt64/int64(time.Second) {
		return math.MaxInt64
	}
	return time.Duration(secs)*time.Second + time.Duration(nanos)
}

// Spans returns the open spans of a range, in order, cut to the range and
// joined where they touch. An empty range and the zero Hours have none. The
// cost is that of [Hours.Elapsed].
func (h Hours) Spans(r Range) iter.Seq[Range] {
	return func(yield func(Range) bool) {
		if r.Empty() {
			return
		}
		h.walk(r.start.Unix(), r.end.Unix(), func(from, to int64) bool {
			span := rangeOf(h.cal.loc, from, to).Intersect(r)
			if span.Empty() {
				return true
			}
			return yield(Range{span.start.In(h.cal.loc), span.end.In(h.cal.loc)})
		})
	}
}

// Cuts returns intervals that cover r, for times in microseconds, and whether
// each is open; open and closed ones alternate. An empty range has none, and
// for the zero Hours all of r is closed. Errors: [ErrTooManyPeriods] above
// [MaxPeriods] intervals.
func (h Hours) Cuts(r Range) (cuts Cuts, open []bool, err error) {
	first, last := r.Micros()
	at := []int64{first}
	// add appends the interval that ends at a cut; one that holds no whole
	// microsecond, at the ends of r, is left out.
	add := func(end int64, isOpen bool) {
		if end > at[len(at)-1] {
			at, open = append(at, end), append(open, isOpen)
		}
	}
	for span := range h.Spans(r) {
		from, to := span.Micros()
		add(from, false)
		add(to, true)
		if len(open) > MaxPeriods {
			return Cuts{}, nil, fmt.Errorf("%w: open and closed spans of %s, more than %d", ErrTooManyPeriods, r, MaxPeriods)
		}
	}
	add(last, false)
	cuts, err = NewCuts(at)
	return cuts, open, err
}
