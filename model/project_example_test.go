package model_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func date(text string) period.Date {
	d, err := period.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func hours(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }

func ExampleNewMilestones() {
	milestones, err := model.NewMilestones(model.Milestone{ID: "launch", ProjectID: "shop", BaselineDue: date("2025-06-30")})
	launch, _ := milestones.Find("launch")
	fmt.Println(launch.PlannedDue(), err)
	// Output: 2025-06-30 <nil>
}

// A baseline that slips unnoticed makes late milestones look on time.
func ExampleMilestones_Rebaseline() {
	launch := model.Milestone{ID: "launch", ProjectID: "shop", BaselineDue: date("2025-06-30")}
	milestones, _ := model.NewMilestones(launch)
	launch.BaselineDue = date("2025-09-30")
	err := milestones.Correct(launch)
	fmt.Println(errors.Is(err, model.ErrConflict), err)
	fmt.Println(milestones.Rebaseline(launch))
	// Output:
	// true milestone "launch": baseline_due "2025-09-30": conflicting content: the baseline is 2025-06-30, and only Rebaseline changes it
	// <nil>
}

func ExampleDateEnd() {
	paris, _ := time.LoadLocation("Europe/Paris")
	milestones, _ := model.NewMilestones(model.Milestone{
		ID: "launch", ProjectID: "shop", BaselineDue: date("2025-06-30"), CompletedAt: time.Date(2025, 6, 30, 22, 0, 0, 0, time.UTC),
	})
	due := model.DateEnd(model.MilestoneBaselineDue, period.In(paris))
	for m := range milestones.All() {
		end, _ := due.Of(m)
		fmt.Println(end, m.CompletedAt().Before(end)) // completed at midnight in Paris: a moment too late
	}
	// Output: 2025-06-30 22:00:00 +0000 UTC false
}

func ExampleNewSpends() {
	spend, err := model.NewSpends(
		model.Spend{ID: "ads", From: date("2025-03-01"), To: date("2025-04-01"), Amount: model.MoneyOf(310, 0, model.EUR), Kind: model.SpendMedia},
		model.Spend{ID: "credit", From: date("2025-03-01"), To: date("2025-04-01"), Amount: model.MoneyOf(-31, 0, model.EUR), Kind: model.SpendMedia},
	)
	for s := range spend.All() {
		fmt.Println(s.ID(), s.Amount(), s.Purpose())
	}
	fmt.Println(err)
	// Output:
	// ads 310.00 EUR acquisition
	// credit -31.00 EUR acquisition
	// <nil>
}

func ExampleSpendRow_Share() {
	spend, _ := model.NewSpends(model.Spend{
		ID: "ads", From: date("2025-03-01"), To: date("2025-04-01"), Amount: model.MoneyOf(310, 0, model.EUR), Kind: model.SpendMedia,
	})
	ads, _ := spend.Find("ads")
	days, of := ads.Share(date("2025-03-25"), date("2025-05-01"))
	fmt.Printf("%d of %d days\n", days, of)
	// Output: 7 of 31 days
}

func ExampleDateAt() {
	paris, _ := time.LoadLocation("Europe/Paris")
	spend, _ := model.NewSpends(model.Spend{
		ID: "ads", From: date("2025-03-01"), To: date("2025-04-01"), Amount: model.MoneyOf(310, 0, model.EUR), Kind: model.SpendMedia,
	})
	from := model.DateAt(model.SpendFrom, period.In(paris))
	for s := range spend.All() {
		fmt.Println(from.Of(s))
	}
	fmt.Println(from)
	// Output:
	// 2025-02-28 23:00:00 +0000 UTC true
	// day-start(spend.from, Europe/Paris)
}

func ExampleFactAtIn() {
	paris, _ := time.LoadLocation("Europe/Paris")
	at := model.FactAtIn(period.In(paris)) // for facts that have an instant, and for those that have a date
	facts := model.NewFacts(model.FactsOptions{})
	_ = facts.CashFlows.Append(model.CashFlow{ID: "f1", ProjectID: "shop", Date: date("2025-08-01"), Kind: model.CashCost, Amount: model.MoneyOf(900, 0, model.EUR)})
	_ = facts.SurveyResponses.Append(model.SurveyResponse{ID: "r1", AnsweredAt: time.Date(2025, 8, 1, 9, 30, 0, 0, time.UTC), Score: 9, Scale: model.Scale0To10})
	for fact := range facts.All() {
		t, _ := at.Of(fact)
		fmt.Println(fact.Kind(), t)
	}
	// Output:
	// survey-response 2025-08-01 09:30:00 +0000 UTC
	// cash-flow 2025-07-31 22:00:00 +0000 UTC
}

// The capacity is the resource's: it may be repeated per project, and has to
// be the same each time.
func ExampleNewAllocations() {
	shop := model.Allocation{
		ID: "1", ResourceID: "anna", ProjectID: "shop", From: date("2025-03-03"), To: date("2025-03-10"), Logged: decimal.NewFromInt(20), Net: hours(35),
	}
	crm := shop
	crm.ID, crm.ProjectID, crm.Logged = "2", "crm", decimal.NewFromInt(10)
	_, err := model.NewAllocations(shop, crm)
	fmt.Println(err)
	crm.Net = hours(70)
	_, err = model.NewAllocations(shop, crm)
	fmt.Println(err)
	// Output:
	// <nil>
	// allocation "2": net "70": contradiction: elsewhere the capacity of this resource and span is 35
}

func ExampleResourceSpan_Share() {
	week := model.ResourceSpan{Resource: "anna", From: date("2025-03-03"), To: date("2025-03-10")}
	working := func(d period.Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
	days, of := week.Share(date("2025-03-06"), date("2025-04-01"), working)
	fmt.Printf("%d of %d working days of %v\n", days, of, week)
	// Output: 2 of 5 working days of 2025-03-03/2025-03-10 anna
}

func ExampleNewAccountRequests() {
	received := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	requests, err := model.NewAccountRequests(
		model.AccountRequest{ID: "1", ReceivedAt: received, Contact: " Ann@Example.com", Decision: model.DecisionPending},
		model.AccountRequest{ID: "2", ReceivedAt: received.Add(time.Hour), Contact: "ann@example.com", Decision: model.DecisionDuplicate, DecidedAt: received.Add(2 * time.Hour)},
	)
	for r := range requests.All() {
		wait, decided := model.RequestDecisionTime.Of(r)
		fmt.Println(r.Contact(), wait, decided)
	}
	fmt.Println(err)
	// Output:
	// ann@example.com 0s false
	// ann@example.com 1h0m0s true
	// <nil>
}

func ExampleNewSurveyResponses() {
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	_, err := model.NewSurveyResponses(model.SurveyResponse{ID: "r1", AnsweredAt: at, Score: 0, Scale: model.Scale1To10})
	fmt.Println(err)
	// Output: survey-response "r1": score "0": invalid: not on the scale from 1 to 10
}

func ExampleNewCashFlows() {
	flows, err := model.NewCashFlows(
		model.CashFlow{ID: "f1", ProjectID: "shop", Date: date("2025-01-15"), Kind: model.CashCost, Amount: model.MoneyOf(900, 0, model.EUR)},
		model.CashFlow{ID: "f2", ProjectID: "shop", Date: date("2025-09-15"), Kind: model.CashBenefit, Amount: model.MoneyOf(1200, 0, model.EUR), Basis: model.BasisPlanned},
	)
	for f := range flows.All() {
		fmt.Println(f.Date(), f.Signed(), f.Basis())
	}
	fmt.Println(err)
	// Output:
	// 2025-01-15 -900.00 EUR actual
	// 2025-09-15 1200.00 EUR planned
	// <nil>
}
