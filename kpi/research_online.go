package kpi

import (
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// OnlineResearch is what customers buy offline who looked online before, and
// those who never do.
type OnlineResearch struct {
	Researched Result[Average[model.Money]] `json:"researched"` // offline orders with an online session before, within the window
	Never      Result[Average[model.Money]] `json:"never"`      // offline orders of customers without any online session
	Share      Result[Ratio]                `json:"share"`      // researched offline orders / offline orders
}

// String returns both means and the share.
func (r OnlineResearch) String() string {
	return fmt.Sprintf("researched online %v, never online %v, share %v", r.Researched, r.Never, r.Share)
}

// ResearchOnlineBuyOffline is T4: mean amounts of offline orders in money.
//
//	amount of offline orders with a session of the account in the window before / their number; the same of customers without any session
//
// The window is the policy's ResearchWindow, 30 days by default. Orders belong
// to the window's range, sessions to the whole history; sessions count by their
// start, and logged in: others have no account. It is undefined where no order
// has a channel or customer, or no session an account (MissingField); its parts
// are without such orders (NoDenominator) and in several currencies
// (MixedCurrency).
func ResearchOnlineBuyOffline(p Policy, w Window) KPI[OnlineResearch] {
	offline := model.And(p.counted(), model.Not(p.online()), entered(w, model.OrderPlacedAt))
	amount := p.amountField()
	orders := onOrders(Where(offline, History(model.OrderPlacedAt, HistoryOptions[model.OrderRow]{Amount: amount})))
	sessions := onVisits(Where(seenBy(w, model.SessionStartedAt), History(model.SessionStartedAt, HistoryOptions[model.SessionRow]{})))
	window := orDefault(p.ResearchWindow, days(30))
	per := joinResults("research within "+window.String(), orders, sessions, func(orders, sessions Result[Moments]) Result[research] {
		o, _ := orders.Value()
		s, _ := sessions.Value()
		var r research
		starts := slices.Collect(s.All())
		for m := range o.All() {
			for len(starts) > 1 && !starts[1].At().After(m.At()) {
				starts = starts[1:]
			}
			r.orders += m.Rows
			switch {
			case s.Len() == 0:
				m.AddTo(&r.neverSum)
				r.never += m.Rows
				r.neverKnown += m.Rows - m.Missing()
			case !starts[0].At().After(m.At()) && m.At().Sub(starts[0].At()) <= window:
				m.AddTo(&r.researchedSum)
				r.researched += m.Rows
				r.researchedKnown += m.Rows - m.Missing()
			}
		}
		return Value(r)
	})
	over := Fold("research of all", Folding[Entry[SubjectID, research], *research, OnlineResearch]{
		New: func() *research { return new(research) },
		Step: func(sum *research, e Entry[SubjectID, research]) *research {
			sum.add(&e.Value)
			return sum
		},
		Merge:  func(a, b *research) *research { a.add(b); return a },
		Result: func(sum *research) Result[OnlineResearch] { return Value(sum.result()) },
	})
	facts := model.Or(model.PredOf(model.OrderFacts, offline), model.PredOf(model.SessionFacts, visits))
	m := Where(facts, Across(p.subject(), per, over))
	session, _ := p.identityKnown()
	if p.Subject == SubjectDefault {
		session = keyKnown(model.SessionAccount)
	}
	m = recordedOf(model.SessionFacts, visits, session.pred, session.id, m)
	m = withChannel(p, m)
	return needs(model.SessionFacts, placed(p, needsOrders(withSubject(p, m))))
}

// research is what one customer, or all together, bought offline.
type research struct {
	orders, researched, never   int64
	researchedKnown, neverKnown int64 // those of known amount
	researchedSum, neverSum     model.MoneySum
}

func (r *research) add(o *research) {
	r.orders += o.orders
	r.researched += o.researched
	r.never += o.never
	r.researchedKnown += o.researchedKnown
	r.neverKnown += o.neverKnown
	r.researchedSum.Merge(&o.researchedSum)
	r.neverSum.Merge(&o.neverSum)
}

func (r *research) result() OnlineResearch {
	mean := func(sum *model.MoneySum, n, known int64) Result[Average[model.Money]] {
		if n > 0 && known == 0 {
			return Undefined[Average[model.Money]](MissingField, "amount of the orders")
		}
		total := TotalOf(sum)
		v, ok := total.Value()
		if !ok {
			return undefinedAs[Average[model.Money]](total)
		}
		return NewAverage(v, known)
	}
	return OnlineResearch{
		Researched: mean(&r.researchedSum, r.researched, r.researchedKnown), Never: mean(&r.neverSum, r.never, r.neverKnown),
		Share: ratioOf(r.researched, r.orders, true),
	}
}
