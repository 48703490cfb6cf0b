package cohort_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// spring is a small shop in the first months of 2025, as of 10 April.
var (
	springAsOf = date("2025-04-10")
	spring     = springBuckets()
	springRows = []deal{
		dealt("ann", "2025-01-07", 120), dealt("bob", "2025-01-15", 80), dealt("cy", "2025-01-30", 40), dealt("dee", "2025-02-10", 60),
		dealt("ann", "2025-02-11", 150), dealt("bob", "2025-03-03", 50), dealt("ann", "2025-03-14", 150), dealt("dee", "2025-03-20", 60),
		{who: "eve", channel: "edi", at: date("2025-03-25"), amount: eur(300)}, {who: "ann", channel: "edi", at: date("2025-04-02"), amount: eur(170)},
	}
)

func springBuckets() kpi.Buckets {
	cal := period.In(time.UTC)
	r, err := cal.Range(period.Date{Year: 2025, Month: 1, Day: 1}, period.Date{Year: 2025, Month: 5, Day: 1})
	if err != nil {
		panic(err)
	}
	return kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal}
}

func springTable() cohort.Table {
	m := cohort.Retention(dealers, cohort.TableOptions{Cohorts: spring, AsOf: springAsOf})
	t, _ := m.Of(slices.Values(springRows)).Value()
	return t
}

// Who of the customers of each month came back in the months after.
func ExampleRetention() {
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: date("2025-01-07"), Status: model.StatusPlaced, AccountID: "ann", Goods: eur(120)},
		model.Order{ID: "2", PlacedAt: date("2025-01-15"), Status: model.StatusPlaced, AccountID: "bob", Goods: eur(80)},
		model.Order{ID: "3", PlacedAt: date("2025-02-10"), Status: model.StatusPlaced, AccountID: "dee", Goods: eur(60)},
		model.Order{ID: "4", PlacedAt: date("2025-03-03"), Status: model.StatusPlaced, AccountID: "bob", Goods: eur(50)},
		model.Order{ID: "5", PlacedAt: date("2025-03-04"), Status: model.StatusCancelled, AccountID: "ann", Goods: eur(70)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	table := cohort.Retention(cohort.Orders(kpi.Policy{}), cohort.TableOptions{Cohorts: spring, AsOf: date("2025-04-01")})
	r := table.Of(orders.Facts())
	fmt.Print(r)
	for _, w := range r.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// cohort  size      0      1       2
	// 2025-01    2 100.0% █ 0.0%   50.0% ▒
	// 2025-02    1 100.0% █ 0.0%
	// 2025-03    0      -
	// pooled       100.0% █ 0.0%   50.0% ▒
	// simple       100.0%   0.0%   50.0%
	// 2 of 2 subjects of cohort 2025-01 may have started before the supplied history
}

// A breakdown is kpi.By around the table: the history within each slice.
func ExampleRetention_by() {
	m := kpi.By(dealChannel, cohort.Retention(dealers, cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Columns: 2}))
	groups, _ := m.Of(slices.Values(springRows)).Value()
	for channel, r := range groups.All() {
		t, _ := r.Value()
		fmt.Println(channel, t.Means()[1].Pooled())
	}
	// Output:
	// edi (window open)
	// web 50.00 %
}

func ExampleOf() {
	table := cohort.Retention(cohort.Of(dealWho, dealAt, dealAmount), cohort.TableOptions{Cohorts: spring, Columns: 1})
	t, _ := table.Of(slices.Values(springRows)).Value()
	fmt.Println(t.Rows[0].Cohort, t.Rows[0].Size)
	// Output: 2025-01 3
}

func ExampleOrders() {
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: date("2025-01-07"), Status: model.StatusPlaced, BuyerID: "ann", AccountID: "acme", Goods: eur(120)},
		model.Order{ID: "2", PlacedAt: date("2025-01-15"), Status: model.StatusPlaced, BuyerID: "bob", AccountID: "acme", Goods: eur(80)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []kpi.Policy{{}, {Subject: kpi.SubjectPerson}} {
		ladder, _ := cohort.Ladder(cohort.Orders(p), spring.Range).Of(orders.Facts()).Value()
		fmt.Println(ladder.Reached(1), ladder.Reached(2))
	}
	// Output:
	// 1 1
	// 2 0
}

// With goods before discounts as the money of the table.
func ExampleOrdersWorth() {
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: date("2025-01-07"), Status: model.StatusPlaced, AccountID: "ann", Goods: eur(120), Discount: eur(20)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range []cohort.Subjects[model.Fact, kpi.SubjectID]{cohort.Orders(kpi.Policy{}), cohort.OrdersWorth(kpi.Policy{}, model.OrderGoods)} {
		t, _ := cohort.Retention(s, cohort.TableOptions{Cohorts: spring, Columns: 1}).Of(orders.Facts()).Value()
		fmt.Println(t.Rows[0].Cells[0].Money)
	}
	// Output:
	// 100.00 EUR
	// 120.00 EUR
}

