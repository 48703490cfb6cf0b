package period

import (
	"fmt"
	"time"
)

// MaxPeriods is the largest number of periods a range is split into: twelve
// decades of hours, twenty-eight centuries of days.
const MaxPeriods = 1 << 20

// Split returns the periods of a grain that r touches, in order. They are
// disjoint and not empty, cover r, and each instant of r lies in exactly one;
// the first and the last are cut to r. An empty range has no periods.
//
// A day runs from its [Calendar.Start] to the start of the next; a day that a
// zone skipped has no period. Hours are those of the wall clock, in zones
// with half-hour offsets too; an hour repeated when clocks are set back is
// two periods. A change of offset always begins a new period, so that each
// has one offset: where clocks move by half an hour (Lord Howe), or not at a
// full hour, the hour around the change is two shorter periods.
//
// Errors: [ErrNoZone], [ErrGrain], and [ErrTooManyPeriods] above
// [MaxPeriods], which is found out before anything is computed.
func (c Calendar) Split(r Range, g Grain) ([]Period, error) {
	if c.IsZero() {
		return nil, ErrNoZone
	}
	if !g.Valid() {
		return nil, fmt.Errorf("%w: %d", ErrGrain, uint8(g))
	}
	if r.Empty() {
		return nil, nil
	}
	if g == Hour {
		return c.splitHours(r)
	}
	w := c.wall()
	end := ceilSecond(r.end)
	n, last := c.ordinal(w.day(r.start.Unix()), g), c.ordinal(w.day(end), g)
	if last-n >= MaxPeriods {
		return nil, tooMany(r, g)
	}
	out := make([]Period, 0, last-n+1)
	from := w.start(c.firstDay(n, g))
	for ; from < end; n++ {
		to := w.start(c.firstDay(n+1, g))
		if to > from { // a skipped day has no instants
			out = append(out, c.whole(g, n, from, to).cut(r))
		}
		from = to
	}
	return out, nil
}

func (c Calendar) splitHours(r Range) ([]Period, error) {
	// No hour is longer than an hour.
	hours := (r.end.Unix() - r.start.Unix()) / secondsPerHour
	if hours > MaxPeriods {
		return nil, tooMany(r, Hour)
	}
	out := make([]Period, 0, hours+2)
	end := ceilSecond(r.end)
	for from := hourFloor(c.loc, r.start.Unix()); from < end; {
		if len(out) == MaxPeriods {
			return nil, tooMany(r, Hour)
		}
		to := hourNext(c.loc, from)
		out = append(out, c.whole(Hour, 0, from, to).cut(r))
		from = to
	}
	return out, nil
}

func tooMany(r Range, g Grain) error {
	return fmt.Errorf("%w: %s by %s, more than %d", ErrTooManyPeriods, r, g, MaxPeriods)
}

func (p Period) cut(r Range) Period {
	p.Range = p.Intersect(r)
	return p
}

// ceilSecond returns the first whole second at or after t.
func ceilSecond(t time.Time) int64 {
	s := t.Unix()
	if t.Nanosecond() > 0 {
		s++
	}
	return s
}

// Cuts splits a range as [Calendar.Split] does and returns, beside the
// periods, the cuts between them for times in microseconds: interval i of the
// cuts is period i. A period too short to hold a whole microsecond, at an end
// of a range given in nanoseconds, is left out. An empty range gives no
// periods and cuts that find nothing. Errors: those of Split.
func (c Calendar) Cuts(r Range, g Grain) (Cuts, []Period, error) {
	all, err := c.Split(r, g)
	if err != nil {
		return Cuts{}, nil, err
	}
	kept := all[:0]
	at := make([]int64, 0, len(all)+1)
	for _, p := range all {
		from, to := p.Micros()
		if from == to {
			continue
		}
		if len(at) == 0 {
			at = append(at, from)
		}
		at = append(at, to)
		kept = append(kept, p)
	}
	cuts, err := NewCuts(at)
	return cuts, kept, err
}
