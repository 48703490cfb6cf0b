package model

// Keys that the facts of projects share, for profitability beside deadlines
// and hours. A fact that has no such field is of unknown key.
var (
	FactProject = factKey("fact.project", byKind[ProjectID]{
		KindMilestone: shared(MilestoneProject), KindAllocation: shared(AllocationProject), KindCashFlow: shared(CashFlowProject),
	})
	FactPortfolio = factKey("fact.portfolio", byKind[Portfolio]{
		KindMilestone: shared(MilestonePortfolio), KindAllocation: shared(AllocationPortfolio), KindCashFlow: shared(CashFlowPortfolio),
	})
	FactTeam = factKey("fact.team", byKind[Team]{KindMilestone: shared(MilestoneTeam), KindAllocation: shared(AllocationTeam)})
)
