package kpi

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

// Score is a Net Promoter Score with its parts.
type Score struct {
	Promoters, Passives, Detractors int64
}

// Answers returns how many answered.
func (s Score) Answers() int64 { return s.Promoters + s.Passives + s.Detractors }

// Points returns the score in points, in [-100, 100], rounded once, half to
// even, to so many places; 0 without answers.
func (s Score) Points(places int32) decimal.Decimal {
	if s.Answers() == 0 {
		return decimal.Decimal{}
	}
	return divide(decimal.NewFromInt(s.Promoters-s.Detractors).Shift(2), decimal.NewFromInt(s.Answers()), places)
}

// Margin returns the margin of error in points at a level such as 0.95, by the
// adjusted Wald interval (see package proportion); false without answers.
func (s Score) Margin(level float64) (points float64, ok bool) {
	n, err := proportion.NPS(proportion.Answers{Promoters: s.Promoters, Passives: s.Passives, Detractors: s.Detractors}, level, proportion.NPSAdjusted)
	return 100 * n.Margin, err == nil
}

// String returns the score with 1 decimal place and its parts.
func (s Score) String() string {
	return fmt.Sprintf("%s (%d promoters, %d passives, %d detractors)", s.Points(1).StringFixed(1), s.Promoters, s.Passives, s.Detractors)
}

// MarshalJSON returns an object with value in points, rounded to 4 places, and
// promoters, passives and detractors.
func (s Score) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Value      string `json:"value"`
		Promoters  int64  `json:"promoters"`
		Passives   int64  `json:"passives"`
		Detractors int64  `json:"detractors"`
	}{s.Points(4).StringFixed(4), s.Promoters, s.Passives, s.Detractors})
}

// NetPromoterScore is O10, net-promoter-score (NPS), in points in [-100, 100];
// higher is better.
//
//	(promoters - detractors) / answers * 100
//
// Promoters answer 9 or 10, detractors 6 or less, on both scales, 0-10 and
// 1-10; passives stay in the denominator. Of several answers of one person to one
// survey the latest counts, of one instant that of the lowest ID; answers of
// nobody in particular count each. It is undefined without answers
// (NoDenominator).
func NetPromoterScore(Policy) KPI[Score] {
	respondent := model.TextKey("respondent", func(r model.SurveyResponseRow) (string, bool) {
		if r.PersonID() == "" {
			return "response\x00" + string(r.ID()), true
		}
		return "person\x00" + string(r.PersonID()) + "\x00" + string(r.SurveyID()), true
	}).WithLookup(model.Lookup{})
	latest := Last(model.ResponseScore, model.ResponseAt, model.ResponseKey)
	type answer = Entry[string, int64]
	count := func(name string, holds func(int64) bool) Metric[answer, int64] {
		return Where(EntryIf[string](name, holds), Count[answer]())
	}
	over := Then("score", List(
		count("9 or 10", func(n int64) bool { return n >= 9 }),
		count("7 or 8", func(n int64) bool { return n == 7 || n == 8 }),
		count("6 or less", func(n int64) bool { return n <= 6 }),
	), func(n []Result[int64]) Result[Score] {
		var s Score
		unpack(n, &s.Promoters, &s.Passives, &s.Detractors)
		if s.Answers() == 0 {
			return Undefined[Score](NoDenominator, "")
		}
		return Value(s)
	})
	return On(model.SurveyResponseFacts, Where(model.Not(model.ResponseIsTest), Across(respondent, latest, over)))
}
