package realdata_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// offer is one offer of a loan application: the log numbers none, but has at
// most one open at a time.
type offer struct {
	loan               string
	no                 int // within the application
	registered, sentAt time.Time
	outcome            string // "", ACCEPTED, DECLINED or CANCELLED
	decidedAt          time.Time
	amount             decimal.Decimal
}

// loanLog is the log of BPI Challenge 2012.
type loanLog struct {
	offers     []*offer
	activities map[string]int64
	cases      map[string]bool
	last       time.Time
}

func readLoans(t *testing.T) *loanLog {
	t.Helper()
	log := &loanLog{activities: map[string]int64{}, cases: map[string]bool{}}
	current, number := map[string]*offer{}, map[string]int{}
	n := each(t, "bpi2012-loan-offers/bpi_challenge_2012.csv.gz", func(r record) {
		loan, activity := r.at("case_id"), r.at("activity")
		at := r.time("timestamp", time.RFC3339, time.UTC)
		log.activities[activity]++
		log.cases[loan] = true
		if at.After(log.last) {
			log.last = at
		}
		switch activity {
		case "O_SENT":
			if o := current[loan]; o != nil && o.outcome == "" {
				t.Fatalf("case %s has two open offers", loan)
			}
			number[loan]++
			o := &offer{loan: loan, no: number[loan], registered: r.time("case:REG_DATE", time.RFC3339, time.UTC), sentAt: at, amount: r.number("case:AMOUNT_REQ")}
			current[loan] = o
			log.offers = append(log.offers, o)
		case "O_ACCEPTED", "O_DECLINED", "O_CANCELLED":
			o := current[loan]
			if o == nil || o.outcome != "" {
				t.Fatalf("case %s: %s without an open offer", loan, activity)
			}
			o.outcome, o.decidedAt = activity[len("O_"):], at
		}
	})
	same(t, "events of SOURCE.md", n, 262_200)
	same(t, "cases of SOURCE.md", len(log.cases), 13_087)
	for activity, want := range map[string]int64{"O_SENT": 7030, "O_CANCELLED": 3655, "O_ACCEPTED": 2243, "O_DECLINED": 802} {
		same(t, activity+" of SOURCE.md", log.activities[activity], want)
	}
	return log
}

var loanOutcomes = map[string]model.QuoteOutcome{
	"": model.QuoteOpen, "ACCEPTED": model.QuoteAccepted, "DECLINED": model.QuoteDeclined, "CANCELLED": model.QuoteWithdrawn,
}

// facts makes quotes of the offers: each one of its own, or all of one
// application revisions of one quote.
func (l *loanLog) facts(t *testing.T, revisions bool) *model.Facts {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	for _, o := range l.offers {
		q := model.Quote{
			ID: model.QuoteID(fmt.Sprint(o.loan, "/", o.no)), Revision: 1, RequestedAt: o.registered, OfferedAt: o.sentAt,
			Value: euros(t, o.amount), Outcome: loanOutcomes[o.outcome], DecidedAt: o.decidedAt,
		}
		if revisions {
			q.ID, q.Revision = model.QuoteID(o.loan), int64(o.no)
		}
		noError(t, f.Quotes.Append(q))
	}
	return f
}

// TestLoanOffers: offers sent, accepted, cancelled and declined.
func TestLoanOffers(t *testing.T) {
	log := readLoans(t)
	f := log.facts(t, false)

	var value decimal.Decimal
	var waits []time.Duration
	outcomes := map[model.QuoteOutcome]int64{}
	for _, o := range log.offers {
		value = value.Add(o.amount)
		waits = append(waits, o.sentAt.Sub(o.registered))
		outcomes[loanOutcomes[o.outcome]]++
	}
	q := valueOf(t, "K7", kpi.Quotes(kpi.Policy{}, kpi.Window{}).Of(f.All()))
	same(t, "quotes", q.Quotes, 7030)
	same(t, "requests", q.Requests, 7030)
	same(t, "their value", valueOf(t, "value", q.Value).Amount(), value)
	same(t, "time to quote", valueOf(t, "time to quote", q.TimeToQuote).Median(), median(waits))

	states := valueOf(t, "outcomes", kpi.On(model.QuoteFacts, kpi.By(model.QuoteFinalState, kpi.Count[model.QuoteRow]())).Of(f.All()))
	for state, want := range map[model.QuoteOutcome]int64{model.QuoteAccepted: 2243, model.QuoteDeclined: 802, model.QuoteWithdrawn: 3655, model.QuoteOpen: 330} {
		n, _ := states.Get(state)
		same(t, string(state), n, want)
		same(t, string(state)+" by hand", outcomes[state], want)
	}

	// Months are those of Amsterdam, across the end of summer time.
	amsterdam := zone(t, "Europe/Amsterdam")
	months := map[string]int64{}
	for _, o := range log.offers {
		months[o.sentAt.In(amsterdam).Format("2006-01")]++
	}
	for month, next := range map[string]string{"2011-10": "2011-11", "2011-11": "2011-12", "2012-02": "2012-03"} {
		w := kpi.Window{Range: within(t, amsterdam, month+"-01", next+"-01")}
		same(t, "quotes of "+month, valueOf(t, month, kpi.Quotes(kpi.Policy{}, w).Of(f.All())).Quotes, months[month])
	}
}

