package realdata_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/model"
)

// approvals makes orders of declarations: each submission is a round, each
// decision by somebody else a step of it. "REJECTED by EMPLOYEE" is no decision:
// the employee takes a rejected declaration back.
func approvals(t *testing.T, events []event) *model.Facts {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	next := map[string]model.Approval{}
	waits := map[string]bool{}
	wait := func(subject string) {
		if waits[subject] {
			noError(t, f.Approvals.Append(next[subject]))
		}
		waits[subject] = false
	}
	for _, e := range events {
		what, by, _ := strings.Cut(strings.TrimPrefix(e.activity, "Declaration "), " by ")
		step := next[e.subject]
		switch {
		case what == "SUBMITTED":
			if step.Round == 0 {
				noError(t, f.Orders.Append(model.Order{ID: model.OrderID(e.subject), PlacedAt: e.at, Status: model.StatusPlaced, Goods: model.MoneyOf(1, 0, model.EUR)}))
			}
			wait(e.subject)
			next[e.subject] = model.Approval{
				OrderID: model.OrderID(e.subject), Round: step.Round + 1, Tier: 1, SubmitterID: "EMPLOYEE", SubmittedAt: e.at, Decision: model.DecisionPending,
			}
			waits[e.subject] = true
		case by != "EMPLOYEE" && (strings.HasSuffix(what, "APPROVED") || what == "REJECTED"):
			step.ApproverID, step.DecidedAt, step.Decision = model.PersonID(by), e.at, model.DecisionApproved
			if what == "REJECTED" {
				step.Decision = model.DecisionRejected
			}
			noError(t, f.Approvals.Append(step))
			step.Tier++
			step.ApproverID, step.SubmittedAt, step.DecidedAt, step.Decision = "", e.at, time.Time{}, model.DecisionPending
			next[e.subject] = step
			waits[e.subject] = what == "APPROVED"
		}
	}
	for subject := range waits {
		wait(subject)
	}
	return f
}

// TestTimeToApproveDeclarations: from the first submission to the final approval
// of the last round, however often a declaration was sent back.
func TestTimeToApproveDeclarations(t *testing.T) {
	events := readLog(t, "bpi2020-approvals/domestic_declarations.csv.gz")
	if len(events) != 56_437 {
		t.Fatalf("%d events, SOURCE.md has 56437", len(events))
	}
	f := approvals(t, events)
	for _, asOf := range []time.Time{time.Date(2019, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2018, 3, 25, 10, 0, 0, 0, time.UTC)} {
		submitted, approved := map[string]time.Time{}, map[string]time.Time{}
		for _, e := range events {
			if !e.at.Before(asOf) {
				continue
			}
			switch {
			case strings.Contains(e.activity, " SUBMITTED"):
				if _, again := submitted[e.subject]; !again {
					submitted[e.subject] = e.at
				}
				delete(approved, e.subject)
			case strings.Contains(e.activity, "FINAL_APPROVED"):
				approved[e.subject] = e.at
			case strings.Contains(e.activity, " REJECTED") && !strings.HasSuffix(e.activity, "EMPLOYEE"):
				delete(approved, e.subject)
			}
		}
		var waits []wait
		for subject, from := range submitted {
			if at, ok := approved[subject]; ok {
				waits = append(waits, wait{at.Sub(from), true})
			} else {
				waits = append(waits, wait{asOf.Sub(from), false})
			}
		}
		sameCurve(t, cohort.TimeToApprove(asOf).Of(f.All()), waits)
	}
}
