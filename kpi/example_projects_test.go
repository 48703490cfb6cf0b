package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// builtYard is the project of building the shop, and what its customers say.
func builtYard() *model.Facts {
	on := func(month time.Month, day int) period.Date { return period.Date{Year: 2025, Month: month, Day: day} }
	at := func(day int) time.Time { return time.Date(2025, 3, day, 12, 0, 0, 0, time.UTC) }
	h := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, 0)) }
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Milestones.Append(
		model.Milestone{ID: "design", ProjectID: "shop", BaselineDue: on(3, 7), CompletedAt: at(7)},
		model.Milestone{ID: "catalogue", ProjectID: "shop", BaselineDue: on(3, 14), PlannedDue: on(3, 21), CompletedAt: at(20)},
		model.Milestone{ID: "launch", ProjectID: "shop", BaselineDue: on(3, 28)},
	))
	noError(f.Allocations.Append(
		model.Allocation{ID: "1", ResourceID: "erna", ProjectID: "shop", From: on(3, 3), To: on(3, 10), Logged: decimal.New(22, 0), Productive: h(20), Gross: h(40), Net: h(35)},
		model.Allocation{ID: "2", ResourceID: "erna", ProjectID: "app", From: on(3, 3), To: on(3, 10), Logged: decimal.New(10, 0), Productive: h(10), Gross: h(40), Net: h(35)},
	))
	noError(f.CashFlows.Append(
		model.CashFlow{ID: "1", ProjectID: "shop", Date: on(1, 15), Kind: "cost", Amount: model.MustParseMoney("1000 EUR")},
		model.CashFlow{ID: "2", ProjectID: "shop", Date: on(2, 15), Kind: "benefit", Amount: model.MustParseMoney("700 EUR")},
		model.CashFlow{ID: "3", ProjectID: "shop", Date: on(3, 15), Kind: "benefit", Amount: model.MustParseMoney("500 EUR")},
		model.CashFlow{ID: "4", ProjectID: "shop", Date: on(6, 15), Kind: "benefit", Amount: model.MustParseMoney("600 EUR"), Basis: "planned"},
	))
	for i, score := range []int64{10, 9, 8, 6} {
		noError(f.SurveyResponses.Append(model.SurveyResponse{
			ID: model.ResponseID(rune('a' + i)), AnsweredAt: at(10), Score: score, Scale: model.Scale0To10,
		}))
	}
	return f
}

func ExampleNetPromoterScore() {
	fmt.Println(kpi.NetPromoterScore(kpi.Policy{}).Of(builtYard().All()))
	// Output: 25.0 (2 promoters, 1 passives, 1 detractors)
}

func ExampleMilestoneCompletionRate() {
	// The catalogue's date was moved after it had slipped.
	fmt.Println(kpi.MilestoneCompletionRate(kpi.Policy{}, inMarch()).Of(builtYard().All()))
	fmt.Println("by plan:", kpi.MilestoneCompletionRate(kpi.Policy{Due: kpi.DuePlanned}, inMarch()).Of(builtYard().All()))
	// Output:
	// 33.33 % (1 on time, 2 late), 0 cancelled, 0 not yet due
	// by plan: 66.67 % (2 on time, 1 late), 0 cancelled, 0 not yet due
}

func ExampleResourceUtilizationRate() {
	// Erna's capacity counts once, for all her projects together.
	used := kpi.ResourceUtilizationRate(kpi.Policy{}, inMarch()).Of(builtYard().All())
	fmt.Println(used)
	if u, ok := used.Value(); ok {
		fmt.Println("benefit per hour:", u.BenefitPerHour(2))
	}
	// Output:
	// 85.71 % (30 of 35 hours)
	// benefit per hour: 16.67 EUR
}

func ExampleProjectROI() {
	fmt.Println(kpi.ProjectROI(kpi.Policy{}, inMarch()).Of(builtYard().All()))
	// Output: 20.00 % (benefits 1200.00 EUR, costs 1000.00 EUR), at completion 80.00 %, paid back 2025-03-15, NPV 800.00 EUR
}