// The margin of a cohort, by the costs of its lines or by a share.
func ExampleOrderMargin() {
	one := decimal.NewFromInt(1)
	orders, err := model.NewOrders(model.Order{
		ID: "1", PlacedAt: date("2025-01-07"), Status: model.StatusPlaced, AccountID: "ann", Goods: eur(120),
		Lines: []model.Line{{No: 1, ProductID: "lamp", Quantity: one, UnitPrice: eur(120), UnitCost: eur(75)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	p := kpi.Policy{}
	for _, margin := range []model.Field[model.OrderRow, model.Money]{cohort.OrderMargin(p), cohort.OrderMarginOf(p, decimal.New(3, -1))} {
		t, _ := cohort.Retention(cohort.OrdersWorth(p, margin), cohort.TableOptions{Cohorts: spring, Columns: 1}).Of(orders.Facts()).Value()
		fmt.Println(t.Rows[0].ValuePerCustomer(0))
	}
	// Output:
	// 45.0000 EUR
	// 36.0000 EUR
}

// Cohorts by sign-up: subjects count from then on, whether they buy or not.
func ExampleSubjects_StartingAt() {
	rows := append([]deal{{who: "fay", signup: date("2025-01-02")}, {who: "ann", signup: date("2025-01-02")}}, springRows...)
	s := dealers.StartingAt(kpi.Earliest(dealSignup))
	t, _ := cohort.Retention(s, cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Columns: 3}).Of(slices.Values(rows)).Value()
	fmt.Println(t.Rows[0].Size, t.Rows[0].Cells[0].Rate(), t.Rows[0].Cells[1].Rate())
	// Output: 2 50.00 % 50.00 %
}

// Cohorts by any predicate: by the first order over 100 EUR.
func ExampleSubjects_StartingAt_predicate() {
	large := model.Above(dealAmount, eur(100))
	s := dealers.StartingAt(kpi.Where(large, kpi.Earliest(dealAt)))
	t, _ := cohort.Retention(s, cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Columns: 2}).Of(slices.Values(springRows)).Value()
	fmt.Print(t)
	// Output:
	// cohort  size      0        1
	// 2025-01    1 100.0% █ 100.0% █
	// 2025-02    0      -        -
	// 2025-03    1 100.0% █   0.0%*
	// 2025-04    0      -*
	// pooled       100.0% █ 100.0% █
	// simple       100.0%   100.0%
	// * partial: the window is not over
}

func ExampleAccountCreation() {
	s := cohort.Orders(kpi.Policy{}).StartingAt(cohort.AccountCreation())
	facts := model.NewFacts(model.FactsOptions{})
	if err := facts.Accounts.Append(model.Account{ID: "ann", CreatedAt: date("2025-01-02")}); err != nil {
		fmt.Println(err)
	}
	if err := facts.Orders.Append(model.Order{ID: "1", PlacedAt: date("2025-02-07"), Status: model.StatusPlaced, AccountID: "ann", Goods: eur(120)}); err != nil {
		fmt.Println(err)
	}
	t, _ := cohort.Retention(s, cohort.TableOptions{Cohorts: spring, Columns: 2}).Of(facts.All()).Value()
	fmt.Println(t.Rows[0].Cells[0].Rate(), t.Rows[0].Cells[1].Rate())
	// Output: 0.00 % 100.00 %
}

func ExampleFirstSession() {
	s := cohort.Orders(kpi.Policy{}).StartingAt(cohort.FirstSession())
	facts := model.NewFacts(model.FactsOptions{})
	if err := facts.Sessions.Append(model.Session{ID: "s", VisitorID: "v", AccountID: "ann", StartedAt: date("2025-01-31")}); err != nil {
		fmt.Println(err)
	}
	if err := facts.Orders.Append(model.Order{ID: "1", PlacedAt: date("2025-02-07"), Status: model.StatusPlaced, AccountID: "ann", Goods: eur(120)}); err != nil {
		fmt.Println(err)
	}
	t, _ := cohort.Retention(s, cohort.TableOptions{Cohorts: spring, Columns: 2}).Of(facts.All()).Value()
	fmt.Println(t.Rows[0].Cohort, t.Rows[0].Size)
	// Output: 2025-01 1
}

// Windows of 30 days of 24 h from each subject's own start.
func ExampleTableOptions_elapsed() {
	o := cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Days: 30, Columns: 4}
	t, _ := cohort.Retention(dealers, o).Of(slices.Values(springRows)).Value()
	fmt.Print(t)
	// Output:
	// cohort  size      0        1       2      3
	// 2025-01    3 100.0% █  66.7% ▓ 33.3%*░ 0.0%*
	// 2025-02    1 100.0% █ 100.0%*█
	// 2025-03    1 100.0%*█
	// 2025-04    0      -*
	// pooled       100.0% █  66.7% ▓
	// simple       100.0%    66.7%
	// * partial: the window is not over
}

// The flavours of one history: active in months 0, 1, 2 and 3.
func ExampleFlavour() {
	rows := []deal{dealt("a", "2025-01-07", 1), dealt("a", "2025-02-07", 1), dealt("a", "2025-04-07", 1)}
	for _, f := range []cohort.Flavour{cohort.OnPeriod, cohort.OnOrAfter, cohort.EveryPeriod} {
		t, _ := cohort.Retention(dealers, cohort.TableOptions{Cohorts: spring, Flavour: f}).Of(slices.Values(rows)).Value()
		fmt.Print(f, ":")
		for _, c := range t.Rows[0].Cells {
			fmt.Print(" ", c.Subjects)
		}
		fmt.Println()
	}
	// Output:
	// on: 1 1 0 1
	// on or after: 1 1 1 1
	// every up to: 1 1 0 0
}

// Whoever is active in a month enters its cohort, too.
func ExampleEntry() {
	for _, e := range []cohort.Entry{cohort.FirstTime, cohort.Recurring} {
		t, _ := cohort.Retention(dealers, cohort.TableOptions{Cohorts: spring, Entry: e, Columns: 1}).Of(slices.Values(springRows)).Value()
		fmt.Print(e, ":")
		for _, r := range t.Rows {
			fmt.Print(" ", r.Size)
		}
		fmt.Println()
	}
	// Output:
	// first-time: 3 1 1 0
	// recurring: 3 2 4 1
}

func ExampleReference() {
	for _, r := range []cohort.Reference{cohort.CohortSize, cohort.PreviousColumn} {
		t, _ := cohort.Retention(dealers, cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Reference: r}).Of(slices.Values(springRows)).Value()
		fmt.Println(r, t.Rows[0].Cells[2].Rate())
	}
	// Output:
	// cohort 66.67 %
	// previous 200.00 %
}

