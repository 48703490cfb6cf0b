package model

import (
	"strings"
	"time"
	"unicode/utf8"
)

// AccountRequest is a company's request for an account. Zero values mean "not
// known". A later request with the same Contact, while one is undecided or
// approved, is a duplicate: it is recorded, and told apart by the KPI.
type AccountRequest struct {
	ID         RequestID // required
	ReceivedAt time.Time // required
	Contact    Contact   // required: an e-mail address, recorded trimmed and in lower case, or an opaque key of it, recorded as it is
	Company    string    // name or register number
	InTarget   InTarget
	VisitorID  VisitorID
	SessionID  SessionID
	AccountID  AccountID // the account it led to, or already was
	Decision   Decision  // required
	DecidedAt  time.Time // required unless the decision is pending, refused when it is
	Source     Code
	Medium     Code
	Campaign   Code
	Branch     Branch
	Test       bool // never counted
}

const (
	requestID = iota
	requestContact
	requestCompany
	requestInTarget
	requestVisitor
	requestSession
	requestAccount
	requestDecision
	requestSource
	requestMedium
	requestCampaign
	requestBranch
	requestTest
)

const (
	requestReceivedAt = iota
	requestDecidedAt
)

var requestSchema = schema{
	kind: KindAccountRequest,
	refs: []string{
		"id", "contact", "company", "in_target", "visitor_id", "session_id", "account_id", "decision", "source", "medium",
		"campaign", "branch", "test",
	},
	nums:  []string{"received_at", "decided_at"},
	at:    requestReceivedAt,
	keyed: true,
}

// AccountRequests is the table of requests for an account.
type AccountRequests = Table[AccountRequest, AccountRequestRow]

func newAccountRequests(f *Facts) *AccountRequests {
	t := &AccountRequests{rules: &requestRules}
	d := &f.dict
	t.init(&requestSchema, f, &d.request, &d.contact, &d.names, &d.inTarget, &d.visitor, &d.session, &d.account, &d.decision,
		&d.source, &d.medium, &d.campaign, &d.branch, nil)
	return t
}

// NewAccountRequests returns a table of the requests with Facts of its own.
// The errors are those of Append.
func NewAccountRequests(requests ...AccountRequest) (*AccountRequests, error) {
	return alone(func(f *Facts) *AccountRequests { return f.AccountRequests }, requests)
}

var requestRules = rules[AccountRequest]{
	id:    func(q *AccountRequest) string { return string(q.ID) },
	check: checkAccountRequest,
	relate: func(f *Facts, c *check, q *AccountRequest, r *record) {
		c.account(f, q.AccountID, r.refs[requestAccount])
	},
	fill: fillAccountRequest,
}

func checkAccountRequest(c *check, q *AccountRequest) {
	c.needIdent("id", string(q.ID))
	received := c.needTime("received_at", q.ReceivedAt)
	c.needIdent("contact", string(q.Contact.normal()))
	c.word("company", q.Company, maxIDBytes)
	c.code("in_target", string(q.InTarget))
	c.ident("visitor_id", string(q.VisitorID))
	c.ident("session_id", string(q.SessionID))
	c.ident("account_id", string(q.AccountID))
	if q.Decision == "" {
		c.missing("decision")
	}
	c.code("decision", string(q.Decision))
	switch decided := c.time("decided_at", q.DecidedAt); {
	case decided && q.Decision == DecisionPending:
		c.fail(ErrContradiction, "decided_at", formatTime(q.DecidedAt), "the decision is pending")
	case decided && received:
		c.notBefore("decided_at", q.DecidedAt, "received_at", q.ReceivedAt)
	case q.DecidedAt.IsZero() && q.Decision != "" && q.Decision != DecisionPending:
		c.fail(ErrMissing, "decided_at", "", "required unless the decision is pending")
	}
	c.code("source", string(q.Source))
	c.code("medium", string(q.Medium))
	c.code("campaign", string(q.Campaign))
	c.code("branch", string(q.Branch))
}

// normal returns an e-mail address trimmed and in lower case, and anything
// else as it is: case and blanks may matter in a key.
func (c Contact) normal() Contact {
	s := strings.TrimSpace(string(c))
	at := strings.IndexByte(s, '@')
	if at <= 0 || at == len(s)-1 || strings.IndexByte(s[at+1:], '@') >= 0 || strings.ContainsAny(s, " \t\r\n") || !utf8.ValidString(s) {
		return c
	}
	return Contact(strings.ToLower(s))
}

func fillAccountRequest(q *AccountRequest, r *record) {
	r.words[requestID] = string(q.ID)
	r.words[requestContact] = string(q.Contact.normal())
	r.words[requestCompany] = q.Company
	r.words[requestInTarget] = string(q.InTarget)
	r.words[requestVisitor] = string(q.VisitorID)
	r.words[requestSession] = string(q.SessionID)
	r.words[requestAccount] = string(q.AccountID)
	r.words[requestDecision] = string(q.Decision)
	r.words[requestSource] = string(q.Source)
	r.words[requestMedium] = string(q.Medium)
	r.words[requestCampaign] = string(q.Campaign)
	r.words[requestBranch] = string(q.Branch)
	r.refs[requestTest] = flag(q.Test)
	r.nums[requestReceivedAt] = numberOfTime(q.ReceivedAt)
	r.nums[requestDecidedAt] = numberOfTime(q.DecidedAt)
}
