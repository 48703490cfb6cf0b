package model

import "time"

// QuoteRow is a row of Quotes, one revision. Its methods return the fields of
// Quote; zero values mean "not known". The zero QuoteRow is no quote.
type QuoteRow struct{ row }

// The fields of a revision of a quote.
func (r QuoteRow) ID() QuoteID            { return QuoteID(r.text(quoteID)) }
func (r QuoteRow) Revision() int64        { return r.int(quoteRevision) }
func (r QuoteRow) AccountID() AccountID   { return AccountID(r.text(quoteAccount)) }
func (r QuoteRow) BuyerID() PersonID      { return PersonID(r.text(quoteBuyer)) }
func (r QuoteRow) VisitorID() VisitorID   { return VisitorID(r.text(quoteVisitor)) }
func (r QuoteRow) SessionID() SessionID   { return SessionID(r.text(quoteSession)) }
func (r QuoteRow) RequestedAt() time.Time { return r.time(quoteRequestedAt) }
func (r QuoteRow) OfferedAt() time.Time   { return r.time(quoteOfferedAt) }
func (r QuoteRow) ValidUntil() time.Time  { return r.time(quoteValidUntil) }
func (r QuoteRow) Value() Money           { return r.money(quoteValue) }
func (r QuoteRow) ListValue() Money       { return r.money(quoteListValue) }
func (r QuoteRow) Outcome() QuoteOutcome  { return QuoteOutcome(r.text(quoteOutcome)) }
func (r QuoteRow) DecidedAt() time.Time   { return r.time(quoteDecidedAt) }
func (r QuoteRow) LineCount() Count       { return r.count(quoteLineCount) }
func (r QuoteRow) TakenLines() Count      { return r.count(quoteTakenLines) }
func (r QuoteRow) TakenValue() Money      { return r.money(quoteTakenValue) }
func (r QuoteRow) SalesRep() SalesRepID   { return SalesRepID(r.text(quoteRep)) }
func (r QuoteRow) Branch() Branch         { return Branch(r.text(quoteBranch)) }
func (r QuoteRow) Channel() Channel       { return Channel(r.text(quoteChannel)) }
func (r QuoteRow) Test() bool             { return r.flag(quoteTest) }

// begun returns when the revision came to be: offered, or requested.
func (r QuoteRow) begun() time.Time {
	if r.Revision() == 0 {
		return r.RequestedAt()
	}
	return r.OfferedAt()
}

// Quote returns the row as it was appended.
func (r QuoteRow) Quote() Quote {
	return Quote{
		ID: r.ID(), Revision: r.Revision(), AccountID: r.AccountID(), BuyerID: r.BuyerID(), VisitorID: r.VisitorID(),
		SessionID: r.SessionID(), RequestedAt: r.RequestedAt(), OfferedAt: r.OfferedAt(), ValidUntil: r.ValidUntil(),
		Value: r.Value(), ListValue: r.ListValue(), Outcome: r.Outcome(), DecidedAt: r.DecidedAt(), LineCount: r.LineCount(),
		TakenLines: r.TakenLines(), TakenValue: r.TakenValue(), SalesRep: r.SalesRep(), Branch: r.Branch(), Channel: r.Channel(),
		Test: r.Test(),
	}
}

// Keys of quotes. QuoteKey is the number over all revisions, QuoteAccount the
// account for which the quote counts, QuoteCompany the company at the top of
// its tree, QuoteState the outcome of the revision itself.
var (
	QuoteKey      = refKey[QuoteRow, QuoteID]("quote.id", quoteID)
	QuoteRevision = intKey[QuoteRow]("quote.revision", quoteRevision)
	QuoteAccount  = accountKey[QuoteRow]("quote.account", quoteAccount)
	QuoteCompany  = rootKey[QuoteRow]("quote.company", quoteAccount)
	QuoteBuyer    = refKey[QuoteRow, PersonID]("quote.buyer", quoteBuyer)
	QuoteVisitor  = refKey[QuoteRow, VisitorID]("quote.visitor", quoteVisitor)
	QuoteSession  = refKey[QuoteRow, SessionID]("quote.session", quoteSession)
	QuoteState    = refKey[QuoteRow, QuoteOutcome]("quote.outcome", quoteOutcome)
	QuoteSalesRep = refKey[QuoteRow, SalesRepID]("quote.sales_rep", quoteRep)
	QuoteBranch   = refKey[QuoteRow, Branch]("quote.branch", quoteBranch)
	QuoteChannel  = refKey[QuoteRow, Channel]("quote.channel", quoteChannel)
	QuoteTest     = flagKey[QuoteRow]("quote.test", quoteTest)
)

// Fields of quotes. QuoteRequestedAt is the revision's own; see
// QuoteTimeToOffer for the time from request to offer.
var (
	QuoteRequestedAt = timeField[QuoteRow]("quote.requested_at", quoteRequestedAt)
	QuoteOfferedAt   = timeField[QuoteRow]("quote.offered_at", quoteOfferedAt)
	QuoteValidUntil  = timeField[QuoteRow]("quote.valid_until", quoteValidUntil)
	QuoteDecidedAt   = timeField[QuoteRow]("quote.decided_at", quoteDecidedAt)
	QuoteValue       = moneyField[QuoteRow]("quote.value", quoteValue)
	QuoteListValue   = moneyField[QuoteRow]("quote.list_value", quoteListValue)
	QuoteTakenValue  = moneyField[QuoteRow]("quote.taken_value", quoteTakenValue)
	QuoteLineCount   = intField[QuoteRow]("quote.line_count", quoteLineCount)
	QuoteTakenLines  = intField[QuoteRow]("quote.taken_lines", quoteTakenLines)
)

// QuoteIsTest holds for test quotes and for the quotes of test accounts. It is
// known for every quote.
var QuoteIsTest = flagged[QuoteRow]("quote.test", quoteTest, quoteAccount)
