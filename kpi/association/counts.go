package association

import (
	"fmt"
	"math"
)

// Counts are the four numbers that everything about a rule follows from. The
// zero Counts are those of no baskets: all measures are undefined.
type Counts struct {
	both, antecedent, consequent, baskets int64
}

// NewCounts makes the counts of a rule from the numbers of baskets with both
// sides, with the antecedent, with the consequent, and of all.
//
// Errors: [ErrCounts] where they contradict each other, or exceed 2^31 - 1.
func NewCounts(both, antecedent, consequent, baskets int64) (Counts, error) {
	if both < 0 || both > min(antecedent, consequent) || max(antecedent, consequent) > baskets || antecedent+consequent-both > baskets || baskets > math.MaxInt32 {
		return Counts{}, fmt.Errorf("association: %w: %d of %d and %d in %d baskets", ErrCounts, both, antecedent, consequent, baskets)
	}
	return Counts{both, antecedent, consequent, baskets}, nil
}

// Both returns the number of baskets that hold both sides.
func (c Counts) Both() int64 { return c.both }

// WithAntecedent returns the number of baskets that hold the antecedent.
func (c Counts) WithAntecedent() int64 { return c.antecedent }

// WithConsequent returns the number of baskets that hold the consequent.
func (c Counts) WithConsequent() int64 { return c.consequent }

// Baskets returns the number of all baskets.
func (c Counts) Baskets() int64 { return c.baskets }

// Support returns the exact part of the baskets that hold both sides.
func (c Counts) Support() Fraction { return Fraction{c.both, c.baskets} }

// Coverage returns the exact part of the baskets to which the rule applies:
// those that hold the antecedent.
func (c Counts) Coverage() Fraction { return Fraction{c.antecedent, c.baskets} }

// ConsequentSupport returns the exact part of the baskets that hold the
// consequent.
func (c Counts) ConsequentSupport() Fraction { return Fraction{c.consequent, c.baskets} }

// Confidence returns the exact part of the baskets with the antecedent that hold
// the consequent, too.
func (c Counts) Confidence() Fraction { return Fraction{c.both, c.antecedent} }

// Lift returns how many times as often the two sides occur together as if they
// were independent, 1 if they are:
//
//	support / (coverage × consequent support)
//
// Undefined where a side does not occur. Brin et al. (1997) call it interest.
func (c Counts) Lift() Measure {
	return quotient(float64(c.both*c.baskets), float64(c.antecedent*c.consequent))
}

// Leverage returns which part of the baskets holds both sides beyond what
// independence lets expect, in [-0.25, 0.25]:
//
//	support − coverage × consequent support
//
// Undefined without baskets. Piatetsky-Shapiro (1991).
func (c Counts) Leverage() Measure {
	return quotient(float64(c.both*c.baskets-c.antecedent*c.consequent), float64(c.baskets*c.baskets))
}

// Conviction returns how many times as often the rule would fail if its sides
// were independent:
//
//	(1 − consequent support) / (1 − confidence)
//
// Infinite for a rule without exception, also where all baskets hold the
// consequent; undefined where the antecedent does not occur. Brin et al. (1997).
func (c Counts) Conviction() Measure {
	if c.antecedent > 0 && c.both == c.antecedent {
		return Measure{state: infinite}
	}
	return quotient(float64(c.antecedent*(c.baskets-c.consequent)), float64(c.baskets*(c.antecedent-c.both)))
}

// Cosine returns the geometric mean of the confidences of the rule and of its
// reverse, in [0, 1]; undefined where a side does not occur.
func (c Counts) Cosine() Measure {
	return quotient(float64(c.both), math.Sqrt(float64(c.antecedent*c.consequent)))
}

// Jaccard returns the part of the baskets with either side that hold both, in
// [0, 1]; undefined where neither occurs.
func (c Counts) Jaccard() Measure {
	return quotient(float64(c.both), float64(c.antecedent+c.consequent-c.both))
}

// Kulczynski returns the arithmetic mean of the confidences of the rule and of
// its reverse, in [0, 1]; undefined where a side does not occur.
func (c Counts) Kulczynski() Measure {
	return quotient(float64(c.both*(c.antecedent+c.consequent)), 2*float64(c.antecedent*c.consequent))
}

// ChiSquare returns Pearson's statistic of the 2 × 2 table, without a correction
// for continuity, with one degree of freedom. Undefined where a side occurs in
// no basket or in all. It says that sides are related, and not in which
// direction: [Counts.Lift] does.
func (c Counts) ChiSquare() Measure {
	// n (ad − bc)² over the four margins. The products of two fit an int64; that
	// of all fits a float64.
	apart := float64(c.both*c.baskets - c.antecedent*c.consequent)
	one, other := float64(c.antecedent*(c.baskets-c.antecedent)), float64(c.consequent*(c.baskets-c.consequent))
	return quotient(float64(c.baskets)*apart*apart, one*other)
}

// String returns the exact fractions and the lift.
func (c Counts) String() string {
	return fmt.Sprintf("support %v, confidence %v, lift %v", c.Support(), c.Confidence(), c.Lift())
}
