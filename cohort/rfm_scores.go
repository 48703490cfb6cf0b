package cohort

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// Scoring is how values become scores.
type Scoring uint8

// The ways of scoring. But for ScoreByRank, equal values get equal scores.
const (
	// ScoreByQuantiles has bins between the quantiles at 1/bins, 2/bins …; a
	// value at a cut is in the bin below it. The default.
	ScoreByQuantiles Scoring = iota
	// ScoreByRank has bins of equal size, as NTILE of SQL: customers in order
	// from the worst, those of equal value in the order of their subjects, and
	// the first bins larger by one where they cannot be equal. Customers of
	// equal value may get different scores.
	ScoreByRank
	// ScoreByQuantilesPlusOne is what the package rfm of R does: cuts are the
	// quantiles of ScoreByQuantiles plus 1, and a value at a cut is in the bin
	// above it.
	ScoreByQuantilesPlusOne
	// ScoreByCuts has bins between fixed cuts; a value at a cut is in the bin
	// above it.
	ScoreByCuts
)

// String returns the name of the scoring.
func (s Scoring) String() string {
	switch s {
	case ScoreByQuantiles:
		return "by quantiles"
	case ScoreByRank:
		return "by rank"
	case ScoreByQuantilesPlusOne:
		return "by quantiles plus one"
	case ScoreByCuts:
		return "by cuts"
	}
	return fmt.Sprintf("Scoring(%d)", uint8(s))
}

// RFMCuts are the values between the bins, in ascending order: one less than
// there are bins. Two may be equal, and no score is between them.
type RFMCuts struct {
	Recency   []decimal.Decimal `json:"recency"` // days
	Frequency []decimal.Decimal `json:"frequency"`
	Monetary  []decimal.Decimal `json:"monetary"`
}

// ErrRFMOptions says that options do not fit together.
var ErrRFMOptions = errors.New("options of rfm do not fit together")

func (o RFMOptions) check() error {
	if b := o.bins(); b < 2 || b > 100 {
		return fmt.Errorf("cohort: %w: %d bins", ErrRFMOptions, b)
	}
	if o.Scoring > ScoreByCuts {
		return fmt.Errorf("cohort: %w: %v", ErrRFMOptions, o.Scoring)
	}
	if o.Type > kpi.Type9 {
		return fmt.Errorf("cohort: %w: %v", ErrRFMOptions, o.Type)
	}
	if o.Scoring != ScoreByCuts {
		return nil
	}
	for _, d := range []struct {
		name string
		cuts []decimal.Decimal
	}{{"recency", o.Cuts.Recency}, {"frequency", o.Cuts.Frequency}, {"monetary", o.Cuts.Monetary}} {
		if len(d.cuts) != o.bins()-1 || !slices.IsSortedFunc(d.cuts, decimal.Decimal.Cmp) {
			return fmt.Errorf("cohort: %w: %d bins of %s between %v", ErrRFMOptions, o.bins(), d.name, d.cuts)
		}
	}
	return nil
}

// text is the part of the options that scores depend on, for a metric's name.
func (o RFMOptions) text() string {
	s := fmt.Sprintf("%d bins %v, %v", o.bins(), o.Scoring, o.Type)
	if o.Scoring == ScoreByCuts {
		s += fmt.Sprintf(", cuts %v %v %v", o.Cuts.Recency, o.Cuts.Frequency, o.Cuts.Monetary)
	}
	if o.Segments != nil {
		s += fmt.Sprintf(", segments %v", o.Segments)
	}
	return s
}

// score returns the scores of recency, frequency and monetary value, and the
// cuts between them.
func (o RFMOptions) score(customers []RFMInput, recency, frequency, monetary []decimal.Decimal) (r, f, m []int, cuts *RFMCuts) {
	if o.Scoring == ScoreByRank {
		return o.rank(customers, recency, true), o.rank(customers, frequency, false), o.rank(customers, monetary, false), nil
	}
	c := o.Cuts
	if o.Scoring != ScoreByCuts {
		c = RFMCuts{o.cuts(recency), o.cuts(frequency), o.cuts(monetary)}
	}
	return o.place(recency, c.Recency, true), o.place(frequency, c.Frequency, false), o.place(monetary, c.Monetary, false), &c
}

// cuts returns the quantiles between the bins; none of no values.
func (o RFMOptions) cuts(values []decimal.Decimal) []decimal.Decimal {
	bins := o.bins()
	cuts := make([]decimal.Decimal, 0, bins-1)
	if len(values) == 0 {
		return cuts
	}
	sorted := slices.SortedFunc(slices.Values(values), decimal.Decimal.Cmp)
	for k := 1; k < bins; k++ {
		cuts = append(cuts, o.cut(sorted, k))
	}
	return cuts
}

// cut returns the k-th cut.
func (o RFMOptions) cut(sorted []decimal.Decimal, k int) decimal.Decimal {
	q, _ := kpi.QuantileAt(sorted, int64(k), int64(o.bins()), o.Type) // options and values were checked
	if o.Scoring == ScoreByQuantilesPlusOne {
		q = q.Add(decimal.New(1, 0))
	}
	return q
}

// place scores values by the cuts below them.
func (o RFMOptions) place(values, cuts []decimal.Decimal, fewer bool) []int {
	out := make([]int, len(values))
	for i, v := range values {
		below, _ := slices.BinarySearchFunc(cuts, v, func(cut, v decimal.Decimal) int {
			if c := cut.Cmp(v); c != 0 {
				return c
			}
			if o.Scoring == ScoreByQuantiles {
				return 1 // a value at the cut lies below it
			}
			return -1
		})
		out[i] = below + 1
		if fewer {
			out[i] = o.bins() - below
		}
	}
	return out
}

// rank scores values by their place from the worst.
func (o RFMOptions) rank(customers []RFMInput, values []decimal.Decimal, fewer bool) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		c := values[a].Cmp(values[b])
		if fewer {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(customers[a].Subject, customers[b].Subject))
	})
	bins := o.bins()
	size, larger := len(values)/bins, len(values)%bins
	out := make([]int, len(values))
	for place, i := range order {
		if inLarger := larger * (size + 1); place < inLarger {
			out[i] = place/(size+1) + 1
		} else {
			out[i] = larger + (place-inLarger)/size + 1
		}
	}
	return out
}
