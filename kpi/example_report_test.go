package kpi_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleNewReport() {
	cal := period.In(time.UTC)
	february, err := cal.Month(2025, time.February)
	noError(err)
	report, err := kpi.NewReport(kpi.Policy{}, kpi.ReportOptions{
		Range: february, Calendar: cal, KPIs: []string{"O6", "K13", "net-promoter-score"},
		Targets: map[string]decimal.Decimal{"average-order-value": decimal.New(250, 0)},
	})
	noError(err)
	r, _ := report.Of(reportBook.facts().All()).Value()
	fmt.Print(r)
	fmt.Println("on track:", r.Lines[0].Target.OnTrack)
	// Output:
	// O6   Average order value (AOV)                              300.00 EUR                               150.00 EUR  +100.0 %  better
	// K13  Order frequency (mean interval)                            13.7 d  (no history: no customer ordered again)
	// O10  Net Promoter Score (NPS)         (missing facts: survey-response)         (missing facts: survey-response)
	// on track: true
}

func ExampleFindKPI() {
	k, _ := kpi.FindKPI("O6")
	fmt.Println(k.ID, k.Unit, k.Better)
	fmt.Println(k.Definition)
	// Output:
	// average-order-value money higher
	// amount of counted orders ÷ number of counted orders
}

func ExampleCatalogue() {
	for _, k := range kpi.Catalogue()[:3] {
		fmt.Println(k.Number, k.NameFR)
	}
	// Output:
	// O1 Part du e-commerce dans les ventes
	// O2 Taux de fidélisation client
	// O3 Visiteurs uniques
}

func ExampleConvert() {
	facts := book{orders: []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-11", "100 CHF")}}.facts()
	rates, err := kpi.NewRates(kpi.Rate{
		Date: period.Date{Year: 2025, Month: time.January, Day: 1}, From: model.CHF, To: model.EUR, Rate: decimal.New(106, -2),
	})
	noError(err)
	aov := kpi.AverageOrderValue(kpi.Policy{})
	fmt.Println(aov.Of(facts.All()))
	converted := kpi.Convert(rates, model.EUR, period.In(time.UTC), aov).Of(facts.All())
	fmt.Println(converted, converted.Rates())
	// Output:
	// (mixed currency: CHF, EUR)
	// 103.0000 EUR [1 CHF = 1.06 EUR of 2025-01-01]
}

func ExampleFunnel() {
	at := func(day int) time.Time { return time.Date(2025, time.March, day, 10, 0, 0, 0, time.UTC) }
	facts := model.NewFacts(model.FactsOptions{})
	for i, visitor := range []model.VisitorID{"v1", "v2", "v3"} {
		noError(facts.Sessions.Append(model.Session{ID: model.SessionID(visitor), VisitorID: visitor, StartedAt: at(1 + i), PageViews: 3}))
	}
	noError(facts.Orders.Append(model.Order{
		ID: "o", VisitorID: "v1", PlacedAt: at(4), Status: model.StatusPlaced, Channel: model.ChannelWeb, Goods: model.MustParseMoney("100 EUR"),
	}))
	march, err := period.In(time.UTC).Month(2025, time.March)
	noError(err)
	funnel := kpi.Funnel(kpi.Window{Range: march}, kpi.FunnelOptions{Within: 7 * 24 * time.Hour},
		kpi.NewStep("visit", model.SessionFacts, model.Not(model.SessionIsBot), model.SessionStartedAt),
		kpi.NewStep("order", model.OrderFacts, kpi.Policy{}.CountedOrders(), model.OrderPlacedAt),
	)
	r, _ := funnel.Of(facts.All()).Value()
	fmt.Println(r)
	fmt.Println(r.TimeToConvert)
	// Output:
	// 33.33 % (1 of 3), 0 open, 0 converted early
	// visit: 3, 100.00 % of the step before
	// order: 1, 33.33 % of the step before
	// n 1, mean 72h0m0s, median 72h0m0s, p95 72h0m0s
}

func ExampleAsGA4() {
	f := presetFacts()
	fmt.Println(kpi.BounceRate(kpi.Policy{}).Of(f.All()))
	fmt.Println(kpi.BounceRate(kpi.AsGA4()).Of(f.All()))
	// Output:
	// 50.00 %
	// 0.00 %
}

// The effect of launching the shop on 15 February: the days from there to the
// end of the range, beside as many days before.
func ExampleNewReport_launch() {
	cal := period.In(time.UTC)
	february, err := cal.Month(2025, time.February)
	noError(err)
	report, err := kpi.NewReport(kpi.Policy{}, kpi.ReportOptions{
		Range: february, Calendar: cal, KPIs: []string{"O1"}, Compare: kpi.CompareNothing,
		Launch: period.Date{Year: 2025, Month: time.February, Day: 15},
	})
	noError(err)
	r, _ := report.Of(reportBook.facts().All()).Value()
	l := r.Lines[0]
	fmt.Printf("before %v, after %v, %v\n", l.Before, l.After, l.Effect)
	// Output: before 100.00 %, after 83.33 %, -16.7 %
}
