package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// dealingYard is what the merchant's customers ask for in March: an account,
// quotes, carts, and the approval of their orders.
func dealingYard() *model.Facts {
	at := func(day, hour int) time.Time { return time.Date(2025, 3, day, hour, 0, 0, 0, time.UTC) }
	eur := func(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }
	f := model.NewFacts(model.FactsOptions{})
	noError(f.AccountRequests.Append(
		model.AccountRequest{ID: "1", ReceivedAt: at(3, 9), Contact: "carl@example.com", Decision: "approved", DecidedAt: at(4, 9)},
		model.AccountRequest{ID: "2", ReceivedAt: at(3, 11), Contact: "Carl@example.com", Decision: "duplicate", DecidedAt: at(4, 9)},
		model.AccountRequest{ID: "3", ReceivedAt: at(5, 9), Contact: "dora@example.com", Decision: "pending"},
	))
	noError(f.Quotes.Append(
		model.Quote{ID: "roof", Revision: 0, RequestedAt: at(3, 9), Outcome: "open"},
		model.Quote{ID: "roof", Revision: 1, OfferedAt: at(4, 9), Value: eur(1000), Outcome: "open"},
		model.Quote{ID: "roof", Revision: 2, OfferedAt: at(6, 9), Value: eur(900), Outcome: "accepted", DecidedAt: at(7, 9)},
		model.Quote{ID: "bath", Revision: 1, OfferedAt: at(5, 9), ValidUntil: at(20, 0), Value: eur(300), Outcome: "open"},
		model.Quote{ID: "wall", Revision: 1, OfferedAt: at(28, 9), Value: eur(700), Outcome: "open"},
	))
	noError(f.Orders.Append(
		model.Order{ID: "1", PlacedAt: at(7, 9), Status: "placed", Channel: "web", QuoteID: "roof", Goods: eur(900)},
		model.Order{ID: "2", PlacedAt: at(10, 9), Status: "pending-approval", Channel: "web", Goods: eur(400)},
		model.Order{ID: "3", PlacedAt: at(11, 9), Status: "placed", Channel: "web", Goods: eur(60)},
		model.Order{ID: "4", PlacedAt: at(12, 9), Status: "placed", Channel: "web", Goods: eur(40)},
	))
	noError(f.Approvals.Append(
		model.Approval{OrderID: "1", Tier: 1, SubmitterID: "anna", ApproverID: "boss", SubmittedAt: at(7, 9), Decision: "approved", DecidedAt: at(7, 11)},
		model.Approval{OrderID: "2", Tier: 1, SubmitterID: "bert", ApproverID: "boss", SubmittedAt: at(10, 9), Decision: "pending"},
		model.Approval{OrderID: "3", Tier: 1, SubmitterID: "carl", Automatic: true, SubmittedAt: at(11, 9), Decision: "approved", DecidedAt: at(11, 9)},
	))
	noError(f.Carts.Append(
		model.Cart{ID: "1", CreatedAt: at(3, 9), CheckoutAt: at(7, 8), LastActivityAt: at(7, 8), OrderedAt: at(7, 9), Lines: 4, Value: eur(900), Outcome: "ordered"},
		model.Cart{ID: "2", CreatedAt: at(5, 9), CheckoutAt: at(5, 10), Lines: 2, Value: eur(120), Outcome: "open"},
		model.Cart{ID: "3", CreatedAt: at(6, 9), Lines: 1, Value: eur(50), Outcome: "saved"},
		model.Cart{ID: "4", CreatedAt: at(30, 9), Lines: 1, Value: eur(30), Outcome: "open"},
	))
	return f
}

// inMarch looks at March, as of its end.
func inMarch() kpi.Window { return kpi.Window{Range: march(), Calendar: period.In(time.UTC)} }

func ExampleAccountRequests() {
	fmt.Println(kpi.AccountRequests(kpi.Policy{}).Of(dealingYard().All()))
	// Output: 2 requests, besides 1 duplicates
}

func ExampleQuotes() {
	// A revision is no new quote.
	fmt.Println(kpi.Quotes(kpi.Policy{}, inMarch()).Of(dealingYard().All()))
	// Output: 3 quotes, 2000.00 EUR; 1 requests
}

func ExampleQuoteToOrderRate() {
	// The roof was ordered, the bath's quote has lapsed, and the wall's is open.
	rate := kpi.QuoteToOrderRate(kpi.Policy{}, inMarch()).Of(dealingYard().All())
	fmt.Println(rate)
	if q, ok := rate.Value(); ok {
		fmt.Println("by value:", q.ByValue)
	}
	// Output:
	// 50.00 % (1 won, 1 lost, 1 open), between 33.33 % and 66.67 %
	// by value: 75.00 %
}

func ExampleOrdersSubmittedForApproval() {
	// What a rule has approved, nobody was asked for.
	fmt.Println(kpi.OrdersSubmittedForApproval(kpi.Policy{}).Of(dealingYard().All()))
	// Output: 2 orders, 1300.00 EUR
}

func ExampleApprovalSubmissionRate() {
	fmt.Println(kpi.ApprovalSubmissionRate(kpi.Policy{}, inMarch()).Of(dealingYard().All()))
	// Output: 50.00 %; of these 50.00 % approved, 0.00 % rejected, 50.00 % pending (400.00 EUR), 0.00 % submitted again
}

func ExampleCartAbandonmentRate() {
	// The last cart is too young to tell.
	rate := kpi.CartAbandonmentRate(kpi.Policy{}, inMarch()).Of(dealingYard().All())
	fmt.Println(rate)
	fmt.Println("but:", rate.Warnings()[0])
	// Output:
	// 33.33 % (1 of 3), 0 recovered, 0 converted and 1 open before their window ends
	// but: 1 carts whose window is still open
}

func ExampleAverageCartValue() {
	fmt.Println("completed:", kpi.AverageCartValue(kpi.Policy{}).Of(dealingYard().All()))
	fmt.Println("at checkout:", kpi.AverageCartValue(kpi.Policy{Carts: kpi.CartsAtCheckout}).Of(dealingYard().All()))
	// Output:
	// completed: 900.0000 EUR
	// at checkout: 510.0000 EUR
}
