package cohort_test

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// springOrders is the small shop as orders.
func springOrders() *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	for i, d := range springRows {
		err := f.Orders.Append(model.Order{
			ID: model.OrderID(fmt.Sprint(i + 1)), PlacedAt: d.at, Status: model.StatusPlaced, AccountID: model.AccountID(d.who), Goods: d.amount,
		})
		if err != nil {
			fmt.Println(err)
		}
	}
	return f
}

// Each order is followed by another after some days, or has not been yet.
func ExampleTimeToReorder() {
	c, _ := cohort.TimeToReorder(kpi.Policy{}, springAsOf).Of(springOrders().All()).Value()
	fmt.Println(c)
	month, _ := c.At(30 * oneDay)
	fmt.Printf("%.2f of orders wait for more than 30 days\n", month.Survival)
	// Output:
	// n 10, 5 events, median 912h0m0s [456h0m0s, –]
	// 0.88 of orders wait for more than 30 days
}

func ExampleTimeToFirstReorder() {
	c, _ := cohort.TimeToFirstReorder(kpi.Policy{}, springAsOf).Of(springOrders().All()).Value()
	fmt.Println(c.Subjects(), "customers,", c.Events(), "ordered again, half of all within", c.Median(cohort.Limits{}).Time)
	// Output: 5 customers, 3 ordered again, half of all within 1020h0m0s
}

// Who is silent for 45 days has lapsed.
func ExampleTimeToLapse() {
	c, _ := cohort.TimeToLapse(kpi.Policy{}, 45*oneDay, springAsOf).Of(springOrders().All()).Value()
	fmt.Println(c.Events(), "of", c.Subjects(), "lapsed")
	// Output: 2 of 5 lapsed
}

// Of four quotes two were accepted. The one that was declined stays among those
// that were not, and the one that is open counts for as long as it has been.
func ExampleTimeToAcceptQuote() {
	offer := func(id model.QuoteID, day string, outcome model.QuoteOutcome, decided string) model.Quote {
		q := model.Quote{ID: id, Revision: 1, OfferedAt: date(day), Value: eur(900), Outcome: outcome}
		if decided != "" {
			q.DecidedAt = date(decided)
		}
		return q
	}
	f := model.NewFacts(model.FactsOptions{})
	err := f.Quotes.Append(
		offer("q1", "2025-03-03", model.QuoteAccepted, "2025-03-07"), offer("q2", "2025-03-10", model.QuoteDeclined, "2025-03-11"),
		offer("q3", "2025-03-12", model.QuoteAccepted, "2025-03-22"), offer("q4", "2025-04-08", model.QuoteOpen, ""),
	)
	if err != nil {
		fmt.Println(err)
	}
	c, _ := cohort.TimeToAcceptQuote(springAsOf).Of(f.All()).Value()
	fortnight, _ := c.At(14 * oneDay)
	fmt.Printf("%d quotes, %d accepted; %.4f not within 14 days\n", c.Subjects(), c.Events(), fortnight.Survival)
	// Output: 4 quotes, 2 accepted; 0.3333 not within 14 days
}

func ExampleTimeToApprove() {
	f := model.NewFacts(model.FactsOptions{})
	step := model.Approval{OrderID: "1", Tier: 1, ApproverID: "boss", SubmitterID: "ann", SubmittedAt: date("2025-01-07"), Decision: model.DecisionApproved, DecidedAt: date("2025-01-08")}
	waits := model.Approval{OrderID: "2", Tier: 1, ApproverID: "boss", SubmitterID: "bob", SubmittedAt: date("2025-01-15"), Decision: model.DecisionPending}
	if err := f.Approvals.Append(step, waits); err != nil {
		fmt.Println(err)
	}
	for _, a := range []model.Approval{step, waits} {
		err := f.Orders.Append(model.Order{ID: a.OrderID, PlacedAt: a.SubmittedAt, Status: model.StatusPlaced, Goods: eur(120)})
		if err != nil {
			fmt.Println(err)
		}
	}
	c, _ := cohort.TimeToApprove(date("2025-01-20")).Of(f.All()).Value()
	day, _ := c.At(oneDay)
	fmt.Println(c.Subjects(), "submitted,", c.Events(), "approved;", day.Survival, "wait for more than a day")
	// Output: 2 submitted, 1 approved; 0.5 wait for more than a day
}
