package model

import (
	"fmt"
	"testing"
	"time"
)

// goodQuote is an offer that was partly taken.
func goodQuote() Quote {
	return Quote{
		ID: "q1", Revision: 2, AccountID: "a1", BuyerID: "b1", VisitorID: "v1", SessionID: "s1", RequestedAt: noon.Add(-time.Hour),
		OfferedAt: noon, ValidUntil: noon.Add(24 * time.Hour), Value: eur("900"), ListValue: eur("1000"), Outcome: QuoteAccepted,
		DecidedAt: noon.Add(time.Hour), LineCount: CountOf(5), TakenLines: CountOf(3), TakenValue: eur("600"), SalesRep: "rep",
		Branch: "b7", Channel: ChannelEmail, Test: true,
	}
}

func quoteIDOf(q *Quote) string { return fmt.Sprintf("%s revision %d", q.ID, q.Revision) }

func TestQuoteRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	other := goodQuote()
	other.ID = "other"
	must(t, f.Quotes, other)
	text := func(name string, set func(*Quote, string)) fieldOf[Quote, string] {
		return fieldOf[Quote, string]{name, set}
	}
	refuseAll(t, f.Quotes, goodQuote, quoteIDOf, badText(maxIDBytes),
		text("id", func(q *Quote, v string) { q.ID = QuoteID(v) }),
		text("account_id", func(q *Quote, v string) { q.AccountID = AccountID(v) }),
		text("buyer_id", func(q *Quote, v string) { q.BuyerID = PersonID(v) }),
		text("visitor_id", func(q *Quote, v string) { q.VisitorID = VisitorID(v) }),
		text("session_id", func(q *Quote, v string) { q.SessionID = SessionID(v) }),
		text("sales_rep", func(q *Quote, v string) { q.SalesRep = SalesRepID(v) }),
	)
	refuseAll(t, f.Quotes, goodQuote, quoteIDOf, badText(maxCodeBytes),
		text("outcome", func(q *Quote, v string) { q.Outcome, q.TakenLines = QuoteOutcome(v), Count{} }),
		text("branch", func(q *Quote, v string) { q.Branch = Branch(v) }),
		text("channel", func(q *Quote, v string) { q.Channel = Channel(v) }),
	)
	instant := func(name string, set func(*Quote, time.Time)) fieldOf[Quote, time.Time] {
		return fieldOf[Quote, time.Time]{name, set}
	}
	refuseAll(t, f.Quotes, goodQuote, quoteIDOf, badTimes(),
		instant("requested_at", func(q *Quote, v time.Time) { q.RequestedAt = v }),
		instant("offered_at", func(q *Quote, v time.Time) { q.OfferedAt = v }),
		instant("valid_until", func(q *Quote, v time.Time) { q.ValidUntil = v }),
		instant("decided_at", func(q *Quote, v time.Time) { q.DecidedAt = v }),
	)
	money := func(name string, set func(*Quote, Money)) fieldOf[Quote, Money] {
		return fieldOf[Quote, Money]{name, set}
	}
	dollars := nonsense[Money]{MustParseMoney("1 USD"), fault{value: "1.00 USD", reason: "other amounts are in EUR", kind: ErrContradiction}}
	refuseAll(t, f.Quotes, goodQuote, quoteIDOf, badMoney(), money("value", func(q *Quote, m Money) { q.Value = m }))
	refuseAll(t, f.Quotes, goodQuote, quoteIDOf, append(badMoney(), dollars),
		money("list_value", func(q *Quote, m Money) { q.ListValue = m }), money("taken_value", func(q *Quote, m Money) { q.TakenValue = m }))
}

