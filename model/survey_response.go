package model

import (
	"strconv"
	"time"
)

// SurveyResponse is a person's answer to the question of the Net Promoter
// Score. Zero values mean "not known", but for Score.
type SurveyResponse struct {
	ID         ResponseID  // required
	AnsweredAt time.Time   // required
	Score      int64       // on the scale
	Scale      SurveyScale // required: Scale0To10 or Scale1To10
	SurveyID   SurveyID
	AccountID  AccountID
	PersonID   PersonID // of several answers of one person to one survey in a range the last one counts
	Segment    Segment  // where not given, the account's
	Test       bool     // never counted
}

const (
	responseID = iota
	responseScale
	responseSurvey
	responseAccount
	responsePerson
	responseSegment
	responseTest
)

const (
	responseAt = iota
	responseScore
)

var responseSchema = schema{
	kind:  KindSurveyResponse,
	refs:  []string{"id", "scale", "survey_id", "account_id", "person_id", "segment", "test"},
	nums:  []string{"answered_at", "score"},
	at:    responseAt,
	keyed: true,
}

// SurveyResponses is the table of answers to surveys.
type SurveyResponses = Table[SurveyResponse, SurveyResponseRow]

func newSurveyResponses(f *Facts) *SurveyResponses {
	t := &SurveyResponses{rules: &responseRules}
	d := &f.dict
	t.init(&responseSchema, f, &d.response, &d.scale, &d.survey, &d.account, &d.person, &d.segment, nil)
	return t
}

// NewSurveyResponses returns a table of the answers with Facts of its own. The
// errors are those of Append.
func NewSurveyResponses(responses ...SurveyResponse) (*SurveyResponses, error) {
	return alone(func(f *Facts) *SurveyResponses { return f.SurveyResponses }, responses)
}

var responseRules = rules[SurveyResponse]{
	id:    func(s *SurveyResponse) string { return string(s.ID) },
	check: checkSurveyResponse,
	relate: func(f *Facts, c *check, s *SurveyResponse, r *record) {
		c.account(f, s.AccountID, r.refs[responseAccount])
	},
	fill: fillSurveyResponse,
}

func checkSurveyResponse(c *check, s *SurveyResponse) {
	c.needIdent("id", string(s.ID))
	c.needTime("answered_at", s.AnsweredAt)
	lowest := int64(0)
	switch s.Scale {
	case "":
		c.missing("scale")
	case Scale0To10:
	case Scale1To10:
		lowest = 1
	default:
		c.fail(ErrInvalid, "scale", string(s.Scale), "neither 0-10 nor 1-10")
	}
	if s.Score < lowest || s.Score > 10 {
		c.fail(ErrInvalid, "score", strconv.FormatInt(s.Score, 10), "not on the scale from "+strconv.FormatInt(lowest, 10)+" to 10")
	}
	c.ident("survey_id", string(s.SurveyID))
	c.ident("account_id", string(s.AccountID))
	c.ident("person_id", string(s.PersonID))
	c.code("segment", string(s.Segment))
}

func fillSurveyResponse(s *SurveyResponse, r *record) {
	r.words[responseID] = string(s.ID)
	r.words[responseScale] = string(s.Scale)
	r.words[responseSurvey] = string(s.SurveyID)
	r.words[responseAccount] = string(s.AccountID)
	r.words[responsePerson] = string(s.PersonID)
	r.words[responseSegment] = string(s.Segment)
	r.refs[responseTest] = flag(s.Test)
	r.nums[responseAt] = numberOfTime(s.AnsweredAt)
	r.nums[responseScore] = whole(s.Score)
}
