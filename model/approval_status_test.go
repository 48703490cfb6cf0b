package model

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func stepOf(round, tier int64, approver PersonID, d Decision, hours int) Approval {
	a := Approval{OrderID: "o1", Round: round, Tier: tier, ApproverID: approver, SubmittedAt: noon, Decision: d}
	if d != DecisionPending {
		a.DecidedAt = noon.Add(time.Duration(hours) * time.Hour)
	}
	return a
}

func TestOrderApproval(t *testing.T) {
	rule := Approval{OrderID: "o1", Tier: 1, SubmittedAt: noon, Decision: DecisionApproved, DecidedAt: noon, Automatic: true}
	for name, c := range map[string]struct {
		steps []Approval
		want  Decision
	}{
		"none":                            {nil, ""},
		"one pending":                     {[]Approval{stepOf(1, 1, "a", DecisionPending, 0)}, DecisionPending},
		"one approved":                    {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1)}, DecisionApproved},
		"one rejected":                    {[]Approval{stepOf(1, 1, "a", DecisionRejected, 1)}, DecisionRejected},
		"one withdrawn":                   {[]Approval{stepOf(1, 1, "a", DecisionWithdrawn, 1)}, DecisionPending},
		"by a rule":                       {[]Approval{rule}, DecisionApproved},
		"last tier approved":              {[]Approval{stepOf(1, 1, "a", DecisionPending, 0), stepOf(1, 2, "b", DecisionApproved, 1)}, DecisionApproved},
		"last tier pending":               {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 2, "b", DecisionPending, 0)}, DecisionPending},
		"first tier rejected":             {[]Approval{stepOf(1, 1, "a", DecisionRejected, 1), stepOf(1, 2, "b", DecisionApproved, 1)}, DecisionRejected},
		"rejected, then resubmitted":      {[]Approval{stepOf(1, 1, "a", DecisionRejected, 1), stepOf(2, 1, "a", DecisionPending, 0)}, DecisionPending},
		"rejected, then approved":         {[]Approval{stepOf(1, 1, "a", DecisionRejected, 1), stepOf(2, 1, "a", DecisionApproved, 2)}, DecisionApproved},
		"approved, then rejected":         {[]Approval{stepOf(1, 2, "a", DecisionApproved, 1), stepOf(2, 1, "a", DecisionRejected, 2)}, DecisionRejected},
		"one of two":                      {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 1, "b", DecisionPending, 0)}, DecisionPending},
		"both":                            {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 1, "b", DecisionApproved, 1)}, DecisionApproved},
		"one, the other need not":         {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 1, "b", DecisionWithdrawn, 1)}, DecisionApproved},
		"anybody, then somebody":          {[]Approval{stepOf(1, 1, "", DecisionPending, 0), stepOf(1, 1, "a", DecisionApproved, 1)}, DecisionApproved},
		"anybody, and somebody waits too": {[]Approval{stepOf(1, 1, "", DecisionPending, 0), stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 1, "b", DecisionPending, 0)}, DecisionPending},
		"anybody of the next tier":        {[]Approval{stepOf(1, 1, "a", DecisionApproved, 1), stepOf(1, 2, "", DecisionPending, 0)}, DecisionPending},
	} {
		for _, reversed := range []bool{false, true} {
			f := NewFacts(FactsOptions{})
			steps := slices.Clone(c.steps)
			if reversed {
				slices.Reverse(steps)
			}
			must(t, f.Approvals, steps...)
			must(t, f.Orders, Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, Goods: eur("1")})
			o, _ := f.Orders.Find("o1")
			key, known := OrderApproval.Of(o)
			if got := o.Approval(); got != c.want || key != c.want || known != (c.want != "") {
				t.Errorf("%s: %q, key %q %v; want %q", name, got, key, known, c.want)
			}
		}
	}
	if (OrderRow{}).Approval() != "" {
		t.Error("no order is approved")
	}
}

// Before a step began it was not there, and before it was decided it was
// pending.
func TestOrderApprovalAsOf(t *testing.T) {
	f := NewFacts(FactsOptions{})
	second := stepOf(2, 1, "a", DecisionApproved, 5)
	second.SubmittedAt = noon.Add(3 * time.Hour)
	must(t, f.Approvals, stepOf(1, 1, "a", DecisionRejected, 2), second)
	must(t, f.Orders, Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, Goods: eur("1")})
	o, _ := f.Orders.Find("o1")
	for _, c := range []struct {
		after time.Duration
		want  Decision
	}{
		{-time.Hour, ""}, {0, ""}, {1, DecisionPending}, {2 * time.Hour, DecisionPending}, {2*time.Hour + 1, DecisionRejected},
		{3 * time.Hour, DecisionRejected}, {4 * time.Hour, DecisionPending}, {5 * time.Hour, DecisionPending}, {6 * time.Hour, DecisionApproved},
	} {
		if got := o.ApprovalAsOf(noon.Add(c.after)); got != c.want {
			t.Errorf("after %v: %q, want %q", c.after, got, c.want)
		}
	}
	if at, ok := OrderSubmittedAt.Of(o); !ok || !at.Equal(noon) {
		t.Errorf("submitted at %v, %v: the order counts at its earliest step", at, ok)
	}
}

// naiveApproval says the same in the words of the data model: sort the steps,
// take the last round, look for a rejection, then at its last tier.
func naiveApproval(steps []Approval) Decision {
	if len(steps) == 0 {
		return ""
	}
	last := slices.MaxFunc(steps, func(a, b Approval) int { return int(a.Round - b.Round) }).Round
	round := slices.DeleteFunc(slices.Clone(steps), func(a Approval) bool { return a.Round != last })
	if slices.ContainsFunc(round, func(a Approval) bool { return a.Decision == DecisionRejected }) {
		return DecisionRejected
	}
	top := slices.MaxFunc(round, func(a, b Approval) int { return int(a.Tier - b.Tier) }).Tier
	tier := slices.DeleteFunc(round, func(a Approval) bool { return a.Tier != top })
	approved := slices.ContainsFunc(tier, func(a Approval) bool { return a.Decision == DecisionApproved })
	named := slices.ContainsFunc(tier, func(a Approval) bool { return a.ApproverID != "" })
	waits := slices.ContainsFunc(tier, func(a Approval) bool {
		return a.Decision == DecisionPending && (a.ApproverID != "" || !named)
	})
	if approved && !waits {
		return DecisionApproved
	}
	return DecisionPending
}

func TestOrderApprovalNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		if err := f.Orders.Append(Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, Goods: eur("1")}); err != nil {
			t.Fatal(err)
		}
		byID := map[string]Approval{}
		for range rapid.IntRange(0, 8).Draw(t, "steps") {
			d := oneOf(DecisionPending, DecisionApproved, DecisionRejected, DecisionWithdrawn).Draw(t, "decision")
			who := oneOf[PersonID]("a", "b", "c").Draw(t, "approver")
			if d == DecisionPending && rapid.Bool().Draw(t, "anybody") {
				who = ""
			}
			a := stepOf(rapid.Int64Range(1, 3).Draw(t, "round"), rapid.Int64Range(1, 3).Draw(t, "tier"), who, d, 1)
			if err := f.Approvals.Correct(a); err != nil {
				t.Fatal(err)
			}
			byID[stepIDOf(&a)] = a
		}
		var steps []Approval
		for _, a := range byID {
			steps = append(steps, a)
		}
		o, _ := f.Orders.Find("o1")
		if got, want := o.Approval(), naiveApproval(steps); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
