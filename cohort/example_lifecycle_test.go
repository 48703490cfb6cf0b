package cohort_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func springFlows() cohort.Flows {
	flows, _ := cohort.Lifecycle(dealers, spring, springAsOf).Of(slices.Values(springRows)).Value()
	return flows
}

// Where the active customers of each month came from.
func ExampleLifecycle() {
	fmt.Println(springFlows())
	// Output:
	// 2025-01: 0 + 3 new + 0 returned - 0 dormant = 3
	// 2025-02: 3 + 1 new + 0 returned - 2 dormant = 2
	// 2025-03: 2 + 1 new + 1 returned - 0 dormant = 4
	// 2025-04: 4 + 0 new + 0 returned - 3 dormant = 1 (partial)
}

func ExampleFlow_Retention() {
	f := springFlows()[1]
	fmt.Println(f.Retention(), f.Churn(), f.QuickRatio())
	// Output: 33.33 % 66.67 % 50.00 %
}

// The customers of January spent 240 EUR; in February one of them spent 30 more
// and two nothing.
func ExampleRevenueFlow_NetRetention() {
	r, _ := springFlows()[1].Revenue.Value()
	fmt.Println(r.Opening, r.New, r.Expansion, r.Contraction, r.Churned, r.Closing)
	fmt.Println(r.NetRetention(), r.GrossRetention(), r.QuickRatio())
	// Output:
	// 240.00 EUR 60.00 EUR 30.00 EUR 0.00 EUR 120.00 EUR 210.00 EUR
	// 62.50 % 50.00 % 75.00 %
}

// Why March was 350 EUR above February: twice the customers, who spent more per
// order.
func ExampleFlows_Changes() {
	for _, c := range springFlows().Changes() {
		fmt.Println(c.Period, c.Change)
	}
	// Output:
	// 2025-02 -30.0000 EUR = -92.5000 EUR customers, 0.0000 EUR orders per customer, 62.5000 EUR value per order
	// 2025-03 350.0000 EUR = 245.0000 EUR customers, 0.0000 EUR orders per customer, 105.0000 EUR value per order
	// 2025-04 -390.0000 EUR = -465.0000 EUR customers, 0.0000 EUR orders per customer, 75.0000 EUR value per order
}

func ExampleDecompose() {
	before := cohort.Totals{Customers: 10, Orders: 20, Revenue: eur(2000)}
	after := cohort.Totals{Customers: 11, Orders: 21, Revenue: eur(2310)}
	c, _ := cohort.Decompose(before, after).Value()
	fmt.Println(c)
	// Output: 310.0000 EUR = 205.1515 EUR customers, -100.3030 EUR orders per customer, 205.1515 EUR value per order
}

// Who ordered in each month or in the month before.
func ExampleActive() {
	counts, _ := cohort.Active(dealers, spring, 2, springAsOf).Of(slices.Values(springRows)).Value()
	fmt.Println(counts)
	// Output:
	// 2025-01: 3
	// 2025-02: 4
	// 2025-03: 4
	// 2025-04: 4 (partial)
}

// The share of a month's customers that orders in a week of it.
func ExampleSticky() {
	s, _ := cohort.Sticky(dealers, spring, period.ISOWeek, springAsOf).Of(slices.Values(springRows)).Value()
	fmt.Println(s)
	// Output:
	// 2025-01: 25.00 %
	// 2025-02: 25.00 %
	// 2025-03: 25.00 %
	// 2025-04: (no denominator)
}

// Two rates of similar names: of the four customers of March none ordered
// twice in it, and three had ordered before.
func ExampleRepeating() {
	march, err := spring.Calendar.Month(2025, time.March)
	if err != nil {
		fmt.Println(err)
	}
	r, _ := cohort.Repeating(dealers, march).Of(slices.Values(springRows)).Value()
	fmt.Println(r, r.RepeatPurchaseRate(), r.ReturningCustomerRate())
	// Output: 4 active, 0 repeating, 3 returning 0.00 % 75.00 %
}

func ExampleLadder() {
	l, _ := cohort.Ladder(dealers, spring.Range).Of(slices.Values(springRows)).Value()
	fmt.Println(l)
	// Output:
	// 1: 5, 60.00 % go on
	// 2: 3, 33.33 % go on
	// 3: 1, 100.00 % go on
	// 4: 1
}

func ExampleSecondOrder() {
	s, _ := cohort.SecondOrder(dealers, spring.Range, springAsOf).Of(slices.Values(springRows)).Value()
	fmt.Println(s, s.Rate())
	// Output: 3 of 5, median 38.00 days 60.00 %
}

// How customers moved between the channels from February to March.
func ExampleMoves() {
	m, _ := cohort.Moves(dealers, dealChannel, spring, springAsOf).Of(slices.Values(springRows)).Value()
	for _, one := range m.Periods[2].Moves {
		fmt.Println(one.From, one.To, one.Subjects)
	}
	for _, u := range m.Periods[3].Channels {
		fmt.Println(u.Channel, u.Before, u.Kept, u.Lost, u.Gone)
	}
	// Output:
	// (new) edi 1
	// web web 2
	// (away) web 1
	// (away) (away) 1
	// edi 1 0 0 1
	// web 3 0 1 2
}

// The transition matrix to April, and whom channels lost to others.
func ExamplePeriodMoves() {
	m, _ := cohort.Moves(dealers, dealChannel, spring, springAsOf).Of(slices.Values(springRows)).Value()
	april := m.Periods[3]
	fmt.Print(april)
	web := cohort.Place[string]{Kind: cohort.InChannel, Channel: cohort.Channel[string]{Key: "web", Known: true}}
	fmt.Println(april.Rate(web, cohort.Place[string]{Kind: cohort.Away}), "of web stay away")
	for _, u := range april.Channels {
		fmt.Println(u.Channel, "lost", u.LossRate())
	}
	// Output:
	// from   edi (away)
	// edi      0      1
	// web      1      2
	// (away)   0      1
	// 66.67 % of web stay away
	// edi lost 0.00 %
	// web lost 33.33 %
}

func ExampleMovement_Pooled() {
	m, _ := cohort.Moves(dealers, dealChannel, spring, springAsOf).Of(slices.Values(springRows)).Value()
	for _, u := range m.Pooled().Channels {
		fmt.Println(u.Channel, u.Before, u.Kept, u.Lost, u.Gone)
	}
	// Output: web 5 3 0 2
}

// What the customers spend through each channel, by months after their first
// order.
func ExampleWalletShares() {
	o := cohort.TableOptions{Cohorts: spring, AsOf: date("2025-05-01")}
	w, _ := cohort.WalletShares(dealers, dealChannel, o).Of(slices.Values(springRows)).Value()
	fmt.Println(w)
	// Output:
	// 0: edi 50.00 %, web 50.00 %
	// 1: web 100.00 %
	// 2: web 100.00 %
	// 3: edi 100.00 %
}

func eur(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }
