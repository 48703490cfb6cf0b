package model

import (
	"fmt"
	"slices"
	"time"
)

// plainAudit is a second audit: over slices of plain facts, by loops within
// loops, from the sentences of the audit's documentation alone.
func plainAudit(f *Facts) []AuditFinding {
	var p plainFacts
	for r := range f.Accounts.All() {
		p.accounts = append(p.accounts, r.Account())
	}
	for r := range f.Orders.All() {
		p.orders = append(p.orders, r.Order())
	}
	for r := range f.Refunds.All() {
		p.refunds = append(p.refunds, r.Refund())
	}
	for r := range f.Approvals.All() {
		p.approvals = append(p.approvals, r.Approval())
	}
	for r := range f.Quotes.All() {
		p.quotes = append(p.quotes, r.Quote())
	}
	for r := range f.Carts.All() {
		p.carts = append(p.carts, r.Cart())
	}
	for r := range f.Sessions.All() {
		p.sessions = append(p.sessions, r.Session())
	}
	for r := range f.Allocations.All() {
		p.allocations = append(p.allocations, r.Allocation())
	}
	for r := range f.AccountRequests.All() {
		p.requests = append(p.requests, r.AccountRequest())
	}
	for r := range f.SurveyResponses.All() {
		p.responses = append(p.responses, r.SurveyResponse())
	}
	p.ids = map[auditKey][]string{}
	p.ofAccounts()
	p.ofOrders(f)
	p.ofVisits()
	p.ofRest()
	var out []AuditFinding
	for key, ids := range p.ids {
		slices.Sort(ids)
		out = append(out, AuditFinding{key.kind, key.class, key.field, key.reason, len(ids), ids[:min(len(ids), 5)]})
	}
	repeated := func(kind Kind, duplicates, corrections int) {
		if duplicates > 0 {
			out = append(out, AuditFinding{kind, AuditLeftOut, "id", "recorded again with the same content", duplicates, nil})
		}
		if corrections > 0 {
			out = append(out, AuditFinding{kind, AuditLeftOut, "id", "replaced by a correction", corrections, nil})
		}
	}
	repeated(KindAccount, f.Accounts.Duplicates(), f.Accounts.Corrections())
	repeated(KindOrder, f.Orders.Duplicates(), f.Orders.Corrections())
	repeated(KindRefund, f.Refunds.Duplicates(), 0)
	repeated(KindApproval, f.Approvals.Duplicates(), 0)
	repeated(KindQuote, f.Quotes.Duplicates(), 0)
	repeated(KindCart, f.Carts.Duplicates(), 0)
	repeated(KindSession, f.Sessions.Duplicates(), 0)
	repeated(KindAccountRequest, f.AccountRequests.Duplicates(), 0)
	repeated(KindSurveyResponse, f.SurveyResponses.Duplicates(), 0)
	repeated(KindAllocation, f.Allocations.Duplicates(), 0)
	slices.SortFunc(out, compareFindings)
	return out
}

type plainFacts struct {
	accounts    []Account
	orders      []Order
	refunds     []Refund
	approvals   []Approval
	quotes      []Quote
	carts       []Cart
	sessions    []Session
	requests    []AccountRequest
	responses   []SurveyResponse
	allocations []Allocation
	ids         map[auditKey][]string
}

func (p *plainFacts) say(kind Kind, class AuditClass, field, reason, id string) {
	key := auditKey{kind, class, field, reason}
	p.ids[key] = append(p.ids[key], id)
}

func find[F any](in []F, is func(F) bool) (F, bool) {
	for _, f := range in {
		if is(f) {
			return f, true
		}
	}
	var none F
	return none, false
}

func (p *plainFacts) account(id AccountID) (Account, bool) {
	return find(p.accounts, func(a Account) bool { return a.ID == id && id != "" })
}
func (p *plainFacts) order(id OrderID) (Order, bool) {
	return find(p.orders, func(o Order) bool { return o.ID == id && id != "" })
}
func (p *plainFacts) cart(id CartID) (Cart, bool) {
	return find(p.carts, func(c Cart) bool { return c.ID == id && id != "" })
}
func (p *plainFacts) session(id SessionID) (Session, bool) {
	return find(p.sessions, func(s Session) bool { return s.ID == id && id != "" })
}
func (p *plainFacts) quote(id QuoteID) (Quote, bool) {
	return find(p.quotes, func(q Quote) bool { return q.ID == id && id != "" })
}

