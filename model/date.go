package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Dates are stored as whole days since 1970-01-01: a calendar day, without
// zone. DateAt places them in the zone of a calendar.

var epoch = period.Date{Year: 1970, Month: time.January, Day: 1}

func dayOf(d period.Date) int64 { return int64(epoch.DaysUntil(d)) }

func dateOf(day int64) period.Date { return epoch.AddDays(int(day)) }

func numberOfDate(d period.Date) number {
	if d == (period.Date{}) {
		return noNumber
	}
	return whole(dayOf(d))
}

func (r row) date(slot int) period.Date {
	n := r.num(slot)
	if n.coef == Unknown {
		return period.Date{}
	}
	return dateOf(n.coef)
}

func dateField[F located](id string, slot int) Field[F, period.Date] {
	return stored[F](id, slot, row.date)
}

// date checks a calendar day, where it is known; it says whether it is.
func (c *check) date(field string, d period.Date) bool {
	if d == (period.Date{}) {
		return false
	}
	if !d.Valid() {
		c.fail(ErrInvalid, field, d.String(), "no such day in the years 1 to 9999")
		return false
	}
	return true
}

func (c *check) needDate(field string, d period.Date) bool {
	if d == (period.Date{}) {
		c.missing(field)
		return false
	}
	return c.date(field, d)
}

// days checks the days from one date up to another, which is excluded.
func (c *check) days(from, to period.Date) {
	known := c.needDate("from", from)
	if c.needDate("to", to) && known && !from.Before(to) {
		c.fail(ErrContradiction, "to", to.String(), "not after from "+from.String())
	}
}
