package model

import (
	"testing"
	"time"
)

func goodStep() Approval {
	return Approval{
		OrderID: "o1", Round: 2, Tier: 3, ApproverID: "boss", Role: "finance", SubmitterID: "buyer", SubmittedAt: noon,
		Decision: DecisionApproved, DecidedAt: noon.Add(time.Hour), Reason: "budget",
	}
}

func stepIDOf(a *Approval) string {
	id := a.text(" round ", " tier ", " approver ")
	if a.ApproverID == "" {
		id = id[:len(id)-len(" approver ")]
	}
	return id
}

func TestApprovalRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	other := goodStep()
	other.OrderID = "other"
	must(t, f.Approvals, other)
	text := func(name string, set func(*Approval, string)) fieldOf[Approval, string] {
		return fieldOf[Approval, string]{name, set}
	}
	refuseAll(t, f.Approvals, goodStep, stepIDOf, badText(maxIDBytes),
		text("order_id", func(a *Approval, v string) { a.OrderID = OrderID(v) }),
		text("approver_id", func(a *Approval, v string) { a.ApproverID = PersonID(v) }),
		text("submitter_id", func(a *Approval, v string) { a.SubmitterID = PersonID(v) }),
	)
	refuseAll(t, f.Approvals, goodStep, stepIDOf, badText(maxCodeBytes),
		text("role", func(a *Approval, v string) { a.Role = Role(v) }),
		text("decision", func(a *Approval, v string) { a.Decision = Decision(v) }),
		text("reason", func(a *Approval, v string) { a.Reason = Code(v) }),
	)
	instant := func(name string, set func(*Approval, time.Time)) fieldOf[Approval, time.Time] {
		return fieldOf[Approval, time.Time]{name, set}
	}
	refuseAll(t, f.Approvals, goodStep, stepIDOf, badTimes(),
		instant("submitted_at", func(a *Approval, v time.Time) { a.SubmittedAt = v }),
		instant("decided_at", func(a *Approval, v time.Time) { a.DecidedAt = v }),
	)
}

func TestApprovalContradictions(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for name, c := range map[string]struct {
		change func(*Approval)
		id     string
		faults []fault
	}{
		"no order":        {func(a *Approval) { a.OrderID = "" }, " round 2 tier 3 approver boss", []fault{{"order_id", "", "required", ErrMissing}}},
		"no tier":         {func(a *Approval) { a.Tier = 0 }, "o1 round 2 tier 0 approver boss", []fault{{"tier", "", "required", ErrMissing}}},
		"tier below 1":    {func(a *Approval) { a.Tier = -1 }, "o1 round 2 tier -1 approver boss", []fault{{"tier", "-1", "below 1", ErrInvalid}}},
		"round below 1":   {func(a *Approval) { a.Round = -1 }, "o1 round -1 tier 3 approver boss", []fault{{"round", "-1", "negative", ErrInvalid}}},
		"nobody approved": {func(a *Approval) { a.ApproverID = "" }, "o1 round 2 tier 3", []fault{{"approver_id", "", "required unless automatic or pending", ErrMissing}}},
		"no start":        {func(a *Approval) { a.SubmittedAt = time.Time{} }, "o1 round 2 tier 3 approver boss", []fault{{"submitted_at", "", "required", ErrMissing}}},
		"no end":          {func(a *Approval) { a.DecidedAt = time.Time{} }, "o1 round 2 tier 3 approver boss", []fault{{"decided_at", "", "required unless pending", ErrMissing}}},
		"pending yet decided": {func(a *Approval) { a.Decision = DecisionPending }, "o1 round 2 tier 3 approver boss", []fault{
			{"decided_at", "2025-03-04T13:00:00Z", "the decision is pending", ErrContradiction}}},
		"decided too early": {func(a *Approval) { a.DecidedAt = noon.Add(-time.Microsecond) }, "o1 round 2 tier 3 approver boss", []fault{
			{"decided_at", "2025-03-04T11:59:59.999999Z", "before submitted_at 2025-03-04T12:00:00Z", ErrContradiction}}},
		"all at once": {func(a *Approval) { *a = Approval{} }, " round 1 tier 0", []fault{{"order_id", "", "required", ErrMissing}, {"tier", "", "required", ErrMissing},
			{"approver_id", "", "required unless", ErrMissing}, {"decision", "", "required", ErrMissing}, {"submitted_at", "", "required", ErrMissing}, {"decided_at", "", "required unless", ErrMissing}}},
	} {
		t.Run(name, func(t *testing.T) {
			a := goodStep()
			c.change(&a)
			refuse(t, f.Approvals, a, c.id, c.faults...)
		})
	}
}

