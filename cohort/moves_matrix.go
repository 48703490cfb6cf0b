package cohort

import (
	"slices"
	"strconv"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// Rate returns the share of those who were in a place that went to another, or
// stayed: a cell of the transition matrix. It is undefined where nobody was
// there (NoDenominator).
//
//	subjects that went from one place to the other / subjects that were in the first
func (p PeriodMoves[C]) Rate(from, to Place[C]) kpi.Result[kpi.Ratio] {
	went, all := int64(0), int64(0)
	for _, m := range p.Moves {
		if m.From == from {
			all += m.Subjects
			if m.To == to {
				went += m.Subjects
			}
		}
	}
	return kpi.NewRatio(went, all)
}

// String returns the transition matrix as aligned text: a line for every place
// that somebody was in before, a column for every place that somebody is in, and
// the numbers of subjects.
func (p PeriodMoves[C]) String() string {
	var from, to []Place[C]
	for _, m := range p.Moves { // in the order of the places they are from
		if !slices.Contains(from, m.From) {
			from = append(from, m.From)
		}
		if !slices.Contains(to, m.To) {
			to = append(to, m.To)
		}
	}
	slices.SortFunc(to, p.places)
	lines := [][]string{{"from"}}
	for _, place := range to {
		lines[0] = append(lines[0], place.String())
	}
	for _, f := range from {
		line := []string{f.String()}
		for _, t := range to {
			n := int64(0)
			for _, m := range p.Moves {
				if m.From == f && m.To == t {
					n = m.Subjects
				}
			}
			line = append(line, strconv.FormatInt(n, 10))
		}
		lines = append(lines, line)
	}
	return aligned(lines)
}

// LossRate returns the share of the users of a channel in the period before who
// bought through other channels only.
//
//	lost / before
//
// It is undefined where the channel had no users (NoDenominator).
func (u ChannelUse[C]) LossRate() kpi.Result[kpi.Ratio] { return kpi.NewRatio(u.Lost, u.Before) }
