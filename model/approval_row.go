package model

import (
	"cmp"
	"time"
)

// ApprovalRow is a row of Approvals, one step. Its methods return the fields of
// Approval; zero values mean "not known". The zero ApprovalRow is no step.
type ApprovalRow struct{ row }

// The fields of a step.
func (r ApprovalRow) OrderID() OrderID       { return OrderID(r.text(approvalOrder)) }
func (r ApprovalRow) Round() int64           { return r.int(approvalRound) }
func (r ApprovalRow) Tier() int64            { return r.int(approvalTier) }
func (r ApprovalRow) ApproverID() PersonID   { return PersonID(r.text(approvalApprover)) }
func (r ApprovalRow) Role() Role             { return Role(r.text(approvalRole)) }
func (r ApprovalRow) SubmitterID() PersonID  { return PersonID(r.text(approvalSubmitter)) }
func (r ApprovalRow) SubmittedAt() time.Time { return r.time(approvalSubmittedAt) }
func (r ApprovalRow) Decision() Decision     { return Decision(r.text(approvalDecision)) }
func (r ApprovalRow) DecidedAt() time.Time   { return r.time(approvalDecidedAt) }
func (r ApprovalRow) Automatic() bool        { return r.flag(approvalAutomatic) }
func (r ApprovalRow) Reason() Code           { return Code(r.text(approvalReason)) }

// ThirdParty says whether the step is a submission to a third party: not
// decided by a rule, and not by the submitter. A step that waits for nobody in
// particular is one.
func (r ApprovalRow) ThirdParty() bool {
	if r.t == nil || r.Automatic() {
		return false
	}
	approver := r.t.ref(r.i, approvalApprover)
	return approver == 0 || approver != r.t.ref(r.i, approvalSubmitter)
}

// first says whether the step is the earliest submission of its order to a third
// party; of several at one instant the one of the lowest round, tier and
// approver is.
func (r ApprovalRow) first() bool {
	if !r.ThirdParty() {
		return false
	}
	for i := range r.t.facts.approvalsOf.all(r.t.ref(r.i, approvalOrder)) {
		o := ApprovalRow{rowOf(r.t, i)}
		if i == r.i || !o.ThirdParty() {
			continue
		}
		before := cmp.Or(o.SubmittedAt().Compare(r.SubmittedAt()), cmp.Compare(o.Round(), r.Round()),
			cmp.Compare(o.Tier(), r.Tier()), cmp.Compare(o.ApproverID(), r.ApproverID()))
		if before < 0 {
			return false
		}
	}
	return true
}

// Approval returns the row as it was appended, with its defaults.
func (r ApprovalRow) Approval() Approval {
	return Approval{
		OrderID: r.OrderID(), Round: r.Round(), Tier: r.Tier(), ApproverID: r.ApproverID(), Role: r.Role(),
		SubmitterID: r.SubmitterID(), SubmittedAt: r.SubmittedAt(), Decision: r.Decision(), DecidedAt: r.DecidedAt(),
		Automatic: r.Automatic(), Reason: r.Reason(),
	}
}

// ApprovalParent leads from a step to its order.
var ApprovalParent = refLink[ApprovalRow]("approval.order", approvalOrder, ordersTable, func(r row) OrderRow { return OrderRow{r} })

// Keys of approval steps; account, company, branch and channel are the order's,
// and ApprovalBuyer, ApprovalVisitor and ApprovalSession too.
// ApprovalThirdParty and ApprovalIsFirst are known of every step; the latter
// holds for the earliest submission of an order to a third party, at which the
// order counts.
var (
	ApprovalOrder      = refKey[ApprovalRow, OrderID]("approval.order", approvalOrder)
	ApprovalRound      = intKey[ApprovalRow]("approval.round", approvalRound)
	ApprovalTier       = intKey[ApprovalRow]("approval.tier", approvalTier)
	ApprovalApprover   = refKey[ApprovalRow, PersonID]("approval.approver", approvalApprover)
	ApprovalRole       = refKey[ApprovalRow, Role]("approval.role", approvalRole)
	ApprovalSubmitter  = refKey[ApprovalRow, PersonID]("approval.submitter", approvalSubmitter)
	ApprovalDecision   = refKey[ApprovalRow, Decision]("approval.decision", approvalDecision)
	ApprovalReason     = refKey[ApprovalRow, Code]("approval.reason", approvalReason)
	ApprovalAutomatic  = flagKey[ApprovalRow]("approval.automatic", approvalAutomatic)
	ApprovalThirdParty = derivedFlag("approval.third_party", func(a ApprovalRow) (bool, bool) { return a.ThirdParty(), a.t != nil })
	ApprovalIsFirst    = derivedFlag("approval.first", func(a ApprovalRow) (bool, bool) { return a.first(), a.t != nil })

	ApprovalAccount = ViaKey(ApprovalParent, OrderAccount)
	ApprovalCompany = ViaKey(ApprovalParent, OrderCompany)
	ApprovalBuyer   = ViaKey(ApprovalParent, OrderBuyer)
	ApprovalVisitor = ViaKey(ApprovalParent, OrderVisitor)
	ApprovalSession = ViaKey(ApprovalParent, OrderSession)
	ApprovalBranch  = ViaKey(ApprovalParent, OrderBranch)
	ApprovalChannel = ViaKey(ApprovalParent, OrderChannel)
)

// Fields of approval steps. ApprovalTime is the time from submission to
// decision, not known while the step is pending.
var (
	ApprovalSubmittedAt = timeField[ApprovalRow]("approval.submitted_at", approvalSubmittedAt)
	ApprovalDecidedAt   = timeField[ApprovalRow]("approval.decided_at", approvalDecidedAt)
	ApprovalTime        = lapseField[ApprovalRow]("approval.time", approvalSubmittedAt, approvalDecidedAt)
)