// link says that a fact named by a link is missing.
func (p *plainFacts) link(kind Kind, id, field, named string, there bool, to Kind, of int) {
	switch {
	case named == "" || there:
	case of == 0:
		p.say(kind, AuditMissing, field, "there are no facts of the kind "+to.String(), id)
	default:
		p.say(kind, AuditMissing, field, "no such "+to.String(), id)
	}
}

func (p *plainFacts) toAccount(kind Kind, id, field string, named AccountID) {
	_, there := p.account(named)
	p.link(kind, id, field, string(named), there, KindAccount, len(p.accounts))
}

func (p *plainFacts) toSession(kind Kind, id string, named SessionID) {
	_, there := p.session(named)
	p.link(kind, id, "session_id", string(named), there, KindSession, len(p.sessions))
}

func (p *plainFacts) toOrder(kind Kind, id string, named OrderID) {
	_, there := p.order(named)
	p.link(kind, id, "order_id", string(named), there, KindOrder, len(p.orders))
}

// ofAccount is what holds of any fact that happened to an account.
func (p *plainFacts) ofAccount(kind Kind, id string, account AccountID, at time.Time) {
	a, _ := p.account(account)
	switch {
	case a.ClosedAt.IsZero() || at.IsZero() || at.Before(a.ClosedAt):
	case a.MergedInto != "":
		p.say(kind, AuditContradiction, "account_id", "recorded for an account after it was merged into another one", id)
	default:
		p.say(kind, AuditContradiction, "account_id", "after the account was closed", id)
	}
}

// test says whether a fact is left out as one, and why.
func (p *plainFacts) test(kind Kind, id string, test bool, account AccountID) bool {
	a, _ := p.account(account)
	switch {
	case test:
		p.say(kind, AuditLeftOut, "test", "a test, which no figure counts", id)
	case a.Test:
		p.say(kind, AuditLeftOut, "account_id", "of a test account, which no figure counts", id)
	}
	return test || a.Test
}

func (p *plainFacts) owner(id AccountID) AccountID {
	for a, ok := p.account(id); ok && a.MergedInto != ""; a, ok = p.account(id) {
		id = a.MergedInto
	}
	return id
}

func (p *plainFacts) differ(a, b AccountID) bool {
	return a != "" && b != "" && p.owner(a) != p.owner(b)
}

// ofVisit compares a fact with its session.
func (p *plainFacts) ofVisit(kind Kind, id string, session SessionID, account AccountID, visitor VisitorID, field string, at time.Time) {
	s, ok := p.session(session)
	if !ok {
		return
	}
	if p.differ(account, s.AccountID) {
		p.say(kind, AuditContradiction, "account_id", "its session is of another account", id)
	}
	if visitor != "" && s.VisitorID != "" && visitor != s.VisitorID {
		p.say(kind, AuditContradiction, "visitor_id", "its session is of another visitor", id)
	}
	if field != "" && at.Before(s.StartedAt) {
		p.say(kind, AuditContradiction, field, "before its session began", id)
	}
}

func (p *plainFacts) ofAccounts() {
	for _, a := range p.accounts {
		id := string(a.ID)
		p.toAccount(KindAccount, id, "parent_id", a.ParentID)
		p.toAccount(KindAccount, id, "merged_into", a.MergedInto)
		if !p.test(KindAccount, id, a.Test, "") && a.MergedInto != "" && a.ClosedAt.IsZero() {
			p.say(KindAccount, AuditLeftOut, "closed_at", "merged at a time that is not known: facts recorded for it since cannot be told", id)
		}
	}
}

