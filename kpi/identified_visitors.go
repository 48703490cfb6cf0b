package kpi

import "github.com/ecomkpi/ecomkpi/model"

// IdentifiedVisitors is K3, identified-visitors: a count; higher is better.
//
//	distinct persons with a login in a session
//
// A person on two devices counts once. Persons are the buyers of sessions; the
// policy's Subject may ask for accounts, companies or visitors instead. Logins
// that do not say whose they are are counted in a warning; where none does, it
// is undefined (MissingField).
func IdentifiedVisitors(p Policy) KPI[int64] { return p.identified(model.SessionIsIdentified) }

// IdentifiedVisitorsOwnCatalogue is K4, identified-visitors-own-catalogue: a
// count; higher is better.
//
//	distinct persons with a login in a session that reached the account's own catalogue
//
// Persons are those of K3. It is undefined where no login says which catalogue
// it reached (MissingField).
func IdentifiedVisitorsOwnCatalogue(p Policy) KPI[int64] {
	logins := model.And(visits, model.SessionIsIdentified)
	own := p.identified(model.SessionCatalogue.Is(model.CatalogueOwn))
	return recordedOf(model.SessionFacts, logins, model.SessionCatalogue.Known(), model.SessionCatalogue.ID(), own)
}

// identified counts who logged in, in the sessions for which the predicate
// holds.
func (p Policy) identified(of model.Pred[model.SessionRow]) KPI[int64] {
	var count KPI[int64]
	switch p.Subject {
	case SubjectAccount:
		count = onLogins(Where(of, Distinct(model.SessionAccount)))
	case SubjectCompany:
		count = onLogins(Where(of, Distinct(model.SessionCompany)))
	case SubjectVisitor:
		count = onLogins(Where(of, Distinct(model.SessionVisitor)))
	default:
		count = onLogins(Where(of, Distinct(model.SessionBuyer)))
	}
	session, _ := p.identityKnown()
	return recordedOf(model.SessionFacts, model.And(visits, model.SessionIsIdentified), session.pred, session.id, count)
}
