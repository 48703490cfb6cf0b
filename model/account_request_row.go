package model

import "time"

// AccountRequestRow is a row of AccountRequests. Its methods return the fields
// of AccountRequest; zero values mean "not known". The zero AccountRequestRow
// is no request.
type AccountRequestRow struct{ row }

// The fields of a request for an account.
func (r AccountRequestRow) ID() RequestID         { return RequestID(r.text(requestID)) }
func (r AccountRequestRow) ReceivedAt() time.Time { return r.time(requestReceivedAt) }
func (r AccountRequestRow) Contact() Contact      { return Contact(r.text(requestContact)) }
func (r AccountRequestRow) Company() string       { return r.text(requestCompany) }
func (r AccountRequestRow) InTarget() InTarget    { return InTarget(r.text(requestInTarget)) }
func (r AccountRequestRow) VisitorID() VisitorID  { return VisitorID(r.text(requestVisitor)) }
func (r AccountRequestRow) SessionID() SessionID  { return SessionID(r.text(requestSession)) }
func (r AccountRequestRow) AccountID() AccountID  { return AccountID(r.text(requestAccount)) }
func (r AccountRequestRow) Decision() Decision    { return Decision(r.text(requestDecision)) }
func (r AccountRequestRow) DecidedAt() time.Time  { return r.time(requestDecidedAt) }
func (r AccountRequestRow) Source() Code          { return Code(r.text(requestSource)) }
func (r AccountRequestRow) Medium() Code          { return Code(r.text(requestMedium)) }
func (r AccountRequestRow) Campaign() Code        { return Code(r.text(requestCampaign)) }
func (r AccountRequestRow) Branch() Branch        { return Branch(r.text(requestBranch)) }
func (r AccountRequestRow) Test() bool            { return r.flag(requestTest) }

// AccountRequest returns the row as it was appended, its contact as it is
// recorded.
func (r AccountRequestRow) AccountRequest() AccountRequest {
	return AccountRequest{
		ID: r.ID(), ReceivedAt: r.ReceivedAt(), Contact: r.Contact(), Company: r.Company(), InTarget: r.InTarget(),
		VisitorID: r.VisitorID(), SessionID: r.SessionID(), AccountID: r.AccountID(), Decision: r.Decision(),
		DecidedAt: r.DecidedAt(), Source: r.Source(), Medium: r.Medium(), Campaign: r.Campaign(), Branch: r.Branch(), Test: r.Test(),
	}
}

// Keys of requests for an account. RequestAccount is the account for which the
// request counts: one that was merged stands for the one that took it over.
// RequestCompany is the company at the top of that account's tree,
// RequestCompanyName what the request itself says.
var (
	RequestKey         = refKey[AccountRequestRow, RequestID]("account-request.id", requestID)
	RequestContact     = refKey[AccountRequestRow, Contact]("account-request.contact", requestContact)
	RequestCompanyName = refKey[AccountRequestRow, string]("account-request.company_name", requestCompany)
	RequestInTarget    = refKey[AccountRequestRow, InTarget]("account-request.in_target", requestInTarget)
	RequestVisitor     = refKey[AccountRequestRow, VisitorID]("account-request.visitor", requestVisitor)
	RequestSession     = refKey[AccountRequestRow, SessionID]("account-request.session", requestSession)
	RequestAccount     = accountKey[AccountRequestRow]("account-request.account", requestAccount)
	RequestCompany     = rootKey[AccountRequestRow]("account-request.company", requestAccount)
	RequestDecision    = refKey[AccountRequestRow, Decision]("account-request.decision", requestDecision)
	RequestSource      = refKey[AccountRequestRow, Code]("account-request.source", requestSource)
	RequestMedium      = refKey[AccountRequestRow, Code]("account-request.medium", requestMedium)
	RequestCampaign    = refKey[AccountRequestRow, Code]("account-request.campaign", requestCampaign)
	RequestBranch      = refKey[AccountRequestRow, Branch]("account-request.branch", requestBranch)
	RequestTest        = flagKey[AccountRequestRow]("account-request.test", requestTest)
)

// Fields of requests for an account. RequestDecisionTime is the time from
// receiving to deciding.
var (
	RequestReceivedAt   = timeField[AccountRequestRow]("account-request.received_at", requestReceivedAt)
	RequestDecidedAt    = timeField[AccountRequestRow]("account-request.decided_at", requestDecidedAt)
	RequestDecisionTime = lapseField[AccountRequestRow]("account-request.decision_time", requestReceivedAt, requestDecidedAt)
)

// RequestIsTest holds for requests of staff and of test accounts; it is known
// for every request.
var RequestIsTest = flagged[AccountRequestRow]("account-request.test", requestTest, requestAccount)

// RequestOwner leads from a request to the account for which it counts.
var RequestOwner = ownerLink[AccountRequestRow]("account-request.account", requestAccount)
