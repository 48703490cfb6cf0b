package model_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

func ExampleNewSessions() {
	sessions, err := model.NewSessions(
		model.Session{
			ID: "s1", VisitorID: "v1", BuyerID: "ann", StartedAt: day(3, 9), EndedAt: day(3, 10), PageViews: 4,
			Interactions: model.CountOf(0), Catalogue: model.CatalogueOwn,
		},
		model.Session{ID: "s2", VisitorID: "v2", StartedAt: day(3, 9), PageViews: 1},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range sessions.All() {
		connected, known := model.SessionConnected.Of(s)
		fmt.Println(s.ID(), s.Identified(), connected, known, s.Interactions())
	}
	// Output:
	// s1 true 1h0m0s true 0
	// s2 false 0s false unknown
}

func ExampleSessionMarkAt() {
	sessions, err := model.NewSessions(model.Session{ID: "s1", StartedAt: day(3, 9), Marks: []model.Mark{
		{Name: model.MarkSearch, At: day(3, 11)}, {Name: model.MarkSearch, At: day(3, 10)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, _ := sessions.Find("s1")
	at, found := model.SessionMarkAt(model.MarkSearch).Of(s)
	fmt.Println(at.Format(time.TimeOnly), found)
	fmt.Println(model.SessionMarked(model.MarkSignup).Of(s))
	// Output:
	// 10:00:00 true
	// false true
}

func ExampleSessionVariant() {
	sessions, err := model.NewSessions(model.Session{ID: "s1", StartedAt: day(3, 9), Variants: []model.Variant{{Experiment: "header", Variant: "b"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, _ := sessions.Find("s1")
	header := model.SessionVariant("header")
	fmt.Println(header)
	fmt.Println(header.Of(s))
	// Output:
	// variant(header)
	// b true
}

// A cart that holds lines needs a value, and one that was ordered says when.
func ExampleNewCarts() {
	_, err := model.NewCarts(model.Cart{ID: "c1", CreatedAt: day(3, 9), Lines: 2, Outcome: model.CartOrdered})
	fmt.Println(err)
	// Output:
	// cart "c1": ordered_at "": missing: required when ordered
	// cart "c1": value "": missing: required with lines
}

// Revisions come in any order. The last one says what became of the quote.
func ExampleNewQuotes() {
	f := model.NewFacts(model.FactsOptions{})
	err := f.Quotes.Append(
		model.Quote{ID: "q1", Revision: 2, OfferedAt: day(5, 9), Value: eur(80), Outcome: model.QuoteAccepted, DecidedAt: day(6, 9)},
		model.Quote{ID: "q1", Revision: 1, OfferedAt: day(4, 9), Value: eur(100), Outcome: model.QuoteOpen},
		model.Quote{ID: "q1", Revision: 0, RequestedAt: day(3, 9), Outcome: model.QuoteOpen},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for q := range f.Revisions("q1") {
		fmt.Println(q.Revision(), q.Value(), q.Outcome())
	}
	first, _ := f.Quote("q1", 1)
	fmt.Println(model.QuoteTimeToOffer.Of(first))
	fmt.Println(model.QuoteFinalState.Of(first))
	// Output:
	// 0 0 open
	// 1 100.00 EUR open
	// 2 80.00 EUR accepted
	// 24h0m0s true
	// accepted true
}

func ExampleOrderRow_Approval() {
	f := model.NewFacts(model.FactsOptions{})
	err := f.Orders.Append(model.Order{ID: "o1", PlacedAt: day(3, 9), Status: model.StatusPlaced, Goods: eur(900)})
	if err == nil {
		err = f.Approvals.Append(
			model.Approval{OrderID: "o1", Tier: 1, ApproverID: "ann", SubmittedAt: day(3, 9), Decision: model.DecisionApproved, DecidedAt: day(3, 12)},
			model.Approval{OrderID: "o1", Tier: 2, ApproverID: "bob", SubmittedAt: day(3, 12), Decision: model.DecisionApproved, DecidedAt: day(5, 9)},
		)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	o, _ := f.Orders.Find("o1")
	fmt.Println(o.Approval(), o.ApprovalAsOf(day(4, 0)))
	// Output:
	// approved pending
}

// What a session began after cannot have been placed in it, whichever of them
// is recorded first.
func ExampleFacts_sessions() {
	f := model.NewFacts(model.FactsOptions{})
	fmt.Println(f.Orders.Append(model.Order{ID: "o1", PlacedAt: day(3, 9), Status: model.StatusPlaced, SessionID: "s1", Goods: eur(900)}))
	fmt.Println(f.Sessions.Append(model.Session{ID: "s1", StartedAt: day(3, 10)}))
	// Output:
	// <nil>
	// session "s1": started_at "2025-03-03T10:00:00Z": contradiction: after placed_at 2025-03-03T09:00:00Z of its order "o1"
}

func ExampleCountOf() {
	fmt.Println(model.CountOf(0), model.Count{})
	// Output: 0 unknown
}

func ExampleGiven() {
	sessions, err := model.NewSessions(model.Session{ID: "s1", StartedAt: day(3, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, _ := sessions.Find("s1")
	ended := model.Given(model.SessionEndedAt)
	fmt.Println(ended)
	fmt.Println(ended.Of(s))
	// Output:
	// session.ended_at is known
	// false true
}
