package period

import (
	"fmt"
	"iter"
	"slices"
	"time"
)

// Interval is open from one wall time up to another, which is excluded. Where
// To is not after From it ends on the next day: 22:00 to 06:00 is overnight,
// 09:00 to 09:00 lasts until the next morning.
type Interval struct{ From, To Clock }

// Opening is an interval that starts on one day of each week.
type Opening struct {
	Day      time.Weekday
	From, To Clock
}

// HoursOptions are the days on which a weekly schedule does not hold. The
// zero value has none.
type HoursOptions struct {
	// Exceptions replace the intervals that start on a date; no interval
	// means closed all day. They prevail over holidays.
	Exceptions map[Date][]Interval

	// Holidays reports whether a local date is a holiday, on which no
	// interval starts. It may be called many times for the same date, from
	// several goroutines and for any date of the calendar, also one that a
	// zone skipped; it must be pure: always give the same answer.
	Holidays func(Date) bool
}

// Hours are opening or working hours: a weekly schedule of wall times in a
// calendar's zone, with exceptions and holidays. They are immutable and safe
// to share.
//
// An interval belongs to the date on which it starts, and an exception or a
// holiday replaces the intervals that start there: the small hours of a
// holiday may still be open from the evening before. Overlapping intervals
// are open once.
//
// Wall times follow the clocks: an overnight interval is an hour shorter in
// the night when clocks go forward, and an hour longer when they go back. A
// wall time that is skipped means the first instant after the gap; of a
// repeated one, opening takes the first occurrence and closing the last.
//
// The zero Hours are never open, and [Hours.IsZero].
type Hours struct {
	cal        Calendar
	week       [7][]stretch // by time.Weekday
	exceptions map[int][]stretch
	holidays   func(Date) bool
}

// stretch is an interval in seconds since midnight of the day it starts on;
// it may end on the next day, and is at most 24 hours long.
type stretch struct{ from, to int64 }

// NewHours returns the hours with the given weekly openings, in any order.
// None at all means open by exception only. What is passed in is copied.
// Errors: [ErrNoZone]; [ErrHours] for a weekday or a wall time that does not
// exist, or an interval from 24:00; [ErrDate] for an exception's date.
func NewHours(cal Calendar, weekly []Opening, opt HoursOptions) (Hours, error) {
	if cal.IsZero() {
		return Hours{}, ErrNoZone
	}
	var byDay [7][]Interval
	for _, o := range weekly {
		if o.Day < time.Sunday || o.Day > time.Saturday {
			return Hours{}, fmt.Errorf("%w: weekday %d", ErrHours, int(o.Day))
		}
		byDay[o.Day] = append(byDay[o.Day], Interval{o.From, o.To})
	}
	h := Hours{cal: cal}
	for day, intervals := range byDay {
		var err error
		if h.week[day], err = stretches(intervals); err != nil {
			return Hours{}, fmt.Errorf("%w on %s", err, time.Weekday(day))
		}
	}
	return h.With(opt)
}

// With returns hours with the same weekly schedule and other exceptions and
// holidays. Errors: those of [NewHours].
func (h Hours) With(opt HoursOptions) (Hours, error) {
	if h.IsZero() {
		return Hours{}, ErrNoZone
	}
	h.holidays, h.exceptions = opt.Holidays, nil
	for d, intervals := range opt.Exceptions {
		if !d.Valid() {
			return Hours{}, fmt.Errorf("%w: exception on %s", ErrDate, d)
		}
		s, err := stretches(intervals)
		if err != nil {
			return Hours{}, fmt.Errorf("%w on %s", err, d)
		}
		if h.exceptions == nil {
			h.exceptions = make(map[int][]stretch, len(opt.Exceptions))
		}
		h.exceptions[d.number()] = s
	}
	return h, nil
}

// stretches checks intervals, sorts them and joins what overlaps or touches,
// as long as the result can be written as one interval.
func stretches(intervals []Interval) ([]stretch, error) {
	out := make([]stretch, 0, len(intervals))
	for _, i := range intervals {
		if !i.From.Valid() || !i.To.Valid() || i.From.sec == secondsPerDay {
			return nil, fmt.Errorf("%w: from %s to %s", ErrHours, i.From, i.To)
		}
		s := stretch{int64(i.From.sec), int64(i.To.sec)}
		if s.to <= s.from {
			s.to += secondsPerDay
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b stretch) int {
		if a.from != b.from {
			return int(a.from - b.from)
		}
		return int(a.to - b.to)
	})
	kept := out[:0]
	for _, s := range out {
		if n := len(kept); n > 0 && s.from <= kept[n-1].to {
			if to := max(s.to, kept[n-1].to); to-kept[n-1].from <= secondsPerDay {
				kept[n-1].to = to
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept, nil
}

func (s stretch) interval() Interval {
	to := s.to
	if to > secondsPerDay {
		to -= secondsPerDay
	}
	return Interval{Clock{int32(s.from)}, Clock{int32(to)}}
}

// IsZero reports whether h is the zero Hours.
func (h Hours) IsZero() bool { return h.cal.IsZero() }

// Calendar returns the calendar whose zone the hours are in.
func (h Hours) Calendar() Calendar { return h.cal }

// HasHolidays reports whether a hook for holidays was given.
func (h Hours) HasHolidays() bool { return h.holidays != nil }

// Weekly returns the weekly openings, from Monday, in order, joined where
// they overlap. It is nil where there are none.
func (h Hours) Weekly() []Opening {
	var out []Opening
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		for _, s := range h.week[day] {
			open := s.interval()
			out = append(out, Opening{day, open.From, open.To})
		}
	}
	return out
}

// Exceptions returns the dates with exceptions, in order, and the intervals
// that start there, none where the day is closed.
func (h Hours) Exceptions() iter.Seq2[Date, []Interval] {
	return func(yield func(Date, []Interval) bool) {
		days := make([]int, 0, len(h.exceptions))
		for day := range h.exceptions {
			days = append(days, day)
		}
		slices.Sort(days)
		for _, day := range days {
			var intervals []Interval
			for _, s := range h.exceptions[day] {
				intervals = append(intervals, s.interval())
			}
			if !yield(dateOfDay(day), intervals) {
				return
			}
		}
	}
}

// on returns the stretches that start on a day.
func (h Hours) on(day int) []stretch {
	if len(h.exceptions) > 0 {
		if s, ok := h.exceptions[day]; ok {
			return s
		}
	}
	week := h.week[weekdayOf(day)]
	if len(week) > 0 && h.holidays != nil && h.holidays(dateOfDay(day)) {
		return nil
	}
	return week
}
