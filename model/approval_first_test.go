package model

import (
	"testing"
	"time"
)

func TestApprovalIsFirst(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2025, 1, 1, hour, 0, 0, 0, time.UTC) }
	step := func(order string, tier int64, approver string, hour int) Approval {
		return Approval{
			OrderID: OrderID(order), Tier: tier, ApproverID: PersonID(approver), SubmitterID: "me", SubmittedAt: at(hour),
			Decision: DecisionApproved, DecidedAt: at(hour),
		}
	}
	rule := step("a", 1, "", 8)
	rule.Automatic = true
	steps := []Approval{
		step("a", 3, "x", 12), step("a", 2, "x", 10), step("a", 2, "b", 10), rule, step("a", 1, "me", 9),
		step("b", 1, "x", 9),
	}
	f := NewFacts(FactsOptions{})
	if err := f.Approvals.Append(steps...); err != nil {
		t.Fatal(err)
	}
	var got []string
	for a := range f.Approvals.All() {
		if first, known := ApprovalIsFirst.Of(a); first && known {
			got = append(got, string(a.OrderID())+string(a.ApproverID()))
		}
	}
	if len(got) != 2 || got[0] != "ab" || got[1] != "bx" {
		t.Errorf("got %v, want the step of b of order a, and that of order b", got)
	}
}
