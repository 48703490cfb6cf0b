package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// LoginToOrderRate is K9, login-to-order-rate, in [0, 1]; higher is better.
//
//	identified sessions that led to an online counted order / identified sessions
//
// A session leads to an order placed in it at or after the login. Where the
// policy has a LoginWindow, it leads to one placed within that window after the
// login; an order is credited to one session, the last login before it, whoever
// logged in, and a session counts once its window has elapsed, converted or not:
// the others are counted in a warning. In the window sessions are dated at their
// login.
//
// It is undefined where nobody logged in (NoDenominator), where no window has
// elapsed (WindowOpen), and where no online order can be joined (MissingField).
func LoginToOrderRate(p Policy, w Window) KPI[Ratio] {
	if p.LoginWindow > 0 {
		return p.loginsWithin(w)
	}
	sessions := model.And(model.SessionIsIdentified, entered(w, model.SessionStartedAt))
	after := model.NoEarlier(model.OrderPlacedAt, model.Via(model.OrderVisit, model.SessionIdentifiedAt))
	led := model.Matched(model.SessionKey, model.OrderFacts, model.OrderSession,
		model.And(p.onlineOrders(), after, seenBy(w, model.OrderPlacedAt)))
	count := Count[model.SessionRow]()
	rate := onVisits(Where(sessions, Share(Where(led, count), count)))
	return needs(model.SessionFacts, p.withSessionOrders(rate))
}

// logins is what the window form counts.
type logins struct{ settled, led, open int64 }

func (p Policy) loginsWithin(w Window) KPI[Ratio] {
	in := onLogins(Where(seenBy(w, model.SessionIdentifiedAt), History(model.SessionIdentifiedAt, HistoryOptions[model.SessionRow]{})))
	out := onOrders(Where(model.And(p.onlineOrders(), seenBy(w, model.OrderPlacedAt)), History(model.OrderPlacedAt, HistoryOptions[model.OrderRow]{})))
	name := "logins that led to an order within " + p.LoginWindow.String() + ", " + w.String()
	per := joinResults(name, in, out, func(in, out Result[Moments]) Result[logins] {
		i, _ := in.Value()
		o, _ := out.Value()
		return Value(p.creditLogins(w, i, o))
	})
	sum := func(name string, part func(logins) int64) Metric[Entry[SubjectID, logins], int64] {
		return Sum(EntryField[SubjectID](name, func(l logins) (int64, bool) { return part(l), true }))
	}
	over := Then("login to order", List(
		sum("settled", func(l logins) int64 { return l.settled }),
		sum("led", func(l logins) int64 { return l.led }),
		sum("open", func(l logins) int64 { return l.open }),
	), func(counts []Result[int64]) Result[Ratio] {
		settled, _ := counts[0].Value()
		led, _ := counts[1].Value()
		open, _ := counts[2].Value()
		return matured(ratioOf(led, settled, true), open, "logins whose window is still open")
	})
	session, order := p.identityKnown()
	rate := Where(loggingIn(p.onlineOrders()), Across(p.identity(), per, over))
	rate = recordedOf(model.SessionFacts, model.And(visits, model.SessionIsIdentified), session.pred, session.id, rate)
	rate = recorded(p.onlineOrders(), order.pred, order.id, rate)
	return needs(model.SessionFacts, placed(p, needsOrders(withChannel(p, rate))))
}

// creditLogins credits each order to the last login before it.
func (p Policy) creditLogins(w Window, in, out Moments) logins {
	var l logins
	at := slices.Collect(in.All())
	orders := slices.Collect(out.All())
	for i, login := range at {
		from := login.At()
		for len(orders) > 0 && orders[0].At().Before(from) {
			orders = orders[1:]
		}
		switch {
		case !w.Range.IsZero() && !w.Range.Contains(from):
		case !w.over(from.Add(p.LoginWindow)):
			l.open += login.Rows
		default:
			l.settled += login.Rows
			last := i == len(at)-1
			if len(orders) > 0 && orders[0].At().Sub(from) < p.LoginWindow && (last || orders[0].At().Before(at[i+1].At())) {
				l.led++
			}
		}
	}
	return l
}

// matured is a rate of settled entries, with what is still open beside it.
func matured(rate Result[Ratio], open int64, noun string) Result[Ratio] {
	if rate.Why() == NoDenominator && open > 0 {
		return warned(Undefined[Ratio](WindowOpen, ""), Warning{Count: open, Text: noun})
	}
	return warned(rate, Warning{Count: open, Text: noun})
}
