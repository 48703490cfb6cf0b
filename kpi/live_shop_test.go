package kpi_test

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// liveShop is a shop in which something happens. Facts have few IDs, so that
// they are corrected, and named before they are there.
type liveShop struct {
	*rapid.T
	facts *model.Facts
}

// happen records a random fact, new or in place of one there is. Facts that
// contradict others are refused, and change nothing.
func (s *liveShop) happen() {
	var err error
	switch what := rapid.IntRange(0, 13).Draw(s.T, "kind"); what {
	case 0, 1, 2, 3:
		err = s.facts.Orders.Correct(s.order())
	case 4, 5:
		err = s.facts.Sessions.Correct(s.session())
	case 6:
		err = s.facts.Accounts.Correct(s.account())
	case 7:
		err = s.facts.Refunds.Correct(s.refund())
	case 8, 9:
		err = s.facts.Quotes.Correct(s.quote())
	case 10:
		err = s.facts.Approvals.Correct(s.approval())
	case 11:
		err = s.facts.Carts.Correct(s.cart())
	case 12:
		err = s.facts.AccountRequests.Correct(s.request())
	case 13: // some at once, of which one may spoil all
		batch := []model.Order{s.order(), s.order()}
		err = s.facts.Orders.Append(batch...)
	}
	s.refused(err)
}

// refused lets a fact be refused, and nothing else go wrong.
func (s *liveShop) refused(err error) {
	var fault *model.FactError
	if err != nil && !errors.As(err, &fault) {
		s.Fatal(err)
	}
}

func idOf[T ~string](s *liveShop, prefix string, n int) T {
	return T(prefix + strconv.Itoa(rapid.IntRange(0, n-1).Draw(s.T, prefix)))
}

// maybe is an ID, or none.
func maybe[T ~string](s *liveShop, prefix string, n int) T {
	if rapid.IntRange(0, 2).Draw(s.T, "no "+prefix) == 0 {
		return ""
	}
	return idOf[T](s, prefix, n)
}

func among[T any](s *liveShop, what string, values ...T) T {
	return rapid.SampledFrom(values).Draw(s.T, what)
}

// hour is an instant of January to March 2025; facts that come first in life
// are earlier, so that few contradict each other.
func (s *liveShop) hour(stage int) time.Time {
	days := rapid.IntRange(0, 40).Draw(s.T, "day")
	return instant("2025-01-01").AddDate(0, 0, days+stage*12).Add(time.Duration(rapid.IntRange(0, 23).Draw(s.T, "hour")) * time.Hour)
}

func (s *liveShop) money(what string) model.Money {
	return model.MoneyOf(rapid.Int64Range(1, 99999).Draw(s.T, what), 2, model.EUR)
}

func (s *liveShop) order() model.Order {
	o := model.Order{
		ID: idOf[model.OrderID](s, "o", 8), PlacedAt: s.hour(1), AccountID: maybe[model.AccountID](s, "a", 4), VisitorID: maybe[model.VisitorID](s, "v", 3),
		SessionID: maybe[model.SessionID](s, "s", 5), CartID: maybe[model.CartID](s, "c", 3), QuoteID: maybe[model.QuoteID](s, "q", 3),
		Status:  among(s, "status", model.StatusPlaced, model.StatusPlaced, model.StatusShipped, model.StatusCancelled, model.StatusPendingApproval),
		Channel: among[model.Channel](s, "channel", "web", "web", "phone", ""), DeliveryMode: among[model.DeliveryMode](s, "delivery", "express", "standard"),
		Branch: among[model.Branch](s, "branch", "", "b1"), Test: rapid.IntRange(0, 9).Draw(s.T, "test") == 0,
	}
	if rapid.Bool().Draw(s.T, "lines") {
		for i := range rapid.IntRange(1, 2).Draw(s.T, "of them") {
			o.Lines = append(o.Lines, model.Line{
				No: int64(i + 1), ProductID: idOf[model.ProductID](s, "p", 3), Quantity: decimal.New(rapid.Int64Range(1, 20).Draw(s.T, "quantity"), 0),
				UnitPrice: s.money("price"), UnitCost: s.money("cost"),
			})
		}
	} else {
		o.Goods = s.money("goods")
		o.Payments = []model.Payment{{Method: among[model.PaymentMethod](s, "method", "card", "bill"), Amount: o.Goods}}
	}
	return o
}

