package dictionary_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

func (m *market) drawSessions(t *rapid.T) {
	m.sessions = several(t, "sessions", 7, func(i int) model.Session {
		s := model.Session{
			ID: named[model.SessionID]("s", i), VisitorID: drawVisitor(t), StartedAt: at(t, "start"),
			PageViews: rapid.Int64Range(0, 2).Draw(t, "views"), HomeSeen: rapid.Bool().Draw(t, "home"),
			Catalogue:   one(t, "catalogue", "", model.CatalogueOpen, model.CatalogueClosed, model.CatalogueOwn),
			Source:      one[model.Code](t, "source", "", "ads", "direct"),
			LandingPage: one[model.Code](t, "landing", "", "home"),
			Test:        rarely(t, "staff"), Bot: rarely(t, "robot"),
		}
		if rapid.Bool().Draw(t, "ended") {
			s.EndedAt = s.StartedAt.Add(one(t, "length", 0, 9*time.Second, 10*time.Second, 10*time.Second-time.Microsecond, time.Hour))
		}
		if rapid.Bool().Draw(t, "company") {
			s.AccountID = drawAccount(t)
			s.BuyerID = drawPerson(t)
		}
		if s.AccountID == "a4" || rapid.Bool().Draw(t, "login") {
			s.IdentifiedAt = s.StartedAt
			if s.EndedAt.IsZero() || s.EndedAt.Sub(s.StartedAt) >= time.Hour {
				s.IdentifiedAt = s.StartedAt.Add(one(t, "after", 0, time.Minute, time.Hour))
			}
		}
		if rapid.Bool().Draw(t, "interactions") {
			s.Interactions = model.CountOf(one[int64](t, "interactions", 0, 1))
		}
		if rapid.Bool().Draw(t, "events") {
			s.KeyEvents = model.CountOf(min(s.PageViews, one[int64](t, "events", 0, 1)))
		}
		if rapid.IntRange(0, 2).Draw(t, "marks") == 0 {
			s.Marks = append(s.Marks, model.Mark{Name: one[model.Code](t, "mark", "quote-page", "search"), At: s.StartedAt})
			if s.EndedAt.IsZero() {
				s.Marks = append(s.Marks, model.Mark{Name: "quote-page", At: s.StartedAt.Add(time.Hour)})
			}
		}
		for _, e := range []model.Code{"header", "price"} {
			if rapid.Bool().Draw(t, "tested") {
				s.Variants = append(s.Variants, model.Variant{Experiment: e, Variant: one[model.Code](t, "variant", "a", "b", "c")})
			}
		}
		if rapid.IntRange(0, 4).Draw(t, "seen") == 0 {
			s.FirstSeenAt = s.StartedAt.Add(-one(t, "before", 0, time.Hour, 100*day))
		}
		return s
	})
}

func (m *market) drawCarts(t *rapid.T) {
	m.carts = several(t, "carts", 6, func(i int) model.Cart {
		c := model.Cart{
			ID: named[model.CartID]("c", i), CreatedAt: at(t, "created"), Lines: one[int64](t, "lines", 1, 1, 2, 0),
			AccountID: drawAccount(t), SessionID: drawSessionID(t), OrderID: one[model.OrderID](t, "order", "", "o0", "o1"),
			LongestIdle: one(t, "idle", 0, 0, time.Hour, time.Hour+time.Microsecond, day, 7*day-time.Microsecond, 7*day, 30*day),
			Outcome: one(t, "outcome", model.CartOpen, model.CartOpen, model.CartOrdered, model.CartOrdered, model.CartOrdered, model.CartEmptied,
				model.CartSaved, model.CartQuoteRequested, model.CartMerged, "own"),
			Test: rarely(t, "test"),
		}
		length := func(name string) time.Duration {
			return one(t, name, 0, 0, time.Hour, time.Hour-time.Microsecond, day, day-time.Microsecond, 7*day, 7*day-time.Microsecond, 20*day)
		}
		last := c.CreatedAt
		if rapid.Bool().Draw(t, "active") {
			last = last.Add(length("active for"))
			c.LastActivityAt = last
		}
		if c.Lines > 0 || rapid.Bool().Draw(t, "valued") {
			c.Value = amount(t, "value", currency(t))
		}
		if c.Outcome == model.CartOrdered || rarely(t, "ordered") {
			c.OrderedAt = last.Add(length("ordered after"))
		}
		if rapid.Bool().Draw(t, "checkout") {
			c.CheckoutAt = last
			if rapid.Bool().Draw(t, "payment") {
				c.PaymentAt = last
			}
		}
		if c.Outcome == model.CartMerged {
			c.MergedInto = "another"
		}
		return c
	})
}

