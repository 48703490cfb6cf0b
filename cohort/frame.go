package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// frame is the periods that a metric looks at: those asked for, and some before
// them.
type frame struct {
	buckets kpi.Buckets // all of them, up to the instant that is known
	cuts    period.Cuts
	periods []framePeriod
	skip    int // how many come before those asked for
	asOf    time.Time
}

type framePeriod struct {
	period.Period
	whole period.Period
}

// newFrame panics where the range has too many periods.
func newFrame(what string, b kpi.Buckets, before int, asOf time.Time) *frame {
	end := asOf
	if !b.Range.Empty() {
		last := b.Calendar.Of(b.Range.End().Add(-time.Nanosecond), b.Grain).Whole().End()
		if last.Before(end) {
			end = last
		}
	}
	buckets, cuts, periods, err := known(b, before, end)
	if err != nil {
		panic("cohort: " + what + " of " + b.String() + ": " + err.Error())
	}
	f := &frame{buckets: buckets, cuts: cuts, asOf: asOf}
	first := b.Calendar.Of(b.Range.Start(), b.Grain).Whole().Start()
	for _, p := range periods {
		if p.Start().Before(first) {
			f.skip++
		}
		f.periods = append(f.periods, framePeriod{p, b.Calendar.Of(p.Start(), b.Grain)})
	}
	return f
}

// begin returns the first microsecond of a period.
func (f *frame) begin(i int) int64 {
	from, _ := f.cuts.Bounds(i)
	return from
}

// over says whether a moment's period is over before an instant.
func (f *frame) over(m kpi.Moment, micros int64) bool {
	_, end := f.cuts.Bounds(m.Period)
	return end <= micros
}

func (f *frame) status(i int) Status {
	if f.periods[i].Whole().End().After(f.asOf) {
		return Partial
	}
	return Complete
}