func (s *liveShop) session() model.Session {
	v := model.Session{
		ID: idOf[model.SessionID](s, "s", 5), VisitorID: maybe[model.VisitorID](s, "v", 3), StartedAt: s.hour(0), PageViews: rapid.Int64Range(0, 3).Draw(s.T, "views"),
		HomeSeen: rapid.Bool().Draw(s.T, "home"), AccountID: maybe[model.AccountID](s, "a", 4), Catalogue: among[model.Catalogue](s, "catalogue", "", "open", "own"),
		Test: rapid.IntRange(0, 9).Draw(s.T, "test") == 0, Source: among[model.Code](s, "source", "", "search"),
	}
	v.EndedAt = v.StartedAt.Add(30 * time.Minute)
	return v
}

func (s *liveShop) account() model.Account {
	a := model.Account{ID: idOf[model.AccountID](s, "a", 4), Segment: among[model.Segment](s, "segment", "", "key"), Test: rapid.IntRange(0, 5).Draw(s.T, "test") == 0}
	switch above := idOf[model.AccountID](s, "a", 5); rapid.IntRange(0, 3).Draw(s.T, "kin") {
	case 0:
		a.MergedInto = above
	case 1:
		a.ParentID = above
	}
	return a
}

func (s *liveShop) refund() model.Refund {
	r := model.Refund{ID: idOf[model.RefundID](s, "r", 3), OrderID: idOf[model.OrderID](s, "o", 8), RefundedAt: s.hour(3), Goods: model.MoneyOf(1, 2, model.EUR)}
	r.Kind = among[model.RefundKind](s, "refund", "", "return", "cancellation")
	if rapid.Bool().Draw(s.T, "lines") {
		r.Lines = []model.RefundLine{{No: 1, Quantity: decimal.New(1, 0), Goods: r.Goods}}
	}
	return r
}

func (s *liveShop) quote() model.Quote {
	q := model.Quote{
		ID: idOf[model.QuoteID](s, "q", 3), Revision: rapid.Int64Range(0, 2).Draw(s.T, "revision"), AccountID: maybe[model.AccountID](s, "a", 4),
		SessionID: maybe[model.SessionID](s, "s", 5), Outcome: model.QuoteOpen,
	}
	if q.Revision == 0 {
		q.RequestedAt = instant("2025-01-01")
		return q
	}
	q.OfferedAt = instant("2025-01-01").AddDate(0, 0, 5*int(q.Revision))
	q.Value, q.ValidUntil = s.money("value"), q.OfferedAt.AddDate(0, 0, rapid.IntRange(1, 60).Draw(s.T, "valid"))
	if q.Revision == 2 && rapid.Bool().Draw(s.T, "decided") {
		q.Outcome, q.DecidedAt = among(s, "outcome", model.QuoteAccepted, model.QuoteDeclined), q.OfferedAt.AddDate(0, 0, 1)
	}
	return q
}

func (s *liveShop) approval() model.Approval {
	a := model.Approval{
		OrderID: idOf[model.OrderID](s, "o", 8), Tier: rapid.Int64Range(1, 2).Draw(s.T, "tier"), SubmitterID: "x", ApproverID: among[model.PersonID](s, "approver", "x", "y", "z"),
		SubmittedAt: s.hour(2), Decision: among(s, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionRejected),
	}
	if a.Decision != model.DecisionPending {
		a.DecidedAt = a.SubmittedAt.Add(time.Hour)
	}
	return a
}

func (s *liveShop) cart() model.Cart {
	c := model.Cart{
		ID: idOf[model.CartID](s, "c", 3), VisitorID: maybe[model.VisitorID](s, "v", 3), AccountID: maybe[model.AccountID](s, "a", 4), SessionID: maybe[model.SessionID](s, "s", 5),
		CreatedAt: s.hour(0), Lines: 1, Value: s.money("value"), Outcome: model.CartOpen,
	}
	if rapid.Bool().Draw(s.T, "ordered") {
		c.Outcome, c.OrderedAt, c.OrderID = model.CartOrdered, c.CreatedAt.AddDate(0, 0, 30), idOf[model.OrderID](s, "o", 8)
	}
	return c
}

func (s *liveShop) request() model.AccountRequest {
	q := model.AccountRequest{
		ID: idOf[model.RequestID](s, "n", 3), ReceivedAt: s.hour(0), Contact: idOf[model.Contact](s, "k", 2), AccountID: maybe[model.AccountID](s, "a", 4),
		SessionID: maybe[model.SessionID](s, "s", 5), Decision: among(s, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionRejected),
	}
	if q.Decision != model.DecisionPending {
		q.DecidedAt = q.ReceivedAt.Add(time.Hour)
	}
	return q
}