func (p *plainFacts) ofOrders(f *Facts) {
	for _, o := range p.orders {
		id := string(o.ID)
		says := func(field, reason string) { p.say(KindOrder, AuditContradiction, field, reason, id) }
		p.toAccount(KindOrder, id, "account_id", o.AccountID)
		p.toSession(KindOrder, id, o.SessionID)
		cart, inCart := p.cart(o.CartID)
		p.link(KindOrder, id, "cart_id", string(o.CartID), inCart, KindCart, len(p.carts))
		_, quoted := p.quote(o.QuoteID)
		p.link(KindOrder, id, "quote_id", string(o.QuoteID), quoted, KindQuote, len(p.quotes))
		p.ofAccount(KindOrder, id, o.AccountID, o.PlacedAt)
		p.ofVisit(KindOrder, id, o.SessionID, o.AccountID, o.VisitorID, "", o.PlacedAt)
		if start := f.HistoryStart(); !start.IsZero() && o.PlacedAt.Before(start) {
			says("placed_at", "before the history starts")
		}
		if cart.OrderID != "" && cart.OrderID != o.ID {
			says("cart_id", "its cart names another order")
		}
		if p.differ(o.AccountID, cart.AccountID) {
			says("account_id", "its cart is of another account")
		}
		p.ofQuote(o, says)
		row, _ := f.Orders.Find(id)
		switch approval := row.Approval(); {
		case approval == DecisionApproved && o.Status == StatusRejected:
			says("status", "rejected, though the approval is approved")
		case approval != "" && approval != DecisionPending && o.Status == StatusPendingApproval:
			says("status", "waits for approval, though that is decided")
		case approval == DecisionRejected && (o.Status == StatusPlaced || o.Status == "own"):
			says("status", "placed, though the approval is rejected")
		}
		if p.test(KindOrder, id, o.Test, o.AccountID) {
			continue
		}
		if o.AccountID == "" {
			p.say(KindOrder, AuditLeftOut, "account_id", "of nobody known: a guest, in no figure per account", id)
		}
		if o.Channel == "" {
			p.say(KindOrder, AuditLeftOut, "channel", "not known: in no figure by channel", id)
		}
		if o.Status == "own" {
			p.say(KindOrder, AuditLeftOut, "status", "not one of those listed: the policy has to place it", id)
		}
	}
}

func (p *plainFacts) ofQuote(o Order, says func(field, reason string)) {
	var offers, late int
	differs := false
	var last Quote
	for _, q := range p.quotes {
		if o.QuoteID == "" || q.ID != o.QuoteID {
			continue
		}
		if !q.OfferedAt.IsZero() {
			offers++
			if o.PlacedAt.Before(q.OfferedAt) {
				late++
			}
		}
		differs = differs || p.differ(o.AccountID, q.AccountID)
		if last.ID == "" || q.Revision > last.Revision {
			last = q
		}
	}
	if offers > 0 && late == offers {
		says("quote_id", "placed before the quote was offered")
	}
	if differs {
		says("account_id", "its quote is of another account")
	}
	if o.QuoteTerms == TermsApplied && slices.Contains([]QuoteOutcome{QuoteDeclined, QuoteExpired, QuoteWithdrawn}, last.Outcome) {
		says("quote_terms", "applied, though the quote is "+string(last.Outcome))
	}
}

