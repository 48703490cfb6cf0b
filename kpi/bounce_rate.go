package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// BounceRule is which sessions bounce.
type BounceRule uint8

// The bounce rules.
const (
	BounceSinglePage BounceRule = iota // one page view and no interaction
	BounceNotEngaged                   // shorter than 10 s, below 2 page views, and no key event
)

// BounceRate is O9, bounce-rate, in [0, 1]; lower is better.
//
//	sessions with one page view and no interaction / sessions with at least one page view
//
// By BounceNotEngaged it is (sessions - engaged ones) ÷ sessions, of those with
// a page view; a session is engaged that lasted 10 s or longer, or has 2 page views, or a key event.
// Sessions belong where they start and are not cut. Those that do not tell
// whether they bounced stay out of both sides and are counted in a warning; it
// is undefined where none of the short ones tells (MissingField), and without
// sessions (NoDenominator).
func BounceRate(p Policy) KPI[Ratio] {
	bounced, of := singlePage()
	missing := model.SessionInteractions.ID()
	if p.Bounce == BounceNotEngaged {
		bounced, of = notEngaged()
		missing = model.SessionKeyEvents.ID()
	}
	told := model.Answered(bounced)
	count := Count[model.SessionRow]()
	rate := onVisits(Where(of, Share(Where(bounced, count), Where(told, count))))
	short := model.And(visits, of, model.AtMost(model.SessionPageViews, int64(1)))
	warned := joinResults("bounces told", knownOf(model.SessionFacts, short, told), rate, func(n Result[Pair[int64, int64]], r Result[Ratio]) Result[Ratio] {
		all, tell := counts(n)
		return warned(r, Warning{Count: all - tell, Of: all, Text: "short sessions that do not tell whether they bounced"})
	})
	return recordedOf(model.SessionFacts, short, told, missing, warned)
}

func singlePage() (bounced, of model.Pred[model.SessionRow]) {
	views := model.SessionPageViews
	bounced = model.And(model.AtMost(views, int64(1)), model.AtMost(model.SessionInteractions, int64(0)))
	return bounced, model.AtLeast(views, int64(1))
}

func notEngaged() (bounced, of model.Pred[model.SessionRow]) {
	engaged := model.Or(
		model.AtLeast(model.SessionDuration, 10*time.Second),
		model.AtLeast(model.SessionPageViews, int64(2)),
		model.AtLeast(model.SessionKeyEvents, int64(1)),
	)
	return model.Not(engaged), model.AtLeast(model.SessionPageViews, int64(1))
}
