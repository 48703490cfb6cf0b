package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// visitedYard is the merchant's shop in March: Anna looks on her phone, then
// logs in at her desk and orders; Bert looks twice and orders by phone; Carl
// asks for an account.
func visitedYard() *model.Facts {
	at := func(day, hour, minute int) time.Time { return time.Date(2025, 3, day, hour, minute, 0, 0, time.UTC) }
	shows := func(v model.Code) []model.Variant { return []model.Variant{{Experiment: "button", Variant: v}} }
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Sessions.Append(
		model.Session{ID: "s1", VisitorID: "phone", StartedAt: at(3, 9, 0), EndedAt: at(3, 9, 0), PageViews: 1, Interactions: model.CountOf(0),
			HomeSeen: true, Catalogue: "open", Source: "search", Variants: shows("blue")},
		model.Session{ID: "s2", VisitorID: "desk", StartedAt: at(4, 10, 0), IdentifiedAt: at(4, 10, 5), EndedAt: at(4, 10, 30), BuyerID: "anna", AccountID: "roofers",
			PageViews: 12, HomeSeen: true, Catalogue: "own", Source: "direct", Variants: shows("red")},
		model.Session{ID: "s3", VisitorID: "bert's", StartedAt: at(5, 14, 0), EndedAt: at(5, 14, 20), BuyerID: "bert", AccountID: "tilers",
			PageViews: 5, Catalogue: "closed", Source: "search", Variants: shows("red")},
		model.Session{ID: "s4", VisitorID: "bert's", StartedAt: at(12, 8, 0), EndedAt: at(12, 8, 10), BuyerID: "bert", AccountID: "tilers",
			PageViews: 4, Catalogue: "closed", Source: "search"},
		model.Session{ID: "s5", VisitorID: "carl's", StartedAt: at(6, 11, 0), EndedAt: at(6, 11, 5), PageViews: 1, Interactions: model.CountOf(1),
			Catalogue: "open", Source: "newsletter", Variants: shows("blue")},
		model.Session{ID: "s6", VisitorID: "crawler", StartedAt: at(6, 12, 0), PageViews: 900, Bot: true},
	))
	noError(f.Orders.Append(
		model.Order{ID: "1", PlacedAt: at(4, 10, 25), Status: "placed", Channel: "web", AccountID: "roofers", BuyerID: "anna", SessionID: "s2", Goods: model.MustParseMoney("500 EUR")},
		model.Order{ID: "2", PlacedAt: at(6, 9, 0), Status: "placed", Channel: "phone", AccountID: "tilers", BuyerID: "bert", Goods: model.MustParseMoney("200 EUR")},
		model.Order{ID: "3", PlacedAt: at(7, 9, 0), Status: "placed", Channel: "phone", AccountID: "masons", Goods: model.MustParseMoney("80 EUR")},
	))
	noError(f.AccountRequests.Append(model.AccountRequest{
		ID: "1", ReceivedAt: at(6, 11, 4), Contact: "carl@example.com", Company: "Carl & Sons", InTarget: "yes", VisitorID: "carl's", Decision: "pending",
	}))
	return f
}

// march is the month in UTC.
func march() period.Range {
	r, err := period.In(time.UTC).Month(2025, time.March)
	noError(err)
	return r
}

func ExampleUniqueVisitors() {
	// The crawler is no visitor.
	fmt.Println(kpi.UniqueVisitors(kpi.Policy{}).Of(visitedYard().All()))
	// Output: 4 visitors, 5 sessions, 0 of them without consent
}

func ExampleConversionRate() {
	fmt.Println("ordered:", kpi.ConversionRate(kpi.Policy{}).Of(visitedYard().All()))
	fmt.Println("asked for an account:", kpi.ConversionRate(kpi.Policy{Goal: kpi.SignUpGoal()}).Of(visitedYard().All()))
	fmt.Println("visits with an order:", kpi.ConversionRate(kpi.Policy{ConversionBy: kpi.ConversionBySession}).Of(visitedYard().All()))
	// Output:
	// ordered: 25.00 %
	// asked for an account: 25.00 %
	// visits with an order: 20.00 %
}

