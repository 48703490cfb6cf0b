package model

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var visitTimes = rapid.Custom(func(t *rapid.T) time.Time {
	return noon.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "step"))*700*time.Nanosecond + time.Duration(rapid.IntRange(0, 2).Draw(t, "hours"))*time.Hour)
})

// linkedFacts are facts of few IDs, so that they meet.
var linkedFacts = rapid.Custom(func(t *rapid.T) put {
	n := func(what string) string { return fmt.Sprint(rapid.IntRange(1, 2).Draw(t, what)) }
	at := visitTimes.Draw(t, "at")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return putOrder(Order{
			ID: OrderID("o" + n("order")), PlacedAt: at, Status: StatusPlaced, Goods: eur("1"),
			SessionID: SessionID("s" + n("session")), QuoteID: QuoteID("q" + n("quote")),
		})
	case 1:
		return putSession(Session{ID: SessionID("s" + n("session")), StartedAt: at})
	case 2:
		q := Quote{ID: QuoteID("q" + n("quote")), Revision: int64(rapid.IntRange(0, 3).Draw(t, "revision")), Outcome: QuoteOpen, Value: eur("1")}
		if q.OfferedAt = at; q.Revision == 0 {
			q.RequestedAt, q.OfferedAt = at, time.Time{}
		}
		return putQuote(q)
	default:
		return putStep(Approval{
			OrderID: OrderID("o" + n("order")), Tier: int64(rapid.IntRange(1, 2).Draw(t, "tier")), SubmittedAt: at, Decision: DecisionPending,
		})
	}
})

// contents are the facts as they were put in, by kind and ID.
func contents(f *Facts) map[string]any {
	m := map[string]any{}
	for o := range f.Orders.All() {
		m["order "+string(o.ID())] = []any{o.PlacedAt(), o.SessionID(), o.QuoteID()}
	}
	for s := range f.Sessions.All() {
		m["session "+string(s.ID())] = s.Session()
	}
	for q := range f.Quotes.All() {
		in := q.Quote()
		m["quote "+quoteIDOf(&in)] = in
	}
	for a := range f.Approvals.All() {
		in := a.Approval()
		m["approval "+stepIDOf(&in)] = in
	}
	return m
}

// Facts that contradict nothing in one order contradict nothing in any other,
// and are the same facts then.
func TestAnyOrderOfAppending(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(linkedFacts, 2, 8).Draw(t, "facts")
		unique := map[string]put{}
		for _, p := range drawn {
			unique[p.id] = p
		}
		ids := slices.Sorted(maps.Keys(unique))
		run := func(ids []string) (*Facts, string) {
			f := NewFacts(FactsOptions{})
			for _, id := range ids {
				if err := unique[id].append(f); err != nil {
					return f, err.Error()
				}
			}
			return f, ""
		}
		f, refused := run(ids)
		g, refusedToo := run(rapid.Permutation(ids).Draw(t, "order"))
		if (refused == "") != (refusedToo == "") {
			t.Fatalf("refused in one order only: %q, %q", refused, refusedToo)
		}
		if refused == "" {
			if diff := cmp.Diff(contents(f), contents(g), sameValues); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// sameValues compares facts by what they say.
var sameValues = cmp.Options{
	cmp.Comparer(func(a, b Money) bool { return a.Equal(b) && a.Currency() == b.Currency() }),
	cmp.Comparer(func(a, b Count) bool { return a == b }),
}
