package model

import (
	"strconv"
	"time"
)

// Quote is one revision of a quote. Zero values mean "not known", but for
// Revision, where 0 is a quote that was requested or drafted and not yet
// offered.
//
// Revisions are to be without gaps. They may be appended in any order, so that
// a gap is not refused; the audit lists those that are left.
type Quote struct {
	ID          QuoteID // required: the number that stays over all revisions
	Revision    int64   // required: 0, or 1, 2 … for the offered versions
	AccountID   AccountID
	BuyerID     PersonID
	VisitorID   VisitorID
	SessionID   SessionID
	RequestedAt time.Time    // required for revision 0
	OfferedAt   time.Time    // required from revision 1 on; the quote counts at revision 1
	ValidUntil  time.Time    // first instant at which it no longer binds
	Value       Money        // required from revision 1 on: goods less discounts
	ListValue   Money        // the same goods at list price
	Outcome     QuoteOutcome // required; that of the last revision is the quote's
	DecidedAt   time.Time    // required when accepted, declined or withdrawn
	LineCount   Count
	TakenLines  Count // at most LineCount, above 0 only when accepted
	TakenValue  Money
	SalesRep    SalesRepID
	Branch      Branch
	Channel     Channel
	Test        bool // never counted
}

const (
	quoteRevisionID = iota // number and revision, see revisionText
	quoteID
	quoteAccount
	quoteBuyer
	quoteVisitor
	quoteSession
	quoteOutcome
	quoteRep
	quoteBranch
	quoteChannel
	quoteTest
)

const (
	quoteRevision = iota
	quoteRequestedAt
	quoteOfferedAt
	quoteValidUntil
	quoteValue
	quoteListValue
	quoteDecidedAt
	quoteLineCount
	quoteTakenLines
	quoteTakenValue
)

var quoteSchema = schema{
	kind: KindQuote,
	refs: []string{
		"revision", "id", "account_id", "buyer_id", "visitor_id", "session_id", "outcome", "sales_rep", "branch", "channel", "test",
	},
	nums: []string{
		"revision", "requested_at", "offered_at", "valid_until", "value", "list_value", "decided_at", "line_count", "taken_lines",
		"taken_value",
	},
	at:    quoteOfferedAt,
	keyed: true,
}

// Quotes is the table of the revisions of quotes; see Facts.Quote for finding
// one.
type Quotes = Table[Quote, QuoteRow]

func newQuotes(f *Facts) *Quotes {
	t := &Quotes{rules: &quoteRules}
	d := &f.dict
	t.init(&quoteSchema, f, &d.revision, &d.quote, &d.account, &d.person, &d.visitor, &d.session, &d.quoteOutcome, &d.rep,
		&d.branch, &d.channel, nil)
	return t
}

// NewQuotes returns a table of the quotes with Facts of its own. The errors are
// those of Append.
func NewQuotes(quotes ...Quote) (*Quotes, error) {
	return alone(func(f *Facts) *Quotes { return f.Quotes }, quotes)
}

var quoteRules = rules[Quote]{
	id:     func(q *Quote) string { return string(q.ID) + " revision " + strconv.FormatInt(q.Revision, 10) },
	check:  checkQuote,
	relate: relateQuote,
	fill:   fillQuote,
	linked: func(f *Facts, row, _ int32, r *record) { f.revisionsOf.add(r.refs[quoteID], row) },
	unlink: func(f *Facts, row int32) { f.revisionsOf.remove(f.Quotes.ref(row, quoteID), row) },
}

// partSeparator parts what identifies a fact together: it is no part of an ID.
const partSeparator = "\x1f"

func revisionText(id QuoteID, revision int64) string {
	return string(id) + partSeparator + strconv.FormatInt(revision, 10)
}

func fillQuote(q *Quote, r *record) {
	r.words[quoteRevisionID] = revisionText(q.ID, q.Revision)
	r.words[quoteID] = string(q.ID)
	r.words[quoteAccount] = string(q.AccountID)
	r.words[quoteBuyer] = string(q.BuyerID)
	r.words[quoteVisitor] = string(q.VisitorID)
	r.words[quoteSession] = string(q.SessionID)
	r.words[quoteOutcome] = string(q.Outcome)
	r.words[quoteRep] = string(q.SalesRep)
	r.words[quoteBranch] = string(q.Branch)
	r.words[quoteChannel] = string(q.Channel)
	r.refs[quoteTest] = flag(q.Test)
	r.nums[quoteRevision] = whole(q.Revision)
	r.nums[quoteRequestedAt] = numberOfTime(q.RequestedAt)
	r.nums[quoteOfferedAt] = numberOfTime(q.OfferedAt)
	r.nums[quoteValidUntil] = numberOfTime(q.ValidUntil)
	r.nums[quoteValue] = numberOfMoney(q.Value)
	r.nums[quoteListValue] = numberOfMoney(q.ListValue)
	r.nums[quoteDecidedAt] = numberOfTime(q.DecidedAt)
	r.nums[quoteLineCount] = q.LineCount.number()
	r.nums[quoteTakenLines] = q.TakenLines.number()
	r.nums[quoteTakenValue] = numberOfMoney(q.TakenValue)
}
