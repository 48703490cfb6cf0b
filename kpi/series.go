package kpi

import (
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/ecomkpi/ecomkpi/period"
)

// Series holds a result for each period of a range, in the order of time,
// periods without rows included. The zero Series is empty.
type Series[R any] struct {
	periods []period.Period
	results []Result[R]
}

// Len returns the number of periods.
func (s Series[R]) Len() int { return len(s.periods) }

// At returns the i-th period and its result.
func (s Series[R]) At(i int) (period.Period, Result[R]) { return s.periods[i], s.results[i] }

// All yields the periods and their results in the order of time.
func (s Series[R]) All() iter.Seq2[period.Period, Result[R]] {
	return func(yield func(period.Period, Result[R]) bool) {
		for i, p := range s.periods {
			if !yield(p, s.results[i]) {
				return
			}
		}
	}
}

// String returns a line of period and result for every period.
func (s Series[R]) String() string {
	var b strings.Builder
	for i, p := range s.periods {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %v", p.Label(), s.results[i])
	}
	return b.String()
}

// MarshalJSON returns an array of objects with period, partial where the range
// cuts the period, and result.
func (s Series[R]) MarshalJSON() ([]byte, error) {
	type entry struct {
		Period  string    `json:"period"`
		Partial bool      `json:"partial,omitempty"`
		Result  Result[R] `json:"result"`
	}
	out := make([]entry, len(s.periods))
	for i, p := range s.periods {
		out[i] = entry{p.Label(), p.Partial(), s.results[i]}
	}
	return json.Marshal(out)
}
