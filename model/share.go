package model

import "github.com/ecomkpi/ecomkpi/period"

// What lasts some days is shared out over the edge of a range as a fraction of
// whole days, so that nothing is divided before everything is added up.

// common returns the days that two spans, their ends excluded, have in common,
// as day numbers; lo is not below hi where they have none.
func common(from, to, rangeFrom, rangeTo period.Date) (lo, hi int64) {
	return max(dayOf(from), dayOf(rangeFrom)), min(dayOf(to), dayOf(rangeTo))
}

// shareOfDays returns how many of the days of a span lie in a range, and how
// many there are.
func shareOfDays(from, to, rangeFrom, rangeTo period.Date) (days, of int64) {
	if !from.Before(to) {
		return 0, 1
	}
	lo, hi := common(from, to, rangeFrom, rangeTo)
	return max(hi-lo, 0), dayOf(to) - dayOf(from)
}

// shareOfWork is shareOfDays by working days. A span without any is shared out
// by all its days. What lies wholly in the range or outside is not counted:
// the fraction is 1/1 or 0/1.
func shareOfWork(from, to, rangeFrom, rangeTo period.Date, working func(period.Date) bool) (days, of int64) {
	switch lo, hi := common(from, to, rangeFrom, rangeTo); {
	case !from.Before(to) || lo >= hi:
		return 0, 1
	case hi-lo == dayOf(to)-dayOf(from):
		return 1, 1
	}
	for d := from; d.Before(to); d = d.AddDays(1) {
		if working(d) {
			of++
			if !d.Before(rangeFrom) && d.Before(rangeTo) {
				days++
			}
		}
	}
	if of == 0 {
		return shareOfDays(from, to, rangeFrom, rangeTo)
	}
	return days, of
}
