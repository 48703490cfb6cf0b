package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// SubjectID is who a KPI per customer counts: an account, company, person or
// visitor, as the policy's Subject says.
type SubjectID string

// The keys of subjects are made once, so that all KPIs share their groups.
var subjectKeys = [...]model.Key[model.Fact, SubjectID]{
	SubjectAccount: model.KeyAs[SubjectID](model.FactAccount),
	SubjectCompany: model.KeyAs[SubjectID](model.FactCompany),
	SubjectPerson:  model.KeyAs[SubjectID](model.FactPerson),
	SubjectVisitor: model.KeyAs[SubjectID](model.FactVisitor),
}

func (p Policy) subject() model.Key[model.Fact, SubjectID] {
	if int(p.Subject) < len(subjectKeys) {
		return subjectKeys[p.Subject]
	}
	return subjectKeys[SubjectAccount]
}

// history are the facts that make a customer's history: counted orders, and
// accounts for what older systems know.
func (p Policy) history() model.Pred[model.Fact] {
	return model.Or(model.PredOf(model.OrderFacts, p.counted()), model.PredOf(model.AccountFacts, model.And[model.AccountRow]()))
}

// firstOrder is the instant of a subject's first order in its history, or the
// FirstOrderAt of its account where that is earlier. Only accounts and
// companies know the latter.
func firstOrder() KPI[time.Time] {
	ordered := onOrders(Earliest(model.OrderPlacedAt))
	older := On(model.AccountFacts, Earliest(model.AccountFirstOrderAt))
	return joinResults("first order", ordered, older, func(seen, known Result[time.Time]) Result[time.Time] {
		if b, has := known.Value(); has {
			if a, ok := seen.Value(); !ok || b.Before(a) {
				return Value(b)
			}
		}
		return seen
	})
}

// needsOrders makes a KPI undefined where no orders were supplied.
func needsOrders[R any](m KPI[R]) KPI[R] {
	return joinResults("needs orders", onOrders(Count[model.OrderRow]()), m, func(n Result[int64], r Result[R]) Result[R] {
		if n.Why() == MissingFacts {
			return undefinedAs[R](n)
		}
		return r
	})
}
