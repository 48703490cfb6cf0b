package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// QuoteConversion is what became of quotes.
type QuoteConversion struct {
	Rate    Ratio         `json:"rate"`     // Won / (Won + Lost)
	ByValue Result[Ratio] `json:"by_value"` // value taken / value of the settled quotes
	ByLine  Result[Ratio] `json:"by_line"`  // lines taken / lines of the settled quotes that tell
	Won     int64         `json:"won"`
	Lost    int64         `json:"lost"`
	Open    int64         `json:"open"`
	AtLeast Ratio         `json:"at_least"` // Won / all
	AtMost  Ratio         `json:"at_most"`  // (Won + Open) / all
}

// String returns the rate and its bounds.
func (q QuoteConversion) String() string {
	return fmt.Sprintf("%v (%d won, %d lost, %d open), between %v and %v", q.Rate, q.Won, q.Lost, q.Open, q.AtLeast, q.AtMost)
}

// QuoteToOrderRate is K8, quote-to-order-rate, in [0, 1]; higher is better.
//
//	quotes first offered in the range and won / those of them that are settled
//
// A quote is won by a counted order on its terms; where no order names a quote
// at all, by being accepted. It is lost when it was declined or withdrawn, or when
// its last revision no longer binds: without a date after the policy's
// QuoteMaxAge, or where it is recorded as expired. All this is judged as of the window's instant; the rest is open.
// Beside the rate by count stand those by value and by line, and its bounds:
// won ÷ all and (won + open) ÷ all. Drafts are no quotes, revisions no new ones.
//
// It is undefined without an as-of (MissingField), without quotes
// (NoDenominator), and while all of them are open (WindowOpen).
func QuoteToOrderRate(p Policy, w Window) KPI[QuoteConversion] {
	if w.asOf().IsZero() {
		return undefined[QuoteConversion](MissingField, "as-of")
	}
	offers := model.And(genuineQuotes, model.QuoteIsFirstOffer, entered(w, model.QuoteOfferedAt))
	ordered := p.orderedOnTerms(w)
	accepted := model.And(model.QuoteFinalState.Is(model.QuoteAccepted), seenBy(w, model.QuoteSettledAt))
	// Whether orders name quotes is looked up in all facts, so that every group
	// and every period is judged alike.
	naming := model.Exists[model.QuoteRow](model.OrderFacts, model.And(model.Not(model.OrderIsTest), model.OrderQuote.Known()))
	won := model.Or(model.And(naming, ordered), model.And(model.Not(naming), accepted))
	return placed(p, On(model.QuoteFacts, Where(offers, p.quoteConversion(w, won))))
}

// onTerms holds for the counted orders made on the terms of their quote.
func (p Policy) onTerms(w Window) model.Pred[model.OrderRow] {
	age := model.NewField("order.since_offer", func(o model.OrderRow) (time.Duration, bool) {
		q, ok := model.OrderOffer.Of(o)
		return o.PlacedAt().Sub(q.OfferedAt()), ok
	})
	inTime := model.And(model.Not(model.OrderOnTerms.Known()), model.Below(age, p.quoteMaxAge()))
	return model.And(p.counted(), model.Or(model.OrderOnTerms.Is(true), inTime), seenBy(w, model.OrderPlacedAt))
}

func (p Policy) quoteMaxAge() time.Duration { return orDefault(p.QuoteMaxAge, days(30)) }

func (p Policy) orderedOnTerms(w Window) model.Pred[model.QuoteRow] {
	return model.Matched(model.QuoteKey, model.OrderFacts, model.OrderQuote, p.onTerms(w))
}

// Parts of a quote's last revision.
var (
	finalValidUntil = model.Via(model.QuoteLast, model.QuoteValidUntil)
	finalOfferedAt  = model.Via(model.QuoteLast, model.QuoteOfferedAt)
	finalLines      = model.Via(model.QuoteLast, model.QuoteLineCount)
	finalTaken      = model.Via(model.QuoteLast, model.QuoteTakenLines)
)

