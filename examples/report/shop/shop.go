package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Shop holds the facts of a made-up shop, a slice per kind, in the order in
// which they were made. They are the caller's to change.
type Shop struct {
	Accounts        []model.Account
	AccountRequests []model.AccountRequest
	Sessions        []model.Session
	Carts           []model.Cart
	Quotes          []model.Quote
	Orders          []model.Order // with their lines
	Approvals       []model.Approval
	Refunds         []model.Refund
	Spends          []model.Spend
	SurveyResponses []model.SurveyResponse
	Milestones      []model.Milestone
	Allocations     []model.Allocation
	CashFlows       []model.CashFlow

	options Options
}

// New makes a shop. It takes some tenths of a second for the default options,
// and time and memory grow with Accounts times the number of days. Errors:
// ErrOptions.
func New(o Options) (*Shop, error) {
	o, err := o.resolved()
	if err != nil {
		return nil, err
	}
	m := newMaker(o)
	m.makeAccounts()
	m.makeDemand()
	m.makeOrders()
	m.makeVisits()
	m.makeRequests()
	m.makeSurvey()
	m.makeSpend()
	m.makeProjects()
	return m.shop, nil
}

// Options returns the options of the shop, defaults filled in.
func (s *Shop) Options() Options { return s.options }

// AsOf returns the instant at which the facts end: the first of the day
// Options.To in the zone of the shop. What was recorded happened before it;
// dates on which something is due or planned may lie after it.
func (s *Shop) AsOf() time.Time { return calendar.Start(s.options.To) }

// Facts records the facts. Every account is known, and said to be; nothing is
// said about when the history starts, since every account that has ordered
// names its first order, also of earlier years. An error, which names the fact, means that facts of the shop
// were changed into something the model refuses.
func (s *Shop) Facts() (*model.Facts, error) {
	f := model.NewFacts(model.FactsOptions{AccountsComplete: true})
	for _, err := range []error{
		f.Accounts.Append(s.Accounts...),
		f.AccountRequests.Append(s.AccountRequests...),
		f.Sessions.Append(s.Sessions...),
		f.Carts.Append(s.Carts...),
		f.Quotes.Append(s.Quotes...),
		f.Orders.Append(s.Orders...),
		f.Approvals.Append(s.Approvals...),
		f.Refunds.Append(s.Refunds...),
		f.Spends.Append(s.Spends...),
		f.SurveyResponses.Append(s.SurveyResponses...),
		f.Milestones.Append(s.Milestones...),
		f.Allocations.Append(s.Allocations...),
		f.CashFlows.Append(s.CashFlows...),
	} {
		if err != nil {
			return nil, fmt.Errorf("shop: %w", err)
		}
	}
	return f, nil
}
