package kpi

import (
	"fmt"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// ApprovalActivity is how many orders need somebody's approval, and what comes
// of it.
type ApprovalActivity struct {
	Rate         Ratio                                      `json:"rate"`           // orders submitted for approval / all orders submitted
	Approved     Result[Ratio]                              `json:"approved"`       // approved / submitted for approval
	Rejected     Result[Ratio]                              `json:"rejected"`       // rejected / submitted for approval
	Pending      Result[Ratio]                              `json:"pending"`        // pending / submitted for approval
	Rework       Result[Ratio]                              `json:"rework"`         // submitted again / submitted for approval
	Waiting      Result[model.Money]                        `json:"waiting"`        // amount of the pending ones
	TimeToDecide Groups[int64, Distribution[time.Duration]] `json:"time_to_decide"` // working time of the decided steps, by tier
}

// String returns the rates.
func (a ApprovalActivity) String() string {
	return fmt.Sprintf("%v; of these %v approved, %v rejected, %v pending (%v), %v submitted again",
		a.Rate, a.Approved, a.Rejected, a.Pending, a.Waiting, a.Rework)
}

// ApprovalSubmissionRate is K12, approval-submission-rate, in [0, 1]; neither
// good nor bad.
//
//	orders submitted to a third party's approval / orders that count, are pending or were rejected
//
// Orders belong to the range in which they were placed. Beside the rate stand
// what the approvals came to as of the window's instant, the amount that waits,
// how many orders were submitted again, and the time that decisions took on the
// steps submitted in the range, by tier: in the policy's Hours where there are some, as the clock runs otherwise.
// It is undefined without orders (NoDenominator) and where no approvals were
// supplied (MissingFacts).
func ApprovalSubmissionRate(p Policy, w Window) KPI[ApprovalActivity] {
	statuses := append(p.countedStatuses(), model.StatusPendingApproval, model.StatusRejected)
	slices.Sort(statuses)
	all := model.And(model.OrderState.In(slices.Compact(statuses)...), notTest, entered(w, model.OrderPlacedAt))
	third := submittedTo(w)
	outcome := approvalAsOf(w)
	count := func(of ...model.Pred[model.OrderRow]) Metric[model.OrderRow, int64] {
		return Where(model.And(of...), Count[model.OrderRow]())
	}
	numbers := List(
		Count[model.OrderRow](), count(third), count(third, outcome.Is(model.DecisionApproved)),
		count(third, outcome.Is(model.DecisionRejected)), count(third, outcome.Is(model.DecisionPending)), count(third, submittedAgain(w)),
	)
	waiting := Where(model.And(third, outcome.Is(model.DecisionPending)), withAmount(p.amountField(), Sum(p.amountField())))
	orders := onOrders(Where(all, Both(numbers, waiting)))
	return placed(p, needs(model.ApprovalFacts, joinResults("approvals", orders, p.timeToDecide(w), approvalActivityOf)))
}

// approvalAsOf is what the approval of an order has come to.
func approvalAsOf(w Window) model.Key[model.OrderRow, model.Decision] {
	if w.asOf().IsZero() {
		return model.OrderApproval
	}
	return model.TextKey("approval as of "+w.asOf().UTC().Format(time.RFC3339Nano), func(o model.OrderRow) (model.Decision, bool) {
		d := o.ApprovalAsOf(w.asOf().Add(time.Microsecond))
		return d, d != ""
	}).WithLookup(model.Lookup{Linked: model.KindsOf(model.KindApproval)})
}

// submittedTo holds for orders submitted to a third party.
func submittedTo(w Window) model.Pred[model.OrderRow] {
	if w.asOf().IsZero() {
		return model.OrderThirdParty.Is(true)
	}
	return anyStep("submitted to a third party", w, model.ApprovalRow.ThirdParty)
}

// submittedAgain holds for orders whose approval took more than one round.
func submittedAgain(w Window) model.Pred[model.OrderRow] {
	return anyStep("submitted again", w, func(a model.ApprovalRow) bool { return a.Round() > 1 })
}

// anyStep holds for orders of which one step, that had begun by the as-of, has
// something.
func anyStep(name string, w Window, has func(model.ApprovalRow) bool) model.Pred[model.OrderRow] {
	if at := w.asOf(); !at.IsZero() {
		name += " as of " + at.UTC().Format(time.RFC3339Nano)
	}
	return model.If(name, func(o model.OrderRow) bool {
		for a := range o.Approvals() {
			if w.seen(a.SubmittedAt()) && has(a) {
				return true
			}
		}
		return false
	}).WithLookup(model.Lookup{Linked: model.KindsOf(model.KindApproval)})
}

// timeToDecide is how long the steps that third parties decided took.
func (p Policy) timeToDecide(w Window) KPI[Groups[int64, Distribution[time.Duration]]] {
	took := model.ApprovalTime
	if !p.Hours.IsZero() {
		took = model.NewField("approval.working_time in "+p.Hours.String(), func(a model.ApprovalRow) (time.Duration, bool) {
			return p.Hours.Elapsed(a.SubmittedAt(), a.DecidedAt()), !a.DecidedAt().IsZero()
		}).WithLookup(model.Lookup{})
	}
	decided := model.And(model.ApprovalThirdParty.Is(true), model.Given(model.ApprovalTime),
		entered(w, model.ApprovalSubmittedAt), seenBy(w, model.ApprovalDecidedAt))
	steps := On(model.ApprovalFacts, Where(decided, By(model.ApprovalTier, Quantiles(took))))
	return Where(model.Not(model.FactIsTest), steps)
}

func approvalActivityOf(
	orders Result[Pair[[]Result[int64], model.Money]], steps Result[Groups[int64, Distribution[time.Duration]]],
) Result[ApprovalActivity] {
	o, ok := orders.Value()
	if !ok {
		return undefinedAs[ApprovalActivity](orders)
	}
	parts, _ := o.A.Value()
	var all, third, approved, rejected, pending, again int64
	unpack(parts, &all, &third, &approved, &rejected, &pending, &again)
	rate := ratioOf(third, all, true)
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[ApprovalActivity](rate)
	}
	share := func(n int64) Result[Ratio] { return ratioOf(n, third, true) }
	groups, _ := steps.Value()
	return Value(ApprovalActivity{v, share(approved), share(rejected), share(pending), share(again), o.B, groups})
}
