package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Milestone is something that a project is to have done by a day. Zero values
// mean "not known".
type Milestone struct {
	ID          MilestoneID // required
	ProjectID   ProjectID   // required
	BaselineDue period.Date // required: the date first committed; only Rebaseline changes it
	PlannedDue  period.Date // recorded as BaselineDue where not given
	CompletedAt time.Time   // on time is before the due day ends in the calendar's zone
	CancelledAt time.Time   // not together with CompletedAt
	Owner       Code
	Team        Team
	Portfolio   Portfolio
}

const (
	milestoneID = iota
	milestoneProject
	milestoneOwner
	milestoneTeam
	milestonePortfolio
)

const (
	milestoneBaselineDue = iota
	milestonePlannedDue
	milestoneCompletedAt
	milestoneCancelledAt
)

var milestoneSchema = schema{
	kind:  KindMilestone,
	refs:  []string{"id", "project_id", "owner", "team", "portfolio"},
	nums:  []string{"baseline_due", "planned_due", "completed_at", "cancelled_at"},
	at:    milestoneBaselineDue,
	dated: true,
	keyed: true,
}

// Milestones is the table of milestones. Correct refuses to change the
// baseline with ErrConflict: see Rebaseline.
type Milestones struct {
	Table[Milestone, MilestoneRow]
	rebaseline bool // while Rebaseline runs
}

func newMilestones(f *Facts) *Milestones {
	t := &Milestones{Table: Table[Milestone, MilestoneRow]{rules: &milestoneRules}}
	d := &f.dict
	t.init(&milestoneSchema, f, &d.milestone, &d.project, &d.owner, &d.team, &d.portfolio)
	return t
}

// NewMilestones returns a table of the milestones with Facts of its own. The
// errors are those of Append.
func NewMilestones(milestones ...Milestone) (*Milestones, error) {
	t := NewFacts(FactsOptions{}).Milestones
	if err := t.Append(milestones...); err != nil {
		return nil, err
	}
	return t, nil
}

// Rebaseline is Correct that may also change the baseline of the milestone. A
// moved baseline makes late milestones look on time, so it has to be asked for
// by name. The other checks hold as for Append.
func (t *Milestones) Rebaseline(m Milestone) error {
	t.rebaseline = true
	defer func() { t.rebaseline = false }()
	return t.Correct(m)
}

var milestoneRules = rules[Milestone]{
	id:     func(m *Milestone) string { return string(m.ID) },
	check:  checkMilestone,
	relate: relateMilestone,
	fill:   fillMilestone,
}

func checkMilestone(c *check, m *Milestone) {
	c.needIdent("id", string(m.ID))
	c.needIdent("project_id", string(m.ProjectID))
	c.needDate("baseline_due", m.BaselineDue)
	c.date("planned_due", m.PlannedDue)
	c.time("completed_at", m.CompletedAt)
	if c.time("cancelled_at", m.CancelledAt) && !m.CompletedAt.IsZero() {
		c.fail(ErrContradiction, "cancelled_at", formatTime(m.CancelledAt), "completed at "+formatTime(m.CompletedAt))
	}
	c.code("owner", string(m.Owner))
	c.code("team", string(m.Team))
	c.code("portfolio", string(m.Portfolio))
}

// relateMilestone holds a correction beside the baseline recorded before.
func relateMilestone(f *Facts, c *check, m *Milestone, r *record) {
	old := f.Milestones.find(r.refs[milestoneID])
	if old < 0 || f.Milestones.rebaseline {
		return
	}
	if was := (row{&f.Milestones.table, old}).date(milestoneBaselineDue); was != m.BaselineDue {
		c.fail(ErrConflict, "baseline_due", m.BaselineDue.String(), "the baseline is "+was.String()+", and only Rebaseline changes it")
	}
}

func fillMilestone(m *Milestone, r *record) {
	planned := m.PlannedDue
	if planned == (period.Date{}) {
		planned = m.BaselineDue
	}
	r.words[milestoneID] = string(m.ID)
	r.words[milestoneProject] = string(m.ProjectID)
	r.words[milestoneOwner] = string(m.Owner)
	r.words[milestoneTeam] = string(m.Team)
	r.words[milestonePortfolio] = string(m.Portfolio)
	r.nums[milestoneBaselineDue] = numberOfDate(m.BaselineDue)
	r.nums[milestonePlannedDue] = numberOfDate(planned)
	r.nums[milestoneCompletedAt] = numberOfTime(m.CompletedAt)
	r.nums[milestoneCancelledAt] = numberOfTime(m.CancelledAt)
}
