package model

import (
	"fmt"
	"testing"
	"time"
)

func asItIs[T any](v T) T { return v }

func TestSessionRoundTrip(t *testing.T) {
	testRoundTrip(t, func(f *Facts) *Sessions { return f.Sessions }, genSession, sessionAsRecorded, SessionRow.Session)
}

func TestCartRoundTrip(t *testing.T) {
	testRoundTrip(t, func(f *Facts) *Carts { return f.Carts }, genCart, cartAsRecorded, CartRow.Cart)
}

func TestQuoteRoundTrip(t *testing.T) {
	testRoundTrip(t, func(f *Facts) *Quotes { return f.Quotes }, genQuote, asItIs[Quote], QuoteRow.Quote)
}

func TestApprovalRoundTrip(t *testing.T) {
	testRoundTrip(t, func(f *Facts) *Approvals { return f.Approvals }, genStep, stepAsRecorded, ApprovalRow.Approval)
}

// visitFacts are many facts with corrections among them, so that blocks have
// gaps in their lists, unknown values, several currencies and merged accounts.
func visitFacts(t *testing.T) *Facts {
	t.Helper()
	f := NewFacts(FactsOptions{})
	must(t, f.Accounts, Account{ID: "a", MergedInto: "b"}, Account{ID: "b", ParentID: "top", Test: true}, Account{ID: "c d", Country: "fr"})
	for i := range 300 {
		id := func(kind string) string { return fmt.Sprint(kind, i) }
		s := genSession(id("session")).Example(i)
		c := genCart(id("cart")).Example(i)
		c.SessionID, c.OrderID = s.ID, OrderID(id("order"))
		must(t, f.Sessions, s)
		must(t, f.Carts, c)
		requested := s.StartedAt.UTC()
		if requested.Year() < 2 || requested.Year() > 9000 {
			requested = noon
		}
		q := genQuote(id("quote")).Example(i)
		q.ID = QuoteID(id("q"))
		q.Revision, q.SessionID, q.RequestedAt, q.OfferedAt, q.ValidUntil, q.DecidedAt = 0, s.ID, requested, time.Time{}, time.Time{}, requested.Add(9*time.Hour)
		must(t, f.Quotes, q)
		for revision := range int64(i % 4) {
			q.Revision, q.RequestedAt, q.OfferedAt = revision+1, time.Time{}, requested.Add(time.Duration(revision+1)*time.Hour)
			if q.Value = eur(fmt.Sprint(revision)); i%8 >= 4 {
				q.Value = MustParseMoney("5 USD")
			}
			q.ListValue, q.TakenValue = Money{}, Money{}
			if i%5 > 0 {
				q.ValidUntil = q.OfferedAt.Add(2 * time.Hour)
			}
			must(t, f.Quotes, q)
		}
		o := Order{
			ID: c.OrderID, PlacedAt: requested.Add(time.Duration(i%9) * time.Hour), Status: StatusPlaced, AccountID: c.AccountID, BuyerID: c.BuyerID,
			VisitorID: c.VisitorID, CartID: c.ID, QuoteID: q.ID, Goods: eur("1"), Channel: ChannelWeb, Branch: "b7", Test: i%11 == 0,
		}
		if !o.PlacedAt.Before(s.StartedAt) && i%3 > 0 {
			o.SessionID = s.ID
		}
		if i%10 > 0 {
			must(t, f.Orders, o)
		}
		for tier := range int64(i % 3) {
			a := genStep(string(o.ID)).Example(i)
			a.OrderID, a.Tier, a.SubmittedAt = o.ID, tier+1, o.PlacedAt.Add(time.Hour)
			if a.Decision != DecisionPending {
				a.DecidedAt = o.PlacedAt.Add(5 * time.Hour)
			}
			must(t, f.Approvals, a)
		}
		if i%7 == 0 {
			s.Marks, s.Device = append(s.Marks, Mark{MarkProduct, s.StartedAt}), "corrected"
			if err := f.Sessions.Correct(s); err != nil {
				t.Fatal(err)
			}
		}
	}
	return f
}

