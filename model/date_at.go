package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// DateAt returns the instant at which the field's day starts in the zone of
// the calendar, as a field: what Every and During need to place facts that
// have dates, as in DateAt(SpendFrom, paris). It is not known where the date
// is not. Two uses with the same field and the same *time.Location share their
// work. It panics where the calendar has no zone.
func DateAt[F any](date Field[F, period.Date], cal period.Calendar) Field[F, time.Time] {
	return placedDate("day-start", date, cal, 0, nil)
}

// DateEnd returns the first instant after the field's day in the zone of the
// calendar, as a field: what is due on a day is on time before it. It is not
// known where the date is not. Two uses with the same field and the same
// *time.Location share their work. It panics where the calendar has no zone.
func DateEnd[F any](date Field[F, period.Date], cal period.Calendar) Field[F, time.Time] {
	return placedDate("day-end", date, cal, 1, &dayEnd)
}

var dayEnd mark // tells the end of a day from its start

func placedDate[F any](op string, date Field[F, period.Date], cal period.Calendar, after int, what *mark) Field[F, time.Time] {
	if cal.IsZero() {
		panic("model: a date needs a calendar with a time zone, made by period.In")
	}
	id := date.Identity()
	if id.b != nil || id.zone != nil {
		id = newIdentity() // the date of a linked row is not shared
	}
	def := &fieldDef[F, time.Time]{
		expr: NewExpr(op, cal.Zone().String(), date.Expr()), identity: Identity{a: id.a, b: what, zone: cal.Zone()},
		get: func(row F) (time.Time, bool) {
			d, ok := date.Of(row)
			if !ok {
				return time.Time{}, false
			}
			return period.FromMicros(period.Micros(cal.Start(d.AddDays(after)))), true
		},
	}
	if date.def.read != nil {
		def.read = func(b *Block, n *Numbers) {
			date.def.read(b, n)
			n.place(cal, int64(after))
		}
	}
	return Field[F, time.Time]{def}
}

// place turns days, some days later, into the instants at which they start.
func (n *Numbers) place(cal period.Calendar, after int64) {
	if n.None {
		return
	}
	if cap(n.buf) < len(n.Values) {
		n.buf = make([]int64, 0, max(len(n.Values), BlockRows))
	}
	out := n.buf[:len(n.Values)]
	for i, day := range n.Values {
		if day != Unknown {
			day = n.days.start(cal, day+after)
		}
		out[i] = day
	}
	n.Values = out
	if n.Least <= n.Most {
		n.Least, n.Most = n.days.start(cal, n.Least+after), n.days.start(cal, n.Most+after)
	}
}

// dayTable remembers at which microsecond the days of a zone start, so that a
// row costs a look-up and no zone arithmetic.
type dayTable struct {
	zone *time.Location
	lo   int64
	at   []int64 // by day less lo; Unknown where it was not asked for yet
}

const (
	mostDays = 1 << 16 // 180 years: a wider table costs more than it saves
	dayStep  = 1 << 9
)

func (t *dayTable) start(cal period.Calendar, day int64) int64 {
	if t.zone != cal.Zone() {
		*t = dayTable{zone: cal.Zone()}
	}
	if i := day - t.lo; i < 0 || i >= int64(len(t.at)) {
		if !t.cover(day) {
			return period.Micros(cal.Start(dateOf(day)))
		}
	}
	at := &t.at[day-t.lo]
	if *at == Unknown {
		*at = period.Micros(cal.Start(dateOf(day)))
	}
	return *at
}

// cover widens the table to hold a day; it says whether it does.
func (t *dayTable) cover(day int64) bool {
	lo, hi := day-dayStep, day+dayStep
	if len(t.at) > 0 {
		lo, hi = min(lo, t.lo), max(hi, t.lo+int64(len(t.at)))
	}
	if hi-lo > mostDays {
		return false
	}
	at := make([]int64, hi-lo)
	for i := range at {
		at[i] = Unknown
	}
	if len(t.at) > 0 {
		copy(at[t.lo-lo:], t.at)
	}
	t.lo, t.at = lo, at
	return true
}
