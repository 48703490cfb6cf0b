package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// soldYard is what the merchant sells in two branches, what comes back, and
// what it costs him.
func soldYard() *model.Facts {
	at := func(month time.Month, day int) time.Time { return time.Date(2025, month, day, 9, 0, 0, 0, time.UTC) }
	on := func(month time.Month, day int) period.Date { return period.Date{Year: 2025, Month: month, Day: day} }
	eur := func(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }
	line := func(product model.ProductID, quantity, price, cost int64) []model.Line {
		return []model.Line{{No: 1, ProductID: product, Quantity: decimal.New(quantity, 0), UnitPrice: eur(price), UnitCost: eur(cost)}}
	}
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Accounts.Append(
		model.Account{ID: "roofers", FirstOrderAt: at(1, 6), AcquiredBy: model.Attribution{Channel: "rep-visit"}},
		model.Account{ID: "tilers", AcquiredBy: model.Attribution{Channel: "web"}},
	))
	noError(f.Orders.Append(
		model.Order{ID: "1", PlacedAt: at(1, 6), Status: "delivered", AccountID: "roofers", Branch: "north", Channel: "phone", PlacedBy: "rep", Lines: line("tiles", 40, 10, 7)},
		model.Order{ID: "2", PlacedAt: at(3, 3), Status: "delivered", AccountID: "roofers", Branch: "north", Channel: "web", PlacedBy: "buyer", Lines: line("tiles", 100, 9, 7), Promotions: []model.Code{"spring"}},
		model.Order{ID: "3", PlacedAt: at(3, 10), Status: "delivered", AccountID: "tilers", Branch: "south", Channel: "web", PlacedBy: "buyer", Lines: line("glue", 5, 20, 15)},
		model.Order{ID: "4", PlacedAt: at(3, 20), Status: "shipped", AccountID: "roofers", Branch: "south", Channel: "phone", PlacedBy: "rep", Lines: line("glue", 10, 20, 15)},
	))
	noError(f.Refunds.Append(model.Refund{
		ID: "1", OrderID: "2", RefundedAt: at(3, 25), Goods: eur(90), Kind: "return", Reason: "broken",
		Lines: []model.RefundLine{{No: 1, Quantity: decimal.New(10, 0), Goods: eur(90)}},
	}))
	noError(f.Spends.Append(
		model.Spend{ID: "1", From: on(3, 1), To: on(4, 1), Amount: eur(120), Kind: "media", Channel: "web"},
		model.Spend{ID: "2", From: on(3, 1), To: on(5, 1), Amount: eur(61), Kind: "salaries", Channel: "rep-visit"},
		model.Spend{ID: "3", From: on(3, 1), To: on(4, 1), Amount: eur(30), Kind: "salaries", Purpose: "operations", Channel: "phone"},
		model.Spend{ID: "4", From: on(3, 1), To: on(4, 1), Amount: eur(10), Kind: "tools", Purpose: "operations", Channel: "web"},
	))
	return f
}

func ExampleCustomerAcquisitionCost() {
	// The tilers are new; of the salaries of two months, 31 of 61 days lie in March.
	fmt.Println(kpi.CustomerAcquisitionCost(kpi.Policy{}, inMarch()).Of(soldYard().All()))
	// Output: loaded 151.0000 EUR, paid 120.0000 EUR, 1 customers
}

func ExampleCustomerLifetimeValue() {
	p := kpi.Policy{ExpectedYears: decimal.New(3, 0), Margin: decimal.NewNullDecimal(decimal.New(25, -2))}
	cal := period.In(time.UTC)
	year, err := cal.Year(2025)
	if err != nil {
		panic(err)
	}
	value, _ := kpi.CustomerLifetimeValue(p, kpi.Window{Range: year, Calendar: cal}).Of(soldYard().All()).Value()
	fmt.Println("expected in 3 years:", value.Expected)
	fmt.Println("observed to date:", value.Observed)
	fmt.Println(value.ByCustomer)
	// Output:
	// expected in 3 years: 600.0000 EUR
	// observed to date: 188.7500 EUR
	// roofers: 352.50 EUR
	// tilers: 25.00 EUR
}

func ExampleCustomerChannels() {
	fmt.Println(kpi.CustomerChannels(kpi.Policy{}, inMarch()).Of(soldYard().All()))
	// Output:
	// before: 1 orders, phone 100.00 %
	// after: 3 orders, phone 33.33 %, web 66.67 %
	// went back offline: 50.00 %
}

func ExampleQuantityTiers() {
	fmt.Println(kpi.QuantityTiers(kpi.Policy{}, decimal.New(10, 0), decimal.New(100, 0)).Of(soldYard().All()))
	// Output:
	// 0 to below 10: 1 orders, 100.00 EUR, margin 25.00 EUR
	// 10 to below 100: 2 orders, 600.00 EUR, margin 170.00 EUR
	// 100 and more: 1 orders, 900.00 EUR, margin 200.00 EUR
}

func ExampleBasketTiers() {
	// Carriage is free from 250 EUR on.
	fmt.Println(kpi.BasketTiers(kpi.Policy{}, decimal.New(250, 0)).Of(soldYard().All()))
	// Output:
	// 0 to below 250: 2 orders, 300.00 EUR, margin 75.00 EUR
	// 250 and more: 2 orders, 1300.00 EUR, margin 320.00 EUR
}

func ExamplePromotionSales() {
	fmt.Println(kpi.PromotionSales(kpi.Policy{}).Of(soldYard().All()))
	// Output:
	// spring: 1 orders, 900.00 EUR
	// (unknown): 3 orders, 700.00 EUR
}

func ExampleOrdersByPlacer() {
	fmt.Println(kpi.OrdersByPlacer(kpi.Policy{}).Of(soldYard().All()))
	// Output:
	// buyer: 2 orders, average 500.0000 EUR
	// rep: 2 orders, average 300.0000 EUR
}

func ExampleCostToServe() {
	fmt.Println(kpi.CostToServe(kpi.Policy{}, inMarch()).Of(soldYard().All()))
	// Output:
	// phone: 30.0000 EUR
	// web: 5.0000 EUR
}

func ExampleReturnRate() {
	returns, _ := kpi.ReturnRate(kpi.Policy{}).Of(soldYard().All()).Value()
	fmt.Println(returns)
	fmt.Println(returns.ByReason)
	// Output:
	// 25.00 % of the orders, 5.62 % of the amount
	// broken: 1 returns, 90.00 EUR
}

func ExampleReturnedProducts() {
	fmt.Println(kpi.ReturnedProducts(kpi.Policy{}).Of(soldYard().All()))
	// Output:
	// glue: 0.00 %
	// tiles: 50.00 %
}

// Any KPI by branch or member of a network.
func ExampleBy_branch() {
	fmt.Println(kpi.By(model.FactBranch, kpi.AverageOrderValue(kpi.Policy{})).Of(soldYard().Orders.Facts()))
	fmt.Println(kpi.By(model.FactBranch, kpi.ECommerceSalesShare(kpi.Policy{})).Of(soldYard().Orders.Facts()))
	// Output:
	// north: 650.0000 EUR
	// south: 150.0000 EUR
	// north: 69.23 %
	// south: 33.33 %
}
