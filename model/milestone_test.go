package model

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func goodMilestone() Milestone {
	return Milestone{
		ID: "k1", ProjectID: "shop", BaselineDue: day(6, 30), PlannedDue: day(7, 15), CompletedAt: reference, Owner: "kim", Team: "web",
		Portfolio: "digital",
	}
}

func milestonesOf(f *Facts) *Table[Milestone, MilestoneRow] { return &f.Milestones.Table }

func TestMilestoneRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	type M = Milestone
	testRefused(t, milestonesOf, goodMilestone(), []spoilt[M]{
		{"no ID", func(m *M) { m.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(m *M) { m.ID = MilestoneID(long) }, fault{"id", long, "at most 256", ErrInvalid}},
		{"no project", func(m *M) { m.ProjectID = "" }, fault{"project_id", "", "required", ErrMissing}},
		{"project", func(m *M) { m.ProjectID = "\xff" }, fault{"project_id", "\xff", "not UTF-8", ErrInvalid}},
		{"no baseline", func(m *M) { m.BaselineDue = period.Date{} }, fault{"baseline_due", "", "required", ErrMissing}},
		{"baseline", func(m *M) { m.BaselineDue = day(6, 31) }, fault{"baseline_due", "2025-06-31", "no such day", ErrInvalid}},
		{"plan", func(m *M) { m.PlannedDue = day(13, 1) }, fault{"planned_due", "2025-13-01", "no such day", ErrInvalid}},
		{"completed", func(m *M) { m.CompletedAt = reference.AddDate(8000, 0, 0) }, fault{"completed_at", "10025-03-01T12:00:00Z", "outside the years", ErrInvalid}},
		{"both", func(m *M) { m.CancelledAt = reference.Add(1) }, fault{"cancelled_at", "2025-03-01T12:00:00.000000001Z", "completed at", ErrContradiction}},
		{"cancelled", func(m *M) { m.CompletedAt, m.CancelledAt = time.Time{}, reference.AddDate(8000, 0, 0) }, fault{"cancelled_at", "10025-03-01T12:00:00Z", "outside the years", ErrInvalid}},
		{"owner", func(m *M) { m.Owner = Code(long) }, fault{"owner", long, "at most 64", ErrInvalid}},
		{"team", func(m *M) { m.Team = Team(long) }, fault{"team", long, "at most 64", ErrInvalid}},
		{"portfolio", func(m *M) { m.Portfolio = Portfolio(long) }, fault{"portfolio", long, "at most 64", ErrInvalid}},
	})
}

func genMilestone(id string, baseline period.Date) *rapid.Generator[Milestone] {
	return rapid.Custom(func(t *rapid.T) Milestone {
		m := Milestone{
			ID: MilestoneID(id), ProjectID: rapid.SampledFrom([]ProjectID{"a", "é"}).Draw(t, "project"), BaselineDue: baseline,
			PlannedDue: orZero(genDate).Draw(t, "planned"), CompletedAt: orZero(genTime).Draw(t, "completed"),
		}
		if m.CompletedAt.IsZero() {
			m.CancelledAt = orZero(genTime).Draw(t, "cancelled")
		}
		m.Owner, m.Team, m.Portfolio = drawn[Code](t, genCode), drawn[Team](t, genCode), drawn[Portfolio](t, genCode)
		return m
	})
}

func recordedMilestone(m Milestone) Milestone {
	if m.PlannedDue == (period.Date{}) {
		m.PlannedDue = m.BaselineDue
	}
	return m
}

func TestMilestoneRoundTrip(t *testing.T) {
	one := func(id string) *rapid.Generator[Milestone] { return genMilestone(id, day(6, 30)) }
	testRoundTrip(t, milestonesOf, one, recordedMilestone, MilestoneRow.Milestone)
	rapid.Check(t, func(t *rapid.T) {
		m := genMilestone("k", genDate.Draw(t, "baseline")).Draw(t, "milestone")
		table, err := NewMilestones(m)
		if err != nil {
			t.Fatal(err)
		}
		row, _ := table.Find("k")
		if row.BaselineDue() != m.BaselineDue || row.PlannedDue() != recordedMilestone(m).PlannedDue {
			t.Fatalf("%+v is read as %+v", m, row.Milestone())
		}
	})
}

