package cohort

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// TableOptions say how a retention table is laid out. The zero value of every
// field but Cohorts is the documented default.
type TableOptions struct {
	// Cohorts are the periods that make the rows: those of the grain that the
	// range touches, whole. A subject belongs to the one it starts in.
	Cohorts kpi.Buckets
	// AsOf is the instant up to which events are known; later ones do not
	// count. Default: the end of the range of the cohorts.
	AsOf time.Time
	// Days is the length of elapsed windows, counted from each subject's own
	// start, in days of 24 h. Default: 0, windows are the calendar periods of
	// the grain, of which the cohort's own is number 0.
	Days int
	// Columns is how many columns there are. Default: as many as have begun for
	// the first cohort. It says nothing where there are brackets.
	Columns int
	// Brackets join windows to columns: 0, 1, 4, 12 makes the columns 0, 1 to 3
	// and 4 to 11. Default: one window each.
	Brackets []int
	// Flavour says which subjects a cell counts. Default: OnPeriod.
	Flavour Flavour
	// Entry says how often a subject enters. Default: FirstTime.
	Entry Entry
	// AtLeast is how many events in a column make a subject active in it.
	// Default: 1.
	AtLeast int64
	// Reference is what the rates are of. Default: CohortSize.
	Reference Reference
	// Level is that of the intervals. Default: 0.95.
	Level float64
}

// Flavour says which subjects a cell of a retention table counts.
type Flavour uint8

// The flavours. Let a column be active for a subject that has enough events in
// it.
const (
	OnPeriod    Flavour = iota // classic: the column is active
	OnOrAfter                  // unbounded: the column or a later one is active; a cell may still grow when its column is over
	EveryPeriod                // full: all columns from 1 to this one are active; column 0 stands alone
)

// String returns on, on or after, every up to.
func (f Flavour) String() string { return name(int(f), "on", "on or after", "every up to") }

// Entry says how often a subject enters a cohort.
type Entry uint8

// The entries.
const (
	FirstTime Entry = iota // once, at its start
	Recurring              // in each period from its start on in which it is active; an elapsed window runs from its first event there
)

// String returns first-time or recurring.
func (e Entry) String() string { return name(int(e), "first-time", "recurring") }

// Reference is what the rates of a retention table are of.
type Reference uint8

// The references.
const (
	CohortSize     Reference = iota // the size of the cohort
	PreviousColumn                  // the subjects of the column before; of the cohort for the first one
)

// String returns cohort or previous.
func (r Reference) String() string { return name(int(r), "cohort", "previous") }

// Status says how much of a window has passed.
type Status uint8

// The statuses.
const (
	NotYet   Status = iota // it has begun for nobody
	Partial                // it is not over for everybody
	Complete               // it is over
)

// String returns not yet, partial or complete.
func (s Status) String() string { return name(int(s), "not yet", "partial", "complete") }

// MarshalText returns the text of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func name(i int, names ...string) string {
	if i < len(names) {
		return names[i]
	}
	return "unknown"
}

// String returns the options as text: it is part of the definition of a table.
func (o TableOptions) String() string {
	s := fmt.Sprintf("%v as of %s, ", o.Cohorts, o.asOf().UTC().Format(time.RFC3339Nano))
	if o.Days > 0 {
		s += fmt.Sprintf("windows of %d days, ", o.Days)
	}
	if len(o.Brackets) > 0 {
		s += fmt.Sprintf("brackets %v, ", o.Brackets)
	} else if o.Columns > 0 {
		s += fmt.Sprintf("%d columns, ", o.Columns)
	}
	return s + fmt.Sprintf("%v, %v, at least %d, of %v at %v", o.Flavour, o.Entry, o.atLeast(), o.Reference, o.level())
}

func (o TableOptions) asOf() time.Time {
	if o.AsOf.IsZero() {
		return o.Cohorts.Range.End()
	}
	return o.AsOf
}

func (o TableOptions) atLeast() int64 { return max(1, o.AtLeast) }

func (o TableOptions) level() float64 {
	if o.Level == 0 {
		return 0.95
	}
	return o.Level
}
