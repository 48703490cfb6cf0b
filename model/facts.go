package model

import (
	"iter"
	"sync"
	"sync/atomic"
	"time"
)

// Facts gathers the tables of a shop. They share their dictionaries, so that
// facts of different kinds can be linked and grouped together. Tables of several
// kinds may be appended to at a time, each by one goroutine, and all be read by many
// while nobody appends.
type Facts struct {
	Accounts *Accounts
	Orders   *Orders
	Lines    *Lines
	Refunds  *Refunds

	Approvals *Approvals
	Quotes    *Quotes
	Carts     *Carts
	Sessions  *Sessions

	AccountRequests *AccountRequests
	Spends          *Spends
	SurveyResponses *SurveyResponses
	Milestones      *Milestones
	Allocations     *Allocations
	CashFlows       *CashFlows

	options FactsOptions
	dict    dictionaries

	mu      sync.Mutex // held while a batch is put beside the facts already there
	changed uint64     // facts taken in so far: what was derived before is stale

	kinds []*table // of facts, in the order of their kinds

	payments, promotions, refundLines, marks, variants table

	ordersOfSession, ordersOfQuote, revisionsOf, approvalsOf chain

	decided decisions // codes of what an approval can come to

	refundsOf   chain // refunds by order
	refunded    map[uint32]*refundTotals
	firstOrders firstOrders
	capacities  capacities // of resources
	owners      atomic.Pointer[owners]
	repeats     atomic.Pointer[repeats]
}

// FactsOptions say what is known about the facts as a whole. The zero value
// is: nothing.
type FactsOptions struct {
	// AccountsComplete declares that every account is appended before the
	// facts that name it: a fact of an unknown account is refused. Otherwise it
	// is accepted, and listed by the audit.
	AccountsComplete bool
	// HistoryStart is the instant from which on all orders are supplied; zero
	// where that is the first order supplied.
	HistoryStart time.Time
}

type dictionaries struct {
	order, account, person, visitor, session, cart, quote, refund, product, rep Dict

	status, channel, placedBy, terms, delivery, payment, branch, segment, country, region,
	industry, category, promotion, refundKind, reason, source, medium, campaign, names Dict

	catalogue, page, referrer, device, mark, experiment, variant, cartOutcome, quoteOutcome Dict

	revision, step Dict // of quotes and of approvals: what identifies them together

	request, contact, spend, response, survey, project, milestone, resource, allocation, cashFlow,
	decision, inTarget, spendKind, spendPurpose, scale, owner, team, portfolio, role, cashKind, basis, cashCategory Dict
}

// NewFacts returns empty facts.
func NewFacts(options FactsOptions) *Facts {
	f := &Facts{options: options}
	d := &f.dict
	for _, one := range []*Dict{
		&d.order, &d.account, &d.person, &d.visitor, &d.session, &d.cart, &d.quote, &d.refund, &d.product, &d.rep,
		&d.status, &d.channel, &d.placedBy, &d.terms, &d.delivery, &d.payment, &d.branch, &d.segment, &d.country, &d.region,
		&d.industry, &d.category, &d.promotion, &d.refundKind, &d.reason, &d.source, &d.medium, &d.campaign, &d.names,
		&d.request, &d.contact, &d.spend, &d.response, &d.survey, &d.project, &d.milestone, &d.resource, &d.allocation, &d.cashFlow,
		&d.decision, &d.inTarget, &d.spendKind, &d.spendPurpose, &d.scale, &d.owner, &d.team, &d.portfolio, &d.role, &d.cashKind,
		&d.basis, &d.cashCategory,
		&d.catalogue, &d.page, &d.referrer, &d.device, &d.mark, &d.experiment, &d.variant, &d.cartOutcome, &d.quoteOutcome,
		&d.revision, &d.step,
	} {
		one.init()
	}
	f.Accounts = newAccounts(f)
	f.Orders = newOrders(f)
	f.Lines = newLines(f)
	f.Refunds = newRefunds(f)
	f.Approvals = newApprovals(f)
	f.Quotes = newQuotes(f)
	f.Carts = newCarts(f)
	f.Sessions = newSessions(f)
	f.AccountRequests = newAccountRequests(f)
	f.Spends = newSpends(f)
	f.SurveyResponses = newSurveyResponses(f)
	f.Milestones = newMilestones(f)
	f.Allocations = newAllocations(f)
	f.CashFlows = newCashFlows(f)
	f.kinds = []*table{
		&f.Accounts.table, &f.Orders.table, &f.Lines.table, &f.Refunds.table,
		&f.Approvals.table, &f.Quotes.table, &f.Carts.table, &f.Sessions.table,
		&f.AccountRequests.table, &f.Spends.table, &f.SurveyResponses.table, &f.Milestones.table, &f.Allocations.table, &f.CashFlows.table,
	}
	f.Orders.held = []*table{&f.Lines.table, &f.payments, &f.promotions}
	f.Refunds.held = []*table{&f.refundLines}
	f.Sessions.held = []*table{&f.marks, &f.variants}
	return f
}

// HistoryStart returns the instant from which on all orders are supplied, as
// the options say; zero where they do not.
func (f *Facts) HistoryStart() time.Time { return f.options.HistoryStart }

// All yields all facts, kind by kind.
func (f *Facts) All() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		going := true
		for _, t := range f.kinds {
			t.live(func(r row) bool { going = yield(Fact{r}); return going })
			if !going {
				return
			}
		}
	}
}

// Pieces returns in how many pieces the facts can be read at a time, for
// engines.
func (f *Facts) Pieces() int {
	n := 0
	for _, t := range f.kinds {
		n += len(t.chunks)
	}
	return n
}

// Piece calls yield with the blocks of one piece, for engines. A block is
// valid until yield returns.
func (f *Facts) Piece(i int) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		for _, t := range f.kinds {
			if i < len(t.chunks) {
				t.blocks(i, yield)
				return
			}
			i -= len(t.chunks)
		}
	}
}

// Supplied yields the kinds of which there are facts, for engines.
func (f *Facts) Supplied() iter.Seq[Kind] {
	return func(yield func(Kind) bool) {
		for _, t := range f.kinds {
			if t.n > t.dead && !yield(t.kind) {
				return
			}
		}
	}
}
