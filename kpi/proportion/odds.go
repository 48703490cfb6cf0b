package proportion

import "fmt"

// Odds is an odds ratio, which may be infinite. Value is meaningful, and
// positive or 0, only when Infinite is false.
type Odds struct {
	Value    float64
	Infinite bool
}

// String returns the value with four digits, or "inf".
func (o Odds) String() string {
	if o.Infinite {
		return "inf"
	}
	return fmt.Sprintf("%.4f", o.Value)
}

// OddsRatioEstimate is the outcome of [OddsRatio]; 1 means no association.
type OddsRatioEstimate struct {
	// Sample is the cross product ratio of the counts, ad/bc.
	Sample Odds
	// Conditional is the maximum-likelihood estimate given the margins; it lies
	// nearer to 1 than Sample.
	Conditional Odds
	// Low and High are the exact conditional confidence limits.
	Low, High Odds
}

// OddsRatio returns the odds ratio of a table with its exact confidence limits
// at the given level, conditional on the margins as in [FisherExact]: each limit
// is the odds ratio that puts half of 1 − level into the tail of the observed
// first cell (Fisher 1935; Cornfield 1956).
//
// Errors: [ErrZeroExpected] for an empty row or column, where the ratio is
// undefined, [ErrNoTrials], [ErrNegative], [ErrTooLarge] above [MaxFisherTotal],
// [ErrLevel].
func OddsRatio(t Table, level float64) (OddsRatioEstimate, error) {
	if err := checkLevel("level", level); err != nil {
		return OddsRatioEstimate{}, err
	}
	h, err := newHypergeometric(t)
	if err != nil {
		return OddsRatioEstimate{}, err
	}
	if h.empty() {
		return OddsRatioEstimate{}, &CountError{ErrZeroExpected, "empty row or column of total", h.n}
	}
	q := (1 - level) / 2
	cross := float64(t[0][1]) * float64(t[1][0])
	e := OddsRatioEstimate{Sample: Odds{Infinite: true}, Conditional: Odds{Infinite: true}, High: Odds{Infinite: true}}
	if cross > 0 {
		e.Sample = Odds{Value: float64(t[0][0]) * float64(t[1][1]) / cross}
	}
	if h.cell == h.low {
		e.Conditional = Odds{}
	} else {
		e.Low = Odds{Value: h.solve(func(s sums) float64 { return (s.at+s.above)/s.total - q })}
		if h.cell < h.high {
			e.Conditional = Odds{Value: h.solve(func(s sums) float64 { return s.mean - float64(h.cell) })}
		}
	}
	if h.cell < h.high {
		e.High = Odds{Value: h.solve(func(s sums) float64 { return q - (s.at+s.below)/s.total })}
	}
	return e, nil
}
