package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Answers by how a customer feels about the seller: badly, so so, well.
var scores = [3][]share[int64]{
	{{30, 9}, {12, 10}, {17, 8}, {14, 7}, {10, 6}, {8, 5}, {4, 4}, {3, 3}, {2, 0}},
	{{26, 9}, {22, 10}, {20, 8}, {15, 7}, {8, 6}, {5, 5}, {2, 3}, {2, 1}},
	{{30, 9}, {32, 10}, {17, 8}, {11, 7}, {5, 6}, {3, 5}, {2, 2}},
}

// makeSurvey asks the people of all customers in the middle of each quarter.
// The last quarter of a year asks on the scale from 1 to 10.
func (m *maker) makeSurvey() {
	r := newRandom(m.options.Seed, streamSurvey)
	n := 0
	for d, day := range m.days {
		if (day.date.Month-2)%3 != 0 || day.date.Day != 12 {
			continue
		}
		quarter := (int(day.date.Month) + 2) / 3
		survey, scale := model.SurveyID(fmt.Sprintf("nps-%d-q%d", day.date.Year, quarter)), model.Scale0To10
		if quarter == 4 {
			survey, scale = model.SurveyID(fmt.Sprintf("bilan-%d", day.date.Year)), model.Scale1To10
		}
		for _, c := range m.customers {
			for _, p := range c.people {
				if !c.buysOn(d) || !r.chance(300) && !c.test {
					continue
				}
				// Few answer twice; the second answer is the one that counts.
				for range draw(r, []share[int]{{95, 1}, {5, 2}}) {
					n++
					m.answer(r, c, p, n, model.SurveyResponse{SurveyID: survey, Scale: scale, AnsweredAt: m.at(d, onlineClock.second(r)).Add(hoursBetween(r, 0, 24*12))})
				}
			}
		}
	}
}

func (m *maker) answer(r *random, c *customer, p *person, n int, a model.SurveyResponse) {
	a.ID = model.ResponseID(fmt.Sprintf("R-%05d", n))
	a.AccountID, a.PersonID, a.Test = c.account.ID, p.id, c.test
	a.Score = draw(r, scores[c.mood+1])
	if a.Scale == model.Scale1To10 {
		a.Score = max(a.Score, 1)
	}
	switch {
	case r.chance(200):
		a.Segment = c.account.Segment
	case r.chance(50):
		a.AccountID, a.PersonID = "", "" // anonymous
	}
	a.AnsweredAt = a.AnsweredAt.Truncate(time.Second)
	closed := c.account.ClosedAt
	if m.past(a.AnsweredAt) && (closed.IsZero() || a.AnsweredAt.Before(closed)) {
		m.shop.SurveyResponses = append(m.shop.SurveyResponses, a)
	}
}