func TestQuoteContradictions(t *testing.T) {
	f := NewFacts(FactsOptions{})
	early := noon.Add(-time.Microsecond)
	const earlyText, offered = "2025-03-04T11:59:59.999999Z", "offered_at 2025-03-04T12:00:00Z"
	for name, c := range map[string]struct {
		change func(*Quote)
		faults []fault
	}{
		"no ID":              {func(q *Quote) { q.ID = "" }, []fault{{"id", "", "required", ErrMissing}}},
		"negative revision":  {func(q *Quote) { q.Revision = -1 }, []fault{{"revision", "-1", "negative", ErrInvalid}}},
		"no outcome":         {func(q *Quote) { q.Outcome, q.TakenLines = "", Count{} }, []fault{{"outcome", "", "required", ErrMissing}}},
		"no offer":           {func(q *Quote) { q.OfferedAt = time.Time{} }, []fault{{"offered_at", "", "required from revision 1 on", ErrMissing}}},
		"no value":           {func(q *Quote) { q.Value = Money{} }, []fault{{"value", "", "required from revision 1 on", ErrMissing}}},
		"no request":         {func(q *Quote) { *q = Quote{ID: "q1", Outcome: QuoteOpen} }, []fault{{"requested_at", "", "required for revision 0", ErrMissing}}},
		"a draft offered":    {func(q *Quote) { q.Revision = 0 }, []fault{{"offered_at", "2025-03-04T12:00:00Z", "revision 0 is not yet offered", ErrContradiction}}},
		"offered too early":  {func(q *Quote) { q.RequestedAt, q.OfferedAt = noon, early }, []fault{{"offered_at", earlyText, "before requested_at 2025-03-04T12:00:00Z", ErrContradiction}}},
		"valid for no time":  {func(q *Quote) { q.ValidUntil = noon }, []fault{{"valid_until", "2025-03-04T12:00:00Z", "not after " + offered, ErrContradiction}}},
		"decided too early":  {func(q *Quote) { q.DecidedAt = early }, []fault{{"decided_at", earlyText, "before " + offered, ErrContradiction}}},
		"accepted somewhen":  {func(q *Quote) { q.DecidedAt = time.Time{} }, []fault{{"decided_at", "", "required when accepted", ErrMissing}}},
		"declined somewhen":  {func(q *Quote) { q.Outcome, q.DecidedAt, q.TakenLines = QuoteDeclined, time.Time{}, Count{} }, []fault{{"decided_at", "", "required when declined", ErrMissing}}},
		"withdrawn somewhen": {func(q *Quote) { q.Outcome, q.DecidedAt, q.TakenLines = QuoteWithdrawn, time.Time{}, Count{} }, []fault{{"decided_at", "", "required when withdrawn", ErrMissing}}},
		"negative lines":     {func(q *Quote) { q.LineCount, q.TakenLines = CountOf(-1), Count{} }, []fault{{"line_count", "-1", "negative", ErrInvalid}}},
		"negative taken":     {func(q *Quote) { q.TakenLines = CountOf(-1) }, []fault{{"taken_lines", "-1", "negative", ErrInvalid}}},
		"too many taken":     {func(q *Quote) { q.TakenLines = CountOf(6) }, []fault{{"taken_lines", "6", "above line_count 5", ErrContradiction}}},
		"taken yet declined": {func(q *Quote) { q.Outcome = QuoteDeclined }, []fault{{"taken_lines", "3", `the outcome is "declined"`, ErrContradiction}}},
	} {
		t.Run(name, func(t *testing.T) {
			q := goodQuote()
			c.change(&q)
			refuse(t, f.Quotes, q, quoteIDOf(&q), c.faults...)
		})
	}
}

