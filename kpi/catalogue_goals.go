package kpi

import "github.com/ecomkpi/ecomkpi/model"

// catalogue is in the order of the articles: the goals, then the B2B KPIs.
var catalogue = append(goalKPIs(), dealerKPIs()...)

func goalKPIs() []Info {
	return []Info{
		{
			ID: "ecommerce-sales-share", Number: "O1", Name: "E-commerce share of sales", NameFR: "Part du e-commerce dans les ventes",
			Unit: UnitRatio, Better: HigherIs, Definition: "amount of online counted orders ÷ amount of counted orders",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Online", "Amount", "Refunds"}, Breakdowns: []string{"segment", "month", "branch"},
			plain: func(p Policy) KPI[Figure] { return figured(ECommerceSalesShare(p), ratioFigure) },
		},
		{
			ID: "customer-retention-rate", Number: "O2", Name: "Customer retention rate", NameFR: "Taux de fidélisation client",
			Unit: UnitRatio, Better: HigherIs, Definition: "customers who ordered in the period before and in the range ÷ customers who ordered in the period before",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Subject", "LookBack"}, Breakdowns: []string{"segment", "sales rep", "first channel"},
			over: func(p Policy, _ Window, b Buckets) KPI[Figure] {
				return figured(CustomerRetentionRate(p, b), func(r Retention) Result[Figure] { return ratioFigure(r.Rate) })
			},
		},
		{
			ID: "unique-visitors", Number: "O3", Name: "Unique visitors", NameFR: "Visiteurs uniques",
			Unit: UnitCount, Better: HigherIs, Definition: "distinct visitors with a session",
			Needs: needing(model.KindSession), Breakdowns: []string{"source", "catalogue", "identified"},
			plain: func(p Policy) KPI[Figure] {
				return figured(UniqueVisitors(p), func(v VisitorCount) Result[Figure] { return countFigure(v.Visitors) })
			},
		},
		{
			ID: "customer-acquisition-cost", Number: "O4", Name: "Customer acquisition cost (CAC)", NameFR: "Coût d'acquisition client (CAC)",
			Unit: UnitMoney, Better: LowerIs, Definition: "acquisition spend ÷ accounts whose first order lies in the range",
			Needs: needing(model.KindSpend, model.KindOrder), Policy: []string{"Counted", "Subject", "SpendLag"}, Breakdowns: []string{"channel", "campaign", "segment"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(CustomerAcquisitionCost(p, w), func(c AcquisitionCost) Result[Figure] { return inResult(c.Loaded, averageFigure) })
			},
		},
		{
			ID: "conversion-rate", Number: "O5", Name: "Conversion rate", NameFR: "Taux de conversion",
			Unit: UnitRatio, Better: HigherIs, Definition: "visitors with a session who reach the goal ÷ visitors with a session",
			Needs: needing(model.KindSession, model.KindOrder), Policy: []string{"Counted", "Online", "Goal", "ConversionBy"}, Breakdowns: []string{"source", "landing page", "device"},
			plain: func(p Policy) KPI[Figure] { return figured(ConversionRate(p), ratioFigure) },
		},
		{
			ID: "average-order-value", Number: "O6", Name: "Average order value (AOV)", NameFR: "Valeur moyenne des commandes (AOV)",
			Unit: UnitMoney, Better: HigherIs, Definition: "amount of counted orders ÷ number of counted orders",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Amount", "Refunds"}, Breakdowns: []string{"account", "channel", "placed by"},
			plain: func(p Policy) KPI[Figure] { return figured(AverageOrderValue(p), averageFigure) },
		},
		{
			ID: "gross-merchandise-value", Number: "O7", Name: "Gross merchandise value (GMV)", NameFR: "Volume d'affaires brut (GMV)",
			Unit: UnitMoney, Better: HigherIs, Definition: "goods before discounts of all orders submitted online, cancelled ones included",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Online"}, Breakdowns: []string{"category", "channel", "month"},
			plain: func(p Policy) KPI[Figure] { return figured(GrossMerchandiseValue(p), moneyFigure) },
		},
		{
			ID: "average-cart-value", Number: "O8", Name: "Average cart value at checkout", NameFR: "Valeur moyenne du panier au paiement",
			Unit: UnitMoney, Better: HigherIs, Definition: "value of completed carts ÷ number of completed carts",
			Needs: needing(model.KindCart), Policy: []string{"Carts"}, Breakdowns: []string{"account", "source", "ordered"},
			plain: func(p Policy) KPI[Figure] { return figured(AverageCartValue(p), averageFigure) },
		},
		{
			ID: "bounce-rate", Number: "O9", Name: "Bounce rate", NameFR: "Taux de rebond",
			Unit: UnitRatio, Better: LowerIs, Definition: "sessions with one page view and no interaction ÷ sessions with at least one page view",
			Needs: needing(model.KindSession), Policy: []string{"Bounce"}, Breakdowns: []string{"landing page", "source", "catalogue"},
			plain: func(p Policy) KPI[Figure] { return figured(BounceRate(p), ratioFigure) },
		},
		{
			ID: "net-promoter-score", Number: "O10", Name: "Net Promoter Score (NPS)", NameFR: "Net Promoter Score (NPS)",
			Unit: UnitPoints, Better: HigherIs, Definition: "(promoters − detractors) ÷ answers × 100",
			Needs: needing(model.KindSurveyResponse), Breakdowns: []string{"segment", "sales rep", "survey"},
			plain: func(p Policy) KPI[Figure] { return figured(NetPromoterScore(p), scoreFigure) },
		},
		{
			ID: "customer-lifetime-value", Number: "O11", Name: "Customer lifetime value (CLV)", NameFR: "Valeur vie client (CLV)",
			Unit: UnitMoney, Better: HigherIs, Definition: "average order value × orders per customer and year × expected years × margin",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Amount", "Subject", "ExpectedYears", "Margin"}, Breakdowns: []string{"segment", "first channel", "cohort"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(CustomerLifetimeValue(p, w), func(v LifetimeValue) Result[Figure] { return inResult(v.Expected, averageFigure) })
			},
		},
		{
			ID: "milestone-completion-rate", Number: "O12", Name: "On-time milestone completion rate", NameFR: "Taux d'achèvement des jalons dans les délais",
			Unit: UnitRatio, Better: HigherIs, Definition: "milestones due and completed by the end of the due day ÷ milestones due",
			Needs: needing(model.KindMilestone), Policy: []string{"Due"}, Breakdowns: []string{"project", "team", "month"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(MilestoneCompletionRate(p, w), func(m MilestoneCompletion) Result[Figure] { return ratioFigure(m.Rate) })
			},
		},
		{
			ID: "resource-utilization-rate", Number: "O13", Name: "Resource utilization rate", NameFR: "Taux d'utilisation des ressources (RUR)",
			Unit: UnitRatio, Better: WithinABand, Definition: "used hours ÷ capacity hours",
			Needs: needing(model.KindAllocation), Policy: []string{"Used", "Capacity", "Workdays"}, Breakdowns: []string{"team", "project", "month"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(ResourceUtilizationRate(p, w), func(u Utilization) Result[Figure] { return ratioFigure(u.Rate) })
			},
		},
		{
			ID: "project-roi", Number: "O14", Name: "Project ROI", NameFR: "ROI des projets",
			Unit: UnitRatio, Better: HigherIs, Definition: "(benefits − costs) ÷ costs, to date",
			Needs: needing(model.KindCashFlow), Policy: []string{"DiscountRate"}, Breakdowns: []string{"project", "portfolio", "category"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				if end := w.Range.End(); !w.Range.IsZero() && end.Before(w.asOf()) {
					w.AsOf = end // to date is to the end of the range
				}
				return figured(ProjectROI(p, w), func(r ProjectReturns) Result[Figure] { return inResult(r.Ratio, ratioFigure) })
			},
		},
	}
}

// scoreFigure is a score in points.
func scoreFigure(s Score) Result[Figure] {
	r := ratioOf(s.Promoters-s.Detractors, s.Answers(), false)
	v, ok := r.Value()
	if !ok {
		return undefinedAs[Figure](r)
	}
	return Value(Figure{num: v.num.Shift(2), den: v.den, unit: UnitPoints})
}

func needing(kinds ...model.Kind) []model.Kind { return kinds }
