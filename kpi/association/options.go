package association

import (
	"cmp"
	"fmt"
)

// Options say which sets are frequent, which rules are kept, and what the search
// may cost. The zero value is the documented default of every field.
type Options struct {
	// MinCount is in how many baskets a set has to be. Default: 2.
	MinCount int64
	// MinSupport is in which part of all baskets it has to be, too. Default: in
	// any.
	MinSupport Fraction
	// MinConfidence is how much of the baskets with the antecedent have to hold
	// the consequent. Default: any part.
	MinConfidence Fraction
	// MaxItems is how many items a set may have, up to [MostItems]. Default: 3.
	MaxItems int
	// MaxConsequent is how many items a rule may conclude to. Default: 1.
	MaxConsequent int
	// EmptyAntecedent adds rules from no items at all: their confidence is the
	// support of the consequent.
	EmptyAntecedent bool
	// MaxResults bounds the number of sets, and of rules. Default: 100 000.
	MaxResults int64
	// MaxSteps bounds the work: the items looked at in baskets, and the rules
	// tried. Default: 500 million, some seconds.
	MaxSteps int64
}

// MostItems is the largest MaxItems: a set of more has over a million parts, all
// of which are as frequent.
const MostItems = 20

// Check returns an [OptionError] for an option out of its range: a negative
// number, a fraction outside [0, 1], or MaxItems above [MostItems].
func (o Options) Check() error {
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"MinCount", o.MinCount}, {"MaxItems", int64(o.MaxItems)}, {"MaxConsequent", int64(o.MaxConsequent)},
		{"MaxResults", o.MaxResults}, {"MaxSteps", o.MaxSteps},
	} {
		if n.value < 0 {
			return &OptionError{n.name, fmt.Sprint(n.value)}
		}
	}
	if o.MaxItems > MostItems {
		return &OptionError{"MaxItems", fmt.Sprint(o.MaxItems)}
	}
	if !o.MinSupport.isShare() {
		return &OptionError{"MinSupport", o.MinSupport.String()}
	}
	if !o.MinConfidence.isShare() {
		return &OptionError{"MinConfidence", o.MinConfidence.String()}
	}
	return nil
}

// filled returns the options with their defaults in place.
func (o Options) filled() Options {
	o.MinCount = cmp.Or(o.MinCount, 2)
	o.MinSupport = cmp.Or(o.MinSupport, Fraction{0, 1})
	o.MinConfidence = cmp.Or(o.MinConfidence, Fraction{0, 1})
	o.MaxItems = cmp.Or(o.MaxItems, 3)
	o.MaxConsequent = cmp.Or(o.MaxConsequent, 1)
	o.MaxResults = cmp.Or(o.MaxResults, 100_000)
	o.MaxSteps = cmp.Or(o.MaxSteps, 500_000_000)
	return o
}

// String returns the options with their defaults, as part of a definition.
func (o Options) String() string {
	o = o.filled()
	s := fmt.Sprintf("count >= %d, support >= %v, confidence >= %v, at most %d items, %d concluded", o.MinCount, o.MinSupport, o.MinConfidence, o.MaxItems, o.MaxConsequent)
	if o.EmptyAntecedent {
		s += ", from nothing"
	}
	return s + fmt.Sprintf(", limits %d and %d", o.MaxResults, o.MaxSteps)
}
