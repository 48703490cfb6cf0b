package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// step is a step of tier 1 that an approver decided a minute later, or that is
// pending.
func step(orderID, approver, at string, d model.Decision, changes ...func(*model.Approval)) model.Approval {
	a := model.Approval{
		OrderID: model.OrderID(orderID), Tier: 1, ApproverID: model.PersonID(approver), SubmitterID: "clerk", SubmittedAt: instant(at), Decision: d,
	}
	if d != model.DecisionPending {
		a.DecidedAt = after(at, minute)
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

func tier(n int64) func(*model.Approval) { return func(a *model.Approval) { a.Tier = n } }

func round(n int64) func(*model.Approval) { return func(a *model.Approval) { a.Round = n } }

func automatic(a *model.Approval) { a.Automatic, a.ApproverID = true, "" }

func TestOrdersSubmittedForApproval(t *testing.T) {
	orders := []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-10", "30 EUR", in("pending-approval"))}
	avoid(t, ofPolicy(kpi.OrdersSubmittedForApproval), []trap{
		{name: "trap: steps are no orders", book: book{orders: orders, approvals: []model.Approval{
			step("1", "boss", "2025-01-10", model.DecisionRejected), step("1", "boss", "2025-01-11", model.DecisionApproved, round(2)),
			step("1", "head", "2025-01-12", model.DecisionApproved, round(2), tier(2)), step("2", "boss", "2025-01-10", model.DecisionPending),
		}}, want: "2 orders, 130.00 EUR"},
		{name: "automatic decisions and one's own order", book: book{orders: orders, approvals: []model.Approval{
			step("1", "", "2025-01-10", model.DecisionApproved, automatic), step("2", "clerk", "2025-01-10", model.DecisionApproved),
		}}, want: "0 orders, 0"},
		{name: "an automatic step before a third party's", book: book{orders: orders, approvals: []model.Approval{
			step("1", "", "2025-01-10", model.DecisionApproved, automatic), step("1", "boss", "2025-01-10", model.DecisionApproved, tier(2)),
		}}, want: "1 orders, 100.00 EUR"},
		{name: "test orders", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", test)}, approvals: []model.Approval{step("1", "boss", "2025-01-10", model.DecisionPending)}},
			want: "0 orders, 0"},
		{name: "an order that was not supplied", book: book{orders: orders, approvals: []model.Approval{step("1", "boss", "2025-01-10", model.DecisionPending), step("gone", "boss", "2025-01-10", model.DecisionPending)}},
			want: "2 orders, 100.00 EUR\n! 1 of 2 rows without order.net via approval.order"},
		{name: "the amount as the policy has it", policy: kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book: book{
			orders: orders, refunds: []model.Refund{refund("r", "1", "2025-06-01", "40 EUR")}, approvals: []model.Approval{step("1", "boss", "2025-01-10", model.DecisionPending)},
		}, want: "1 orders, 60.00 EUR"},
		{name: "no approvals", book: book{orders: orders}, want: "(missing facts: approval)"},
	})
}

func TestAnOrderIsSubmittedWhenItFirstIs(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "100 EUR")}, approvals: []model.Approval{
		step("1", "boss", "2025-01-31", model.DecisionRejected), step("1", "boss", "2025-02-01", model.DecisionApproved, round(2)),
	}}
	m := kpi.OrdersSubmittedForApproval(kpi.Policy{})
	wantText(t, of(kpi.During(model.FactAt, within("2025-01"), m), b), "1 orders, 100.00 EUR")
	wantText(t, of(kpi.During(model.FactAt, within("2025-02"), m), b), "0 orders, 0")
}
