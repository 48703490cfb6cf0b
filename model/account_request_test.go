package model

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func goodRequest() AccountRequest {
	return AccountRequest{
		ID: "q1", ReceivedAt: reference, Contact: "Ann@Example.com ", Company: "Ann & Co", InTarget: InTargetYes, VisitorID: "v1", SessionID: "s1",
		AccountID: "a1", Decision: DecisionApproved, DecidedAt: reference.Add(time.Hour), Source: "google", Medium: "cpc", Campaign: "spring",
		Branch: "lyon", Test: true,
	}
}

var reference = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func requestsOf(f *Facts) *AccountRequests { return f.AccountRequests }

func TestAccountRequestRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	type Q = AccountRequest
	testRefused(t, requestsOf, goodRequest(), []spoilt[Q]{
		{"no ID", func(q *Q) { q.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(q *Q) { q.ID = "a\x00b" }, fault{"id", "a\x00b", "control character", ErrInvalid}},
		{"no receipt", func(q *Q) { q.ReceivedAt = time.Time{} }, fault{"received_at", "", "required", ErrMissing}},
		{"receipt", func(q *Q) { q.ReceivedAt = reference.AddDate(8000, 0, 0) }, fault{"received_at", "10025-03-01T12:00:00Z", "outside the years", ErrInvalid}},
		{"no contact", func(q *Q) { q.Contact = "" }, fault{"contact", "", "required", ErrMissing}},
		{"contact not UTF-8", func(q *Q) { q.Contact = "a\xff@example.com" }, fault{"contact", "a\xff@example.com", "not UTF-8", ErrInvalid}},
		{"contact", func(q *Q) { q.Contact = Contact(long) }, fault{"contact", long, "257 bytes", ErrInvalid}},
		{"company", func(q *Q) { q.Company = "a\nb" }, fault{"company", "a\nb", "control character", ErrInvalid}},
		{"in target", func(q *Q) { q.InTarget = InTarget(long) }, fault{"in_target", long, "at most 64", ErrInvalid}},
		{"visitor", func(q *Q) { q.VisitorID = "\x7f" }, fault{"visitor_id", "\x7f", "control character", ErrInvalid}},
		{"session", func(q *Q) { q.SessionID = "\xff" }, fault{"session_id", "\xff", "not UTF-8", ErrInvalid}},
		{"account", func(q *Q) { q.AccountID = AccountID(long) }, fault{"account_id", long, "at most 256", ErrInvalid}},
		{"no decision", func(q *Q) { q.Decision = "" }, fault{"decision", "", "required", ErrMissing}},
		{"decision", func(q *Q) { q.Decision = "a\tb" }, fault{"decision", "a\tb", "control character", ErrInvalid}},
		{"undated decision", func(q *Q) { q.DecidedAt = time.Time{} }, fault{"decided_at", "", "unless the decision is pending", ErrMissing}},
		{"dated without decision", func(q *Q) { q.Decision = DecisionPending }, fault{"decided_at", "2025-03-01T13:00:00Z", "pending", ErrContradiction}},
		{"decided before", func(q *Q) { q.DecidedAt = reference.Add(-1) }, fault{"decided_at", "2025-03-01T11:59:59.999999999Z", "before received_at", ErrContradiction}},
		{"decided", func(q *Q) { q.DecidedAt = reference.AddDate(8000, 0, 0) }, fault{"decided_at", "10025-03-01T12:00:00Z", "outside the years", ErrInvalid}},
		{"source", func(q *Q) { q.Source = Code(long) }, fault{"source", long, "at most 64", ErrInvalid}},
		{"medium", func(q *Q) { q.Medium = Code(long) }, fault{"medium", long, "at most 64", ErrInvalid}},
		{"campaign", func(q *Q) { q.Campaign = Code(long) }, fault{"campaign", long, "at most 64", ErrInvalid}},
		{"branch", func(q *Q) { q.Branch = Branch(long) }, fault{"branch", long, "at most 64", ErrInvalid}},
	})
}

func genRequest(id string) *rapid.Generator[AccountRequest] {
	return rapid.Custom(func(t *rapid.T) AccountRequest {
		q := AccountRequest{
			ID: RequestID(id), ReceivedAt: genTime.Draw(t, "received"), Company: genID.Draw(t, "company"),
			Contact:  rapid.SampledFrom([]Contact{"a@b.example", " A@B.EXAMPLE\n", "9f86d081", "Kq= 7", "a@b@c", "@"}).Draw(t, "contact"),
			InTarget: rapid.SampledFrom([]InTarget{"", InTargetYes, InTargetNo, "maybe"}).Draw(t, "in target"),
			Decision: rapid.SampledFrom([]Decision{DecisionPending, DecisionApproved, DecisionRejected, "escalated"}).Draw(t, "decision"),
			Test:     rapid.Bool().Draw(t, "test"),
		}
		q.VisitorID, q.SessionID, q.AccountID = drawn[VisitorID](t, genID), drawn[SessionID](t, genID), drawn[AccountID](t, genID)
		q.Source, q.Medium, q.Campaign, q.Branch = drawn[Code](t, genCode), drawn[Code](t, genCode), drawn[Code](t, genCode), drawn[Branch](t, genCode)
		if q.Decision != DecisionPending {
			if q.DecidedAt = genTime.Draw(t, "decided"); q.DecidedAt.Before(q.ReceivedAt) {
				q.ReceivedAt, q.DecidedAt = q.DecidedAt, q.ReceivedAt
			}
		}
		return q
	})
}