// settled counts what the quotes sent by an instant had come to: won, lost for
// any reason, open.
func (l *loanLog) settled(asOf time.Time, maxAge time.Duration) (won, lost, open int64) {
	for _, o := range l.offers {
		decided := o.outcome != "" && !o.decidedAt.After(asOf)
		switch {
		case o.sentAt.After(asOf):
		case decided && o.outcome == "ACCEPTED":
			won++
		case decided || !o.sentAt.Add(maxAge).After(asOf):
			lost++
		default:
			open++
		}
	}
	return won, lost, open
}

// TestLoanOffersWon: the rate of acceptance, as of the end of the log and of an
// earlier day. The log has no date until which offers bind: without one they
// lapse after the policy's days.
func TestLoanOffersWon(t *testing.T) {
	log := readLoans(t)
	f := log.facts(t, false)
	for _, c := range []struct {
		asOf   time.Time
		maxAge time.Duration
	}{
		{log.last, 30 * 24 * time.Hour}, {log.last, 1000 * 24 * time.Hour},
		{time.Date(2011, 12, 31, 23, 0, 0, 0, time.UTC), 30 * 24 * time.Hour}, {time.Date(2011, 10, 30, 0, 59, 0, 0, time.UTC), 10 * 24 * time.Hour},
	} {
		p, w := kpi.Policy{QuoteMaxAge: c.maxAge}, kpi.Window{AsOf: c.asOf}
		r := kpi.QuoteToOrderRate(p, w).Of(f.All())
		q := valueOf(t, "K8", r)
		won, lost, open := log.settled(c.asOf, c.maxAge)
		what := fmt.Sprintf("K8 as of %v, binding %v", c.asOf, c.maxAge)
		same(t, what, fmt.Sprint(q.Won, q.Lost, q.Open), fmt.Sprint(won, lost, open))
		sameRatio(t, what, q.Rate, won, won+lost)
		sameRatio(t, what+", at least", q.AtLeast, won, won+lost+open)
		sameRatio(t, what+", at most", q.AtMost, won+open, won+lost+open)
		t.Logf("%s: %v", what, q)
	}
	won, lost, open := log.settled(log.last, 1000*24*time.Hour)
	same(t, "settled by SOURCE.md", fmt.Sprint(won, lost, open), fmt.Sprint(2243, 3655+802, 7030-2243-3655-802))
}

// TestLoanApplications: where a new offer replaces the old one it is a revision,
// and no new quote.
func TestLoanApplications(t *testing.T) {
	log := readLoans(t)
	f := log.facts(t, true)
	first, final := map[string]decimal.Decimal{}, map[string]string{}
	for _, o := range log.offers {
		if o.no == 1 {
			first[o.loan] = o.amount
		}
		final[o.loan] = o.outcome
	}
	var value decimal.Decimal
	for _, v := range first {
		value = value.Add(v)
	}
	q := valueOf(t, "K7", kpi.Quotes(kpi.Policy{}, kpi.Window{}).Of(f.All()))
	same(t, "quotes", q.Quotes, len(first))
	same(t, "their value", valueOf(t, "value", q.Value).Amount(), value)
	outcomes := map[string]int64{}
	for _, outcome := range final {
		outcomes[outcome]++
	}
	k8 := valueOf(t, "K8", kpi.QuoteToOrderRate(kpi.Policy{QuoteMaxAge: 1000 * 24 * time.Hour}, kpi.Window{AsOf: log.last}).Of(f.All()))
	same(t, "K8", fmt.Sprint(k8.Won, k8.Lost, k8.Open), fmt.Sprint(outcomes["ACCEPTED"], outcomes["DECLINED"]+outcomes["CANCELLED"], outcomes[""]))
	t.Logf("%d applications with an offer: %v", q.Quotes, k8)
}

// TestLoanTimeToAccept: from the offer to its acceptance.
func TestLoanTimeToAccept(t *testing.T) {
	log := readLoans(t)
	var took []time.Duration
	for _, o := range log.offers {
		if o.outcome == "ACCEPTED" {
			took = append(took, o.decidedAt.Sub(o.sentAt))
		}
	}
	field := model.NewField("time to accept", func(q model.QuoteRow) (time.Duration, bool) { return q.DecidedAt().Sub(q.OfferedAt()), true })
	m := kpi.On(model.QuoteFacts, kpi.Where(model.QuoteState.Is(model.QuoteAccepted), kpi.Quantiles(field)))
	d := valueOf(t, "time to accept", m.Of(log.facts(t, false).All()))
	same(t, "accepted", d.Count(), 2243)
	same(t, "median", d.Median(), median(took))
	same(t, "shortest and longest", fmt.Sprint(d.Min(), d.Max()), fmt.Sprint(slices.Min(took), slices.Max(took)))
	t.Logf("time to accept: median %v, p95 %v", d.Median(), d.Quantile(decimal.New(95, -2)))
}
