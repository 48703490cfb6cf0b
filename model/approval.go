package model

import (
	"strconv"
	"strings"
	"time"
)

// Approval is one step of the approval of an order. Zero values mean "not
// known". Order, round, tier and approver together identify a step.
//
// A step that waits for nobody in particular has no approver. Where somebody
// decides it, that is a step of its own: the waiting one no longer counts once
// its tier has a step of somebody by name.
type Approval struct {
	OrderID     OrderID  // required
	Round       int64    // 1, the default, and more after a resubmission
	Tier        int64    // required: 1 or more
	ApproverID  PersonID // required unless automatic or pending
	Role        Role
	SubmitterID PersonID  // who asked; an approver equal to the submitter is no third party
	SubmittedAt time.Time // required: when this step began; not before the order was placed
	Decision    Decision  // required
	DecidedAt   time.Time // required unless pending
	Automatic   bool      // decided by a rule; not a submission to a third party
	Reason      Code
}

const (
	approvalStep = iota // order, round, tier and approver, see text
	approvalOrder
	approvalApprover
	approvalRole
	approvalSubmitter
	approvalDecision
	approvalReason
	approvalAutomatic
)

const (
	approvalRound = iota
	approvalTier
	approvalSubmittedAt
	approvalDecidedAt
)

var approvalSchema = schema{
	kind:  KindApproval,
	refs:  []string{"step", "order_id", "approver_id", "role", "submitter_id", "decision", "reason", "automatic"},
	nums:  []string{"round", "tier", "submitted_at", "decided_at"},
	at:    approvalSubmittedAt,
	keyed: true,
}

// Approvals is the table of approval steps; see OrderRow.Approvals for those of
// an order.
type Approvals = Table[Approval, ApprovalRow]

func newApprovals(f *Facts) *Approvals {
	t := &Approvals{rules: &approvalRules}
	d := &f.dict
	t.init(&approvalSchema, f, &d.step, &d.order, &d.person, &d.role, &d.person, &d.decision, &d.reason, nil)
	// OrderApproval answers in these codes, and reading cannot give new ones.
	f.decided = decisions{
		pending:  d.decision.intern(string(DecisionPending)),
		approved: d.decision.intern(string(DecisionApproved)),
		rejected: d.decision.intern(string(DecisionRejected)),
	}
	return t
}

// NewApprovals returns a table of the steps with Facts of its own. The errors
// are those of Append.
func NewApprovals(steps ...Approval) (*Approvals, error) {
	return alone(func(f *Facts) *Approvals { return f.Approvals }, steps)
}

var approvalRules = rules[Approval]{
	id: func(a *Approval) string {
		return strings.TrimSuffix(a.text(" round ", " tier ", " approver "), " approver ")
	},
	check:  checkApproval,
	relate: relateApproval,
	fill:   fillApproval,
	linked: func(f *Facts, row, _ int32, r *record) { f.approvalsOf.add(r.refs[approvalOrder], row) },
	unlink: func(f *Facts, row int32) { f.approvalsOf.remove(f.Approvals.ref(row, approvalOrder), row) },
}

func (a *Approval) round() int64 {
	if a.Round == 0 {
		return 1
	}
	return a.Round
}

// text names the step, its parts parted.
func (a *Approval) text(round, tier, approver string) string {
	return string(a.OrderID) + round + strconv.FormatInt(a.round(), 10) + tier + strconv.FormatInt(a.Tier, 10) + approver + string(a.ApproverID)
}

func checkApproval(c *check, a *Approval) {
	c.needIdent("order_id", string(a.OrderID))
	c.count("round", a.Round)
	switch {
	case a.Tier == 0:
		c.missing("tier")
	case a.Tier < 0:
		c.fail(ErrInvalid, "tier", strconv.FormatInt(a.Tier, 10), "below 1")
	}
	if a.ApproverID == "" && !a.Automatic && a.Decision != DecisionPending {
		c.fail(ErrMissing, "approver_id", "", "required unless automatic or pending")
	}
	c.ident("approver_id", string(a.ApproverID))
	c.code("role", string(a.Role))
	c.ident("submitter_id", string(a.SubmitterID))
	if a.Decision == "" {
		c.missing("decision")
	}
	c.code("decision", string(a.Decision))
	c.code("reason", string(a.Reason))
	submitted := known(c.needTime("submitted_at", a.SubmittedAt), a.SubmittedAt)
	decided := known(c.time("decided_at", a.DecidedAt), a.DecidedAt)
	c.notBefore("decided_at", decided, "submitted_at", submitted)
	switch pending := a.Decision == DecisionPending; {
	case pending && !a.DecidedAt.IsZero():
		c.fail(ErrContradiction, "decided_at", formatTime(a.DecidedAt), "the decision is pending")
	case !pending && a.DecidedAt.IsZero():
		c.fail(ErrMissing, "decided_at", "", "required unless pending")
	}
}

// relateApproval holds a step beside its order.
func relateApproval(f *Facts, c *check, a *Approval, r *record) {
	if row := f.Orders.find(r.refs[approvalOrder]); row >= 0 {
		c.notBefore("submitted_at", a.SubmittedAt, "the order's placed_at", OrderRow{rowOf(&f.Orders.table, row)}.PlacedAt())
	}
}

func fillApproval(a *Approval, r *record) {
	r.words[approvalStep] = a.text(partSeparator, partSeparator, partSeparator)
	r.words[approvalOrder] = string(a.OrderID)
	r.words[approvalApprover] = string(a.ApproverID)
	r.words[approvalRole] = string(a.Role)
	r.words[approvalSubmitter] = string(a.SubmitterID)
	r.words[approvalDecision] = string(a.Decision)
	r.words[approvalReason] = string(a.Reason)
	r.refs[approvalAutomatic] = flag(a.Automatic)
	r.nums[approvalRound] = whole(a.round())
	r.nums[approvalTier] = whole(a.Tier)
	r.nums[approvalSubmittedAt] = numberOfTime(a.SubmittedAt)
	r.nums[approvalDecidedAt] = numberOfTime(a.DecidedAt)
}
