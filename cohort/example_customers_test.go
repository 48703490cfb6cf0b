package cohort_test

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Who of all customers ordered in March for the first time, again, or not.
func ExampleCustomerStandings() {
	march, err := spring.Calendar.Month(2025, 3)
	if err != nil {
		fmt.Println(err)
	}
	var s cohort.Standings
	s, _ = cohort.CustomerStandings(kpi.Policy{}, march).Of(springOrders().All()).Value()
	fmt.Println(s)
	fmt.Println(s.Active(), "active of", s.Known())
	// Output:
	// 1 new, 3 repeating, 1 lapsed
	// 4 active of 5
}

func throughMarch() cohort.Observation {
	return cohort.Observation{Calendar: spring.Calendar, Through: period.Date{Year: 2025, Month: 3, Day: 31}}
}

func ExampleObservation() {
	fmt.Println(cohort.Observation{Calendar: spring.Calendar, Through: period.Date{Year: 2025, Month: 3, Day: 31}})
	// Output: through 2025-03-31 in UTC
}

// What models of repeat purchase need to know of each customer, and how often
// they purchased in the days after.
func ExampleSummaries() {
	groups, _ := cohort.Summaries(kpi.Policy{}, throughMarch()).Of(springOrders().All()).Value()
	for who, r := range groups.All() {
		fmt.Println(who, r)
	}
	april, err := spring.Calendar.Month(2025, 4)
	if err != nil {
		fmt.Println(err)
	}
	days, _ := cohort.PurchaseDays(kpi.Policy{}, spring.Calendar, april).Of(springOrders().All()).Value()
	for who, n := range days.All() {
		fmt.Println(who, n, "in April")
	}
	// Output:
	// ann x 2, t_x 66 d, T 83 d, mean spend 150.0000 EUR
	// bob x 1, t_x 47 d, T 75 d, mean spend 50.0000 EUR
	// cy x 0, t_x 0 d, T 60 d, mean spend (no denominator)
	// dee x 1, t_x 38 d, T 49 d, mean spend 60.0000 EUR
	// eve x 0, t_x 0 d, T 6 d, mean spend (no denominator)
	// ann 1 in April
}

func ExampleCustomerSummary() {
	var orders []model.OrderRow
	f := springOrders()
	for o := range f.Orders.All() {
		if o.AccountID() == "ann" {
			orders = append(orders, o)
		}
	}
	m := cohort.CustomerSummary(kpi.Policy{}, throughMarch())
	state := kpi.NewState(m)
	state.Add(orders...)
	var s cohort.Summary
	s, _ = state.Result().Value()
	fmt.Println(s.First, s.Repeats, s.Recency, s.Age, s.MeanSpend)
	// Output: 2025-01-07 2 66 83 150.0000 EUR
}

// Customers by recency, frequency and monetary value, in two bins each.
func ExampleRFM() {
	o := cohort.RFMOptions{Bins: 2, Segments: []cohort.Segment{
		{Name: "Best", R: cohort.Scores{From: 2, To: 2}, F: cohort.Scores{From: 2, To: 2}},
		{Name: "Gone", R: cohort.Scores{From: 1, To: 1}},
	}}
	fmt.Println(o.Segments[1])
	var t cohort.RFMTable
	t, _ = cohort.RFM(kpi.Policy{}, throughMarch(), o).Of(springOrders().All()).Value()
	fmt.Println(t)
	for _, row := range t.Rows {
		fmt.Println(row.Subject, row.Recency, row.Frequency, row.Monetary, row.Score(), row.Segment)
	}
	// Output:
	// Gone (R 1-1, F any, M any)
	// Best: 1, 420.00 EUR
	// Gone: 2, 170.00 EUR
	// Others: 2, 420.00 EUR
	// ann 17 3 420.00 EUR 222 Best
	// bob 28 2 130.00 EUR 111 Gone
	// cy 60 1 40.00 EUR 111 Gone
	// dee 11 2 120.00 EUR 211 Others
	// eve 6 1 300.00 EUR 212 Others
}

// The ways of scoring the frequencies 1, 2, 2 and 9 in two bins. Fixed cuts
// make scores that stay when other customers come.
func ExampleScoreRFM() {
	var customers []cohort.RFMInput
	for i, n := range []int64{1, 2, 2, 9} {
		customers = append(customers, cohort.RFMInput{Subject: kpi.SubjectID(fmt.Sprint(i)), Recency: 10, Frequency: n, Monetary: eur(100)})
	}
	cut := func(v int64) []decimal.Decimal { return []decimal.Decimal{decimal.NewFromInt(v)} }
	cuts := cohort.RFMCuts{Recency: cut(30), Frequency: cut(5), Monetary: cut(50)}
	for _, s := range []cohort.Scoring{cohort.ScoreByQuantiles, cohort.ScoreByRank, cohort.ScoreByQuantilesPlusOne, cohort.ScoreByCuts} {
		t, err := cohort.ScoreRFM(customers, cohort.RFMOptions{Bins: 2, Scoring: s, Cuts: cuts})
		if err != nil {
			fmt.Println(err)
		}
		fmt.Print(s, ":")
		for _, row := range t.Rows {
			fmt.Print(" ", row.F)
		}
		fmt.Println()
	}
	_, err := cohort.ScoreRFM(customers, cohort.RFMOptions{Scoring: cohort.ScoreByCuts, Cuts: cuts})
	fmt.Println(errors.Is(err, cohort.ErrRFMOptions), err)
	// Output:
	// by quantiles: 1 1 1 2
	// by rank: 1 1 2 2
	// by quantiles plus one: 1 1 1 2
	// by cuts: 1 1 1 2
	// true cohort: options of rfm do not fit together: 5 bins of recency between [30]
}

func ExampleRFMRow() {
	t, err := cohort.ScoreRFM([]cohort.RFMInput{{Subject: "ann", Recency: 3, Frequency: 7, Monetary: eur(900)}}, cohort.RFMOptions{})
	if err != nil {
		fmt.Println(err)
	}
	var row cohort.RFMRow = t.Rows[0]
	fmt.Println(row.Subject, row.R, row.F, row.M, row.Score(), row.Segment)
	for _, s := range t.Segments {
		if s.Customers > 0 {
			fmt.Println(s.Name, s.Customers, s.Monetary)
		}
	}
	// Output:
	// ann 5 1 1 511 New Customers
	// New Customers 1 900.00 EUR
}

func ExampleDefaultSegments() {
	for _, s := range cohort.DefaultSegments()[:3] {
		fmt.Println(s)
	}
	fmt.Println("or", cohort.Others)
	// Output:
	// Champions (R 5-5, F 5-5, M 5-5)
	// Potential Loyalist (R 3-5, F 3-5, M 2-5)
	// Loyal Customers (R 2-4, F 2-4, M 2-4)
	// or Others
}

func ExampleSegmentCount() {
	counts := []cohort.SegmentCount{{Name: "Champions", Customers: 12, Monetary: eur(4800)}}
	fmt.Println(cohort.RFMTable{Segments: counts})
	// Output: Champions: 12, 4800.00 EUR
}
