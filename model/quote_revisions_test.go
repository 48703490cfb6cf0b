package model

import (
	"testing"
	"time"
)

func offered(revision int64, hours int, value string, outcome QuoteOutcome) Quote {
	q := Quote{
		ID: "q1", Revision: revision, OfferedAt: noon.Add(time.Duration(hours) * time.Hour), Value: eur(value), Outcome: outcome,
		ValidUntil: noon.Add(time.Duration(hours+2) * time.Hour),
	}
	if outcome != QuoteOpen {
		q.DecidedAt = q.OfferedAt
	}
	return q
}

func TestQuoteLinks(t *testing.T) {
	f := NewFacts(FactsOptions{})
	request := Quote{ID: "q1", RequestedAt: noon.Add(-time.Hour), Outcome: QuoteOpen}
	must(t, f.Quotes, offered(2, 5, "80", QuoteAccepted), request, offered(1, 0, "100", QuoteOpen))
	for q := range f.Quotes.All() {
		last, ok := QuoteLast.Of(q)
		if !ok || last.Revision() != 2 {
			t.Errorf("last of revision %d: %d, %v", q.Revision(), last.Revision(), ok)
		}
		for _, by := range []struct {
			hours int
			want  int64 // 0 for none
		}{{-1, 0}, {0, 1}, {4, 1}, {5, 2}, {9, 2}} {
			then, ok := QuoteLastOffered(noon.Add(time.Duration(by.hours) * time.Hour)).Of(q)
			if ok != (by.want > 0) || then.Revision() != by.want {
				t.Errorf("last of revision %d offered by hour %d: %d, %v", q.Revision(), by.hours, then.Revision(), ok)
			}
		}
		if first, ok := QuoteFirst.Of(q); !ok || first.Revision() != 1 {
			t.Errorf("first of revision %d: %d, %v", q.Revision(), first.Revision(), ok)
		}
		if state, _ := QuoteFinalState.Of(q); state != QuoteAccepted {
			t.Errorf("revision %d: the quote is %s", q.Revision(), state)
		}
		if value, _ := QuoteFinalValue.Of(q); !value.Equal(eur("80")) {
			t.Errorf("revision %d: the quote is worth %v", q.Revision(), value)
		}
		took, ok := QuoteTimeToOffer.Of(q)
		if ok != (q.Revision() == 1) || ok && took != time.Hour {
			t.Errorf("revision %d: offered after %v, %v", q.Revision(), took, ok)
		}
		if is, known := QuoteIsFirstOffer.Of(q); is != (q.Revision() == 1) || !known {
			t.Errorf("revision %d is the first offer: %v, %v", q.Revision(), is, known)
		}
	}
	// A gap where revision 1 should be is no first offer.
	g := NewFacts(FactsOptions{})
	must(t, g.Quotes, request, offered(2, 5, "80", QuoteOpen))
	q, _ := g.Quote("q1", 2)
	if _, ok := QuoteFirst.Of(q); ok {
		t.Error("revision 2 is taken for the first offer")
	}
	// Without a request nobody knows how long it took, but for revision 1's own.
	alone, err := NewQuotes(offered(1, 0, "1", QuoteOpen), Quote{ID: "q2", Revision: 1, OfferedAt: noon, RequestedAt: noon.Add(-3 * time.Hour), Value: eur("1"), Outcome: QuoteOpen})
	if err != nil {
		t.Fatal(err)
	}
	for q := range alone.All() {
		if took, ok := QuoteTimeToOffer.Of(q); ok != (q.ID() == "q2") || ok && took != 3*time.Hour {
			t.Errorf("%s: offered after %v, %v", q.ID(), took, ok)
		}
	}
}

func TestOrderOnTerms(t *testing.T) {
	for name, c := range map[string]struct {
		hours          int // after noon
		terms          QuoteTerms
		quote          QuoteID
		revision       int64 // the order is made on; 0: none
		applied, known bool
	}{
		"before any offer":    {-1, "", "q1", 0, false, false},
		"when offered":        {0, "", "q1", 1, true, true},
		"just in time":        {1, "", "q1", 1, true, true},
		"when it has ended":   {2, "", "q1", 1, false, true},
		"on the second offer": {5, "", "q1", 2, true, true},
		"long after":          {9, "", "q1", 2, false, true},
		"as recorded":         {9, TermsApplied, "q1", 2, true, true},
		"as recorded too":     {1, TermsNotApplied, "q1", 1, false, true},
		"no quote":            {1, "", "", 0, false, false},
		"a quote not there":   {1, "", "q9", 0, false, false},
		"said without quote":  {1, TermsApplied, "q9", 0, true, true},
		"no end is known":     {1, "", "q2", 1, false, false},
		"only a request":      {1, "", "q3", 0, false, false},
	} {
		f := NewFacts(FactsOptions{})
		must(t, f.Quotes, offered(1, 0, "100", QuoteOpen), offered(2, 5, "80", QuoteOpen),
			Quote{ID: "q2", Revision: 1, OfferedAt: noon, Value: eur("1"), Outcome: QuoteOpen}, Quote{ID: "q3", RequestedAt: noon, Outcome: QuoteOpen})
		must(t, f.Orders, Order{
			ID: "o", PlacedAt: noon.Add(time.Duration(c.hours) * time.Hour), Status: StatusPlaced, QuoteID: c.quote, QuoteTerms: c.terms, Goods: eur("1"),
		})
		o, _ := f.Orders.Find("o")
		if q, ok := OrderOffer.Of(o); ok != (c.revision > 0) || q.Revision() != c.revision {
			t.Errorf("%s: made on revision %d, %v; want %d", name, q.Revision(), ok, c.revision)
		}
		if applied, known := OrderOnTerms.Of(o); applied != c.applied || known != c.known {
			t.Errorf("%s: on its terms %v, %v; want %v, %v", name, applied, known, c.applied, c.known)
		}
	}
}
