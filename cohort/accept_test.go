package cohort_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// quotes are the revisions of one quote, from the request or the first offer on.
var quotes = rapid.Custom(func(t *rapid.T) []model.Quote {
	at := purchases.Draw(t, "begun").at
	later := func(label string) time.Time {
		at = at.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, label)) * 30 * time.Minute)
		return at
	}
	var out []model.Quote
	test := rapid.IntRange(0, 6).Draw(t, "test") == 0
	if rapid.Bool().Draw(t, "requested") {
		out = append(out, model.Quote{RequestedAt: at, Outcome: model.QuoteOpen, Test: test})
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "offers") {
		out = append(out, model.Quote{Revision: int64(n + 1), OfferedAt: later("offered"), Value: eur(100), Outcome: model.QuoteOpen, Test: test})
	}
	if len(out) == 0 {
		out = append(out, model.Quote{RequestedAt: at, Outcome: model.QuoteOpen, Test: test})
	}
	last := &out[len(out)-1]
	if last.Outcome = rapid.SampledFrom([]model.QuoteOutcome{
		model.QuoteOpen, model.QuoteAccepted, model.QuoteAccepted, model.QuoteDeclined, model.QuoteWithdrawn, model.QuoteExpired,
	}).Draw(t, "outcome"); last.Outcome != model.QuoteOpen && last.Outcome != model.QuoteExpired {
		last.DecidedAt = later("decided")
	}
	return out
})

// Time to accept against a loop over the quotes: ties, revisions, offers and
// decisions at the instant as of which all is known included.
func TestTimeToAcceptQuote(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(quotes, 1, 12).Draw(t, "quotes")
		asOf := asOfs.Draw(t, "as of")
		if rapid.Bool().Draw(t, "at a decision") {
			last := rapid.SampledFrom(all).Draw(t, "quote")
			if at := last[len(last)-1].DecidedAt; !at.IsZero() {
				asOf = at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "after")) * time.Microsecond)
			}
		}
		f := model.NewFacts(model.FactsOptions{})
		var want []span
		for i, revisions := range all {
			var offered time.Time
			for _, q := range revisions {
				q.ID = model.QuoteID(fmt.Sprint(i))
				noError(f.Quotes.Append(q))
				if q.Revision == 1 {
					offered = q.OfferedAt
				}
			}
			if offered.IsZero() || !offered.Before(asOf) || revisions[0].Test {
				continue
			}
			s := span{length: asOf.Sub(offered)}
			if last := revisions[len(revisions)-1]; last.Outcome == model.QuoteAccepted && last.DecidedAt.Before(asOf) {
				s = span{length: last.DecidedAt.Sub(offered), event: true}
			}
			want = append(want, s)
		}
		sameCurve(t, holdLaws(t, cohort.TimeToAcceptQuote(asOf), slices.Collect(f.All())), want)
	})
}

func TestTimeToAcceptNeedsQuotes(t *testing.T) {
	f := shopOf([]purchase{{account: "a", at: date("2025-01-01"), counts: true}})
	if r := cohort.TimeToAcceptQuote(date("2025-02-01")).Of(f.All()); r.Why() != kpi.MissingFacts {
		t.Error(r)
	}
}
