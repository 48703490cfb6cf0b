package period

import (
	"fmt"
	"time"
)

// Period is one period of a grain, or the part of it inside a range that was
// split. It is a range and can be asked what ranges are asked. The zero
// Period is an empty range of no grain.
type Period struct {
	Range // the part inside the range that was split

	whole Range
	cal   Calendar
	n     int // ordinal of the grain; not used for hours
	grain Grain
}

// Grain returns the grain of the period, 0 for the zero Period.
func (p Period) Grain() Grain { return p.grain }

// Whole returns the whole period, of which p may be a part.
func (p Period) Whole() Range { return p.whole }

// Partial reports whether p is less than its whole period.
func (p Period) Partial() bool { return !p.Equal(p.whole) }

// First returns the first local date of the whole period; for an hour, the
// date its first instant shows.
func (p Period) First() Date {
	if p.grain == Hour {
		return p.cal.DateOf(p.whole.start)
	}
	if p.grain == 0 {
		return Date{}
	}
	return dateOfDay(p.cal.firstDay(p.n, p.grain))
}

// Label returns the name of the whole period. Up to year 9999 the labels of one
// grain sort as the periods do, and all but those of hours can be read by
// [Calendar.Parse]:
//
//	hour            2025-03-30T02:00+02:00
//	day             2025-03-30
//	ISO week        2025-W01, also for weeks that start on Monday
//	week            2025-01-05/P1W, for weeks that start on another day
//	month           2025-03
//	quarter         2025-Q1
//	year            2025
//	fiscal quarter  FY2025-Q1, see [Calendar.FiscalYear] for the year
//	fiscal year     FY2025
//
// The labels of the hours that are repeated when clocks are set back differ
// in the offset, and do not sort. The zero Period has no label.
func (p Period) Label() string {
	switch p.grain {
	case 0:
		return ""
	case Hour:
		layout := "2006-01-02T15:04Z07:00"
		if _, off := p.whole.start.Zone(); off%60 != 0 { // local mean time
			layout = "2006-01-02T15:04:05Z07:00:00"
		}
		return p.whole.start.Format(layout)
	case Month:
		y, m := yearMonth(p.n)
		return fmt.Sprintf("%04d-%02d", y, int(m))
	case Quarter:
		y := floorDiv(p.n, 4)
		return fmt.Sprintf("%04d-Q%d", y, p.n-y*4+1)
	case Year:
		return fmt.Sprintf("%04d", p.n)
	case FiscalQuarter:
		y := floorDiv(p.n, 4)
		return fmt.Sprintf("FY%04d-Q%d", y+p.cal.endsLater(), p.n-y*4+1)
	case FiscalYear:
		return fmt.Sprintf("FY%04d", p.n+p.cal.endsLater())
	}
	first := p.First()
	if p.grain == Day {
		return first.String()
	}
	if p.cal.origin(p.grain) != 0 {
		return first.String() + "/P1W"
	}
	y, w := first.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// String returns the label.
func (p Period) String() string { return p.Label() }

// MarshalText returns the label; it never fails.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.Label()), nil }

// Of returns the whole period of a grain in which t lies. It returns the zero
// Period for the zero Calendar, a grain that is not valid and an instant
// outside the years 0 to 10000.
func (c Calendar) Of(t time.Time, g Grain) Period {
	if c.IsZero() || !g.Valid() || !supported(t) {
		return Period{}
	}
	if g == Hour {
		from := hourFloor(c.loc, t.Unix())
		return c.whole(g, 0, from, hourNext(c.loc, from))
	}
	w := c.wall()
	n := c.ordinal(w.day(t.Unix()), g)
	return c.whole(g, n, w.start(c.firstDay(n, g)), w.start(c.firstDay(n+1, g)))
}

func (c Calendar) whole(g Grain, n int, from, to int64) Period {
	r := rangeOf(c.loc, from, to)
	return Period{Range: r, whole: r, cal: c, n: n, grain: g}
}
