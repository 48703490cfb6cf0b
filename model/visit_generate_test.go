package model

import (
	"slices"
	"time"

	"pgregory.net/rapid"
)

// Generators of sessions, carts, quotes and approval steps that Append accepts
// by themselves: instants are drawn and sorted, so that what has to be later
// is.

func sortedTimes(t *rapid.T, n int) []time.Time {
	times := make([]time.Time, n)
	for i := range times {
		times[i] = instants.Draw(t, "at")
	}
	slices.SortFunc(times, time.Time.Compare)
	return times
}

// maybeAt forgets an instant in some cases.
func maybeAt(t *rapid.T, at time.Time) time.Time {
	if rapid.Bool().Draw(t, "known") {
		return at
	}
	return time.Time{}
}

func genSession(id string) *rapid.Generator[Session] {
	return rapid.Custom(func(t *rapid.T) Session {
		at := sortedTimes(t, 5)
		s := Session{
			ID: SessionID(id), VisitorID: drawn[VisitorID](t, genID), StartedAt: at[1], EndedAt: maybeAt(t, at[4]), FirstSeenAt: maybeAt(t, at[0]),
			IdentifiedAt: maybeAt(t, at[2]), AccountID: drawn[AccountID](t, genID), BuyerID: drawn[PersonID](t, genID),
			Catalogue: drawn[Catalogue](t, genCode), PageViews: rapid.Int64Range(0, 1<<62).Draw(t, "views"), Interactions: genCount.Draw(t, "interactions"),
			HomeSeen: rapid.Bool().Draw(t, "home"), LandingPage: drawn[Code](t, genCode), Referrer: drawn[Code](t, genCode),
			Source: drawn[Code](t, genCode), Medium: drawn[Code](t, genCode), Campaign: drawn[Code](t, genCode), Country: drawn[Country](t, genCode),
			Device: drawn[Code](t, genCode), Test: rapid.Bool().Draw(t, "test"), Bot: rapid.Bool().Draw(t, "bot"),
		}
		if rapid.Bool().Draw(t, "events") {
			s.KeyEvents = CountOf(min(s.PageViews, 7))
		}
		for range rapid.IntRange(0, 3).Draw(t, "marks") {
			s.Marks = append(s.Marks, Mark{oneOf(MarkSearch, MarkSignup, "own").Draw(t, "mark"), at[rapid.IntRange(1, 4).Draw(t, "which")]})
		}
		for _, e := range []Code{"header", "price", "colour"}[:rapid.IntRange(0, 3).Draw(t, "variants")] {
			s.Variants = append(s.Variants, Variant{e, oneOf[Code]("a", "b").Draw(t, "variant")})
		}
		return s
	})
}

func sessionAsRecorded(s Session) Session {
	s.IdentifiedAt = s.identified()
	return s
}

func genCart(id string) *rapid.Generator[Cart] {
	return rapid.Custom(func(t *rapid.T) Cart {
		at := sortedTimes(t, 5)
		c := Cart{
			ID: CartID(id), VisitorID: drawn[VisitorID](t, genID), AccountID: drawn[AccountID](t, genID), BuyerID: drawn[PersonID](t, genID),
			SessionID: drawn[SessionID](t, genID), CreatedAt: at[0], LastActivityAt: maybeAt(t, at[1]), CheckoutAt: maybeAt(t, at[2]),
			PaymentAt: maybeAt(t, at[3]), OrderedAt: maybeAt(t, at[4]), OrderID: drawn[OrderID](t, genID), Value: orZero(genAmount(0)).Draw(t, "value"),
			LongestIdle: time.Duration(rapid.OneOf(rapid.Just[int64](0), rapid.Int64Range(1, 1<<62), rapid.Just[int64](1<<63-1)).Draw(t, "idle")),
			Channel:     drawn[Channel](t, genCode), Branch: drawn[Branch](t, genCode), Test: rapid.Bool().Draw(t, "test"),
			Outcome: oneOf(CartOpen, CartOrdered, CartSaved, CartMerged, CartEmptied, "own").Draw(t, "outcome"),
		}
		if !c.Value.IsNone() {
			c.Lines = rapid.Int64Range(0, 1<<40).Draw(t, "lines")
		}
		switch c.Outcome {
		case CartOrdered:
			c.OrderedAt = at[4]
		case CartMerged:
			c.MergedInto = "another" // not one of the carts that are generated
		}
		return c
	})
}

func cartAsRecorded(c Cart) Cart {
	c.LastActivityAt = c.lastActivity()
	return c
}

func genQuote(id string) *rapid.Generator[Quote] {
	return rapid.Custom(func(t *rapid.T) Quote {
		at := sortedTimes(t, 3)
		q := Quote{
			ID: QuoteID(id), Revision: int64(len(id) % 3), AccountID: drawn[AccountID](t, genID), BuyerID: drawn[PersonID](t, genID),
			VisitorID: drawn[VisitorID](t, genID), SessionID: drawn[SessionID](t, genID), RequestedAt: at[0], ListValue: Money{},
			Outcome: oneOf(QuoteOpen, QuoteAccepted, QuoteDeclined, QuoteExpired, QuoteWithdrawn, "own").Draw(t, "outcome"), DecidedAt: at[2],
			LineCount: genCount.Draw(t, "lines"), SalesRep: drawn[SalesRepID](t, genID), Branch: drawn[Branch](t, genCode),
			Channel: drawn[Channel](t, genCode), Test: rapid.Bool().Draw(t, "test"),
		}
		if q.Revision > 0 {
			q.RequestedAt, q.OfferedAt, q.Value = maybeAt(t, at[0]), at[1], genAmount(0).Draw(t, "value")
			if at[2].After(at[1]) {
				q.ValidUntil = maybeAt(t, at[2])
			}
		}
		cur := q.Value.Currency()
		if cur == 0 {
			cur = EUR
		}
		q.ListValue, q.TakenValue = maybeMoney(t, "list", cur), maybeMoney(t, "taken", cur)
		if n, known := q.LineCount.Value(); q.Outcome == QuoteAccepted && known {
			q.TakenLines = CountOf(rapid.Int64Range(0, n).Draw(t, "taken lines"))
		}
		return q
	})
}

func genStep(id string) *rapid.Generator[Approval] {
	return rapid.Custom(func(t *rapid.T) Approval {
		at := sortedTimes(t, 2)
		a := Approval{
			OrderID: OrderID(id), Round: int64(len(id) % 2), Tier: 1, ApproverID: "boss", Role: drawn[Role](t, genCode), SubmitterID: drawn[PersonID](t, genID),
			SubmittedAt: at[0], DecidedAt: at[1], Automatic: rapid.Bool().Draw(t, "automatic"), Reason: drawn[Code](t, genCode),
			Decision: oneOf(DecisionPending, DecisionApproved, DecisionRejected, DecisionWithdrawn, "own").Draw(t, "decision"),
		}
		if a.Decision == DecisionPending {
			a.DecidedAt = time.Time{}
		}
		return a
	})
}

func stepAsRecorded(a Approval) Approval {
	a.Round = a.round()
	return a
}