func (p *plainFacts) ofVisits() {
	for _, s := range p.sessions {
		id := string(s.ID)
		p.toAccount(KindSession, id, "account_id", s.AccountID)
		p.ofAccount(KindSession, id, s.AccountID, s.StartedAt)
		if p.test(KindSession, id, s.Test, s.AccountID) {
			continue
		}
		if s.Bot {
			p.say(KindSession, AuditLeftOut, "bot", "a robot, which no figure counts", id)
			continue
		}
		if s.VisitorID == "" {
			p.say(KindSession, AuditLeftOut, "visitor_id", "not known: in no count of different visitors", id)
		}
		if s.PageViews == 0 {
			p.say(KindSession, AuditLeftOut, "page_views", "none: not in the bounce rate", id)
		}
	}
	for _, c := range p.carts {
		id := string(c.ID)
		p.toAccount(KindCart, id, "account_id", c.AccountID)
		p.toSession(KindCart, id, c.SessionID)
		p.toOrder(KindCart, id, c.OrderID)
		_, there := p.cart(c.MergedInto)
		p.link(KindCart, id, "merged_into", string(c.MergedInto), there, KindCart, len(p.carts))
		p.ofAccount(KindCart, id, c.AccountID, c.CreatedAt)
		p.ofVisit(KindCart, id, c.SessionID, c.AccountID, c.VisitorID, "created_at", c.CreatedAt)
		if o, ok := p.order(c.OrderID); ok {
			if o.CartID != "" && o.CartID != c.ID {
				p.say(KindCart, AuditContradiction, "order_id", "its order names another cart", id)
			}
			if c.Outcome != CartOrdered {
				p.say(KindCart, AuditContradiction, "outcome", "not ordered, though it names an order that is there", id)
			}
		}
		if !p.test(KindCart, id, c.Test, c.AccountID) && c.Lines == 0 {
			p.say(KindCart, AuditLeftOut, "lines", "never filled: not among the carts that can be abandoned", id)
		}
	}
	for _, q := range p.quotes {
		id := fmt.Sprintf("%s revision %d", q.ID, q.Revision)
		p.toAccount(KindQuote, id, "account_id", q.AccountID)
		p.toSession(KindQuote, id, q.SessionID)
		p.ofAccount(KindQuote, id, q.AccountID, q.OfferedAt)
		p.ofVisit(KindQuote, id, q.SessionID, q.AccountID, q.VisitorID, "", time.Time{})
		if _, ok := find(p.quotes, func(o Quote) bool { return o.ID == q.ID && o.Revision == q.Revision-1 }); q.Revision >= 2 && !ok {
			p.say(KindQuote, AuditMissing, "revision", "the revision before it is not there", id)
		}
		p.test(KindQuote, id, q.Test, q.AccountID)
	}
}

func (p *plainFacts) ofRest() {
	for _, r := range p.refunds {
		id := string(r.ID)
		p.toOrder(KindRefund, id, r.OrderID)
		p.toAccount(KindRefund, id, "account_id", r.AccountID)
		p.ofAccount(KindRefund, id, r.AccountID, r.RefundedAt)
		if r.OrderID == "" {
			p.say(KindRefund, AuditLeftOut, "order_id", "of no order: counts by its own date alone", id)
		}
	}
	for _, s := range p.approvals {
		id := fmt.Sprintf("%s round %d tier %d", s.OrderID, s.Round, s.Tier)
		if s.ApproverID != "" {
			id += " approver " + string(s.ApproverID)
		}
		p.toOrder(KindApproval, id, s.OrderID)
		of := func(is func(Approval) bool) bool {
			_, ok := find(p.approvals, func(o Approval) bool { return o.OrderID == s.OrderID && is(o) })
			return ok
		}
		if s.Round > 1 && !of(func(o Approval) bool { return o.Round == s.Round-1 }) {
			p.say(KindApproval, AuditMissing, "round", "the round before it is not there", id)
		}
		if s.Tier > 1 && !of(func(o Approval) bool { return o.Round <= s.Round && o.Tier == s.Tier-1 }) {
			p.say(KindApproval, AuditMissing, "tier", "the tier before it is not there", id)
		}
	}
	for _, q := range p.requests {
		id := string(q.ID)
		p.toAccount(KindAccountRequest, id, "account_id", q.AccountID)
		p.toSession(KindAccountRequest, id, q.SessionID)
		p.ofAccount(KindAccountRequest, id, q.AccountID, q.ReceivedAt)
		p.ofVisit(KindAccountRequest, id, q.SessionID, q.AccountID, q.VisitorID, "received_at", q.ReceivedAt)
		p.test(KindAccountRequest, id, q.Test, q.AccountID)
	}
	for _, s := range p.responses {
		id := string(s.ID)
		p.toAccount(KindSurveyResponse, id, "account_id", s.AccountID)
		p.ofAccount(KindSurveyResponse, id, s.AccountID, s.AnsweredAt)
		p.test(KindSurveyResponse, id, s.Test, s.AccountID)
	}
	for _, a := range p.allocations {
		for d := a.From; d.Before(a.To); d = d.AddDays(1) {
			if _, ok := find(p.allocations, func(o Allocation) bool {
				return o.ResourceID == a.ResourceID && (o.Net.Valid || o.Gross.Valid) && !d.Before(o.From) && d.Before(o.To)
			}); !ok {
				p.say(KindAllocation, AuditMissing, "net", "no capacity of the resource is known for some of the days", string(a.ID))
				break
			}
		}
	}
}
