package kpi

import "github.com/ecomkpi/ecomkpi/model"

// SubjectID is who a KPI per customer counts: an account, company, person or
// visitor, as the policy's Subject says.
type SubjectID string

// The keys of subjects are made once, so that all KPIs share their groups.
var subjectKeys = [...]model.Key[model.Fact, SubjectID]{
	SubjectDefault: model.KeyAs[SubjectID](model.FactAccount),
	SubjectAccount: model.KeyAs[SubjectID](model.FactAccount),
	SubjectCompany: model.KeyAs[SubjectID](model.FactCompany),
	SubjectPerson:  model.KeyAs[SubjectID](model.FactPerson),
	SubjectVisitor: model.KeyAs[SubjectID](model.FactVisitor),
}

func (p Policy) subject() model.Key[model.Fact, SubjectID] {
	if int(p.Subject) < len(subjectKeys) {
		return subjectKeys[p.Subject]
	}
	return subjectKeys[SubjectDefault]
}

// identity is who an identified visitor is: the person, unless the policy asks
// for another subject.
func (p Policy) identity() model.Key[model.Fact, SubjectID] {
	if p.Subject == SubjectDefault {
		return subjectKeys[SubjectPerson]
	}
	return p.subject()
}

// withSubject makes a KPI undefined where no counted order says whose it is.
func withSubject[R any](p Policy, m KPI[R]) KPI[R] {
	switch p.Subject {
	case SubjectPerson:
		return recorded(p.counted(), model.OrderBuyer.Known(), model.OrderBuyer.ID(), m)
	case SubjectVisitor:
		told := model.Or(model.OrderVisitor.Known(), model.OrderSession.Known()) // whose visitor it is then
		return recorded(p.counted(), told, model.OrderVisitor.ID(), m)
	}
	return recorded(p.counted(), model.OrderAccount.Known(), model.OrderAccount.ID(), m)
}

// history are the facts that make a customer's history: counted orders, and
// accounts for what older systems know of accounts and companies.
func (p Policy) history() model.Pred[model.Fact] {
	if p.Subject == SubjectPerson || p.Subject == SubjectVisitor {
		return model.PredOf(model.OrderFacts, p.counted())
	}
	return model.Or(model.PredOf(model.OrderFacts, p.counted()), model.PredOf(model.AccountFacts, model.And[model.AccountRow]()))
}

// needsOrders makes a KPI undefined where no orders were supplied.
func needsOrders[R any](m KPI[R]) KPI[R] { return needs(model.OrderFacts, m) }
