package customer

import (
	"cmp"
	"fmt"
	"slices"
)

// Call is a customer who has been silent for longer than usual.
type Call struct {
	ID      string
	Gaps    int  // gaps that are known of the customer
	Usual   Span // usual interval
	Silence Span
	// Overdue is how many usual intervals the order is late, above 0: 2 means
	// that three usual intervals have passed since the last order.
	Overdue float64
	// StillSilent is the probability that a gap lasts so long and ends all the
	// same. It ranks the list: two intervals late means more with a customer
	// of twenty gaps than with one of a single gap.
	StillSilent float64
}

// String returns for instance "ACME: silent for 40 day, usually 9.8 day, overdue by
// 3.1 usual intervals".
func (c Call) String() string {
	return fmt.Sprintf("%s: silent for %.3g %s, usually %.3g %s, overdue by %.1f usual intervals",
		c.ID, c.Silence.Length, c.Silence.Unit, c.Usual.Length, c.Usual.Unit, c.Overdue)
}

// CallList returns the customers to call, the least usual silence first (ties by
// the longer delay, then by ID): those who are overdue and whose silence only a
// share of surprise of their gaps exceeds. 0 means 0.1; 0.5 lists everyone who
// is overdue at all. Among customers who have not left, no more than that share
// is listed at any moment. It returns an error wrapping ErrParameters for
// a share outside [0, 1], and the errors of Usual. The list may be empty.
func (m Reorder) CallList(histories []History, surprise float64) ([]Call, error) {
	if !(surprise >= 0 && surprise <= 1) {
		return nil, fmt.Errorf("%w: surprise %v, want within [0, 1]", ErrParameters, surprise)
	}
	if surprise == 0 {
		surprise = 0.1
	}
	var out []Call
	for _, h := range histories {
		usual, err := m.Usual(h)
		if err != nil {
			return nil, err
		}
		silent, err := m.StillSilent(h)
		if err != nil {
			return nil, err
		}
		if silent > surprise || h.Silence <= usual.Length || usual.Length == 0 {
			continue
		}
		out = append(out, Call{
			ID: h.ID, Gaps: len(h.Gaps), Usual: usual, Silence: Span{h.Silence, m.unit},
			Overdue: h.Silence/usual.Length - 1, StillSilent: silent,
		})
	}
	slices.SortFunc(out, func(a, b Call) int {
		return cmp.Or(cmp.Compare(a.StillSilent, b.StillSilent), cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}
