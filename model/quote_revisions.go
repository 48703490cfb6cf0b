package model

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Quote returns a revision of a quote; false where it is not recorded.
func (f *Facts) Quote(id QuoteID, revision int64) (QuoteRow, bool) {
	i := f.Quotes.find(f.dict.revision.Code(revisionText(id, revision)))
	if i < 0 {
		return QuoteRow{}, false
	}
	return QuoteRow{rowOf(&f.Quotes.table, i)}, true
}

// Revisions yields the recorded revisions of a quote in ascending order.
func (f *Facts) Revisions(id QuoteID) iter.Seq[QuoteRow] {
	return func(yield func(QuoteRow) bool) {
		rows := slices.Collect(f.revisionsOf.all(f.dict.quote.Code(string(id))))
		slices.SortFunc(rows, func(a, b int32) int {
			return cmp.Compare(f.Quotes.coef(a, quoteRevision), f.Quotes.coef(b, quoteRevision))
		})
		for _, i := range rows {
			if !yield(QuoteRow{rowOf(&f.Quotes.table, i)}) {
				return
			}
		}
	}
}

// bestRevision returns the row of the last of a quote's revisions that count,
// -1 where there is none.
func (f *Facts) bestRevision(quote uint32, counts func(row int32) bool) int32 {
	best, highest := int32(-1), int64(-1)
	for i := range f.revisionsOf.all(quote) {
		if n := f.Quotes.coef(i, quoteRevision); n > highest && counts(i) {
			best, highest = i, n
		}
	}
	return best
}

func quotesTable(f *Facts) *table { return &f.Quotes.table }
func quoteRow(r row) QuoteRow     { return QuoteRow{r} }

// Links of quotes.
var (
	// QuoteOwner leads from a quote to the row of the account for which it counts.
	QuoteOwner = ownerLink[QuoteRow]("quote.account", quoteAccount)
	// QuoteVisit leads from a quote to its session.
	QuoteVisit = refLink[QuoteRow]("quote.session", quoteSession, sessionsTable, func(r row) SessionRow { return SessionRow{r} })
	// QuoteLast leads from any revision of a quote to the last one, whose
	// outcome is the quote's.
	QuoteLast = foundLink[QuoteRow]("quote.last", quotesTable, func(r row) int32 {
		return r.t.facts.bestRevision(r.t.ref(r.i, quoteID), func(int32) bool { return true })
	}, quoteRow)
	// QuoteFirst leads from any revision of a quote to revision 1, the first
	// offer.
	QuoteFirst = foundLink[QuoteRow]("quote.first", quotesTable, func(r row) int32 {
		return r.t.facts.bestRevision(r.t.ref(r.i, quoteID), func(i int32) bool {
			return r.t.coef(i, quoteRevision) == 1
		})
	}, quoteRow)
	// OrderOffer leads from an order to the revision of its quote that it was
	// made on: the last one offered by PlacedAt.
	OrderOffer = foundLink[OrderRow]("order.offer", quotesTable, func(r row) int32 {
		f, placed := r.t.facts, r.coef(orderPlacedAt)
		return f.bestRevision(r.t.ref(r.i, orderQuote), func(i int32) bool {
			offered := f.Quotes.coef(i, quoteOfferedAt)
			return offered != Unknown && offered <= placed
		})
	}, quoteRow)
)

// QuoteLastOffered leads from any revision of a quote to the last one that had
// been offered by an instant: later ones are not looked at. It is made anew at
// each call: keep it where work is to be shared.
func QuoteLastOffered(by time.Time) Link[QuoteRow, QuoteRow] {
	micros := period.Micros(by)
	id := "quote.last offered by " + formatTime(by)
	return foundLink[QuoteRow](id, quotesTable, func(r row) int32 {
		return r.t.facts.bestRevision(r.t.ref(r.i, quoteID), func(i int32) bool {
			offered := r.t.coef(i, quoteOfferedAt)
			return offered != Unknown && offered <= micros
		})
	}, quoteRow)
}

// What a quote is by all its revisions. QuoteFinalState and QuoteFinalValue are
// the last revision's outcome and value, QuoteSettledAt when it was decided.
var (
	QuoteFinalState = ViaKey(QuoteLast, QuoteState)
	QuoteFinalValue = Via(QuoteLast, QuoteValue)
	QuoteSettledAt  = Via(QuoteLast, QuoteDecidedAt)
)

// QuoteIsFirstOffer holds for revision 1, by which a quote counts. It is known
// for every quote.
var QuoteIsFirstOffer = QuoteRevision.Is(1)

// QuoteTimeToOffer is the time from the request of a quote to the first offer:
// known of revision 1, where RequestedAt is known of it or of revision 0.
var QuoteTimeToOffer = derivedField("quote.time_to_offer", func(q QuoteRow) (time.Duration, bool) {
	if q.t == nil || q.Revision() != 1 {
		return 0, false
	}
	requested := q.coef(quoteRequestedAt)
	if requested == Unknown {
		f := q.t.facts
		draft := f.bestRevision(q.t.ref(q.i, quoteID), func(i int32) bool { return f.Quotes.coef(i, quoteRevision) == 0 })
		if draft < 0 {
			return 0, false
		}
		requested = f.Quotes.coef(draft, quoteRequestedAt)
	}
	return lapse(requested, q.coef(quoteOfferedAt)), true
})

// OrderOnTerms says whether an order was made on the terms of its quote, as
// recorded; where that is not known, it was if placed before the ValidUntil of
// the revision it was made on. It is not known where ValidUntil is not either:
// the maximum age of a quote is a matter of policy.
var OrderOnTerms = derivedFlag("order.on_terms", func(o OrderRow) (applied, known bool) {
	switch o.QuoteTerms() {
	case TermsApplied:
		return true, true
	case TermsNotApplied:
		return false, true
	}
	q, ok := OrderOffer.Of(o)
	if !ok || q.ValidUntil().IsZero() {
		return false, false
	}
	return o.PlacedAt().Before(q.ValidUntil()), true
})

// Orders yields the orders that name the quote, whatever the revision, the
// newest recorded first.
func (r QuoteRow) Orders() iter.Seq[OrderRow] {
	return func(yield func(OrderRow) bool) {
		if r.t == nil {
			return
		}
		f := r.t.facts
		for i := range f.ordersOfQuote.all(r.t.ref(r.i, quoteID)) {
			if !yield(OrderRow{rowOf(&f.Orders.table, i)}) {
				return
			}
		}
	}
}
