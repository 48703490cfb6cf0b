package kpi

import "github.com/ecomkpi/ecomkpi/model"

// IdentifiedConversion is who of the visitors logged in, and who of those
// ordered.
type IdentifiedConversion struct {
	Rate       Ratio         `json:"rate"`       // identified persons who ordered at or after their login / identified persons
	Identified Result[Ratio] `json:"identified"` // identified persons / visitors
}

// String returns both rates.
func (c IdentifiedConversion) String() string {
	return c.Rate.String() + "; identified " + c.Identified.String()
}

// IdentifiedConversionRate is K5, identified-conversion-rate, in [0, 1];
// higher is better.
//
//	identified persons with an online counted order at or after their login / identified persons
//
// Beside it stands identified persons ÷ visitors. Persons are the buyers of
// sessions and orders; the policy's Subject may ask for accounts, companies or
// visitors instead. It is undefined where nobody logged in (NoDenominator), and
// where no login or no online order says whose it is (MissingField).
func IdentifiedConversionRate(p Policy) KPI[IdentifiedConversion] {
	login := onLogins(Earliest(model.SessionIdentifiedAt))
	order := onOrders(Where(p.onlineOrders(), Latest(model.OrderPlacedAt)))
	rate := reaching("identified conversion", loggingIn(p.onlineOrders()), p.identity(), login, order)
	visitors := onVisits(Distinct(model.SessionVisitor))
	both := joinResults("identified", rate, visitors, func(rate Result[Ratio], visitors Result[int64]) Result[IdentifiedConversion] {
		r, ok := rate.Value()
		if !ok {
			return undefinedAs[IdentifiedConversion](rate)
		}
		n, _ := visitors.Value()
		persons, _ := fit(r.Denominator())
		return Value(IdentifiedConversion{r, ratioOf(persons, n, false)}, rate.Warnings()...)
	})
	both = withChannel(p, both)
	return needs(model.SessionFacts, placed(p, needsOrders(p.withIdentity(both))))
}

// withIdentity makes a KPI undefined where no login, or no online order, says
// who it was.
func (p Policy) withIdentity(m KPI[IdentifiedConversion]) KPI[IdentifiedConversion] {
	session, order := p.identityKnown()
	m = recordedOf(model.SessionFacts, model.And(visits, model.SessionIsIdentified), session.pred, session.id, m)
	return recorded(p.onlineOrders(), order.pred, order.id, m)
}

type knownBy[F any] struct {
	pred model.Pred[F]
	id   string
}

func keyKnown[F any, K comparable](k model.Key[F, K]) knownBy[F] {
	return knownBy[F]{k.Known(), k.ID()}
}

// identityKnown says which fields of sessions and orders tell who it was.
func (p Policy) identityKnown() (knownBy[model.SessionRow], knownBy[model.OrderRow]) {
	switch p.Subject {
	case SubjectAccount, SubjectCompany:
		return keyKnown(model.SessionAccount), keyKnown(model.OrderAccount)
	case SubjectVisitor:
		order := model.Or(model.OrderVisitor.Known(), model.OrderSession.Known())
		return keyKnown(model.SessionVisitor), knownBy[model.OrderRow]{order, model.OrderVisitor.ID()}
	}
	return keyKnown(model.SessionBuyer), keyKnown(model.OrderBuyer)
}