// Golden case 14 of the KPIs rests on it: a baseline moves by name only.
func TestMilestoneRebaseline(t *testing.T) {
	table, err := NewMilestones(goodMilestone())
	if err != nil {
		t.Fatal(err)
	}
	moved := goodMilestone()
	moved.BaselineDue, moved.Team = day(7, 15), "shop"
	var fault *FactError
	err = table.Correct(moved)
	if !errors.Is(err, ErrConflict) || !errors.As(err, &fault) || fault.Field != "baseline_due" || fault.Value != "2025-07-15" || !strings.Contains(fault.Reason, "2025-06-30") {
		t.Errorf("a correction that moves the baseline: %v", err)
	}
	if err := table.Append(moved); !errors.Is(err, ErrConflict) {
		t.Errorf("appended with another baseline: %v", err)
	}
	row, _ := table.Find("k1")
	if row.BaselineDue() != day(6, 30) || row.Team() != "web" || table.Corrections() != 0 {
		t.Errorf("refused, but recorded: %+v", row.Milestone())
	}
	if err := table.Rebaseline(moved); err != nil || row.BaselineDue() != day(7, 15) || row.Team() != "shop" || table.Corrections() != 1 {
		t.Errorf("rebaselined to %+v: %v", row.Milestone(), err)
	}
	back := goodMilestone()
	if err := table.Correct(back); !errors.Is(err, ErrConflict) {
		t.Errorf("Rebaseline has left its leave behind: %v", err)
	}
	back.BaselineDue, back.PlannedDue = day(7, 15), day(8, 1)
	if err := table.Correct(back); err != nil || row.PlannedDue() != day(8, 1) {
		t.Errorf("a correction of the plan: %v", err)
	}
	bad := back
	bad.ProjectID = ""
	if err := table.Rebaseline(bad); !errors.Is(err, ErrMissing) {
		t.Errorf("rebaselined without project: %v", err)
	}
	bad.ProjectID, bad.BaselineDue = "shop", day(1, 1)
	if err := table.Correct(bad); !errors.Is(err, ErrConflict) {
		t.Errorf("a refused Rebaseline has left its leave behind: %v", err)
	}
	if err := table.Rebaseline(Milestone{ID: "k2", ProjectID: "shop", BaselineDue: day(1, 1)}); err != nil || table.Len() != 2 {
		t.Errorf("a new milestone: %v", err)
	}
}

func TestMilestoneReads(t *testing.T) {
	table, err := NewMilestones(goodMilestone(), Milestone{ID: "k2", ProjectID: "crm", BaselineDue: day(1, 1), CancelledAt: reference},
		Milestone{ID: "k3", ProjectID: "crm", BaselineDue: day(1, 2), Team: "crm"})
	if err != nil {
		t.Fatal(err)
	}
	v := &table.View
	testKey(t, v, MilestoneKey)
	testKey(t, v, MilestoneProject)
	testKey(t, v, MilestoneOwner)
	testKey(t, v, MilestoneTeam)
	testKey(t, v, MilestonePortfolio)
	testField(t, v, MilestoneBaselineDue)
	testField(t, v, MilestonePlannedDue)
	testField(t, v, MilestoneCompletedAt)
	testField(t, v, MilestoneCancelledAt)
	testField(t, v, DateEnd(MilestonePlannedDue, paris))
	facts := factView(v)
	testKey(t, facts, FactProject)
	testKey(t, facts, FactPortfolio)
	testKey(t, facts, FactTeam)
	testField(t, facts, FactAtIn(paris))
}
