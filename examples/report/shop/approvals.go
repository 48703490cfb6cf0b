package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// approve makes the steps of an order's approval, where its customer asks for
// one, and sets its status where it is not approved.
func (m *maker) approve(r *random, c *customer, o *model.Order, net int) {
	if c.limit == 0 || o.PlacedBy != model.PlacedByBuyer || o.BuyerID == "" || o.QuoteID != "" && r.chance(500) {
		return
	}
	step := model.Approval{OrderID: o.ID, Tier: 1, Role: "manager", SubmitterID: o.BuyerID, SubmittedAt: o.PlacedAt}
	if net < c.limit {
		// Small ones pass by a rule, which not all customers write down.
		if c.limit <= 80_000 && r.chance(300) {
			step.Automatic, step.Decision, step.Role, step.Reason = true, model.DecisionApproved, "", "below-limit"
			step.DecidedAt = o.PlacedAt.Add(time.Second)
			m.shop.Approvals = append(m.shop.Approvals, step)
		}
		return
	}
	step.ApproverID = c.approvers[0]
	switch {
	case r.chance(40):
		step.ApproverID = o.BuyerID // may approve what they asked for
	case r.chance(15):
		step.ApproverID = "" // nobody in charge: it waits
		o.Status = model.StatusPendingApproval
		step.Decision = model.DecisionPending
		m.shop.Approvals = append(m.shop.Approvals, step)
		return
	}
	if !m.decide(r, o, &step, true) {
		return
	}
	if net >= 3*c.limit {
		step.Tier, step.Role, step.ApproverID, step.SubmittedAt = 2, "finance", c.approvers[1], step.DecidedAt
		step.Reason, step.DecidedAt = "", time.Time{}
		m.decide(r, o, &step, false)
	}
}

// decide draws what becomes of a step, and reports whether it was approved. A
// rejected order may be submitted once more.
func (m *maker) decide(r *random, o *model.Order, step *model.Approval, again bool) bool {
	decided := officeTime(r, step.SubmittedAt.Add(minutes(r, 10, 60*24)))
	if r.chance(100) {
		decided = officeTime(r, decided.Add(hoursBetween(r, 24, 120)))
	}
	if !m.past(decided) {
		step.Decision = model.DecisionPending
		o.Status = model.StatusPendingApproval
		m.shop.Approvals = append(m.shop.Approvals, *step)
		return false
	}
	step.DecidedAt = decided
	switch k := r.below(100); {
	case k < 88:
		step.Decision = model.DecisionApproved
		m.shop.Approvals = append(m.shop.Approvals, *step)
		return true
	case k < 97:
		step.Decision, step.Reason = model.DecisionRejected, one(r, []model.Code{"budget", "wrong-product", "price"})
		o.Status = model.StatusRejected
	default:
		step.Decision, step.Reason = model.DecisionWithdrawn, "no-need"
		o.Status, o.CancelledAt = model.StatusCancelled, decided
	}
	m.shop.Approvals = append(m.shop.Approvals, *step)
	if !again || step.Decision != model.DecisionRejected || r.chance(500) {
		return false
	}
	step.Round, step.SubmittedAt = 2, officeTime(r, decided.Add(hoursBetween(r, 1, 30)))
	step.Reason, step.DecidedAt = "", time.Time{}
	if !m.past(step.SubmittedAt) {
		return false
	}
	o.Status = model.StatusPlaced
	return m.decide(r, o, step, false)
}