func ExampleBounceRate() {
	fmt.Println(kpi.BounceRate(kpi.Policy{}).Of(visitedYard().All()))
	// Output: 20.00 %
}

func ExampleHomepageVisitors() {
	fmt.Println(kpi.HomepageVisitors(kpi.Policy{}).Of(visitedYard().All()))
	// Output:
	// 2 visitors
	// open: 1
	// own: 1
}

func ExampleIdentifiedVisitors() {
	fmt.Println("persons:", kpi.IdentifiedVisitors(kpi.Policy{}).Of(visitedYard().All()))
	fmt.Println("accounts:", kpi.IdentifiedVisitors(kpi.Policy{Subject: kpi.SubjectAccount}).Of(visitedYard().All()))
	// Output:
	// persons: 2
	// accounts: 2
}

func ExampleIdentifiedVisitorsOwnCatalogue() {
	fmt.Println(kpi.IdentifiedVisitorsOwnCatalogue(kpi.Policy{}).Of(visitedYard().All()))
	// Output: 1
}

func ExampleIdentifiedConversionRate() {
	// Bert logged in as well, and ordered by phone.
	fmt.Println(kpi.IdentifiedConversionRate(kpi.Policy{}).Of(visitedYard().All()))
	// Output: 50.00 %; identified 50.00 %
}

func ExampleConnectionTime() {
	d, _ := kpi.ConnectionTime(kpi.Policy{}).Of(visitedYard().All()).Value()
	fmt.Println("in all:", d.Total())
	fmt.Println("median:", d.Median())
	// Output:
	// in all: 55m0s
	// median: 20m0s
}

func ExampleLoginToOrderRate() {
	fmt.Println("in the session:", kpi.LoginToOrderRate(kpi.Policy{}, kpi.Window{Range: march()}).Of(visitedYard().All()))
	// Three weeks after Bert's second login it may still lead to an order.
	within := kpi.Policy{LoginWindow: 21 * 24 * time.Hour}
	rate := kpi.LoginToOrderRate(within, kpi.Window{Range: march()}).Of(visitedYard().All())
	fmt.Println("within 3 weeks:", rate, rate.Warnings())
	// Output:
	// in the session: 33.33 %
	// within 3 weeks: 50.00 % [1 logins whose window is still open]
}

func ExampleTrafficBy() {
	fmt.Println(kpi.TrafficBy(kpi.Policy{}, model.SessionSource).Of(visitedYard().All()))
	// Output:
	// direct: 1 visits of 1 visitors, conversion 100.00 %
	// newsletter: 1 visits of 1 visitors, conversion 0.00 %
	// search: 3 visits of 2 visitors, conversion 0.00 %
}

func ExampleQualifiedProspectRate() {
	fmt.Println(kpi.QualifiedProspectRate(kpi.Policy{}).Of(visitedYard().All()))
	// Output: 25.00 %
}

func ExampleReturnVisits() {
	fmt.Println(kpi.ReturnVisits(kpi.Policy{}, march()).Of(visitedYard().All()))
	// Output: 25.00 % returning, 1.2500 visits per visitor
}

func ExampleResearchOnlineBuyOffline() {
	// Bert had looked at the shop the day before; the masons never do.
	fmt.Println(kpi.ResearchOnlineBuyOffline(kpi.Policy{}, kpi.Window{}).Of(visitedYard().All()))
	// Output: researched online 200.0000 EUR, never online 80.0000 EUR, share 50.00 %
}

func ExampleABTest() {
	test, _ := kpi.ABTest(kpi.Policy{}, "button", "blue").Of(visitedYard().All()).Value()
	fmt.Println(test.Variants)
	for _, c := range test.Comparisons {
		fmt.Printf("%s against blue: p %.2f\n", c.Variant, c.PValue)
	}
	// Output:
	// blue: 0.00 %
	// red: 50.00 %
	// red against blue: p 0.25
}
