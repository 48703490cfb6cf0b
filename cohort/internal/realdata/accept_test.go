package realdata_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/model"
)

// TestTimeToAcceptOffers: 7030 offers, of which a case has at most one open.
// Cancelled and declined ones stay among those not accepted, up to as-of.
func TestTimeToAcceptOffers(t *testing.T) {
	events := readLog(t, "bpi2012-loan-offers/bpi_challenge_2012.csv.gz")
	outcomes := map[string]model.QuoteOutcome{"O_ACCEPTED": model.QuoteAccepted, "O_DECLINED": model.QuoteDeclined, "O_CANCELLED": model.QuoteWithdrawn}
	var quotes []*model.Quote
	current := map[string]*model.Quote{}
	for _, e := range events {
		if e.activity == "O_SENT" {
			q := &model.Quote{ID: model.QuoteID(fmt.Sprint(e.subject, "/", len(quotes))), Revision: 1, OfferedAt: e.at, Value: model.MoneyOf(1, 0, model.EUR), Outcome: model.QuoteOpen}
			current[e.subject] = q
			quotes = append(quotes, q)
		} else if outcome, ok := outcomes[e.activity]; ok {
			current[e.subject].Outcome, current[e.subject].DecidedAt = outcome, e.at
		}
	}
	if len(events) != 262_200 || len(quotes) != 7030 {
		t.Fatalf("%d events and %d offers, SOURCE.md has 262200 and 7030", len(events), len(quotes))
	}
	f := model.NewFacts(model.FactsOptions{})
	for _, q := range quotes {
		noError(t, f.Quotes.Append(*q))
	}
	for _, asOf := range []time.Time{time.Date(2012, 3, 15, 0, 0, 0, 0, time.UTC), time.Date(2011, 11, 30, 11, 0, 0, 0, time.UTC)} {
		var waits []wait
		sent := map[string]time.Time{}
		open := map[string]time.Time{} // by offer: case and instant
		for _, e := range events {
			if !e.at.Before(asOf) {
				continue
			}
			key := fmt.Sprint(e.subject, sent[e.subject])
			switch e.activity {
			case "O_SENT":
				sent[e.subject] = e.at
				open[fmt.Sprint(e.subject, e.at)] = e.at
			case "O_ACCEPTED":
				waits = append(waits, wait{e.at.Sub(open[key]), true})
				delete(open, key)
			}
		}
		for _, at := range open { // whatever became of them
			waits = append(waits, wait{asOf.Sub(at), false})
		}
		sameCurve(t, cohort.TimeToAcceptQuote(asOf).Of(f.All()), waits)
	}
}
