package dictionary_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var approvalMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawOrders(t, 6)
	m.drawRefunds(t)
	m.drawApprovals(t)
	return m.drawn(t)
})

func (m *market) order(id model.OrderID) (model.Order, bool) {
	for _, o := range m.orders {
		if o.ID == id {
			return o, true
		}
	}
	return model.Order{}, false
}

// thirdParty says whether a step is a submission to somebody else.
func thirdParty(a model.Approval) bool {
	return !a.Automatic && (a.ApproverID == "" || a.ApproverID != a.SubmitterID)
}

// TestOrdersSubmittedForApproval is K10: distinct orders submitted to a third
// party's approval; automatic decisions and self-approval are none; value.
func TestOrdersSubmittedForApproval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := approvalMarkets.Draw(t, "market")
		first := map[model.OrderID]time.Time{}
		for _, a := range m.approvals {
			if at, ok := first[a.OrderID]; thirdParty(a) && (!ok || a.SubmittedAt.Before(at)) {
				first[a.OrderID] = a.SubmittedAt
			}
		}
		var n int64
		var submitted []model.Order
		for id, at := range first {
			o, ok := m.order(id)
			if !m.given(at) || ok && m.trial(o) {
				continue
			}
			n++
			if ok {
				submitted = append(submitted, o)
			}
		}
		worth, unknown := m.worthOf(submitted)
		unknown.add(n > 0 && worth.n == 0, kpi.MissingField)
		var why reasons
		why.add(len(m.approvals) == 0, kpi.MissingFacts)
		check(t, m, of(m, kpi.OrdersSubmittedForApproval(m.policy)), why, func(v kpi.Submissions) string {
			var d differ
			d.is("orders", v.Orders, n)
			d.money("value", v.Value, worth, unknown)
			return d.text()
		})
	})
}

// verdict is what the approval of an order has come to: approved when the last
// tier of its last round is, rejected when any step of that round is, else
// pending; "" without steps.
func (m *market) verdict(id model.OrderID) model.Decision {
	steps := that(m.approvals, func(a model.Approval) bool { return a.OrderID == id && m.seen(a.SubmittedAt) })
	if len(steps) == 0 {
		return ""
	}
	var lastRound, lastTier int64
	for _, a := range steps {
		lastRound = max(lastRound, a.Round, 1)
	}
	steps = that(steps, func(a model.Approval) bool { return max(a.Round, 1) == lastRound })
	decision := func(a model.Approval) model.Decision {
		if !m.seen(a.DecidedAt) {
			return model.DecisionPending
		}
		return a.Decision
	}
	for _, a := range steps {
		if decision(a) == model.DecisionRejected {
			return model.DecisionRejected
		}
		lastTier = max(lastTier, a.Tier)
	}
	steps = that(steps, func(a model.Approval) bool { return a.Tier == lastTier })
	approved, waits, forAnyone, named := false, false, false, false
	for _, a := range steps {
		anyone := a.ApproverID == "" && !a.Automatic
		named = named || !anyone
		approved = approved || decision(a) == model.DecisionApproved
		waits = waits || !anyone && decision(a) == model.DecisionPending
		forAnyone = forAnyone || anyone && decision(a) == model.DecisionPending
	}
	if approved && !waits && (named || !forAnyone) {
		return model.DecisionApproved
	}
	return model.DecisionPending
}

// TestApprovalSubmissionRate is K12: orders submitted for approval ÷ all orders
// submitted (counted + pending + rejected).
func TestApprovalSubmissionRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := approvalMarkets.Draw(t, "market")
		m.filter = period.Range{}
		var all, submitted, approved, rejected, pending, again int64
		var waiting []model.Order
		took := map[int64][]time.Duration{}
		for _, a := range m.approvals {
			o, _ := m.order(a.OrderID)
			if thirdParty(a) && m.entered(a.SubmittedAt) && m.seen(a.DecidedAt) && !m.trial(o) {
				d := a.DecidedAt.Sub(a.SubmittedAt)
				if !m.policy.Hours.IsZero() {
					d = m.policy.Hours.Elapsed(a.SubmittedAt, a.DecidedAt)
				}
				took[a.Tier] = append(took[a.Tier], d)
			}
		}
		for _, o := range m.orders {
			status := m.counts(o) || o.Status == model.StatusPendingApproval || o.Status == model.StatusRejected
			if !status || m.trial(o) || !m.entered(o.PlacedAt) {
				continue
			}
			all++
			steps := that(m.approvals, func(a model.Approval) bool { return a.OrderID == o.ID && m.seen(a.SubmittedAt) })
			third := that(steps, thirdParty)
			if len(third) == 0 {
				continue
			}
			submitted++
			if len(that(steps, func(a model.Approval) bool { return a.Round > 1 })) > 0 {
				again++
			}
			switch m.verdict(o.ID) {
			case model.DecisionApproved:
				approved++
			case model.DecisionRejected:
				rejected++
			default:
				pending++
				waiting = append(waiting, o)
			}
		}
		var why reasons
		m.orderReasons(&why, m.orders)
		why.add(len(m.approvals) == 0, kpi.MissingFacts)
		why.add(all == 0, kpi.NoDenominator)
		worth, unknown := m.worthOf(waiting)
		check(t, m, of(m, kpi.ApprovalSubmissionRate(m.policy, m.window)), why, func(v kpi.ApprovalActivity) string {
			var d differ
			d.share("rate", v.Rate, submitted, all)
			d.shareOf("approved", v.Approved, approved, submitted)
			d.shareOf("rejected", v.Rejected, rejected, submitted)
			d.shareOf("pending", v.Pending, pending, submitted)
			d.shareOf("rework", v.Rework, again, submitted)
			d.money("waiting", v.Waiting, worth, unknown)
			groups(&d, "time to decide", v.TimeToDecide, took, (*differ).durationsOf)
			return d.text()
		})
	})
}
