package kpi_test

import (
	"fmt"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestQuoteToOrderRate(t *testing.T) {
	w := asOf("2025-02", "2025-03-20")
	a := offer("a", 1, "2025-02-10", "100 EUR", valid("2025-02-28"))
	lost := offer("b", 1, "2025-02-10", "300 EUR", decided(model.QuoteDeclined, "2025-02-12"))
	applied := func(o *model.Order) { o.QuoteTerms = model.TermsApplied }
	notApplied := func(o *model.Order) { o.QuoteTerms = model.TermsNotApplied }
	aged := kpi.Policy{QuoteMaxAge: after("2025-01-01", 0).Sub(instant("2024-12-27"))} // 5 days
	var many book
	for i := range 200 {
		id := fmt.Sprint("q", i)
		at := "2025-02-01"
		if i >= 100 {
			at = "2025-02-27"
		}
		many.quotes = append(many.quotes, offer(id, 1, at, "1 EUR"))
		if i < 20 || i >= 190 {
			many.orders = append(many.orders, order(id, at, "1 EUR", quoting(id)))
		}
	}
	avoid(t, kpi.QuoteToOrderRate, []trap{
		{name: "won on its terms", window: w, book: book{quotes: []model.Quote{a, lost}, orders: []model.Order{order("1", "2025-02-27T23:59:59Z", "100 EUR", quoting("a"))}},
			want: "50.00 % (1 won, 1 lost, 0 open), between 50.00 % and 50.00 %"},
		{name: "trap: drafts", window: w, book: book{quotes: []model.Quote{a, lost, wanted("c", "2025-02-10")}, orders: []model.Order{order("1", "2025-02-20", "100 EUR", quoting("a"))}},
			want: "50.00 % (1 won, 1 lost, 0 open), between 50.00 % and 50.00 %"},
		{name: "trap: open ones are no lost ones", window: w, book: book{
			quotes: []model.Quote{a, lost, offer("c", 1, "2025-02-28", "1 EUR", valid("2025-04-01"))}, orders: []model.Order{order("1", "2025-02-20", "100 EUR", quoting("a"))},
		}, want: "50.00 % (1 won, 1 lost, 1 open), between 33.33 % and 66.67 %\n! 1 quotes still open"},
		{name: "trap: an order from an expired quote", window: w, book: book{quotes: []model.Quote{a}, orders: []model.Order{order("1", "2025-02-28", "100 EUR", quoting("a"))}},
			want: "0.00 % (0 won, 1 lost, 0 open), between 0.00 % and 0.00 %"},
		{name: "the terms as recorded", window: w, book: book{quotes: []model.Quote{a, lost}, orders: []model.Order{order("1", "2025-03-05", "100 EUR", quoting("a"), applied), order("2", "2025-02-11", "1 EUR", quoting("b"), notApplied)}},
			want: "50.00 % (1 won, 1 lost, 0 open), between 50.00 % and 50.00 %"},
		{name: "trap: a cancelled order", window: w, book: book{quotes: []model.Quote{a}, orders: []model.Order{order("1", "2025-02-20", "100 EUR", quoting("a"), in("cancelled"))}},
			want: "0.00 % (0 won, 1 lost, 0 open), between 0.00 % and 0.00 %"},
		{name: "an order after the as-of", window: asOf("2025-02", "2025-02-20"), book: book{quotes: []model.Quote{a, lost}, orders: []model.Order{order("1", "2025-02-21", "100 EUR", quoting("a"))}},
			want: "0.00 % (0 won, 1 lost, 1 open), between 0.00 % and 50.00 %\n! 1 quotes still open"},
		{name: "declined after the as-of", window: asOf("2025-02", "2025-02-11"), book: book{quotes: []model.Quote{lost}}, want: "(window open)\n! 1 quotes still open"},
		{name: "without a date after 30 days", window: asOf("2025-02", "2025-03-12"), book: book{quotes: []model.Quote{offer("a", 1, "2025-02-10", "1 EUR"), offer("b", 1, "2025-02-10T00:00:00.000001Z", "1 EUR")}},
			want: "0.00 % (0 won, 1 lost, 1 open), between 0.00 % and 50.00 %\n! 1 quotes still open"},
		{name: "the policy's maximum age", policy: aged, window: asOf("2025-02", "2025-02-14"), book: book{
			quotes: []model.Quote{offer("a", 1, "2025-02-01", "1 EUR"), offer("b", 1, "2025-02-10", "1 EUR"), offer("c", 1, "2025-02-01", "1 EUR")},
			orders: []model.Order{order("1", "2025-02-06", "1 EUR", quoting("a")), order("2", "2025-02-05T23:59:59Z", "1 EUR", quoting("c"))},
		}, want: "50.00 % (1 won, 1 lost, 1 open), between 33.33 % and 66.67 %\n! 1 quotes still open"},
		{name: "a revision is no new quote, the last one binds", window: w, book: book{
			quotes: []model.Quote{a, offer("a", 2, "2025-02-20", "90 EUR", valid("2025-03-15"))}, orders: []model.Order{order("1", "2025-03-10", "90 EUR", quoting("a"))},
		}, want: "100.00 % (1 won, 0 lost, 0 open), between 100.00 % and 100.00 %"},
		{name: "where no order names quotes, by being accepted", window: w, book: book{
			quotes: []model.Quote{offer("a", 1, "2025-02-10", "1 EUR", decided(model.QuoteAccepted, "2025-02-11")), lost}, orders: []model.Order{order("1", "2025-02-20", "1 EUR")},
		}, want: "50.00 % (1 won, 1 lost, 0 open), between 50.00 % and 50.00 %"},
		{name: "where orders name quotes, accepting alone wins nothing", window: w, book: book{
			quotes: []model.Quote{offer("c", 1, "2025-02-10", "1 EUR", valid("2025-03-01"), decided(model.QuoteAccepted, "2025-02-11")), a}, orders: []model.Order{order("1", "2025-02-20", "1 EUR", quoting("a"))},
		}, want: "50.00 % (1 won, 1 lost, 0 open), between 50.00 % and 50.00 %"},
		{name: "won ones are settled, the bounds say what the open ones may do", policy: kpi.Policy{QuoteMaxAge: instant("2025-02-01").Sub(instant("2025-01-01"))}, window: asOf("2025-02", "2025-03-04"), book: many,
			want: "27.27 % (30 won, 80 lost, 90 open), between 15.00 % and 60.00 %\n! 90 quotes still open"},
		{name: "offered in another month", window: asOf("2025-01", ""), book: book{quotes: []model.Quote{a}}, want: "(no denominator)"},
		{name: "no as-of", window: kpi.Window{Calendar: utc}, book: book{quotes: []model.Quote{a}}, want: "(missing field: as-of)"},
		{name: "no quotes", window: w, book: book{orders: []model.Order{order("1", "2025-02-20", "1 EUR")}}, want: "(missing facts: quote)"},
		{name: "a status that is not placed", window: w, book: book{quotes: []model.Quote{a}, orders: []model.Order{order("1", "2025-02-20", "1 EUR", in("odd"))}}, want: "(unplaced status: odd)"},
	})
}

func TestQuotesByValueAndLine(t *testing.T) {
	b := book{
		quotes: []model.Quote{
			offer("a", 1, "2025-02-10", "100 EUR", lines(4, 3), decided(model.QuoteAccepted, "2025-02-12")), offer("b", 1, "2025-02-10", "300 EUR", lines(6), decided(model.QuoteDeclined, "2025-02-12")),
			offer("c", 1, "2025-02-10", "100 EUR", decided(model.QuoteDeclined, "2025-02-12")), offer("d", 1, "2025-02-10", "9000 EUR", lines(90)),
		},
		orders: []model.Order{order("1", "2025-02-11", "60 EUR", quoting("a")), order("2", "2025-02-12", "20 EUR", quoting("a"))},
	}
	q, _ := of(kpi.QuoteToOrderRate(kpi.Policy{}, asOf("2025-02", "")), b).Value()
	wantText(t, q.ByValue, "16.00 %") // 80 of 500
	wantText(t, q.ByLine, "30.00 %")  // 3 of 10
	b.quotes[0].TakenValue = model.MustParseMoney("50 EUR")
	q, _ = of(kpi.QuoteToOrderRate(kpi.Policy{}, asOf("2025-02", "")), b).Value()
	wantText(t, q.ByValue, "10.00 %")
	b.quotes[2].Value = model.MustParseMoney("100 USD")
	q, _ = of(kpi.QuoteToOrderRate(kpi.Policy{}, asOf("2025-02", "")), b).Value()
	wantText(t, q.ByValue, "(mixed currency: EUR, USD)")
}
