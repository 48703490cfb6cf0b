package main

import "github.com/ecomkpi/ecomkpi/period"

// quarterHour is the grain at which the zone's months and the shop's hours
// begin and end, in microseconds.
const quarterHour = 15 * 60 * second

// quarterHours is what the hand-written program has instead of zone arithmetic:
// for each quarter hour of the two years, the number of its month and whether
// the shop is closed.
type quarterHours struct {
	start int64
	of    []uint8
}

const (
	monthBits   = 31
	closedShift = 7
)

func newQuarterHours() (quarterHours, error) {
	start, end := years.Micros()
	t := quarterHours{start, make([]uint8, (end-start)/quarterHour)}
	months, _, err := calendar.Cuts(years, period.Month)
	if err != nil {
		return t, err
	}
	for m := range months.Len() {
		t.mark(months, m, uint8(m))
	}
	hours, err := period.ParseHours(calendar, openingHours)
	if err != nil {
		return t, err
	}
	cuts, open, err := hours.Cuts(years)
	if err != nil {
		return t, err
	}
	for i, isOpen := range open {
		if !isOpen {
			t.mark(cuts, i, 1<<closedShift)
		}
	}
	return t, nil
}

// mark sets bits in the quarter hours of an interval.
func (t quarterHours) mark(cuts period.Cuts, i int, bits uint8) {
	from, to := cuts.Bounds(i)
	for q := (from - t.start) / quarterHour; q < (to-t.start)/quarterHour; q++ {
		t.of[q] |= bits
	}
}
