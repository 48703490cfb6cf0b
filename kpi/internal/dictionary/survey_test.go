package dictionary_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// TestNetPromoterScore is O10: (promoters - detractors) ÷ answers × 100; 9-10 and
// 0-6; the latest answer per person and survey.
func TestNetPromoterScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawAccounts(t)
		m.drawResponses(t)
		m.drawn(t)
		given := that(m.responses, func(r model.SurveyResponse) bool {
			return !r.Test && !m.testAccount(r.AccountID) && m.given(r.AnsweredAt)
		})
		var want kpi.Score
		for _, r := range given {
			again := that(given, func(o model.SurveyResponse) bool {
				later := o.AnsweredAt.After(r.AnsweredAt) || o.AnsweredAt.Equal(r.AnsweredAt) && o.ID < r.ID
				return r.PersonID != "" && o.PersonID == r.PersonID && o.SurveyID == r.SurveyID && later
			})
			switch {
			case len(again) > 0:
			case r.Score >= 9:
				want.Promoters++
			case r.Score <= 6:
				want.Detractors++
			default:
				want.Passives++
			}
		}
		var why reasons
		why.add(len(m.responses) == 0, kpi.MissingFacts)
		why.add(want.Answers() == 0, kpi.NoDenominator)
		check(t, m, of(m, kpi.NetPromoterScore(m.policy)), why, func(v kpi.Score) string {
			var d differ
			d.is("score", v, want)
			points := big.NewRat(100*(want.Promoters-want.Detractors), want.Answers())
			d.holds("points", nearly(v.Points(12).Rat(), points), v.Points(12))
			return d.text()
		})
	})
}
