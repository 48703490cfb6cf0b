package cohort

import (
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Retention returns the share of the period's opening subjects that stayed.
//
//	(opening - dormant) / opening
//
// It is undefined where nobody was there (NoDenominator).
func (f Flow) Retention() kpi.Result[kpi.Ratio] { return kpi.NewRatio(f.Retained, f.Opening) }

// Churn returns the share of the period's opening subjects that left.
//
//	dormant / opening
//
// It is undefined where nobody was there (NoDenominator).
func (f Flow) Churn() kpi.Result[kpi.Ratio] { return kpi.NewRatio(f.Dormant, f.Opening) }

// QuickRatio returns how many subjects came for each one that left.
//
//	(new + returned) / dormant
//
// It is undefined where nobody left (NoDenominator).
func (f Flow) QuickRatio() kpi.Result[kpi.Ratio] {
	return kpi.NewRatio(f.New+f.Returned, f.Dormant)
}

// NetRetention is net revenue retention: what the subjects of the period before
// spend now, of what they spent then. It may be above 1.
//
//	(opening + expansion - contraction - churned) / opening
//
// It is undefined where nothing was spent before (NoDenominator).
func (r RevenueFlow) NetRetention() kpi.Result[kpi.Ratio] {
	kept := r.Opening
	for _, m := range []model.Money{r.Expansion, r.Contraction.Neg(), r.Churned.Neg()} {
		kept, _ = kept.Add(m) // one currency: the flow would be undefined otherwise
	}
	return kpi.NewRatio(kept, r.Opening)
}

// GrossRetention is gross revenue retention: net retention without expansion.
//
//	(opening - contraction - churned) / opening
//
// It is undefined where nothing was spent before (NoDenominator).
func (r RevenueFlow) GrossRetention() kpi.Result[kpi.Ratio] {
	kept, _ := r.Opening.Sub(r.Contraction)
	kept, _ = kept.Sub(r.Churned)
	return kpi.NewRatio(kept, r.Opening)
}

// QuickRatio returns how much money came for each unit that left.
//
//	(new + returned + expansion) / (contraction + churned)
//
// It is undefined where none left (NoDenominator).
func (r RevenueFlow) QuickRatio() kpi.Result[kpi.Ratio] {
	came, _ := r.New.Add(r.Returned)
	came, _ = came.Add(r.Expansion)
	left, _ := r.Contraction.Add(r.Churned)
	return kpi.NewRatio(came, left)
}
