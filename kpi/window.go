package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Window is when a KPI looks: over which range, by which calendar, and as of
// which instant it judges what is open, expired or late. KPIs that take one
// look at what happens after the range, too, up to AsOf: whether a quote that
// was offered in the range was won later, say.
type Window struct {
	// Range is what entries have to lie in. The zero Range is all time.
	Range period.Range
	// Calendar says when days begin and end, for KPIs on facts with a date.
	Calendar period.Calendar
	// AsOf is the instant of the judgement: later events are not looked at. Zero
	// is the end of the range.
	AsOf time.Time
}

// String returns the window as text, a part of the definition of its metrics.
func (w Window) String() string {
	s := "all time"
	if !w.Range.IsZero() {
		s = w.Range.String()
	}
	if !w.Calendar.IsZero() {
		s += " in " + w.Calendar.String()
	}
	if at := w.asOf(); !at.IsZero() {
		s += " as of " + at.UTC().Format(time.RFC3339Nano)
	}
	return s
}

// asOf is the instant of the judgement; zero where neither it nor a range is
// given.
func (w Window) asOf() time.Time {
	if w.AsOf.IsZero() && !w.Range.IsZero() {
		return w.Range.End()
	}
	return w.AsOf
}

// seen says whether an event is looked at: it is known and does not lie after
// the as-of.
func (w Window) seen(at time.Time) bool {
	return !at.IsZero() && (w.asOf().IsZero() || !at.After(w.asOf()))
}

// over says whether a span that ends at an instant has elapsed. Without an
// as-of everything has.
func (w Window) over(end time.Time) bool { return w.asOf().IsZero() || !end.After(w.asOf()) }

// entered holds for the rows whose instant lies in the range and is seen.
func entered[F any](w Window, at model.Field[F, time.Time]) model.Pred[F] {
	all := model.Given(at)
	if !w.Range.IsZero() {
		all = model.During(at, w.Range)
	}
	return model.And(all, seenBy(w, at))
}

// seenBy holds for the rows whose instant does not lie after the as-of.
func seenBy[F any](w Window, at model.Field[F, time.Time]) model.Pred[F] {
	if w.asOf().IsZero() {
		return model.Given(at)
	}
	return model.Before(at, w.asOf().Add(time.Microsecond))
}