// Whatever is read by blocks is what rows say.
func TestVisitBlocks(t *testing.T) {
	f := visitFacts(t)
	sessions, carts, quotes, steps, orders := &f.Sessions.View, &f.Carts.View, &f.Quotes.View, &f.Approvals.View, &f.Orders.View
	for _, field := range []Field[SessionRow, time.Time]{SessionStartedAt, SessionEndedAt, SessionIdentifiedAt, SessionFirstSeenAt} {
		testField(t, sessions, field)
	}
	for _, field := range []Field[SessionRow, int64]{SessionPageViews, SessionInteractions, SessionKeyEvents} {
		testField(t, sessions, field)
	}
	testField(t, sessions, SessionDuration)
	testField(t, sessions, SessionConnected)
	testKey(t, sessions, SessionKey)
	testKey(t, sessions, SessionVisitor)
	testKey(t, sessions, SessionAccount)
	testKey(t, sessions, SessionCompany)
	testKey(t, sessions, SessionBuyer)
	testKey(t, sessions, SessionCatalogue)
	for _, k := range []Key[SessionRow, Code]{
		SessionLanding, SessionReferrer, SessionSource, SessionMedium, SessionCampaign, SessionDevice, SessionVariant("price"),
	} {
		testKey(t, sessions, k)
	}
	testKey(t, sessions, SessionCountry)
	for _, k := range []Key[SessionRow, bool]{SessionHomeSeen, SessionTest, SessionBot, SessionIdentified} {
		testKey(t, sessions, k)
	}
	testKey(t, sessions, ViaKey(SessionOwner, AccountCountry))

	for _, field := range []Field[CartRow, time.Time]{CartCreatedAt, CartLastActivityAt, CartCheckoutAt, CartPaymentAt, CartOrderedAt} {
		testField(t, carts, field)
	}
	testField(t, carts, CartLongestIdle)
	testField(t, carts, CartLines)
	testField(t, carts, CartValue)
	testField(t, carts, Via(CartVisit, SessionStartedAt))
	testField(t, carts, Via(CartPurchase, OrderNet))
	testKey(t, carts, CartKey)
	testKey(t, carts, CartVisitor)
	testKey(t, carts, CartAccount)
	testKey(t, carts, CartCompany)
	testKey(t, carts, CartBuyer)
	testKey(t, carts, CartSession)
	testKey(t, carts, CartOrder)
	testKey(t, carts, CartState)
	testKey(t, carts, CartMergedInto)
	testKey(t, carts, CartChannel)
	testKey(t, carts, CartBranch)
	testKey(t, carts, CartTest)
	testKey(t, carts, CartFilled)
	testKey(t, carts, ViaKey(CartVisit, SessionSource))
	testKey(t, carts, ViaKey(CartOwner, AccountCountry))

	for _, field := range []Field[QuoteRow, time.Time]{QuoteRequestedAt, QuoteOfferedAt, QuoteValidUntil, QuoteDecidedAt, QuoteSettledAt} {
		testField(t, quotes, field)
	}
	for _, field := range []Field[QuoteRow, Money]{QuoteValue, QuoteListValue, QuoteTakenValue, QuoteFinalValue, Via(QuoteFirst, QuoteValue)} {
		testField(t, quotes, field)
	}
	testField(t, quotes, QuoteLineCount)
	testField(t, quotes, QuoteTakenLines)
	testKey(t, quotes, QuoteKey)
	testKey(t, quotes, QuoteRevision)
	testKey(t, quotes, QuoteAccount)
	testKey(t, quotes, QuoteCompany)
	testKey(t, quotes, QuoteBuyer)
	testKey(t, quotes, QuoteVisitor)
	testKey(t, quotes, QuoteSession)
	testKey(t, quotes, QuoteState)
	testKey(t, quotes, QuoteFinalState)
	testKey(t, quotes, QuoteSalesRep)
	testKey(t, quotes, QuoteBranch)
	testKey(t, quotes, QuoteChannel)
	testKey(t, quotes, QuoteTest)
	testKey(t, quotes, ViaKey(QuoteVisit, SessionSource))
	testKey(t, quotes, ViaKey(QuoteOwner, AccountCountry))

	testField(t, steps, ApprovalSubmittedAt)
	testField(t, steps, ApprovalDecidedAt)
	testField(t, steps, ApprovalTime)
	testKey(t, steps, ApprovalOrder)
	testKey(t, steps, ApprovalRound)
	testKey(t, steps, ApprovalTier)
	testKey(t, steps, ApprovalApprover)
	testKey(t, steps, ApprovalRole)
	testKey(t, steps, ApprovalSubmitter)
	testKey(t, steps, ApprovalDecision)
	testKey(t, steps, ApprovalReason)
	testKey(t, steps, ApprovalAutomatic)
	testKey(t, steps, ApprovalThirdParty)
	testKey(t, steps, ApprovalAccount)
	testKey(t, steps, ApprovalCompany)
	testKey(t, steps, ApprovalBuyer)
	testKey(t, steps, ApprovalVisitor)
	testKey(t, steps, ApprovalSession)
	testKey(t, steps, ApprovalBranch)
	testKey(t, steps, ApprovalChannel)

	testKey(t, orders, OrderApproval)
	testKey(t, orders, OrderThirdParty)
	testKey(t, orders, OrderOnTerms)
	testKey(t, orders, ViaKey(OrderVisit, SessionDevice))
	testKey(t, orders, ViaKey(OrderBasket, CartState))
	testField(t, orders, Via(OrderOffer, QuoteValue))
}
