package kpi

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// projectLaws are the KPIs on surveys and projects.
func projectLaws() []law {
	plain, other := plainPolicy, otherPolicy
	other.Workdays, other.DiscountRate = mustHours("Tue-Sat 08:00-18:00"), decimal.New(5, -2)
	logged := plain
	logged.Used, logged.Capacity = UsedLogged, CapacityLogged
	return []law{
		lawOfAll("NetPromoterScore", NetPromoterScore(plain)),
		lawOfAll("NetPromoterScore", By(model.FactAccount, NetPromoterScore(other))),
		lawOfAll("MilestoneCompletionRate", MilestoneCompletionRate(plain, plainWindow)),
		lawOfAll("MilestoneCompletionRate", By(model.FactTeam, MilestoneCompletionRate(other, otherWindow))),
		lawOfAll("ResourceUtilizationRate", ResourceUtilizationRate(plain, plainWindow)),
		lawOfAll("ResourceUtilizationRate", ResourceUtilizationRate(logged, otherWindow)),
		lawOfAll("ResourceUtilizationRate", By(model.FactTeam, ResourceUtilizationRate(other, otherWindow))),
		lawOfAll("ProjectROI", ProjectROI(plain, plainWindow)),
		lawOfAll("ProjectROI", By(model.FactProject, ProjectROI(other, otherWindow))),
	}
}
