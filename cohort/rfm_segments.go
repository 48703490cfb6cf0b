package cohort

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// Segment names the customers whose scores lie in three spans.
type Segment struct {
	Name    string
	R, F, M Scores
}

// Scores is a span of scores, both ends included. The zero Scores is all.
type Scores struct{ From, To int }

func (s Scores) has(score int) bool {
	return s == Scores{} || s.From <= score && score <= s.To
}

// String returns the span as "3-5", or "any".
func (s Scores) String() string {
	if s == (Scores{}) {
		return "any"
	}
	return fmt.Sprintf("%d-%d", s.From, s.To)
}

// String returns the segment as "Champions (R 5-5, F 5-5, M 5-5)".
func (s Segment) String() string { return fmt.Sprintf("%s (R %v, F %v, M %v)", s.Name, s.R, s.F, s.M) }

// Others is the segment of those who fit in none.
const Others = "Others"

// DefaultSegments returns the segments for five bins that the package rfm of R
// gives as its example, in the order in which they are tried.
func DefaultSegments() []Segment {
	return []Segment{
		{"Champions", Scores{5, 5}, Scores{5, 5}, Scores{5, 5}},
		{"Potential Loyalist", Scores{3, 5}, Scores{3, 5}, Scores{2, 5}},
		{"Loyal Customers", Scores{2, 4}, Scores{2, 4}, Scores{2, 4}},
		{"Promising", Scores{3, 4}, Scores{1, 3}, Scores{3, 5}},
		{"New Customers", Scores{4, 5}, Scores{1, 3}, Scores{1, 5}},
		{"Can't Lose Them", Scores{1, 2}, Scores{3, 4}, Scores{4, 5}},
		{"At Risk", Scores{1, 2}, Scores{2, 5}, Scores{4, 5}},
		{"Need Attention", Scores{1, 3}, Scores{3, 5}, Scores{3, 5}},
		{"About To Sleep", Scores{2, 3}, Scores{1, 3}, Scores{1, 4}},
		{"Lost", Scores{1, 1}, Scores{1, 5}, Scores{1, 5}},
	}
}

// segmentOf returns the name of the first segment that fits.
func segmentOf(segments []Segment, r RFMRow) string {
	for _, s := range segments {
		if s.R.has(r.R) && s.F.has(r.F) && s.M.has(r.M) {
			return s.Name
		}
	}
	return Others
}

// countSegments counts the rows of each segment, and those of none where there
// are any.
func countSegments(segments []Segment, rows []RFMRow) []SegmentCount {
	index := map[string]int{}
	var out []SegmentCount
	var sums []model.MoneySum
	at := func(name string) int {
		i, ok := index[name]
		if !ok {
			i = len(out)
			index[name] = i
			out, sums = append(out, SegmentCount{Name: name}), append(sums, model.MoneySum{})
		}
		return i
	}
	for _, s := range segments {
		at(s.Name)
	}
	for _, r := range rows {
		i := at(r.Segment)
		out[i].Customers++
		sums[i].Add(r.Monetary)
	}
	for i := range out {
		out[i].Monetary, _ = sums[i].Total() // one currency: it was checked
	}
	return out
}
