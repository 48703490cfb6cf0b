package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// auditFacts draws facts that meet each other often, and instants that lie
// close to each other; what the tables refuse is left out.
var auditFacts = rapid.Custom(func(t *rapid.T) *Facts {
	f := NewFacts(FactsOptions{HistoryStart: oneOf(time.Time{}, noon).Draw(t, "history")})
	id := func(name string) string { return oneOf("", "1", "1", "2", "2", "3").Draw(t, name) }
	when := func(name string) time.Time {
		return noon.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, name)) * time.Hour)
	}
	known := func(at time.Time) time.Time { return oneOf(time.Time{}, at, at).Draw(t, "known") }
	rarely := func(name string) bool { return rapid.IntRange(0, 5).Draw(t, name) == 0 }
	tables := []func(){
		func() {
			_ = recordIn(f.Accounts, Account{
				ID: AccountID(id("account")), ParentID: AccountID(id("parent")), MergedInto: AccountID(id("merged")), ClosedAt: known(when("closed")), Test: rarely("test"),
			}, rapid.Bool().Draw(t, "correct"))
		},
		func() {
			_ = recordIn(f.Orders, Order{
				ID: OrderID(id("order")), PlacedAt: when("placed"), Status: oneOf(StatusPlaced, StatusRejected, StatusPendingApproval, StatusCancelled, "own").Draw(t, "status"),
				AccountID: AccountID(id("account")), VisitorID: VisitorID(id("visitor")), SessionID: SessionID(id("session")), CartID: CartID(id("cart")),
				QuoteID: QuoteID(id("quote")), QuoteTerms: oneOf("", TermsApplied).Draw(t, "terms"), Channel: oneOf("", ChannelWeb).Draw(t, "channel"),
				Goods: eur("10"), Test: rarely("test"),
			}, rapid.Bool().Draw(t, "correct"))
		},
		func() {
			_ = f.Refunds.Append(Refund{ID: RefundID(id("refund")), OrderID: OrderID(id("order")), AccountID: AccountID(id("account")), RefundedAt: when("refunded"), Goods: eur("1")})
		},
		func() {
			s := Approval{
				OrderID: OrderID(id("order")), Round: rapid.Int64Range(0, 3).Draw(t, "round"), Tier: rapid.Int64Range(1, 3).Draw(t, "tier"), ApproverID: PersonID(id("approver")),
				SubmittedAt: when("submitted"), Decision: oneOf(DecisionPending, DecisionApproved, DecisionRejected).Draw(t, "decision"),
			}
			if s.Decision != DecisionPending {
				s.DecidedAt = s.SubmittedAt
			}
			_ = f.Approvals.Append(s)
		},
		func() {
			q := Quote{
				ID: QuoteID(id("quote")), Revision: rapid.Int64Range(0, 3).Draw(t, "revision"), AccountID: AccountID(id("account")), VisitorID: VisitorID(id("visitor")),
				SessionID: SessionID(id("session")), Value: eur("1"), DecidedAt: noon.AddDate(1, 0, 0), Test: rarely("test"),
				Outcome: oneOf(QuoteOpen, QuoteAccepted, QuoteDeclined, QuoteExpired).Draw(t, "outcome"),
			}
			if q.RequestedAt = noon.Add(-9 * time.Hour); q.Revision > 0 {
				q.OfferedAt = when("offered")
			}
			_ = f.Quotes.Append(q)
		},
		func() {
			c := Cart{
				ID: CartID(id("cart")), VisitorID: VisitorID(id("visitor")), AccountID: AccountID(id("account")), SessionID: SessionID(id("session")),
				CreatedAt: when("created"), OrderID: OrderID(id("order")), Lines: rapid.Int64Range(0, 1).Draw(t, "lines"), Value: eur("1"), Test: rarely("test"),
				Outcome: oneOf(CartOpen, CartOrdered, CartMerged).Draw(t, "outcome"), MergedInto: CartID(id("merged")),
			}
			if c.Outcome == CartOrdered {
				c.OrderedAt = c.CreatedAt
			}
			_ = f.Carts.Append(c)
		},
		func() {
			_ = f.Sessions.Append(Session{
				ID: SessionID(id("session")), VisitorID: VisitorID(id("visitor")), StartedAt: when("started"), AccountID: AccountID(id("account")),
				PageViews: rapid.Int64Range(0, 1).Draw(t, "views"), Test: rarely("test"), Bot: rarely("bot"),
			})
		},
		func() {
			_ = f.AccountRequests.Append(AccountRequest{
				ID: RequestID(id("request")), ReceivedAt: when("received"), Contact: "c", VisitorID: VisitorID(id("visitor")), SessionID: SessionID(id("session")),
				AccountID: AccountID(id("account")), Decision: DecisionPending, Test: rarely("test"),
			})
		},
		func() {
			_ = f.SurveyResponses.Append(SurveyResponse{ID: ResponseID(id("response")), AnsweredAt: when("answered"), Scale: Scale0To10, AccountID: AccountID(id("account")), Test: rarely("test")})
		},
		func() {
			from := day(3, rapid.IntRange(1, 8).Draw(t, "from"))
			a := Allocation{ID: AllocationID(id("allocation")), ResourceID: ResourceID(id("resource")), From: from, To: from.AddDays(rapid.IntRange(1, 4).Draw(t, "days")), Logged: dec("1")}
			if rapid.Bool().Draw(t, "capacity") {
				a.Net = hours("7")
			}
			_ = f.Allocations.Append(a)
		},
	}
	for range rapid.IntRange(0, 80).Draw(t, "facts") {
		rapid.SampledFrom(tables).Draw(t, "kind")()
	}
	return f
})

