package model

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// linksOf writes down by what facts find each other.
func linksOf(f *Facts) []string {
	var out []string
	for _, c := range []struct {
		name string
		of   *chain
		dict *Dict
	}{
		{"orders of session", &f.ordersOfSession, &f.dict.session}, {"orders of quote", &f.ordersOfQuote, &f.dict.quote},
		{"revisions of quote", &f.revisionsOf, &f.dict.quote}, {"approvals of order", &f.approvalsOf, &f.dict.order},
	} {
		for code := range uint32(c.dict.Len()) {
			if rows := slices.Collect(c.of.all(code + 1)); rows != nil {
				out = append(out, fmt.Sprintf("%s %d: %v", c.name, code+1, rows))
			}
		}
	}
	return out
}

// put is a fact of any kind on its way into facts.
type put struct {
	id     string
	append func(*Facts) error
}

func putOrder(o Order) put {
	return put{"order " + string(o.ID), func(f *Facts) error { return f.Orders.Append(o) }}
}

func putSession(s Session) put {
	return put{"session " + string(s.ID), func(f *Facts) error { return f.Sessions.Append(s) }}
}

func putQuote(q Quote) put {
	return put{"quote " + quoteIDOf(&q), func(f *Facts) error { return f.Quotes.Append(q) }}
}

func putStep(a Approval) put {
	return put{"approval " + stepIDOf(&a), func(f *Facts) error { return f.Approvals.Append(a) }}
}

// Each rule between two facts holds whichever of them comes first.
func TestLinksInBothOrders(t *testing.T) {
	later := noon.Add(time.Microsecond)
	order := Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, SessionID: "s1", QuoteID: "q1", Goods: eur("1")}
	session := func(at time.Time) put { return putSession(Session{ID: "s1", StartedAt: at}) }
	step := func(at time.Time) put {
		return putStep(Approval{OrderID: "o1", Tier: 1, SubmittedAt: at, Decision: DecisionPending})
	}
	quote := func(revision int64, at time.Time) put {
		q := Quote{ID: "q1", Revision: revision, OfferedAt: at, Value: eur("1"), Outcome: QuoteOpen}
		if revision == 0 {
			q.RequestedAt, q.OfferedAt = at, time.Time{}
		}
		return putQuote(q)
	}
	for name, c := range map[string]struct {
		a, b   put
		faults [2]*fault // of b after a, and of a after b; nil where both stand
	}{
		"session as the order":   {session(noon), putOrder(order), [2]*fault{}},
		"session after order":    {session(later), putOrder(order), [2]*fault{{"placed_at", "2025-03-04T12:00:00Z", "before the session's started_at 2025-03-04T12:00:00.000001Z", ErrContradiction}, {"started_at", "2025-03-04T12:00:00.000001Z", `after placed_at 2025-03-04T12:00:00Z of its order "o1"`, ErrContradiction}}},
		"below a microsecond":    {session(noon.Add(999)), putOrder(order), [2]*fault{}},
		"approval with order":    {step(noon), putOrder(order), [2]*fault{}},
		"approval before order":  {step(noon.Add(-1000)), putOrder(order), [2]*fault{{"placed_at", "2025-03-04T12:00:00Z", "after submitted_at of its approval 2025-03-04T11:59:59.999999Z", ErrContradiction}, {"submitted_at", "2025-03-04T11:59:59.999999Z", "before the order's placed_at 2025-03-04T12:00:00Z", ErrContradiction}}},
		"revisions at once":      {quote(1, noon), quote(2, noon), [2]*fault{}},
		"revisions with a gap":   {quote(1, noon), quote(5, later), [2]*fault{}},
		"revisions back in time": {quote(1, later), quote(5, noon), [2]*fault{{"offered_at", "2025-03-04T12:00:00Z", "before revision 1 of 2025-03-04T12:00:00.000001Z", ErrContradiction}, {"offered_at", "2025-03-04T12:00:00.000001Z", "after revision 5 of 2025-03-04T12:00:00Z", ErrContradiction}}},
		"request and offer":      {quote(0, noon), quote(3, noon), [2]*fault{}},
		"offer before request":   {quote(0, later), quote(3, noon), [2]*fault{{"offered_at", "2025-03-04T12:00:00Z", "before revision 0 of 2025-03-04T12:00:00.000001Z", ErrContradiction}, {"requested_at", "2025-03-04T12:00:00.000001Z", "after revision 3 of 2025-03-04T12:00:00Z", ErrContradiction}}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, pair := range [2][2]put{{c.a, c.b}, {c.b, c.a}} {
				f := NewFacts(FactsOptions{})
				if err := pair[0].append(f); err != nil {
					t.Fatal(err)
				}
				before := snapshot(f)
				err := pair[1].append(f)
				want := c.faults[i]
				if want == nil {
					if err != nil {
						t.Errorf("%s after %s: %v", pair[1].id, pair[0].id, err)
					}
					continue
				}
				got := faultsOf(err)
				if len(got) != 1 || got[0].Field != want.field || got[0].Value != want.value || got[0].Reason != want.reason || got[0].Err != want.kind {
					t.Errorf("%s after %s: %v\nwant %+v", pair[1].id, pair[0].id, err, *want)
				}
				sameSnapshot(t, before, snapshot(f))
			}
		})
	}
}