func (m *market) drawRequests(t *rapid.T) {
	m.requests = several(t, "requests", 6, func(i int) model.AccountRequest {
		r := model.AccountRequest{
			ID: named[model.RequestID]("q", 9-i), ReceivedAt: at(t, "received"), Contact: one[model.Contact](t, "contact", "x@y.fr", " X@Y.fr", "k"),
			Company: one(t, "company", "", "acme"), InTarget: one(t, "target", "", model.InTargetYes, model.InTargetYes, model.InTargetNo),
			VisitorID: drawVisitor(t), SessionID: drawSessionID(t), AccountID: drawAccount(t),
			Decision: one(t, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionRejected, model.DecisionWithdrawn, model.DecisionDuplicate),
			Test:     rarely(t, "test"),
		}
		if r.Decision != model.DecisionPending {
			r.DecidedAt = r.ReceivedAt.Add(one(t, "decided after", 0, time.Hour, 7*day, 8*day))
		}
		return r
	})
}

func (m *market) drawResponses(t *rapid.T) {
	m.responses = several(t, "responses", 8, func(i int) model.SurveyResponse {
		return model.SurveyResponse{
			ID: named[model.ResponseID]("n", 9-i), AnsweredAt: at(t, "answered"), Score: one[int64](t, "score", 0, 1, 6, 7, 8, 9, 10),
			Scale: one(t, "scale", model.Scale0To10, model.Scale1To10), SurveyID: one[model.SurveyID](t, "survey", "", "x", "y"),
			AccountID: drawAccount(t), PersonID: drawPerson(t), Test: rarely(t, "test"),
		}
	})
}

// drawQuotes draws quotes with revisions one after the other.
func (m *market) drawQuotes(t *rapid.T) {
	for i := range rapid.IntRange(0, 4).Draw(t, "quotes") {
		base := model.Quote{
			ID: named[model.QuoteID]("k", i), AccountID: drawAccount(t), VisitorID: drawVisitor(t), SessionID: drawSessionID(t), BuyerID: drawPerson(t),
		}
		test := rarely(t, "test")
		cur := currency(t)
		when := []time.Time{at(t, "begun"), at(t, "begun"), at(t, "begun"), at(t, "begun")}
		slices.SortFunc(when, time.Time.Compare)
		if rapid.Bool().Draw(t, "draft") {
			q := base
			q.RequestedAt, q.Outcome, q.Test = when[0], model.QuoteOpen, test
			m.quotes = append(m.quotes, q)
		}
		for r := range rapid.IntRange(0, 2).Draw(t, "revisions") {
			q := base
			q.Revision, q.OfferedAt, q.Test = int64(r+1), when[r+1], test
			if r == 0 && rapid.Bool().Draw(t, "asked") {
				q.RequestedAt = when[0]
			}
			q.Outcome = one(t, "outcome", model.QuoteOpen, model.QuoteAccepted, model.QuoteDeclined, model.QuoteExpired, model.QuoteWithdrawn, "own")
			switch q.Outcome {
			case model.QuoteAccepted, model.QuoteDeclined, model.QuoteWithdrawn:
				q.DecidedAt = q.OfferedAt.Add(one(t, "decided", 0, time.Hour, 7*day, 40*day))
			}
			if rapid.Bool().Draw(t, "until") {
				q.ValidUntil = q.OfferedAt.Add(one(t, "valid for", time.Microsecond, time.Hour, 7*day, 40*day))
			}
			q.Value = amount(t, "value", cur)
			if rapid.Bool().Draw(t, "lines") {
				q.LineCount = model.CountOf(one[int64](t, "lines", 0, 2, 5))
				if n, _ := q.LineCount.Value(); q.Outcome == model.QuoteAccepted && rapid.Bool().Draw(t, "tells") {
					q.TakenLines = model.CountOf(min(n, one[int64](t, "taken", 0, 1, 2)))
				}
			}
			if q.Outcome == model.QuoteAccepted && rapid.Bool().Draw(t, "taken value") {
				q.TakenValue = amount(t, "taken value", cur)
			}
			m.quotes = append(m.quotes, q)
		}
	}
}
