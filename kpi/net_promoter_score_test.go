package kpi_test

import (
	"strconv"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// answers are so many answers of different persons.
func answers(score int64, n int) []model.SurveyResponse {
	var out []model.SurveyResponse
	for i := range n {
		id := strconv.FormatInt(score, 10) + "-" + strconv.Itoa(i)
		out = append(out, answer(id, id, "2025-01-10", score))
	}
	return out
}

func answer(id, person, at string, score int64) model.SurveyResponse {
	return model.SurveyResponse{
		ID: model.ResponseID(id), PersonID: model.PersonID(person), SurveyID: "y", AnsweredAt: instant(at), Score: score, Scale: model.Scale0To10,
	}
}

func TestNetPromoterScore(t *testing.T) {
	golden := append(append(answers(10, 126), answers(7, 41)...), answers(3, 33)...)
	testing, other, oneTen := answer("1", "p", "2025-01-10", 9), answer("2", "p", "2025-01-11", 0), answer("3", "q", "2025-01-10", 6)
	testing.Test, other.SurveyID, oneTen.Scale = true, "z", model.Scale1To10
	avoid(t, ofPolicy(kpi.NetPromoterScore), []trap{
		{name: "golden 17", book: book{responses: golden}, want: "46.5 (126 promoters, 41 passives, 33 detractors)"},
		{name: "trap: passives stay in the denominator", book: book{responses: append(answers(9, 1), answers(8, 3)...)}, want: "25.0 (1 promoters, 3 passives, 0 detractors)"},
		{name: "trap: 6 is a detractor, 7 none", book: book{responses: append(answers(6, 1), answers(7, 1)...)}, want: "-50.0 (0 promoters, 1 passives, 1 detractors)"},
		{name: "trap: rounding before subtracting", book: book{responses: append(append(answers(9, 1), answers(0, 1)...), answers(7, 4)...)}, want: "0.0 (1 promoters, 4 passives, 1 detractors)"},
		{name: "all scores", book: book{responses: append(append(append(answers(0, 1), answers(8, 1)...), answers(9, 1)...), answers(10, 1)...)}, want: "25.0 (2 promoters, 1 passives, 1 detractors)"},
		{name: "the other scale", book: book{responses: []model.SurveyResponse{oneTen}}, want: "-100.0 (0 promoters, 0 passives, 1 detractors)"},
		{name: "the latest answer of a person", book: book{responses: []model.SurveyResponse{answer("a", "p", "2025-01-10", 9), answer("b", "p", "2025-01-11", 0)}},
			want: "-100.0 (0 promoters, 0 passives, 1 detractors)"},
		{name: "of one instant the lowest ID", book: book{responses: []model.SurveyResponse{answer("b", "p", "2025-01-10", 0), answer("a", "p", "2025-01-10", 9)}},
			want: "100.0 (1 promoters, 0 passives, 0 detractors)"},
		{name: "another survey is another question", book: book{responses: []model.SurveyResponse{answer("a", "p", "2025-01-10", 9), other}},
			want: "0.0 (1 promoters, 0 passives, 1 detractors)"},
		{name: "nobody in particular", book: book{responses: []model.SurveyResponse{answer("a", "", "2025-01-10", 9), answer("b", "", "2025-01-11", 9)}},
			want: "100.0 (2 promoters, 0 passives, 0 detractors)"},
		{name: "tests alone", book: book{responses: []model.SurveyResponse{testing}}, want: "(no denominator)"},
		{name: "no survey", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: survey-response)"},
	})
}

func TestTheLatestAnswerIsThatOfTheRange(t *testing.T) {
	b := book{responses: []model.SurveyResponse{answer("a", "p", "2025-01-10", 9), answer("b", "p", "2025-02-10", 0)}}
	wantText(t, of(kpi.During(model.FactAt, within("2025-01"), kpi.NetPromoterScore(kpi.Policy{})), b), "100.0 (1 promoters, 0 passives, 0 detractors)")
}

// Package proportion holds the margin against its source; this is that it is in
// points.
func TestScoresHaveAMargin(t *testing.T) {
	s := kpi.Score{Promoters: 126, Passives: 41, Detractors: 33}
	if m, ok := s.Margin(0.95); !ok || m < 10 || m > 11 {
		t.Errorf("got %v, %v, want about 10.5 points", m, ok)
	}
	if _, ok := (kpi.Score{}).Margin(0.95); ok {
		t.Error("a margin of no answers")
	}
	if got := s.Points(4).String(); got != "46.5" {
		t.Error(got)
	}
}
