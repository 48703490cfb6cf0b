package model

import "time"

// SurveyResponseRow is a row of SurveyResponses. Its methods return the fields
// of SurveyResponse; zero values mean "not known". The zero SurveyResponseRow
// is no answer.
type SurveyResponseRow struct{ row }

// The fields of an answer to a survey; the segment is the answer's own.
func (r SurveyResponseRow) ID() ResponseID        { return ResponseID(r.text(responseID)) }
func (r SurveyResponseRow) AnsweredAt() time.Time { return r.time(responseAt) }
func (r SurveyResponseRow) Score() int64          { return r.int(responseScore) }
func (r SurveyResponseRow) Scale() SurveyScale    { return SurveyScale(r.text(responseScale)) }
func (r SurveyResponseRow) SurveyID() SurveyID    { return SurveyID(r.text(responseSurvey)) }
func (r SurveyResponseRow) AccountID() AccountID  { return AccountID(r.text(responseAccount)) }
func (r SurveyResponseRow) PersonID() PersonID    { return PersonID(r.text(responsePerson)) }
func (r SurveyResponseRow) Segment() Segment      { return Segment(r.text(responseSegment)) }
func (r SurveyResponseRow) Test() bool            { return r.flag(responseTest) }

// SurveyResponse returns the row as it was appended.
func (r SurveyResponseRow) SurveyResponse() SurveyResponse {
	return SurveyResponse{
		ID: r.ID(), AnsweredAt: r.AnsweredAt(), Score: r.Score(), Scale: r.Scale(), SurveyID: r.SurveyID(),
		AccountID: r.AccountID(), PersonID: r.PersonID(), Segment: r.Segment(), Test: r.Test(),
	}
}

// ResponseIsTest holds for answers of staff and of test accounts; it is known
// for every answer.
var ResponseIsTest = flagged[SurveyResponseRow]("survey-response.test", responseTest, responseAccount)

// ResponseOwner leads from an answer to the account for which it counts.
var ResponseOwner = ownerLink[SurveyResponseRow]("survey-response.account", responseAccount)

// Keys of answers to surveys. ResponseAccount is the account for which the
// answer counts, ResponseCompany the company at the top of its tree. Where the
// answer has no segment of its own, ResponseSegment is the account's;
// ResponseBranch and ResponseSalesRep always are.
var (
	ResponseKey      = refKey[SurveyResponseRow, ResponseID]("survey-response.id", responseID)
	ResponseScale    = refKey[SurveyResponseRow, SurveyScale]("survey-response.scale", responseScale)
	ResponseSurvey   = refKey[SurveyResponseRow, SurveyID]("survey-response.survey", responseSurvey)
	ResponseAccount  = accountKey[SurveyResponseRow]("survey-response.account", responseAccount)
	ResponseCompany  = rootKey[SurveyResponseRow]("survey-response.company", responseAccount)
	ResponsePerson   = refKey[SurveyResponseRow, PersonID]("survey-response.person", responsePerson)
	ResponseSegment  = orElse("survey-response.segment", refKey[SurveyResponseRow, Segment]("survey-response.segment", responseSegment), ViaKey(ResponseOwner, AccountSegment))
	ResponseBranch   = ViaKey(ResponseOwner, AccountBranch)
	ResponseSalesRep = ViaKey(ResponseOwner, AccountSalesRep)
	ResponseTest     = flagKey[SurveyResponseRow]("survey-response.test", responseTest)
)

// Fields of answers to surveys.
var (
	ResponseAt    = timeField[SurveyResponseRow]("survey-response.answered_at", responseAt)
	ResponseScore = intField[SurveyResponseRow]("survey-response.score", responseScore)
)