func ExampleColumn_Label() {
	o := cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Brackets: []int{0, 1, 3}}
	t, _ := cohort.Retention(dealers, o).Of(slices.Values(springRows)).Value()
	for c, column := range t.Columns {
		fmt.Println(column.Label(), t.Rows[0].Cells[c].Rate())
	}
	// Output:
	// 0 100.00 %
	// 1-2 66.67 %
}

func ExampleCell_Rate() {
	for _, c := range springTable().Rows[1].Cells {
		fmt.Println(c.Status, c.Rate())
	}
	// Output:
	// complete 100.00 %
	// complete 100.00 %
	// partial 0.00 %
	// not yet (window open)
}

func ExampleCell_Interval() {
	fmt.Println(springTable().Rows[0].Cells[1].Interval())
	// Output: [0.0615, 0.7923] true
}

func ExampleTable_Means() {
	for _, m := range springTable().Means() {
		fmt.Println(m.Column.Label(), m.Cells, m.Pooled(), m.Simple())
	}
	// Output:
	// 0 3 100.00 % 1.0000
	// 1 2 50.00 % 0.6667
	// 2 1 66.67 % 0.6667
	// 3 0 (window open) (window open)
}

func ExampleMean_Interval() {
	fmt.Println(springTable().Means()[1].Interval())
	// Output: [0.1500, 0.8500] true
}

func ExampleTable_Options() {
	fmt.Println(springTable().Options().Flavour)
	// Output: on
}

func ExampleTable_WriteCSV() {
	t := springTable()
	t.Rows = t.Rows[1:2]
	if err := t.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// cohort,size,column,status,subjects,of,rate,low,high,orders,money,currency
	// 2025-02,1,0,complete,1,1,1.000000,0.206549,1.000000,1,60.00,EUR
	// 2025-02,1,1,complete,1,1,1.000000,0.206549,1.000000,1,60.00,EUR
	// 2025-02,1,2,partial,0,1,0.000000,0.000000,0.793451,0,0,
	// 2025-02,1,3,not yet,,,,,,,,
}

func ExampleTable_WriteSVG() {
	var b strings.Builder
	if err := springTable().WriteSVG(&b); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Count(b.String(), "<g>"), "cells,", strings.Count(b.String(), "url(#cohort-partial)"), "hatched")
	// Output: 13 cells, 4 hatched
}

func ExampleRow_ValuePerCustomer() {
	row := springTable().Rows[0]
	for c := range row.Cells {
		fmt.Println(row.Cumulative(c), row.ValuePerCustomer(c))
	}
	// Output:
	// 240.00 EUR 80.0000 EUR
	// 390.00 EUR 130.0000 EUR
	// 590.00 EUR 196.6667 EUR
	// 760.00 EUR 253.3333 EUR
}

// A cohort of three that cost 450 EUR to acquire paid that back in month 2.
func ExampleRow_Payback() {
	row := springTable().Rows[0]
	p, _ := row.Payback(eur(450)).Value()
	fmt.Println(p.Column, p.Status, p.Surplus)
	fmt.Println(row.Payback(eur(1000)))
	// Output:
	// 2 complete 140.00 EUR
	// (window open: 240.00 EUR missing)
}

func ExampleExact() {
	v, _ := springTable().Rows[0].ValuePerCustomer(2).Value()
	fmt.Println(v.Rat(), v.Currency(), v.Round(2), v)
	// Output: 590/3 EUR 196.67 196.6667 EUR
}
