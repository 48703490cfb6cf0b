package model

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// oneOfEach holds an account, an order and one fact of each kind that leads to
// it, and a request by the same visitor.
func oneOfEach(t *testing.T, test bool) *Facts {
	t.Helper()
	f := NewFacts(FactsOptions{})
	must(t, f.Accounts, Account{ID: "a1", Branch: "b7"}, Account{ID: "tester", Test: true})
	must(t, f.Sessions, Session{ID: "s1", VisitorID: "v1", StartedAt: noon, AccountID: "a1", BuyerID: "p1", Test: test})
	must(t, f.Carts, Cart{
		ID: "c1", VisitorID: "v1", AccountID: "a1", BuyerID: "p1", SessionID: "s1", CreatedAt: noon, OrderID: "o1", Lines: 1, Value: eur("1"),
		Outcome: CartOpen, Channel: ChannelWeb, Branch: "b7", Test: test,
	})
	must(t, f.Quotes, Quote{
		ID: "q1", Revision: 1, VisitorID: "v1", AccountID: "a1", BuyerID: "p1", SessionID: "s1", OfferedAt: noon, Value: eur("1"), Outcome: QuoteOpen,
		Channel: ChannelWeb, Branch: "b7", Test: test,
	})
	must(t, f.Orders, Order{
		ID: "o1", PlacedAt: noon, Status: StatusPlaced, AccountID: "a1", BuyerID: "p1", VisitorID: "v1", SessionID: "s1", CartID: "c1", QuoteID: "q1",
		Channel: ChannelWeb, Branch: "b7", Lines: []Line{{No: 1, ProductID: "x", Quantity: dec("1"), UnitPrice: eur("1")}}, Test: test,
	})
	must(t, f.Approvals, Approval{OrderID: "o1", Tier: 1, SubmittedAt: noon.Add(time.Hour), Decision: DecisionPending})
	return f
}

func TestVisitFactKinds(t *testing.T) {
	f := oneOfEach(t, false)
	want := []Kind{KindAccount, KindOrder, KindLine, KindApproval, KindQuote, KindCart, KindSession}
	if got := slices.Collect(f.Supplied()); !slices.Equal(got, want) {
		t.Errorf("supplied %v, want %v", got, want)
	}
	if got := []Kind{ApprovalFacts.Kind(), QuoteFacts.Kind(), CartFacts.Kind(), SessionFacts.Kind()}; !slices.Equal(got, want[3:]) {
		t.Errorf("kinds %v", got)
	}
	seen := 0
	for fact := range f.All() {
		a, isApproval := fact.Approval()
		q, isQuote := fact.Quote()
		c, isCart := fact.Cart()
		s, isSession := fact.Session()
		for kind, is := range map[Kind]bool{KindApproval: isApproval, KindQuote: isQuote, KindCart: isCart, KindSession: isSession} {
			if is != (fact.Kind() == kind) {
				t.Errorf("a fact of kind %v is of kind %v: %v", fact.Kind(), kind, is)
			}
		}
		if isApproval && a.OrderID() != "o1" || isQuote && q.ID() != "q1" || isCart && c.ID() != "c1" || isSession && s.ID() != "s1" {
			t.Errorf("%v is another fact", fact.Kind())
		}
		seen++
	}
	if seen != 8 || f.Pieces() != len(want) {
		t.Errorf("%d facts in %d pieces", seen, f.Pieces())
	}
}

// What an order shares with what led to it has one value in all of them.
func TestVisitSharedKeys(t *testing.T) {
	f := oneOfEach(t, false)
	all := []Kind{KindOrder, KindApproval, KindQuote, KindCart, KindSession}
	shares(t, f, FactAccount, "a1", all...)
	shares(t, f, FactCompany, "a1", all...)
	shares(t, f, FactPerson, "p1", all...)
	shares(t, f, FactVisitor, "v1", all...)
	shares(t, f, FactSession, "s1", all...)
	shares(t, f, FactBranch, "b7", KindOrder, KindApproval, KindQuote, KindCart)
	shares(t, f, FactChannel, ChannelWeb, KindOrder, KindApproval, KindQuote, KindCart)
	shares(t, f, FactOrder, "o1", KindOrder, KindLine, KindApproval, KindCart)
	shares(t, f, FactQuote, "q1", KindOrder, KindQuote)
	shares(t, f, FactCart, "c1", KindOrder, KindCart)
	times := map[Kind]time.Time{KindOrder: noon, KindApproval: noon.Add(time.Hour), KindQuote: noon, KindCart: noon, KindSession: noon}
	for fact := range f.All() {
		want, has := times[fact.Kind()]
		if got, ok := FactAt.Of(fact); has && (!ok || !got.Equal(want)) {
			t.Errorf("%v is at %v, %v; want %v", fact.Kind(), got, ok, want)
		}
	}
	for _, v := range []*View[Fact]{factView(&f.Approvals.View), factView(&f.Quotes.View), factView(&f.Carts.View), factView(&f.Sessions.View)} {
		testField(t, v, FactAt)
		testKey(t, v, FactAccount)
		testKey(t, v, FactPerson)
		testKey(t, v, FactVisitor)
		testKey(t, v, FactSession)
	}
}

func shares[K ~string](t *testing.T, f *Facts, k Key[Fact, K], want K, kinds ...Kind) {
	t.Helper()
	found := map[Kind]bool{}
	for fact := range f.All() {
		if !slices.Contains(kinds, fact.Kind()) {
			continue
		}
		found[fact.Kind()] = true
		if got, ok := k.Of(fact); !ok || got != want {
			t.Errorf("%s of %v: %q, %v; want %q", k, fact.Kind(), got, ok, want)
		}
	}
	if len(found) != len(kinds) {
		t.Errorf("%s: facts of %d kinds, want %d", k, len(found), len(kinds))
	}
}