// A correction moves an order from one session and quote to others, and what it
// has left no longer binds it.
func TestCorrectionMovesLinks(t *testing.T) {
	f := NewFacts(FactsOptions{})
	order := Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, SessionID: "s1", QuoteID: "q1", Goods: eur("1")}
	must(t, f.Sessions, Session{ID: "s1", StartedAt: noon}, Session{ID: "s2", StartedAt: noon.Add(time.Hour)})
	must(t, f.Quotes, Quote{ID: "q1", Revision: 1, OfferedAt: noon, Value: eur("1"), Outcome: QuoteOpen})
	must(t, f.Orders, order)
	q, _ := f.Quote("q1", 1)
	one, _ := f.Sessions.Find("s1")
	two, _ := f.Sessions.Find("s2")
	counts := func() (n [3]int) {
		for range one.Orders() {
			n[0]++
		}
		for range two.Orders() {
			n[1]++
		}
		for range q.Orders() {
			n[2]++
		}
		return n
	}
	if got := counts(); got != [3]int{1, 0, 1} {
		t.Errorf("before: %v", got)
	}
	order.SessionID = "s2"
	if got := faultsOf(f.Orders.Correct(order)); len(got) != 1 || got[0].Field != "placed_at" {
		t.Errorf("into a later session: %v", got)
	}
	order.PlacedAt, order.QuoteID = noon.Add(time.Hour), ""
	if err := f.Orders.Correct(order); err != nil {
		t.Fatal(err)
	}
	if got := counts(); got != [3]int{0, 1, 0} {
		t.Errorf("after: %v", got)
	}
	if err := f.Sessions.Correct(Session{ID: "s1", StartedAt: noon.Add(9 * time.Hour)}); err != nil {
		t.Error("the session it has left:", err)
	}
	if err := f.Sessions.Correct(Session{ID: "s2", StartedAt: noon.Add(9 * time.Hour)}); err == nil {
		t.Error("the session it is in begins after it")
	}
}

// A correction of a revision is held beside the others, not beside itself.
func TestCorrectionOfRevision(t *testing.T) {
	f := NewFacts(FactsOptions{})
	offer := func(revision int64, at time.Time) Quote {
		return Quote{ID: "q1", Revision: revision, OfferedAt: at, Value: eur("1"), Outcome: QuoteOpen}
	}
	must(t, f.Quotes, offer(1, noon), offer(3, noon.Add(2*time.Hour)), offer(2, noon.Add(time.Hour)))
	for hours, want := range map[int]bool{-1: false, 0: true, 1: true, 2: true, 3: false} {
		err := f.Quotes.Correct(offer(2, noon.Add(time.Duration(hours)*time.Hour)))
		if (err == nil) != want {
			t.Errorf("revision 2 after %d hours: %v", hours, err)
		}
	}
	// A new revision is held beside the nearest ones, not beside any.
	for _, c := range []struct {
		q    Quote
		want string
	}{
		{offer(4, noon.Add(90*time.Minute)), "before revision 3 of 2025-03-04T14:00:00Z"},
		{Quote{ID: "q1", RequestedAt: noon.Add(time.Minute), Outcome: QuoteOpen}, "after revision 1 of 2025-03-04T12:00:00Z"},
	} {
		if got := faultsOf(f.Quotes.Append(c.q)); len(got) != 1 || got[0].Reason != c.want {
			t.Errorf("revision %d: %v, want %q", c.q.Revision, got, c.want)
		}
	}
	if n := len(slices.Collect(f.Revisions("q1"))); n != 3 {
		t.Errorf("%d revisions", n)
	}
}

// Facts of accounts that are not there are refused where accounts are
// complete.
func TestVisitsOfUnknownAccounts(t *testing.T) {
	f := NewFacts(FactsOptions{AccountsComplete: true})
	want := fault{"account_id", "a1", "no such account", ErrUnknownLink}
	refuse(t, f.Sessions, goodSession(), "s1", want)
	refuse(t, f.Carts, goodCart(), "c1", want)
	refuse(t, f.Quotes, goodQuote(), "q1 revision 2", want)
	must(t, f.Accounts, Account{ID: "a1"})
	must(t, f.Sessions, goodSession())
	must(t, f.Carts, goodCart())
	must(t, f.Quotes, goodQuote())
}