func TestApprovalLimits(t *testing.T) {
	for name, change := range map[string]func(*Approval){
		"the good one":         func(*Approval) {},
		"decided at once":      func(a *Approval) { a.DecidedAt = noon },
		"by a rule":            func(a *Approval) { a.ApproverID, a.Automatic = "", true },
		"waiting for somebody": func(a *Approval) { a.Decision, a.DecidedAt = DecisionPending, time.Time{} },
		"waiting for anybody":  func(a *Approval) { a.Decision, a.DecidedAt, a.ApproverID = DecisionPending, time.Time{}, "" },
		"withdrawn":            func(a *Approval) { a.Decision = DecisionWithdrawn },
		"an unlisted decision": func(a *Approval) { a.Decision = "in the seller's own words" },
	} {
		t.Run(name, func(t *testing.T) {
			a := goodStep()
			change(&a)
			if _, err := NewApprovals(a); err != nil {
				t.Error(err)
			}
		})
	}
}

// Order, round, tier and approver identify a step; a round that is not given
// is the first.
func TestApprovalIdentity(t *testing.T) {
	f := NewFacts(FactsOptions{})
	waiting := Approval{OrderID: "o1", Tier: 1, SubmittedAt: noon, Decision: DecisionPending}
	must(t, f.Approvals, waiting)
	first := waiting
	first.Round = 1
	if must(t, f.Approvals, first); f.Approvals.Duplicates() != 1 {
		t.Error("round 1 is not the default")
	}
	rule := Approval{OrderID: "o1", Tier: 1, SubmittedAt: noon, Decision: DecisionApproved, DecidedAt: noon, Automatic: true}
	again := faultsOf(f.Approvals.Append(rule))
	if len(again) != 1 || again[0].Err != ErrConflict || again[0].ID != "o1 round 1 tier 1" || again[0].Field != "step" {
		t.Errorf("a second step without approver: %v", again)
	}
	for _, other := range []Approval{
		{OrderID: "o1", Tier: 2}, {OrderID: "o1", Round: 2, Tier: 1}, {OrderID: "o2", Tier: 1}, {OrderID: "o1", Tier: 1, ApproverID: "boss"},
		{OrderID: "o1", Tier: 11}, {OrderID: "o1", Round: 11, Tier: 1}, {OrderID: "o1", Tier: 1, ApproverID: "boss 2"},
	} {
		other.SubmittedAt, other.Decision = noon, DecisionPending
		must(t, f.Approvals, other)
	}
	if f.Approvals.Len() != 8 || f.Approvals.Duplicates() != 1 {
		t.Errorf("%d steps, %d duplicates", f.Approvals.Len(), f.Approvals.Duplicates())
	}
}

func TestApprovalConflictAndCorrection(t *testing.T) {
	for name, change := range map[string]func(*Approval){
		"a column":   func(a *Approval) { a.Role = "it" },
		"a flag":     func(a *Approval) { a.Automatic = true },
		"an instant": func(a *Approval) { a.DecidedAt = noon },
		"undecided":  func(a *Approval) { a.Decision, a.DecidedAt = DecisionPending, time.Time{} },
	} {
		t.Run(name, func(t *testing.T) {
			conflict(t, func(f *Facts) *Approvals { return f.Approvals }, goodStep, change, "o1 round 2 tier 3 approver boss", "step")
		})
	}
}

func TestApprovalThirdParty(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Approval)
		want   bool
	}{
		"somebody else":        {func(*Approval) {}, true},
		"oneself":              {func(a *Approval) { a.ApproverID = a.SubmitterID }, false},
		"a rule":               {func(a *Approval) { a.Automatic = true }, false},
		"anybody":              {func(a *Approval) { a.Decision, a.DecidedAt, a.ApproverID = DecisionPending, time.Time{}, "" }, true},
		"nobody knows of whom": {func(a *Approval) { a.SubmitterID = "" }, true},
	} {
		a := goodStep()
		c.change(&a)
		table, err := NewApprovals(a)
		if err != nil {
			t.Fatal(err)
		}
		for row := range table.All() {
			if got, known := ApprovalThirdParty.Of(row); got != c.want || !known {
				t.Errorf("%s: %v, %v; want %v", name, got, known, c.want)
			}
		}
	}
	if (ApprovalRow{}).ThirdParty() {
		t.Error("no step is a submission")
	}
}