// The audit says what a naive one over plain slices says, and every finding it
// knows is met.
func TestAuditAgainstPlainSlices(t *testing.T) {
	met := map[auditKey]int{}
	rapid.Check(t, func(t *rapid.T) {
		f := auditFacts.Draw(t, "facts")
		got := f.Audit()
		want := plainAudit(f)
		if diff := cmp.Diff(want, got.Findings); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		for _, finding := range got.Findings {
			met[auditKey{finding.Kind, finding.Class, finding.Field, finding.Reason}]++
		}
	})
	if !testing.Short() && len(met) < 85 {
		t.Errorf("only %d findings are tested", len(met))
	}
}

// The order of recording plays no part.
func TestAuditInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := auditFacts.Draw(t, "facts")
		again := NewFacts(f.options)
		backwards := func(record func() error) {
			if err := record(); err != nil {
				t.Fatal(err)
			}
		}
		backwards(func() error { return appendBackwards(again.Allocations, f.Allocations, AllocationRow.Allocation) })
		backwards(func() error { return appendBackwards(again.Sessions, f.Sessions, SessionRow.Session) })
		backwards(func() error { return appendBackwards(again.Carts, f.Carts, CartRow.Cart) })
		backwards(func() error { return appendBackwards(again.Quotes, f.Quotes, QuoteRow.Quote) })
		backwards(func() error { return appendBackwards(again.Approvals, f.Approvals, ApprovalRow.Approval) })
		backwards(func() error { return appendBackwards(again.Refunds, f.Refunds, RefundRow.Refund) })
		backwards(func() error { return appendBackwards(again.Orders, f.Orders, OrderRow.Order) })
		backwards(func() error { return appendBackwards(again.Accounts, f.Accounts, AccountRow.Account) })
		backwards(func() error {
			return appendBackwards(again.AccountRequests, f.AccountRequests, AccountRequestRow.AccountRequest)
		})
		backwards(func() error {
			return appendBackwards(again.SurveyResponses, f.SurveyResponses, SurveyResponseRow.SurveyResponse)
		})
		recorded := func(a Audit) []AuditFinding { // what was not recorded was not recorded again
			return slices.DeleteFunc(a.Findings, func(f AuditFinding) bool { return len(f.Examples) == 0 })
		}
		if diff := cmp.Diff(recorded(f.Audit()), recorded(again.Audit())); diff != "" {
			t.Fatalf("(-first +backwards):\n%s", diff)
		}
	})
}

func appendBackwards[T, R any](to, from *Table[T, R], fact func(R) T) error {
	rows := slices.Collect(from.All())
	for _, r := range slices.Backward(rows) {
		if err := to.Append(fact(r)); err != nil {
			return err
		}
	}
	return nil
}

// Examples are few, however many facts there are, and the smallest.
func TestAuditExamples(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for i := range 100 {
		o := Order{ID: OrderID(fmt.Sprint("o", 199-i)), PlacedAt: noon, Status: StatusPlaced, Goods: eur("1"), Channel: ChannelWeb, AccountID: "a"}
		must(t, f.Orders, o)
	}
	must(t, f.Orders, Order{ID: "o150", PlacedAt: noon, Status: StatusPlaced, Goods: eur("1"), Channel: ChannelWeb, AccountID: "a"})
	want := []AuditFinding{
		{KindOrder, AuditMissing, "account_id", "there are no facts of the kind account", 100, []string{"o100", "o101", "o102", "o103", "o104"}},
		{KindOrder, AuditLeftOut, "id", "recorded again with the same content", 1, nil},
	}
	a := f.Audit()
	if diff := cmp.Diff(want, a.Findings); diff != "" {
		t.Error(diff)
	}
	if of := a.Of(AuditLeftOut); len(of) != 1 || of[0].Field != "id" || len(a.Of(AuditContradiction)) != 0 {
		t.Errorf("%v", of)
	}
	text, err := json.Marshal(a)
	if got := `{"findings":[{"kind":"order","class":"missing","field":"account_id","reason":"there are no facts of the kind account","count":100,"examples":["o100","o101","o102","o103","o104"]},` +
		`{"kind":"order","class":"left-out","field":"id","reason":"recorded again with the same content","count":1,"examples":[]}]}`; err != nil || string(text) != got {
		t.Errorf("%s, %v", text, err)
	}
	none := NewFacts(FactsOptions{}).Audit()
	if text, _ := json.Marshal(none); none.String() != "nothing found" || string(text) != `{"findings":[]}` {
		t.Errorf("%s %s", none, text)
	}
}

func BenchmarkAudit(b *testing.B) {
	f := NewFacts(FactsOptions{})
	const n = 100_000
	for i := range n {
		id := fmt.Sprint(i)
		_ = f.Sessions.Append(Session{ID: SessionID(id), StartedAt: noon, VisitorID: VisitorID(id), AccountID: AccountID(id[:1]), PageViews: 1})
		_ = f.Orders.Append(Order{ID: OrderID(id), PlacedAt: noon, Status: StatusPlaced, Goods: eur("1"), Channel: ChannelWeb, AccountID: AccountID(id[:1]), SessionID: SessionID(id)})
	}
	b.ReportAllocs()
	for b.Loop() {
		if a := f.Audit(); len(a.Findings) != 2 {
			b.Fatal(a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*2*n), "ns/fact")
}