func TestAccountRequestRoundTrip(t *testing.T) {
	testRoundTrip(t, requestsOf, genRequest, func(q AccountRequest) AccountRequest {
		if q.Contact == " A@B.EXAMPLE\n" {
			q.Contact = "a@b.example"
		}
		return q
	}, AccountRequestRow.AccountRequest)
}

func TestContactNormal(t *testing.T) {
	for in, want := range map[Contact]Contact{
		" Ann.Lee@Example.COM\t": "ann.lee@example.com",
		"É@Example.com":          "é@example.com",
		"B64+Key==":              "B64+Key==", // a key of an address: its case matters
		" padded key ":           " padded key ",
		"two@signs@x":            "two@signs@x",
		"@Example":               "@Example",
		"Ann@":                   "Ann@",
		"Ann Lee@x":              "Ann Lee@x",
		"":                       "",
	} {
		if got := in.normal(); got != want {
			t.Errorf("%q is recorded as %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Contact(rapid.OneOf(rapid.String(), rapid.StringMatching(`\s*\w+@\w+\s*`)).Draw(t, "contact"))
		if once := c.normal(); once.normal() != once {
			t.Fatalf("%q is recorded as %q, and that as %q", c, once, once.normal())
		}
	})
}

// A contact may ask again: which request is a duplicate is for the KPI to say.
func TestAccountRequestSameContact(t *testing.T) {
	first, second := goodRequest(), goodRequest()
	second.ID, second.Contact = "q2", "ann@example.com"
	table, err := NewAccountRequests(first, second)
	if err != nil || table.Len() != 2 {
		t.Fatal(table, err)
	}
	a, _ := table.Find("q1")
	b, _ := table.Find("q2")
	if a.Contact() != b.Contact() || a.Contact() != "ann@example.com" {
		t.Errorf("contacts %q and %q", a.Contact(), b.Contact())
	}
}

func TestAccountRequestAccountsComplete(t *testing.T) {
	f := NewFacts(FactsOptions{AccountsComplete: true})
	if err := f.AccountRequests.Append(goodRequest()); !errors.Is(err, ErrUnknownLink) {
		t.Errorf("a request of an unknown account: %v", err)
	}
	if err := f.Accounts.Append(Account{ID: "a1"}); err != nil {
		t.Fatal(err)
	}
	if err := f.AccountRequests.Append(goodRequest()); err != nil {
		t.Error(err)
	}
}

func TestAccountRequestReads(t *testing.T) {
	f := NewFacts(FactsOptions{})
	later := goodRequest()
	later.ID, later.AccountID, later.Branch, later.VisitorID, later.Test = "q3", "a2", "", "v2", false
	err := errors.Join(
		f.Accounts.Append(Account{ID: "a0"}, Account{ID: "a1", MergedInto: "a3"}, Account{ID: "a3", ParentID: "a0"}),
		f.AccountRequests.Append(goodRequest(), AccountRequest{ID: "q2", ReceivedAt: reference, Contact: "x", Decision: DecisionPending}, later),
	)
	if err != nil {
		t.Fatal(err)
	}
	v := &f.AccountRequests.View
	testKey(t, v, RequestKey)
	testKey(t, v, RequestContact)
	testKey(t, v, RequestCompanyName)
	testKey(t, v, RequestInTarget)
	testKey(t, v, RequestVisitor)
	testKey(t, v, RequestSession)
	testKey(t, v, RequestAccount)
	testKey(t, v, RequestCompany)
	testKey(t, v, RequestDecision)
	testKey(t, v, RequestSource)
	testKey(t, v, RequestMedium)
	testKey(t, v, RequestCampaign)
	testKey(t, v, RequestBranch)
	testKey(t, v, RequestTest)
	testKey(t, v, ViaKey(RequestOwner, AccountOwner))
	testField(t, v, RequestReceivedAt)
	testField(t, v, RequestDecidedAt)
	testField(t, v, RequestDecisionTime)
	facts := factView(v)
	testKey(t, facts, FactAccount)
	testKey(t, facts, FactCompany)
	testKey(t, facts, FactBranch)
	testKey(t, facts, FactVisitor)
	testKey(t, facts, FactSession)
	testField(t, facts, FactAt)

	r, _ := f.AccountRequests.Find("q1")
	if company, _ := RequestCompany.Of(r); company != "a0" {
		t.Errorf("the company is %q, want the top of the tree of the account that took a1 over", company)
	}
	if owner, ok := RequestOwner.Of(r); !ok || owner.ID() != "a3" {
		t.Errorf("the owner is %q, want a3", owner.ID())
	}
	if d, _ := RequestDecisionTime.Of(r); d != time.Hour {
		t.Errorf("decided after %v, want 1h", d)
	}
}