// lapsed holds for quotes that no longer bind.
func (p Policy) lapsed(w Window) model.Pred[model.QuoteRow] {
	now := w.asOf().Add(time.Microsecond)
	dated := model.Given(finalValidUntil)
	aged := model.Or(model.QuoteFinalState.Is(model.QuoteExpired), model.Before(finalOfferedAt, now.Add(-p.quoteMaxAge())))
	return model.Or(model.And(dated, model.Before(finalValidUntil, now)), model.And(model.Not(dated), aged))
}

func (p Policy) quoteConversion(w Window, won model.Pred[model.QuoteRow]) Metric[model.QuoteRow, QuoteConversion] {
	refused := model.And(model.QuoteFinalState.In(model.QuoteDeclined, model.QuoteWithdrawn), seenBy(w, model.QuoteSettledAt))
	lost := model.And(model.Not(won), model.Or(refused, p.lapsed(w)))
	told := model.And(model.Given(finalLines), model.Or(lost, model.Given(finalTaken)))
	count := func(of model.Pred[model.QuoteRow]) Metric[model.QuoteRow, int64] {
		return Where(of, Count[model.QuoteRow]())
	}
	numbers := List(
		Count[model.QuoteRow](), count(won), count(lost),
		Where(model.And(won, told), Sum(finalTaken)), Where(model.And(model.Or(won, lost), told), Sum(finalLines)),
	)
	value := Both(Where(won, Sum(p.takenValue(w))), Where(model.Or(won, lost), Sum(model.QuoteFinalValue)))
	return joinResults("quotes to orders", numbers, value, quoteConversionOf)
}

// takenValue is what came of a won quote: as recorded, else the net amount of
// its orders, else its value.
func (p Policy) takenValue(w Window) model.Field[model.QuoteRow, model.Money] {
	onTerms := p.onTerms(w)
	return model.NewField("taken value by orders where "+onTerms.String(), func(q model.QuoteRow) (model.Money, bool) {
		last, ok := model.QuoteLast.Of(q)
		if !ok {
			return model.Money{}, false
		}
		if v := last.TakenValue(); !v.IsNone() {
			return v, true
		}
		var sum model.MoneySum
		orders := 0
		for o := range q.Orders() {
			if applies, _ := onTerms.Of(o); applies {
				sum.Add(o.Net())
				orders++
			}
		}
		if v, err := sum.Total(); err == nil && orders > 0 {
			return v, true
		}
		return last.Value(), true
	})
}

func quoteConversionOf(numbers Result[[]Result[int64]], values Result[Pair[model.Money, model.Money]]) Result[QuoteConversion] {
	parts, _ := numbers.Value()
	var n [5]int64
	for i := range n {
		n[i], _ = parts[i].Value()
	}
	q := QuoteConversion{Won: n[1], Lost: n[2], Open: n[0] - n[1] - n[2]}
	rate := matured(ratioOf(q.Won, q.Won+q.Lost, true), q.Open, "quotes still open")
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[QuoteConversion](rate)
	}
	q.Rate = v
	q.ByLine = ratioOf(n[3], n[4], true)
	sums, _ := values.Value()
	q.ByValue = moneyRatio(sums.A, sums.B)
	q.AtLeast, _ = ratioOf(q.Won, n[0], true).Value()
	q.AtMost, _ = ratioOf(q.Won+q.Open, n[0], true).Value()
	return Value(q, rate.Warnings()...)
}

// moneyRatio is the fraction of two amounts, undefined where either is.
func moneyRatio(part, whole Result[model.Money]) Result[Ratio] {
	a, ok := part.Value()
	if !ok {
		return undefinedAs[Ratio](part)
	}
	b, ok := whole.Value()
	if !ok {
		return undefinedAs[Ratio](whole)
	}
	return NewRatio(a, b)
}
