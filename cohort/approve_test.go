package cohort_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// submissions are the steps of one order's approval.
var submissions = rapid.Custom(func(t *rapid.T) []model.Approval {
	begun := purchases.Draw(t, "begun").at
	var out []model.Approval
	for range rapid.IntRange(0, 5).Draw(t, "steps") {
		a := model.Approval{
			Round: int64(rapid.IntRange(1, 2).Draw(t, "round")), Tier: int64(rapid.IntRange(1, 2).Draw(t, "tier")), SubmitterID: "me",
			ApproverID:  rapid.SampledFrom([]model.PersonID{"a", "b", "c", "me"}).Draw(t, "approver"),
			SubmittedAt: begun.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "submitted")) * 30 * time.Minute),
			Decision: rapid.SampledFrom([]model.Decision{
				model.DecisionPending, model.DecisionApproved, model.DecisionApproved, model.DecisionApproved, model.DecisionRejected, model.DecisionWithdrawn,
			}).Draw(t, "decision"),
			Automatic: rapid.IntRange(0, 5).Draw(t, "automatic") == 0,
		}
		if a.Decision == model.DecisionPending && rapid.Bool().Draw(t, "anybody") {
			a.ApproverID = ""
		}
		if a.Decision != model.DecisionPending {
			a.DecidedAt = a.SubmittedAt.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "took")) * 30 * time.Minute)
		}
		same := func(o model.Approval) bool {
			return o.Round == a.Round && o.Tier == a.Tier && o.ApproverID == a.ApproverID
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, a)
		}
	}
	return out
})

// naiveApproved is when the steps that began before an instant had come to an
// approval by then, in the words of the data model.
func naiveApproved(steps []model.Approval, asOf time.Time) (at time.Time, ok bool) {
	var known, round, tier []model.Approval
	for _, a := range steps {
		if a.SubmittedAt.Before(asOf) {
			if !a.DecidedAt.Before(asOf) {
				a.Decision, a.DecidedAt = model.DecisionPending, time.Time{}
			}
			known = append(known, a)
		}
	}
	for _, a := range known {
		if !slices.ContainsFunc(known, func(o model.Approval) bool { return o.Round > a.Round }) {
			round = append(round, a)
		}
	}
	for _, a := range round {
		if a.Decision == model.DecisionRejected {
			return at, false
		}
		if !slices.ContainsFunc(round, func(o model.Approval) bool { return o.Tier > a.Tier }) {
			tier = append(tier, a)
		}
	}
	anyone := func(a model.Approval) bool { return a.ApproverID == "" && !a.Automatic }
	named := slices.ContainsFunc(tier, func(a model.Approval) bool { return !anyone(a) })
	for _, a := range tier {
		if a.Decision == model.DecisionPending && (!anyone(a) || !named) {
			return at, false
		}
		ok = ok || a.Decision == model.DecisionApproved
		if a.DecidedAt.After(at) {
			at = a.DecidedAt
		}
	}
	return at, ok
}

// Time to approve against a loop over the orders: rounds, tiers, rules and
// decisions at the instant as of which all is known included.
func TestTimeToApprove(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(submissions, 1, 12).Draw(t, "orders")
		asOf := asOfs.Draw(t, "as of")
		if steps := slices.Concat(all...); len(steps) > 0 && rapid.Bool().Draw(t, "at a decision") {
			if at := rapid.SampledFrom(steps).Draw(t, "step").DecidedAt; !at.IsZero() {
				asOf = at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "after")) * time.Microsecond)
			}
		}
		f := model.NewFacts(model.FactsOptions{})
		var want []span
		for i, steps := range all {
			o := model.Order{ID: model.OrderID(fmt.Sprint(i)), PlacedAt: date("2011-10-01"), Status: model.StatusPlaced, Goods: eur(1), Test: i%5 == 4}
			noError(f.Orders.Append(o))
			third := false
			from := asOf
			for _, a := range steps {
				a.OrderID = o.ID
				noError(f.Approvals.Append(a))
				third = third || a.SubmittedAt.Before(asOf) && !a.Automatic && a.ApproverID != a.SubmitterID
				if a.SubmittedAt.Before(from) {
					from = a.SubmittedAt
				}
			}
			if !third || o.Test {
				continue
			}
			s := span{length: asOf.Sub(from)}
			if at, ok := naiveApproved(steps, asOf); ok {
				s = span{length: at.Sub(from), event: true}
			}
			want = append(want, s)
		}
		got := holdLaws(t, cohort.TimeToApprove(asOf), slices.Collect(f.All()))
		if got.Why() == kpi.MissingFacts && len(slices.Concat(all...)) == 0 {
			return
		}
		sameCurve(t, got, want)
	})
}

// A rule that let an order pass is no submission, also where somebody was
// asked later than the instant as of which all is known: that was once looked
// at, and the order had been approved in no time.
func TestTimeToApproveKnowsNothingLater(t *testing.T) {
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Orders.Append(model.Order{ID: "1", PlacedAt: date("2025-01-01"), Status: model.StatusPlaced, Goods: eur(1)}))
	noError(f.Approvals.Append(
		model.Approval{OrderID: "1", Tier: 1, SubmittedAt: date("2025-01-01"), Decision: model.DecisionApproved, DecidedAt: date("2025-01-01"), Automatic: true},
		model.Approval{OrderID: "1", Round: 2, Tier: 1, ApproverID: "a", SubmittedAt: date("2025-01-09"), Decision: model.DecisionPending},
	))
	if r := cohort.TimeToApprove(date("2025-01-05")).Of(f.All()); r.Why() != kpi.NoData {
		t.Error(r)
	}
	if c, _ := cohort.TimeToApprove(date("2025-01-19")).Of(f.All()).Value(); c.Subjects() != 1 || c.Events() != 0 {
		t.Error(c)
	}
	none := shopOf([]purchase{{account: "a", at: date("2025-01-01"), counts: true}})
	if r := cohort.TimeToApprove(date("2025-02-01")).Of(none.All()); r.Why() != kpi.MissingFacts {
		t.Error(r)
	}
}
