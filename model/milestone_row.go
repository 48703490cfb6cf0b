package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// MilestoneRow is a row of Milestones. Its methods return the fields of
// Milestone; zero values mean "not known". The zero MilestoneRow is no
// milestone.
type MilestoneRow struct{ row }

// The fields of a milestone.
func (r MilestoneRow) ID() MilestoneID          { return MilestoneID(r.text(milestoneID)) }
func (r MilestoneRow) ProjectID() ProjectID     { return ProjectID(r.text(milestoneProject)) }
func (r MilestoneRow) BaselineDue() period.Date { return r.date(milestoneBaselineDue) }
func (r MilestoneRow) PlannedDue() period.Date  { return r.date(milestonePlannedDue) }
func (r MilestoneRow) CompletedAt() time.Time   { return r.time(milestoneCompletedAt) }
func (r MilestoneRow) CancelledAt() time.Time   { return r.time(milestoneCancelledAt) }
func (r MilestoneRow) Owner() Code              { return Code(r.text(milestoneOwner)) }
func (r MilestoneRow) Team() Team               { return Team(r.text(milestoneTeam)) }
func (r MilestoneRow) Portfolio() Portfolio     { return Portfolio(r.text(milestonePortfolio)) }

// Milestone returns the row as it was appended, with the planned date it is
// recorded with.
func (r MilestoneRow) Milestone() Milestone {
	return Milestone{
		ID: r.ID(), ProjectID: r.ProjectID(), BaselineDue: r.BaselineDue(), PlannedDue: r.PlannedDue(),
		CompletedAt: r.CompletedAt(), CancelledAt: r.CancelledAt(), Owner: r.Owner(), Team: r.Team(), Portfolio: r.Portfolio(),
	}
}

// Keys of milestones.
var (
	MilestoneKey       = refKey[MilestoneRow, MilestoneID]("milestone.id", milestoneID)
	MilestoneProject   = refKey[MilestoneRow, ProjectID]("milestone.project", milestoneProject)
	MilestoneOwner     = refKey[MilestoneRow, Code]("milestone.owner", milestoneOwner)
	MilestoneTeam      = refKey[MilestoneRow, Team]("milestone.team", milestoneTeam)
	MilestonePortfolio = refKey[MilestoneRow, Portfolio]("milestone.portfolio", milestonePortfolio)
)

// Fields of milestones. MilestoneBaselineDue and MilestonePlannedDue become
// instants by DateAt and DateEnd: a milestone is on time where it is completed
// before the DateEnd of its due day.
var (
	MilestoneBaselineDue = dateField[MilestoneRow]("milestone.baseline_due", milestoneBaselineDue)
	MilestonePlannedDue  = dateField[MilestoneRow]("milestone.planned_due", milestonePlannedDue)
	MilestoneCompletedAt = timeField[MilestoneRow]("milestone.completed_at", milestoneCompletedAt)
	MilestoneCancelledAt = timeField[MilestoneRow]("milestone.cancelled_at", milestoneCancelledAt)
)
