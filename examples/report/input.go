package main

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/model/factfile"
	"github.com/ecomkpi/ecomkpi/period"
)

// input is what a report is about.
type input struct {
	facts    *model.Facts
	settings settings
	title    phrase
	folder   factfile.Folder // what was found in files
}

// input reads the facts that the flags name, and lets the flags prevail over
// their settings. Beside an error there may be an input, which has what was
// noticed until then.
func (o options) input(p *progress) (*input, error) {
	from := sampleInput
	if o.data != "" {
		from = folderInput
	}
	in, err := from(o, p)
	if err != nil {
		return in, err
	}
	if o.zone != "" {
		in.settings.Zone = o.zone
	}
	if o.hours != "" {
		in.settings.Hours, in.settings.BranchHours = o.hours, nil
	}
	return in, nil
}

// span is the range of the report: that of the flags, else of the settings, else
// the twelve months up to the last order or session.
func (in *input) span(o options, cal period.Calendar) (period.Range, error) {
	from, to := o.from, o.to
	if !to.Valid() && in.settings.To != nil {
		to = *in.settings.To
	}
	if !to.Valid() {
		last := in.last()
		if last.IsZero() {
			return period.Range{}, usage("there are no orders and no sessions: give -from and -to")
		}
		to = cal.DateOf(last).AddDays(1)
	}
	if !from.Valid() && in.settings.From != nil && !o.to.Valid() {
		from = *in.settings.From
	}
	if !from.Valid() {
		from = to.AddMonths(-12)
	}
	r, err := cal.Range(from, to)
	if err != nil || r.Empty() {
		return r, usage("from %v to %v is no range", from, to)
	}
	return r, nil
}

// last is the instant of the last order or session.
func (in *input) last() time.Time {
	var last time.Time
	for row := range in.facts.Orders.All() {
		if at := row.PlacedAt(); at.After(last) {
			last = at
		}
	}
	for row := range in.facts.Sessions.All() {
		if at := row.StartedAt(); at.After(last) {
			last = at
		}
	}
	return last
}
