package kpi

import "github.com/ecomkpi/ecomkpi/model"

// ConversionBasis is what a conversion rate counts.
type ConversionBasis uint8

// What a conversion rate counts.
const (
	ConversionByVisitor ConversionBasis = iota
	ConversionBySession
)

// ConversionRate is O5, conversion-rate, in [0, 1]; higher is better.
//
//	visitors with a session who reach the goal / visitors with a session
//
// The goal is an online counted order, or what the policy says, reached at or
// after the visitor's first session; an order belongs to the visitor it names or
// to that of its session. By session it is the sessions in which the goal was
// reached ÷ sessions. However often somebody orders, he counts once, so that
// it never passes 1.
//
// It is undefined without sessions (NoDenominator), where no session has a
// visitor or no order says whose it is (MissingField), and where the facts of
// the goal were not supplied (MissingFacts). Sessions without consent, of no
// visitor, are counted in a warning.
func ConversionRate(p Policy) KPI[Ratio] {
	if p.ConversionBy == ConversionBySession {
		return p.conversionBySession()
	}
	rate := reaching("conversion", visiting(p.goalFacts()), subjectKeys[SubjectVisitor], onVisits(Earliest(model.SessionStartedAt)), p.goalReached())
	return needs(model.SessionFacts, withGoal(p, withVisitors(rate)))
}

func (p Policy) conversionBySession() KPI[Ratio] {
	rate := onVisits(Share(Where(p.reachedIn(), Count[model.SessionRow]()), Count[model.SessionRow]()))
	if p.Goal.kind == goalOrder {
		return needs(model.SessionFacts, p.withSessionOrders(rate))
	}
	return needs(model.SessionFacts, withGoal(p, rate))
}

// reachedIn holds for sessions in which the goal was reached.
func (p Policy) reachedIn() model.Pred[model.SessionRow] {
	switch p.Goal.kind {
	case goalMark:
		return model.SessionMarked(p.Goal.mark)
	case goalQuote:
		return model.Matched(model.SessionKey, model.QuoteFacts, model.QuoteSession, genuineQuotes)
	case goalSignUp:
		return model.Matched(model.SessionKey, model.AccountRequestFacts, model.RequestSession, genuineRequests)
	}
	return p.ordered()
}

// ordered holds for sessions in which an online counted order was placed.
func (p Policy) ordered() model.Pred[model.SessionRow] {
	return model.Matched(model.SessionKey, model.OrderFacts, model.OrderSession, p.onlineOrders())
}

// withSessionOrders makes a KPI undefined where no online order says in which
// session it was placed.
func (p Policy) withSessionOrders(m KPI[Ratio]) KPI[Ratio] {
	m = recorded(p.onlineOrders(), model.OrderSession.Known(), model.OrderSession.ID(), m)
	return placed(p, needsOrders(withChannel(p, m)))
}
