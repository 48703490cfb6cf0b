package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Goal is what a visitor is to reach. The zero Goal is an online counted order.
type Goal struct {
	kind goalKind
	mark model.Code
}

type goalKind uint8

const (
	goalOrder goalKind = iota
	goalMark
	goalQuote
	goalSignUp
)

// OrderGoal is an online counted order.
func OrderGoal() Goal { return Goal{} }

// MarkGoal is a mark of a session, such as "quote-page".
func MarkGoal(name model.Code) Goal { return Goal{goalMark, name} }

// QuoteGoal is a request for a quote, or an offer that nobody had to ask for.
func QuoteGoal() Goal { return Goal{kind: goalQuote} }

// SignUpGoal is a request for a company account.
func SignUpGoal() Goal { return Goal{kind: goalSignUp} }

// String returns the goal in words.
func (g Goal) String() string {
	switch g.kind {
	case goalMark:
		return "mark " + string(g.mark)
	case goalQuote:
		return "quote request"
	case goalSignUp:
		return "sign-up"
	}
	return "order"
}

// onlineOrders are the counted orders that came in online.
func (p Policy) onlineOrders() model.Pred[model.OrderRow] { return model.And(p.counted(), p.online()) }

// goalFacts are the facts that say whether the goal was reached, but for visits.
func (p Policy) goalFacts() model.Pred[model.Fact] {
	switch p.Goal.kind {
	case goalMark:
		return model.Or[model.Fact]()
	case goalQuote:
		return model.PredOf(model.QuoteFacts, genuineQuotes)
	case goalSignUp:
		return model.PredOf(model.AccountRequestFacts, genuineRequests)
	}
	return model.PredOf(model.OrderFacts, p.onlineOrders())
}

// goalReached is the last instant at which the goal was reached.
func (p Policy) goalReached() KPI[time.Time] {
	switch p.Goal.kind {
	case goalMark:
		return onVisits(Latest(model.SessionMarkAt(p.Goal.mark)))
	case goalQuote:
		asked := Latest(model.QuoteRequestedAt)
		offered := Latest(model.QuoteOfferedAt)
		return On(model.QuoteFacts, Where(genuineQuotes, joinResults("requested or offered", asked, offered, later)))
	case goalSignUp:
		return On(model.AccountRequestFacts, Where(genuineRequests, Latest(model.RequestReceivedAt)))
	}
	return onOrders(Where(p.onlineOrders(), Latest(model.OrderPlacedAt)))
}

// later is the later one of two instants, of which either may be missing.
func later(a, b Result[time.Time]) Result[time.Time] {
	x, ok := a.Value()
	y, also := b.Value()
	if also && (!ok || y.After(x)) {
		return b
	}
	return a
}

// withGoal makes a KPI undefined where the facts of its goal were not supplied
// or cannot be joined with visitors.
func withGoal[R any](p Policy, m KPI[R]) KPI[R] {
	switch p.Goal.kind {
	case goalMark:
		return m
	case goalQuote:
		return needs(model.QuoteFacts, m)
	case goalSignUp:
		return needs(model.AccountRequestFacts, m)
	}
	joined := model.Or(model.OrderVisitor.Known(), model.OrderSession.Known())
	m = withChannel(p, m)
	return placed(p, needsOrders(recorded(p.onlineOrders(), joined, model.OrderVisitor.ID(), m)))
}
