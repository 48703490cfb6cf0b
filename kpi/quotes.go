package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// QuoteActivity is what was offered and asked for.
type QuoteActivity struct {
	Quotes      int64                               `json:"quotes"`        // by their first offer
	Value       Result[model.Money]                 `json:"value"`         // of the first offers
	Requests    int64                               `json:"requests"`      // quotes that were asked for
	TimeToQuote Result[Distribution[time.Duration]] `json:"time_to_quote"` // from request to first offer
}

// String returns number and value of the quotes, and the requests.
func (q QuoteActivity) String() string {
	return fmt.Sprintf("%d quotes, %v; %d requests", q.Quotes, q.Value, q.Requests)
}

// genuineQuotes are the quotes that count.
var genuineQuotes = model.Not(model.QuoteIsTest)

// Quotes is K7, quotes: a count, with the value in money; higher is better.
//
//	count of quotes by their first offer
//
// A revision is no new quote, a draft no quote yet. Beside them stand the
// requests received, and the time from the request to the first offer. Offers
// belong to the range in which they were made, requests to that in which they
// came in. Of no quotes it is 0.
func Quotes(_ Policy, w Window) KPI[QuoteActivity] {
	offers := Where(model.And(model.QuoteIsFirstOffer, entered(w, model.QuoteOfferedAt)),
		Both(Both(Count[model.QuoteRow](), Sum(model.QuoteValue)), Quantiles(model.QuoteTimeToOffer)))
	requests := Where(entered(w, model.QuoteRequestedAt), Distinct(model.QuoteKey))
	return On(model.QuoteFacts, Where(genuineQuotes, joinResults("quotes", offers, requests,
		func(offers Result[Pair[Pair[int64, model.Money], Distribution[time.Duration]]], requests Result[int64]) Result[QuoteActivity] {
			o, _ := offers.Value()
			both, _ := o.A.Value()
			n, _ := both.A.Value()
			asked, _ := requests.Value()
			return Value(QuoteActivity{n, both.B, asked, o.B})
		})))
}
