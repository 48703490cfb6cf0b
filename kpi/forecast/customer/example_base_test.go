package customer_test

import (
	"fmt"
	"iter"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// until is what the shop knows at the end of June.
var until = cohort.Observation{Calendar: period.In(time.UTC), Through: period.Date{Year: 2025, Month: 6, Day: 30}}

// workshop is the orders of three customers: one regular, one who stopped, one
// who bought once.
func workshop() iter.Seq[model.Fact] {
	facts := model.NewFacts(model.FactsOptions{})
	for who, days := range map[model.AccountID][]int{"acme": {2, 30, 61, 89, 120, 151, 177}, "bolt": {5, 12, 12, 40}, "cut": {100}} {
		for i, day := range days {
			o := model.Order{
				ID: model.OrderID(fmt.Sprintf("%s-%d", who, i)), AccountID: who, Status: model.StatusPlaced,
				PlacedAt: time.Date(2025, 1, day, 10, i, 0, 0, time.UTC), Goods: model.MustParseMoney(fmt.Sprintf("%d.50 EUR", 100+10*i)),
			}
			if err := facts.Orders.Append(o); err != nil {
				panic(err)
			}
		}
	}
	return facts.All()
}

// From the order log to what the models take. Two orders of one day are one.
func ExampleFromSummaries() {
	summaries, _ := cohort.Summaries(kpi.Policy{}, until).Of(workshop()).Value()
	base, err := customer.FromSummaries(customer.Week, summaries)
	for i, c := range base.Customers {
		fmt.Printf("%s: %d repeats, last after %.1f of %.1f weeks, mean spend %s %v\n",
			base.IDs[i], c.Repeats, c.Recency, c.Age, c.MeanSpend.StringFixed(2), base.Currency)
	}
	fmt.Println(err)
	// Output:
	// acme: 6 repeats, last after 25.0 of 25.6 weeks, mean spend 135.50 EUR
	// bolt: 2 repeats, last after 5.0 of 25.1 weeks, mean spend 180.75 EUR
	// cut: 0 repeats, last after 0.0 of 11.6 weeks, mean spend 0.00 EUR
	// <nil>
}

// A base goes into every model as it is. Three customers are too few to fit one.
func ExampleBase() {
	summaries, _ := cohort.Summaries(kpi.Policy{}, until).Of(workshop()).Value()
	base, _ := customer.FromSummaries(customer.Week, summaries)
	_, err := customer.FitMBGNBD(base.Unit, base.Customers)
	p, _ := shopModel().PAlive(base.Customers[1])
	fmt.Printf("%s still buys with probability %.2f, %v\n", base.IDs[1], p, err)
	// Output:
	// bolt still buys with probability 0.23, too few customers
}

func ExamplePurchaseLog() {
	log := customer.PurchaseLog(kpi.Policy{}, until).Of(workshop())
	fmt.Println(log)
	// Output:
	// acme: 7 days from 2025-01-02 to 2025-06-26
	// bolt: 3 days from 2025-01-05 to 2025-02-09
	// cut: 1 days from 2025-04-10 to 2025-04-10
}

func ExamplePurchases() {
	p := customer.Purchases{Days: []period.Date{{Year: 2025, Month: 1, Day: 7}, {Year: 2025, Month: 3, Day: 14}}, Through: until.Through}
	fmt.Println(p)
	// Output:
	// 2 days from 2025-01-07 to 2025-03-14
}

// Who is overdue, from the order log.
func ExampleFromPurchases() {
	log, _ := customer.PurchaseLog(kpi.Policy{}, until).Of(workshop()).Value()
	histories, err := customer.FromPurchases(customer.Day, log)
	m, _ := customer.NewReorder(customer.Day, 4, 5, 40)
	calls, _ := m.CallList(histories, 0.5)
	for _, c := range calls {
		fmt.Println(c)
	}
	fmt.Println(err)
	// Output:
	// bolt: silent for 141 day, usually 23.1 day, overdue by 5.1 usual intervals
	// cut: silent for 81 day, usually 32 day, overdue by 1.5 usual intervals
	// <nil>
}
