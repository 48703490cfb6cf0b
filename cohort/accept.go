package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// TimeToAcceptQuote is how long it takes until an offered quote is accepted, as
// a curve over quotes: the time from the first offer (revision 1) to the
// acceptance of the last one, censored at as-of. Quotes offered at as-of or
// after it, and test quotes, are left out.
//
//	1 - survival at 14 days = share of offered quotes accepted within 14 days
//
// What was declined, withdrawn or has expired stays among the quotes that were
// not accepted, up to as-of: were it censored when that was decided, the curve
// would pretend that it may be accepted still, and promise too much (competing
// risks: this is the cumulative incidence of acceptance). It is undefined
// where no quotes were supplied (MissingFacts), and of none (NoData).
func TimeToAcceptQuote(asOf time.Time) kpi.KPI[Curve] {
	accepted := func(q model.QuoteRow) (time.Time, bool) {
		last, ok := model.QuoteLast.Of(q)
		at := last.DecidedAt()
		return at, ok && last.Outcome() == model.QuoteAccepted && !at.IsZero() && at.Before(asOf)
	}
	took := model.NewField("quote.time_to_accept as of "+stamp(asOf), func(q model.QuoteRow) (time.Duration, bool) {
		end := asOf
		if at, ok := accepted(q); ok {
			end = at
		}
		return end.Sub(q.OfferedAt()), !q.OfferedAt().IsZero()
	})
	event := model.If("quote accepted before "+stamp(asOf), func(q model.QuoteRow) bool {
		_, ok := accepted(q)
		return ok
	})
	offered := model.And(model.QuoteIsFirstOffer, model.Not(model.QuoteIsTest), model.Before(model.QuoteOfferedAt, asOf))
	return kpi.On(model.QuoteFacts, kpi.Where(offered, Survival(took, event)))
}
