package realdata_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// review is one score, of no person in particular.
type review struct {
	airline     string
	at          time.Time
	score       int64
	recommended bool
}

func readReviews(t *testing.T, file string, rows, empty int) (*model.Facts, []review) {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	var reviews []review
	missing := 0
	n := each(t, "skytrax-scores/"+file+".csv.gz", func(r record) {
		if r.at("overall_rating") == "" {
			missing++
			return
		}
		v := review{r.at("airline_name"), r.time("date", time.DateOnly, time.UTC), r.whole("overall_rating"), r.at("recommended") == "1"}
		noError(t, f.SurveyResponses.Append(model.SurveyResponse{
			ID: model.ResponseID(fmt.Sprint(file, len(reviews))), AnsweredAt: v.at, Score: v.score, Scale: model.Scale1To10, Segment: model.Segment(v.airline),
		}))
		reviews = append(reviews, v)
	})
	same(t, "rows and empty scores of SOURCE.md", fmt.Sprint(n, missing), fmt.Sprint(rows, empty))
	return f, reviews
}

// score counts promoters, passives and detractors since an instant, and those
// who recommend.
func score(reviews []review, since time.Time) (s kpi.Score, recommended int64) {
	for _, r := range reviews {
		if r.at.Before(since) {
			continue
		}
		if r.recommended {
			recommended++
		}
		switch {
		case r.score > 8:
			s.Promoters++
		case r.score > 6:
			s.Passives++
		default:
			s.Detractors++
		}
	}
	return s, recommended
}

// TestReviews: Net Promoter Scores and means. The lounge reviews changed from
// five points to ten on 2015-06-09, so that their score over all years says
// nothing: the best mark of the older ones is that of a detractor. Nothing in an
// answer tells that the site still asked for five points.
func TestReviews(t *testing.T) {
	newScale := time.Date(2015, 6, 9, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		file        string
		rows, empty int
		since       time.Time
	}{
		{"skytrax_seat", 1258, 1, time.Time{}}, {"skytrax_lounge", 2264, 5, time.Time{}}, {"skytrax_lounge", 2264, 5, newScale},
	} {
		f, reviews := readReviews(t, c.file, c.rows, c.empty)
		m := kpi.NetPromoterScore(kpi.Policy{})
		if !c.since.IsZero() {
			m = kpi.During(model.FactAt, within(t, time.UTC, "2015-06-09", "2016-01-01"), m)
		}
		want, recommended := score(reviews, c.since)
		got := valueOf(t, "O10", m.Of(f.All()))
		same(t, "O10 of "+c.file, got, want)
		points := 100 * float64(want.Promoters-want.Detractors) / float64(want.Answers())
		same(t, "points", got.Points(3).StringFixed(3), fmt.Sprintf("%.3f", points))
		margin, ok := got.Margin(0.95)
		t.Logf("%s since %s: %v ± %.1f %t; %d of %d recommend it", c.file, c.since.Format(time.DateOnly), got, margin, ok, recommended, want.Answers())
	}
}

// TestReviewMeans: mean score by airline.
func TestReviewMeans(t *testing.T) {
	f, reviews := readReviews(t, "skytrax_seat", 1258, 1)
	sums, counts := map[string]int64{}, map[string]int64{}
	for _, r := range reviews {
		sums[r.airline] += r.score
		counts[r.airline]++
	}
	means := valueOf(t, "means", kpi.On(model.SurveyResponseFacts, kpi.By(model.ResponseSegment, kpi.Mean(model.ResponseScore))).Of(f.All()))
	same(t, "airlines", means.Len(), len(counts))
	for airline, r := range means.All() {
		mean := valueOf(t, string(airline), r)
		same(t, string(airline), fmt.Sprint(mean.Total(), mean.Count()), fmt.Sprint(sums[string(airline)], counts[string(airline)]))
	}

	// What betrays the change of the scale: the best score before it.
	f, reviews = readReviews(t, "skytrax_lounge", 2264, 5)
	best := valueOf(t, "best", kpi.During(model.FactAt, within(t, time.UTC, "2000-01-01", "2015-06-09"), kpi.On(model.SurveyResponseFacts, kpi.Max(model.ResponseScore))).Of(f.All()))
	same(t, "best score before the new scale, by SOURCE.md", best, 5)
	low := 0
	for _, r := range reviews {
		if r.score <= 5 {
			low++
		}
	}
	same(t, "scores up to 5 by SOURCE.md", fmt.Sprintf("%.1f %%", 100*float64(low)/2264), "96.8 %")
}
