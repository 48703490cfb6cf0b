package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// TimeToApprove is how long it takes until an order submitted to a third
// party's approval is approved, as a curve over orders: the time from its first
// step to the decision that completed the approval, censored at as-of. Orders
// submitted at as-of or after it, and test orders, are left out; automatic
// decisions and self-approval are no submission. Steps that began at as-of or
// after it are not looked at.
//
//	1 - survival at a day = share of submitted orders approved within 24 hours
//
// What was rejected stays among the orders that were not approved, up to as-of,
// for it may be submitted again: see TimeToAcceptQuote. It is undefined where
// no orders or no approvals were supplied (MissingFacts), and where no order
// was submitted (NoData).
func TimeToApprove(asOf time.Time) kpi.KPI[Curve] {
	took := model.NewField("order.time_to_approve as of "+stamp(asOf), func(o model.OrderRow) (time.Duration, bool) {
		from, known := model.OrderSubmittedAt.Of(o)
		end := asOf
		if at, ok := approvedAt(o, asOf); ok {
			end = at
		}
		return end.Sub(from), known
	})
	event := model.If("order approved before "+stamp(asOf), func(o model.OrderRow) bool {
		_, ok := approvedAt(o, asOf)
		return ok
	})
	third := model.If("order submitted to a third party before "+stamp(asOf), func(o model.OrderRow) bool {
		for a := range o.Approvals() {
			if a.ThirdParty() && a.SubmittedAt().Before(asOf) {
				return true
			}
		}
		return false
	})
	submitted := model.And(third, model.Not(model.OrderIsTest))
	curve := kpi.On(model.OrderFacts, kpi.Where(submitted, Survival(took, event)))
	return kpi.Then("approvals", kpi.Both(kpi.On(model.ApprovalFacts, kpi.Count[model.ApprovalRow]()), curve),
		func(b kpi.Pair[int64, Curve]) kpi.Result[Curve] {
			if _, ok := b.A.Value(); !ok {
				return kpi.Undefined[Curve](b.A.Why(), b.A.Detail())
			}
			return b.B
		})
}

// approvedAt returns when an order's approval was complete; false where it was
// not before an instant. That is the last decision in the last tier of the last
// round: a tier is approved when nobody in it is awaited any more.
func approvedAt(o model.OrderRow, asOf time.Time) (at time.Time, ok bool) {
	if o.ApprovalAsOf(asOf) != model.DecisionApproved {
		return at, false
	}
	var round, tier int64
	for a := range o.Approvals() {
		if !a.SubmittedAt().Before(asOf) {
			continue
		}
		if a.Round() > round || a.Round() == round && a.Tier() > tier {
			round, tier, at = a.Round(), a.Tier(), time.Time{}
		}
		if decided := a.DecidedAt(); a.Round() == round && a.Tier() == tier && decided.Before(asOf) && decided.After(at) {
			at = decided
		}
	}
	return at, !at.IsZero()
}
