package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// visits are the sessions that count: those of robots, staff and test accounts
// never do. It is one predicate, so that all KPIs share its work.
var visits = model.And(model.Not(model.SessionIsTest), model.Not(model.SessionIsBot))

// onVisits lifts a metric on sessions that count to facts.
func onVisits[R any](m Metric[model.SessionRow, R]) KPI[R] {
	return On(model.SessionFacts, Where(visits, m))
}

// onLogins is onVisits for sessions in which somebody logged in.
func onLogins[R any](m Metric[model.SessionRow, R]) KPI[R] {
	return onVisits(Where(model.SessionIsIdentified, m))
}

// withVisitors makes a KPI undefined where no session says whose it is.
func withVisitors[R any](m KPI[R]) KPI[R] {
	return recordedOf(model.SessionFacts, visits, model.SessionVisitor.Known(), model.SessionVisitor.ID(), m)
}

// loggingIn are the visits with a login, and the orders they may lead to.
func loggingIn(orders model.Pred[model.OrderRow]) model.Pred[model.Fact] {
	logins := model.PredOf(model.SessionFacts, model.And(visits, model.SessionIsIdentified))
	return model.Or(logins, model.PredOf(model.OrderFacts, orders))
}

// reach says whether a subject was there, and whether it reached a goal at or
// after its first time there.
type reach struct{ entered, reached bool }

// visiting are the visits, and the facts of what they are to lead to: others
// have no say in who came.
func visiting(goal model.Pred[model.Fact]) model.Pred[model.Fact] {
	return model.Or(model.PredOf(model.SessionFacts, visits), goal)
}

// reaching is the share of the subjects with an entry that reach a goal at or
// after it, over the facts for which a predicate holds. The name is part of the
// definition.
func reaching(name string, facts model.Pred[model.Fact], key model.Key[model.Fact, SubjectID], entry, goal KPI[time.Time]) KPI[Ratio] {
	per := joinResults(name, entry, goal, func(entry, goal Result[time.Time]) Result[reach] {
		from, in := entry.Value()
		at, there := goal.Value()
		return Value(reach{in, in && there && !at.Before(from)})
	})
	count := Count[Entry[SubjectID, reach]]()
	entered := Where(EntryIf[SubjectID]("entered", func(r reach) bool { return r.entered }), count)
	reached := Where(EntryIf[SubjectID]("reached", func(r reach) bool { return r.reached }), count)
	return Where(facts, Across(key, per, Share(reached, entered)))
}