// A fact is a test by its own word, by its account's or by its order's.
func TestFactIsTest(t *testing.T) {
	for _, test := range []bool{false, true} {
		f := oneOfEach(t, test)
		for fact := range f.All() {
			want := test
			if a, ok := fact.Account(); ok {
				want = a.ID() == "tester"
			}
			if is, known := FactIsTest.Of(fact); is != want || !known {
				t.Errorf("%v is a test: %v, %v; want %v", fact.Kind(), is, known, want)
			}
		}
	}
	f := NewFacts(FactsOptions{})
	must(t, f.Accounts, Account{ID: "tester", Test: true})
	must(t, f.Sessions, Session{ID: "s", StartedAt: noon, AccountID: "tester"}, Session{ID: "s2", StartedAt: noon, AccountID: "other"})
	must(t, f.Approvals, Approval{OrderID: "not there", Tier: 1, SubmittedAt: noon, Decision: DecisionPending})
	must(t, f.Spends, goodSpend())
	var got []string
	for fact := range f.All() {
		is, known := FactIsTest.Of(fact)
		got = append(got, fmt.Sprint(fact.Kind(), " ", is, known))
	}
	want := []string{"account true true", "approval false true", "session true true", "session false true", "spend false true"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Tests of a whole block and of a selection of it are those of single rows.
func TestFactIsTestByBlocks(t *testing.T) {
	f := visitFacts(t)
	var n [2]int
	is := FactIsTest.Bind()
	for i := range f.Pieces() {
		for b := range f.Piece(i) {
			var evens []int32
			for j := range int32(b.Len()) {
				if j%2 == 0 {
					evens = append(evens, j)
				}
			}
			for _, sel := range [][]int32{nil, evens} {
				yes, no := is.Select(b, sel, nil, true), is.Select(b, sel, nil, false)
				eachRow(b, sel, func(j int32, fact Fact) {
					want, _ := FactIsTest.Of(fact)
					if slices.Contains(yes, j) != want || slices.Contains(no, j) == want {
						t.Fatalf("row %d of %v: a test %v", j, fact.Kind(), want)
					}
					n[b2i(want)]++
				})
			}
		}
	}
	if n[0] == 0 || n[1] == 0 {
		t.Errorf("%v tests and others: nothing is tested", n)
	}
}

// The filters that are columns of flags say what the rows say.
func TestVisitFilters(t *testing.T) {
	f := visitFacts(t)
	tester := func(id AccountID) bool { a, _ := f.Accounts.Find(string(id)); return a.Test() }
	for s := range f.Sessions.All() {
		holds(t, SessionIsTest, s, s.Test() || tester(s.AccountID()))
		holds(t, SessionIsBot, s, s.Bot())
		holds(t, SessionSawHome, s, s.HomeSeen())
		holds(t, SessionIsIdentified, s, s.Identified())
		marked := slices.ContainsFunc(slices.Collect(s.Marks()), func(m Mark) bool { return m.Name == MarkSearch })
		holds(t, SessionMarked(MarkSearch), s, marked)
	}
	for c := range f.Carts.All() {
		holds(t, CartIsTest, c, c.Test() || tester(c.AccountID()))
	}
	for q := range f.Quotes.All() {
		holds(t, QuoteIsTest, q, q.Test() || tester(q.AccountID()))
	}
}

func holds[R any](t *testing.T, p Pred[R], row R, want bool) {
	t.Helper()
	if got, known := p.Of(row); got != want || !known {
		t.Errorf("%s: %v, %v; want %v", p, got, known, want)
	}
}

// The zero rows answer with zero values, and lead nowhere.
func TestZeroVisitRows(t *testing.T) {
	if s := (SessionRow{}).Session(); s.ID != "" || s.Marks != nil || s.Variants != nil || !s.StartedAt.IsZero() {
		t.Errorf("%+v", s)
	}
	if c := (CartRow{}).Cart(); c.ID != "" || !c.Value.IsNone() || c.LongestIdle != 0 {
		t.Errorf("%+v", c)
	}
	if q := (QuoteRow{}).Quote(); q.ID != "" || !q.Value.IsNone() || q.LineCount != (Count{}) {
		t.Errorf("%+v", q)
	}
	if a := (ApprovalRow{}).Approval(); a != (Approval{}) {
		t.Errorf("%+v", a)
	}
	for range (SessionRow{}).Orders() {
		t.Error("no session has orders")
	}
	for range (QuoteRow{}).Orders() {
		t.Error("no quote has orders")
	}
	for range (OrderRow{}).Approvals() {
		t.Error("no order has approvals")
	}
	if _, ok := QuoteLast.Of(QuoteRow{}); ok {
		t.Error("no quote has a last revision")
	}
	if _, ok := OrderOffer.Of(OrderRow{}); ok {
		t.Error("no order has an offer")
	}
	if _, known := SessionIdentified.Of(SessionRow{}); known {
		t.Error("no session is identified")
	}
	if _, ok := QuoteTimeToOffer.Of(QuoteRow{}); ok {
		t.Error("no quote is offered")
	}
}

// The tables that stand alone refuse what Append refuses.
func TestNewVisitTablesRefuse(t *testing.T) {
	_, sessions := NewSessions(Session{})
	_, carts := NewCarts(Cart{})
	_, quotes := NewQuotes(Quote{})
	_, steps := NewApprovals(Approval{})
	for i, c := range []struct {
		err    error
		faults int // the required fields
	}{{sessions, 2}, {carts, 3}, {quotes, 3}, {steps, 6}} {
		if got := len(faultsOf(c.err)); got != c.faults {
			t.Errorf("kind %d: %d faults, want %d: %v", i, got, c.faults, c.err)
		}
	}
}
