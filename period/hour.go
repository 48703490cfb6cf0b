package period

import "time"

const secondsPerHour = 60 * 60

// hourFloor returns the start of the hour that holds an instant: the full
// hour of the wall clock, or a change of offset since then.
func hourFloor(loc *time.Location, sec int64) int64 {
	off := offset(loc, sec)
	from := floorDiv(sec+off, secondsPerHour)*secondsPerHour - off
	// The offset of sec may hold only since a change after from.
	for at := from; ; {
		o, end := segment(loc, at)
		if end > sec {
			return from
		}
		if offset(loc, end) != o {
			from = end
		}
		at = end
	}
}

// hourNext returns the end of the hour that starts at an instant: the next
// full hour of the wall clock, or the change of offset before it.
func hourNext(loc *time.Location, from int64) int64 {
	off, end := segment(loc, from)
	next := (floorDiv(from+off, secondsPerHour)+1)*secondsPerHour - off
	for end < next {
		o, later := segment(loc, end)
		if o != off {
			return end
		}
		end = later
	}
	return next
}
