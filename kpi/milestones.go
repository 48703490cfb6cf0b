package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// DueBasis is by which date a milestone is late.
type DueBasis uint8

// The due dates.
const (
	DueBaseline DueBasis = iota // the date first committed
	DuePlanned                  // the date of the current plan
)

// MilestoneCompletion is what became of the milestones that were due.
type MilestoneCompletion struct {
	Rate      Ratio `json:"rate"` // OnTime / (OnTime + Late)
	OnTime    int64 `json:"on_time"`
	Late      int64 `json:"late"`
	Cancelled int64 `json:"cancelled"`   // before they were due
	NotYetDue int64 `json:"not_yet_due"` // as of the window's instant
}

// String returns the rate and its parts.
func (m MilestoneCompletion) String() string {
	return fmt.Sprintf("%v (%d on time, %d late), %d cancelled, %d not yet due", m.Rate, m.OnTime, m.Late, m.Cancelled, m.NotYetDue)
}

// MilestoneCompletionRate is O12, milestone-completion-rate, in [0, 1]; higher
// is better.
//
//	milestones due in the range and completed by the end of the due day / milestones due in the range
//
// The due day is the baseline's, or that of the plan with DuePlanned, and ends
// in the zone of the window's calendar. Milestones that slipped stay in the
// denominator. Those cancelled before the due day ended, and those not due yet as
// of the window's instant, stand beside; a milestone cancelled later is late.
//
// It is undefined without a range and calendar (MissingField), without
// milestones (NoDenominator), and while none is due yet (WindowOpen).
func MilestoneCompletionRate(p Policy, w Window) KPI[MilestoneCompletion] {
	if what := w.lacks(); what != "" {
		return undefined[MilestoneCompletion](MissingField, what)
	}
	date := model.MilestoneBaselineDue
	if p.Due == DuePlanned {
		date = model.MilestonePlannedDue
	}
	end := model.DateEnd(date, w.Calendar)
	before := func(what string, at model.Field[model.MilestoneRow, time.Time]) model.Pred[model.MilestoneRow] {
		return model.If(what+" before "+end.String(), func(m model.MilestoneRow) bool {
			done, ok := at.Of(m)
			due, _ := end.Of(m)
			return ok && w.seen(done) && done.Before(due)
		}).WithLookup(model.Lookup{})
	}
	due := model.Before(end, w.asOf().Add(time.Microsecond))
	onTime := before("completed as of "+w.String(), model.MilestoneCompletedAt)
	cancelled := before("cancelled as of "+w.String(), model.MilestoneCancelledAt)
	count := func(of ...model.Pred[model.MilestoneRow]) Metric[model.MilestoneRow, int64] {
		return Where(model.And(of...), Count[model.MilestoneRow]())
	}
	stays := model.Not(cancelled)
	numbers := List(count(stays, due, onTime), count(stays, due, model.Not(onTime)), count(cancelled), count(stays, model.Not(due)))
	in := model.During(model.DateAt(date, w.Calendar), w.Range)
	return On(model.MilestoneFacts, Where(in, Then("milestones", numbers, milestonesOf)))
}

func milestonesOf(n []Result[int64]) Result[MilestoneCompletion] {
	var m MilestoneCompletion
	unpack(n, &m.OnTime, &m.Late, &m.Cancelled, &m.NotYetDue)
	rate := matured(ratioOf(m.OnTime, m.OnTime+m.Late, true), m.NotYetDue, "milestones not due yet")
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[MilestoneCompletion](rate)
	}
	m.Rate = v
	return Value(m, rate.Warnings()...)
}

// dayOf is a date of a KPI that has no zone: as the instant at which the day
// starts in UTC.
func dayOf[F any](date model.Field[F, period.Date]) model.Field[F, time.Time] {
	return model.DateAt(date, period.In(time.UTC))
}
