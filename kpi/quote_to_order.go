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
// QuoteMaxAge, or where it is recorded as expired. All this is judged as of the
// window's instant, later revisions not looked at; the rest is open. Beside the
// rate by count stand those by value and by line, and its bounds: won ÷ all and
// (won + open) ÷ all. Drafts are no quotes, revisions no new ones. Whether orders
// name quotes is looked up in all facts, whatever filter stands around it.
//
// It is undefined without an as-of (MissingField), without quotes
// (NoDenominator), and while all of them are open (WindowOpen).
func QuoteToOrderRate(p Policy, w Window) KPI[QuoteConversion] {
	if w.asOf().IsZero() {
		return undefined[QuoteConversion](MissingField, "as-of")
	}
	offers := model.And(genuineQuotes, model.QuoteIsFirstOffer, entered(w, model.QuoteOfferedAt))
	ordered := p.orderedOnTerms(w)
	last := finalOfferOf(w)
	accepted := model.And(last.state.Is(model.QuoteAccepted), seenBy(w, last.decidedAt))
	// Whether orders name quotes is looked up in all facts, so that every group
	// and every period is judged alike.
	naming := model.Exists[model.QuoteRow](model.OrderFacts, model.And(model.Not(model.OrderIsTest), model.OrderQuote.Known()))
	won := model.Or(model.And(naming, ordered), model.And(model.Not(naming), accepted))
	return placed(p, On(model.QuoteFacts, Where(offers, p.quoteConversion(w, last, won))))
}

// onTerms holds for the counted orders made on the terms of their quote.
func (p Policy) onTerms(w Window) model.Pred[model.OrderRow] {
	age := model.NewField("order.since_offer", func(o model.OrderRow) (time.Duration, bool) {
		q, ok := model.OrderOffer.Of(o)
		return o.PlacedAt().Sub(q.OfferedAt()), ok
	}).WithLookup(model.Lookup{Linked: model.KindsOf(model.KindQuote)})
	inTime := model.And(model.Not(model.OrderOnTerms.Known()), model.Below(age, p.quoteMaxAge()))
	return model.And(p.counted(), model.Or(model.OrderOnTerms.Is(true), inTime), seenBy(w, model.OrderPlacedAt))
}

func (p Policy) quoteMaxAge() time.Duration { return orDefault(p.QuoteMaxAge, days(30)) }

func (p Policy) orderedOnTerms(w Window) model.Pred[model.QuoteRow] {
	return model.Matched(model.QuoteKey, model.OrderFacts, model.OrderQuote, p.onTerms(w))
}

// finalOffer is the last revision of a quote that had been offered by the as-of.
type finalOffer struct {
	link                             model.Link[model.QuoteRow, model.QuoteRow]
	state                            model.Key[model.QuoteRow, model.QuoteOutcome]
	offeredAt, validUntil, decidedAt model.Field[model.QuoteRow, time.Time]
	value                            model.Field[model.QuoteRow, model.Money]
	lines, taken                     model.Field[model.QuoteRow, int64]
}

func finalOfferOf(w Window) finalOffer {
	last := model.QuoteLastOffered(w.asOf())
	return finalOffer{
		link: last, state: model.ViaKey(last, model.QuoteState), offeredAt: model.Via(last, model.QuoteOfferedAt),
		validUntil: model.Via(last, model.QuoteValidUntil), decidedAt: model.Via(last, model.QuoteDecidedAt), value: model.Via(last, model.QuoteValue),
		lines: model.Via(last, model.QuoteLineCount), taken: model.Via(last, model.QuoteTakenLines),
	}
}

// lapsed holds for quotes that no longer bind.
func (p Policy) lapsed(w Window, last finalOffer) model.Pred[model.QuoteRow] {
	now := w.asOf().Add(time.Microsecond)
	dated := model.Given(last.validUntil)
	aged := model.Or(last.state.Is(model.QuoteExpired), model.Before(last.offeredAt, now.Add(-p.quoteMaxAge())))
	return model.Or(model.And(dated, model.Before(last.validUntil, now)), model.And(model.Not(dated), aged))
}

func (p Policy) quoteConversion(w Window, last finalOffer, won model.Pred[model.QuoteRow]) Metric[model.QuoteRow, QuoteConversion] {
	refused := model.And(last.state.In(model.QuoteDeclined, model.QuoteWithdrawn), seenBy(w, last.decidedAt))
	lost := model.And(model.Not(won), model.Or(refused, p.lapsed(w, last)))
	told := model.And(model.Given(last.lines), model.Or(lost, model.Given(last.taken)))
	count := func(of model.Pred[model.QuoteRow]) Metric[model.QuoteRow, int64] {
		return Where(of, Count[model.QuoteRow]())
	}
	numbers := List(
		Count[model.QuoteRow](), count(won), count(lost),
		Where(model.And(won, told), Sum(last.taken)), Where(model.And(model.Or(won, lost), told), Sum(last.lines)),
	)
	value := Both(Where(won, Sum(p.takenValue(w, last))), Where(model.Or(won, lost), Sum(last.value)))
	return joinResults("quotes to orders", numbers, value, quoteConversionOf)
}

// takenValue is what came of a won quote: as recorded, else the net amount of
// its orders, else its value.
func (p Policy) takenValue(w Window, of finalOffer) model.Field[model.QuoteRow, model.Money] {
	onTerms := p.onTerms(w)
	return model.NewField("taken value by "+of.link.ID()+" or orders where "+onTerms.String(), func(q model.QuoteRow) (model.Money, bool) {
		last, ok := of.link.Of(q)
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
	}).WithLookup(model.Lookup{Linked: model.KindsOf(model.KindQuote)}, p.orderedOnTerms(w).Expr())
}

func quoteConversionOf(numbers Result[[]Result[int64]], values Result[Pair[model.Money, model.Money]]) Result[QuoteConversion] {
	parts, _ := numbers.Value()
	var q QuoteConversion
	var all, taken, lines int64
	unpack(parts, &all, &q.Won, &q.Lost, &taken, &lines)
	q.Open = all - q.Won - q.Lost
	rate := matured(ratioOf(q.Won, q.Won+q.Lost, true), q.Open, "quotes still open")
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[QuoteConversion](rate)
	}
	q.Rate = v
	q.ByLine = ratioOf(taken, lines, true)
	sums, _ := values.Value()
	q.ByValue = moneyRatio(sums.A, sums.B)
	q.AtLeast, _ = ratioOf(q.Won, all, true).Value()
	q.AtMost, _ = ratioOf(q.Won+q.Open, all, true).Value()
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
