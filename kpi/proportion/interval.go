package proportion

import "fmt"

// Interval is a closed interval of rates, differences or scores, as a fraction
// and not in percent. Its zero value is the point 0.
type Interval struct{ Low, High float64 }

// Width returns High − Low, never negative for the intervals of this package.
func (iv Interval) Width() float64 { return iv.High - iv.Low }

// Contains reports whether v lies in the interval, bounds included. For a
// difference, Contains(0) says that the data do not tell the rates apart.
func (iv Interval) Contains(v float64) bool { return iv.Low <= v && v <= iv.High }

// Clip returns the interval with both bounds moved into [low, high]: 0 and 1
// for a rate, −1 and 1 for a difference or a Net Promoter Score.
func (iv Interval) Clip(low, high float64) Interval {
	return Interval{min(max(iv.Low, low), high), min(max(iv.High, low), high)}
}

// String returns the bounds with four digits, for people.
func (iv Interval) String() string { return fmt.Sprintf("[%.4f, %.4f]", iv.Low, iv.High) }

// Estimate is a value with the interval around it.
type Estimate struct {
	Value    float64
	Interval Interval
}

// String returns the value and its interval with four digits, for people.
func (e Estimate) String() string { return fmt.Sprintf("%.4f %v", e.Value, e.Interval) }