// What lies exactly on a limit is accepted.
func TestQuoteLimits(t *testing.T) {
	for name, change := range map[string]func(*Quote){
		"the good one":             func(*Quote) {},
		"only what is required":    func(q *Quote) { *q = Quote{ID: "q", Revision: 1, OfferedAt: noon, Value: eur("0"), Outcome: QuoteOpen} },
		"a request":                func(q *Quote) { *q = Quote{ID: "q", RequestedAt: noon, Outcome: QuoteOpen} },
		"a request withdrawn":      func(q *Quote) { *q = Quote{ID: "q", RequestedAt: noon, Outcome: QuoteWithdrawn, DecidedAt: noon} },
		"offered at once":          func(q *Quote) { q.RequestedAt = noon },
		"valid for a moment":       func(q *Quote) { q.ValidUntil = noon.Add(time.Microsecond) },
		"decided at once":          func(q *Quote) { q.DecidedAt = noon },
		"expired without date":     func(q *Quote) { q.Outcome, q.DecidedAt, q.TakenLines = QuoteExpired, time.Time{}, Count{} },
		"nothing taken":            func(q *Quote) { q.Outcome, q.TakenLines = QuoteDeclined, CountOf(0) },
		"all taken":                func(q *Quote) { q.TakenLines = CountOf(5) },
		"taken of unknown":         func(q *Quote) { q.LineCount, q.TakenLines = Count{}, CountOf(99) },
		"above the list's value":   func(q *Quote) { q.ListValue = eur("1") },
		"revisions out of order":   func(q *Quote) { q.Revision = 7 },
		"an unlisted outcome here": func(q *Quote) { q.Outcome, q.TakenLines = "in the seller's own words", Count{} },
	} {
		t.Run(name, func(t *testing.T) {
			q := goodQuote()
			change(&q)
			if _, err := NewQuotes(q); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestQuoteConflictAndCorrection(t *testing.T) {
	for name, change := range map[string]func(*Quote){
		"a column":          func(q *Quote) { q.SalesRep = "other" },
		"a flag":            func(q *Quote) { q.Test = false },
		"an instant":        func(q *Quote) { q.ValidUntil = time.Time{} },
		"an amount":         func(q *Quote) { q.TakenValue = Money{} },
		"a count":           func(q *Quote) { q.TakenLines = CountOf(0) },
		"an unknown count":  func(q *Quote) { q.LineCount = Count{} },
		"its outcome":       func(q *Quote) { q.Outcome, q.TakenLines = QuoteExpired, Count{} },
		"its own later day": func(q *Quote) { q.OfferedAt = noon.Add(time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			conflict(t, func(f *Facts) *Quotes { return f.Quotes }, goodQuote, change, "q1 revision 2", "revision")
		})
	}
}

// Number and revision identify a quote together: their texts must not run into
// each other.
func TestQuoteRevisionsAreApart(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for _, q := range []struct {
		id       QuoteID
		revision int64
	}{{"q", 1}, {"q", 11}, {"q1", 1}, {"q 1", 1}, {"q1 revision 1", 1}, {"q", 0}, {"other", 1}} {
		in := goodQuote()
		if in.ID, in.Revision = q.id, q.revision; q.revision == 0 {
			in = Quote{ID: q.id, RequestedAt: noon.Add(-time.Hour), Outcome: QuoteOpen}
		}
		must(t, f.Quotes, in)
	}
	if f.Quotes.Len() != 7 || f.Quotes.Duplicates() != 0 {
		t.Fatalf("%d quotes, %d duplicates", f.Quotes.Len(), f.Quotes.Duplicates())
	}
	if q, ok := f.Quote("q", 11); !ok || q.ID() != "q" || q.Revision() != 11 {
		t.Errorf("Quote(q, 11): %v, %v", q.Quote(), ok)
	}
	if _, ok := f.Quote("q1", 11); ok {
		t.Error("a revision that was not recorded is found")
	}
	if _, ok := f.Quotes.Find("q1"); ok {
		t.Error("a number alone finds a revision")
	}
	var got []int64
	for q := range f.Revisions("q") {
		got = append(got, q.Revision())
	}
	if fmt.Sprint(got) != "[0 1 11]" {
		t.Errorf("revisions %v", got)
	}
	for range f.Revisions("none") {
		t.Error("a quote without revisions has some")
	}
}
