package model

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func goodResponse() SurveyResponse {
	return SurveyResponse{
		ID: "r1", AnsweredAt: reference, Score: 9, Scale: Scale0To10, SurveyID: "spring", AccountID: "a1", PersonID: "p1", Segment: "small", Test: true,
	}
}

func responsesOf(f *Facts) *SurveyResponses { return f.SurveyResponses }

func TestSurveyResponseRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	type S = SurveyResponse
	testRefused(t, responsesOf, goodResponse(), []spoilt[S]{
		{"no ID", func(s *S) { s.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(s *S) { s.ID = ResponseID(long) }, fault{"id", long, "at most 256", ErrInvalid}},
		{"no time", func(s *S) { s.AnsweredAt = time.Time{} }, fault{"answered_at", "", "required", ErrMissing}},
		{"time", func(s *S) { s.AnsweredAt = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) }, fault{"answered_at", "0000-12-31T00:00:00Z", "outside the years", ErrInvalid}},
		{"no scale", func(s *S) { s.Scale = "" }, fault{"scale", "", "required", ErrMissing}},
		{"scale", func(s *S) { s.Scale = "1-5" }, fault{"scale", "1-5", "neither 0-10 nor 1-10", ErrInvalid}},
		{"negative", func(s *S) { s.Score = -1 }, fault{"score", "-1", "from 0 to 10", ErrInvalid}},
		{"above", func(s *S) { s.Score = 11 }, fault{"score", "11", "from 0 to 10", ErrInvalid}},
		{"0 of 1-10", func(s *S) { s.Score, s.Scale = 0, Scale1To10 }, fault{"score", "0", "from 1 to 10", ErrInvalid}},
		{"11 of 1-10", func(s *S) { s.Score, s.Scale = 11, Scale1To10 }, fault{"score", "11", "from 1 to 10", ErrInvalid}},
		{"survey", func(s *S) { s.SurveyID = "\xff" }, fault{"survey_id", "\xff", "not UTF-8", ErrInvalid}},
		{"account", func(s *S) { s.AccountID = "\xff" }, fault{"account_id", "\xff", "not UTF-8", ErrInvalid}},
		{"person", func(s *S) { s.PersonID = "a\x00" }, fault{"person_id", "a\x00", "control character", ErrInvalid}},
		{"segment", func(s *S) { s.Segment = Segment(long) }, fault{"segment", long, "at most 64", ErrInvalid}},
	})
}

func genResponse(id string) *rapid.Generator[SurveyResponse] {
	return rapid.Custom(func(t *rapid.T) SurveyResponse {
		s := SurveyResponse{
			ID: ResponseID(id), AnsweredAt: genTime.Draw(t, "answered"), Score: rapid.Int64Range(0, 10).Draw(t, "score"),
			Scale: Scale0To10, Test: rapid.Bool().Draw(t, "test"),
		}
		if s.Score > 0 && rapid.Bool().Draw(t, "1-10") {
			s.Scale = Scale1To10
		}
		s.SurveyID, s.AccountID, s.PersonID = drawn[SurveyID](t, genID), drawn[AccountID](t, genID), drawn[PersonID](t, genID)
		s.Segment = drawn[Segment](t, genCode)
		return s
	})
}

func TestSurveyResponseRoundTrip(t *testing.T) {
	testRoundTrip(t, responsesOf, genResponse, func(s SurveyResponse) SurveyResponse { return s }, SurveyResponseRow.SurveyResponse)
}

func TestSurveyResponseAccountsComplete(t *testing.T) {
	f := NewFacts(FactsOptions{AccountsComplete: true})
	if err := f.SurveyResponses.Append(goodResponse()); !errors.Is(err, ErrUnknownLink) {
		t.Errorf("an answer of an unknown account: %v", err)
	}
	if err := errors.Join(f.Accounts.Append(Account{ID: "a1"}), f.SurveyResponses.Append(goodResponse())); err != nil {
		t.Error(err)
	}
}

// Where the answer has no segment, the account's counts: that of the account
// which took it over, in both orders of appending.
func TestSurveyResponseSegment(t *testing.T) {
	accounts := []Account{
		{ID: "a1", Segment: "old", MergedInto: "a2"}, {ID: "a2", Segment: "large", Branch: "lyon", SalesRep: "kim", ParentID: "a3"}, {ID: "a3"},
	}
	bare, other, guest := goodResponse(), goodResponse(), goodResponse()
	bare.ID, bare.Segment = "r2", ""
	other.ID, other.Segment, other.AccountID = "r3", "", "a3"
	guest.ID, guest.AccountID, guest.Segment, guest.PersonID = "r4", "", "", ""
	for _, first := range []string{"accounts", "answers"} {
		f := NewFacts(FactsOptions{})
		steps := []func() error{
			func() error { return f.Accounts.Append(accounts...) },
			func() error { return f.SurveyResponses.Append(goodResponse(), bare, other, guest) },
		}
		if first == "answers" {
			steps[0], steps[1] = steps[1], steps[0]
		}
		for _, step := range steps {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		for id, want := range map[string]Segment{"r1": "small", "r2": "large", "r3": "", "r4": ""} {
			r, _ := f.SurveyResponses.Find(id)
			if got, ok := ResponseSegment.Of(r); got != want || ok != (want != "") {
				t.Errorf("%s first: segment of %s is %q, want %q", first, id, got, want)
			}
		}
		v := &f.SurveyResponses.View
		testKey(t, v, ResponseKey)
		testKey(t, v, ResponseScale)
		testKey(t, v, ResponseSurvey)
		testKey(t, v, ResponseAccount)
		testKey(t, v, ResponseCompany)
		testKey(t, v, ResponsePerson)
		testKey(t, v, ResponseSegment)
		testKey(t, v, ResponseBranch)
		testKey(t, v, ResponseSalesRep)
		testKey(t, v, ResponseTest)
		testField(t, v, ResponseAt)
		testField(t, v, ResponseScore)
		facts := factView(v)
		testKey(t, facts, FactAccount)
		testKey(t, facts, FactCompany)
		testKey(t, facts, FactPerson)
		testKey(t, facts, FactBranch)
		testField(t, facts, FactAt)
	}
}
