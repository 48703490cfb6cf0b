package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// offer is a revision of a quote that is open, with changes.
func offer(id string, revision int64, at, value string, changes ...func(*model.Quote)) model.Quote {
	q := model.Quote{ID: model.QuoteID(id), Revision: revision, OfferedAt: instant(at), Value: model.MustParseMoney(value), Outcome: model.QuoteOpen}
	for _, change := range changes {
		change(&q)
	}
	return q
}

// wanted is a request for a quote.
func wanted(id, at string) model.Quote {
	return model.Quote{ID: model.QuoteID(id), RequestedAt: instant(at), Outcome: model.QuoteOpen}
}

func valid(until string) func(*model.Quote) {
	return func(q *model.Quote) { q.ValidUntil = instant(until) }
}

func decided(o model.QuoteOutcome, at string) func(*model.Quote) {
	return func(q *model.Quote) { q.Outcome, q.DecidedAt = o, instant(at) }
}

func lines(of int64, taken ...int64) func(*model.Quote) {
	return func(q *model.Quote) {
		q.LineCount = model.CountOf(of)
		if len(taken) > 0 {
			q.TakenLines = model.CountOf(taken[0])
		}
	}
}

func TestQuotes(t *testing.T) {
	february := asOf("2025-02", "")
	testing := func(q *model.Quote) { q.Test = true }
	avoid(t, kpi.Quotes, []trap{
		{name: "trap: drafts are no quotes", window: february, book: book{quotes: []model.Quote{wanted("a", "2025-02-10"), offer("b", 1, "2025-02-10", "10 EUR")}},
			want: "1 quotes, 10.00 EUR; 1 requests"},
		{name: "trap: revisions are no new quotes", window: february, book: book{quotes: []model.Quote{
			offer("a", 1, "2025-02-10", "10 EUR"), offer("a", 2, "2025-02-11", "20 EUR"), offer("b", 1, "2025-01-31", "5 EUR"), offer("b", 2, "2025-02-10", "6 EUR"),
		}}, want: "1 quotes, 10.00 EUR; 0 requests"},
		{name: "a request counts when it came in", window: february, book: book{quotes: []model.Quote{
			wanted("a", "2025-01-31"), offer("a", 1, "2025-02-01", "10 EUR"), wanted("b", "2025-02-28T23:59:59Z"), offer("b", 1, "2025-03-01", "7 EUR"),
		}}, want: "1 quotes, 10.00 EUR; 1 requests"},
		{name: "a request is one, whoever records it", window: february, book: book{quotes: []model.Quote{
			wanted("a", "2025-02-10"), offer("a", 1, "2025-02-10", "10 EUR", func(q *model.Quote) { q.RequestedAt = instant("2025-02-10") }),
		}}, want: "1 quotes, 10.00 EUR; 1 requests"},
		{name: "all time", book: book{quotes: []model.Quote{offer("a", 1, "2024-02-10", "10 EUR"), offer("b", 1, "2025-02-10", "20 EUR", testing)}}, want: "1 quotes, 10.00 EUR; 0 requests"},
		{name: "several currencies", book: book{quotes: []model.Quote{offer("a", 1, "2024-02-10", "10 EUR"), offer("b", 1, "2025-02-10", "20 USD")}},
			want: "2 quotes, (mixed currency: EUR, USD); 0 requests"},
		{name: "none in the range", window: february, book: book{quotes: []model.Quote{offer("a", 1, "2024-02-10", "10 EUR")}}, want: "0 quotes, 0; 0 requests"},
		{name: "no quotes", window: february, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: quote)"},
	})
}

func TestTimeToQuote(t *testing.T) {
	b := book{quotes: []model.Quote{
		wanted("a", "2025-02-10"), offer("a", 1, "2025-02-12", "10 EUR"), offer("a", 2, "2025-02-20", "10 EUR"), offer("b", 1, "2025-02-20", "10 EUR"),
	}}
	q, _ := of(kpi.Quotes(kpi.Policy{}, asOf("2025-02", "")), b).Value()
	if d, ok := q.TimeToQuote.Value(); !ok || d.Count() != 1 || d.Total() != 48*time.Hour {
		t.Errorf("got %v", q.TimeToQuote)
	}
}
