package model

import (
	"iter"
	"math"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// decisions are the codes of what an order's approval can come to.
type decisions struct{ pending, approved, rejected uint32 }

// Approvals yields the steps of the order's approval, the newest recorded
// first.
func (r OrderRow) Approvals() iter.Seq[ApprovalRow] {
	return func(yield func(ApprovalRow) bool) {
		if r.t == nil {
			return
		}
		f := r.t.facts
		for i := range f.approvalsOf.all(r.t.ref(r.i, orderID)) {
			if !yield(ApprovalRow{rowOf(&f.Approvals.table, i)}) {
				return
			}
		}
	}
}

// Approval returns what the order's approval has come to: approved when the
// last tier of its last round is, rejected when any step of that round is, else
// pending; empty where it has no steps. A tier of several steps is approved
// when one of them is and none is pending.
func (r OrderRow) Approval() Decision { return r.approvalAt(math.MaxInt64) }

// ApprovalAsOf returns what the order's approval had come to before an instant:
// later steps are not looked at, and what was decided later is pending.
func (r OrderRow) ApprovalAsOf(asOf time.Time) Decision { return r.approvalAt(period.CeilMicros(asOf)) }

func (r OrderRow) approvalAt(before int64) Decision {
	if r.t == nil {
		return ""
	}
	return Decision(r.t.facts.dict.decision.Text(r.t.facts.approval(r.t.ref(r.i, orderID), before)))
}

// approval returns the code of what an order's approval came to before an
// instant, 0 where it has no steps.
func (f *Facts) approval(order uint32, before int64) uint32 {
	t := &f.Approvals.table
	var round, tier int64
	var rejected, approved, waits, waitsForAnyone, named bool
	for i := range f.approvalsOf.all(order) {
		if t.coef(i, approvalSubmittedAt) >= before {
			continue
		}
		if n := t.coef(i, approvalRound); n != round {
			if n < round {
				continue
			}
			round, tier, rejected = n, 0, false
		}
		decision := t.ref(i, approvalDecision)
		if at := t.coef(i, approvalDecidedAt); at != Unknown && at >= before {
			decision = f.decided.pending
		}
		rejected = rejected || decision == f.decided.rejected
		if n := t.coef(i, approvalTier); n != tier {
			if n < tier {
				continue
			}
			tier, approved, waits, waitsForAnyone, named = n, false, false, false, false
		}
		anyone := t.ref(i, approvalApprover) == 0 && t.ref(i, approvalAutomatic) == 0
		named = named || !anyone
		approved = approved || decision == f.decided.approved
		if decision == f.decided.pending {
			waits, waitsForAnyone = waits || !anyone, waitsForAnyone || anyone
		}
	}
	switch {
	case round == 0:
		return 0
	case rejected:
		return f.decided.rejected
	case approved && !waits && (!waitsForAnyone || named):
		return f.decided.approved
	default:
		return f.decided.pending
	}
}

// What approval says of orders. OrderApproval is pending, approved or rejected,
// by OrderRow.Approval, and not known of orders without steps.
// OrderThirdParty says whether a step was a submission to a third party; it is
// known of every order. OrderSubmittedAt is when the order's earliest step
// began, by which the order counts.
var (
	OrderApproval   = orderApprovalKey()
	OrderThirdParty = derivedFlag("order.third_party", func(o OrderRow) (third, known bool) {
		for a := range o.Approvals() {
			third = third || a.ThirdParty()
		}
		return third, o.t != nil
	})
	OrderSubmittedAt = derivedField("order.submitted_at", func(o OrderRow) (first time.Time, ok bool) {
		for a := range o.Approvals() {
			if at := a.SubmittedAt(); !ok || at.Before(first) {
				first, ok = at, true
			}
		}
		return first, ok
	})
)

func orderApprovalKey() Key[OrderRow, Decision] {
	k := TextKey("order.approval", func(o OrderRow) (Decision, bool) {
		d := o.Approval()
		return d, d != ""
	})
	k.def.expr = NewExpr("field", "order.approval")
	k.def.read = func(b *Block, c *Codes) {
		f := b.t.facts
		c.read(b, orderID)
		c.Dict = &f.dict.decision
		if c.None {
			return
		}
		if cap(c.buf) < len(c.Values) {
			c.buf = make([]uint32, max(b.n, BlockRows))
		}
		out := c.buf[:len(c.Values)]
		for i, order := range c.Values {
			out[i] = f.approval(order, math.MaxInt64)
		}
		c.Values, c.Full = out, false
	}
	return k
}
