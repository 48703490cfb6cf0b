package customer

import (
	"fmt"
	"math"
	"slices"
)

// History is the order history of one customer, for customers who reorder what
// they use up. All times are counted in one unit.
type History struct {
	ID string
	// Gaps are the times from each order to the next, oldest first; all above
	// 0 (orders of one day are one order). Empty after a single order.
	Gaps []float64
	// Silence is the time since the last order.
	Silence float64
}

func (h History) check() error {
	for _, g := range append([]float64{h.Silence}, h.Gaps...) {
		if !(g >= 0) || math.IsInf(g, 0) {
			return fmt.Errorf("%w: %q with a time of %v", ErrHistory, h.ID, g)
		}
	}
	if slices.Contains(h.Gaps, 0) {
		return fmt.Errorf("%w: %q with two orders at one time", ErrHistory, h.ID)
	}
	return nil
}

// Regularity is how evenly customers space their orders.
type Regularity struct {
	// Shape is k of the gamma distribution of gaps: 1 is pure chance (the
	// Poisson process that BG/NBD and Pareto/NBD assume), below 1 is bursts,
	// from 2 on is regular. It is bounded to [0.05, 200].
	Shape     float64
	StdError  float64
	Variance  float64 // of first/(first+second gap) about 1/2
	Customers int     // with two gaps and more
	Bounded   bool    // the estimate ran into a bound
}

// Regular reports whether the gaps are regular enough, Shape 2 and more, for
// Reorder to say more than a model of random orders.
func (r Regularity) Regular() bool { return r.Shape >= 2 }

const (
	mostBursty  = 0.05
	mostRegular = 200
	fewestPairs = 10
)

// EstimateRegularity returns the estimate of Wheat and Morrison (1990), JMR 27:
// k = (1-4V)/(8V), with V the variance of gap1/(gap1+gap2) over successive gaps.
// It needs no rates, as each pair of gaps is compared with itself. All separate
// pairs of a customer are used, each customer weighing the same. It returns an
// error wrapping ErrHistory, or ErrTooFew for fewer than 10 customers with two gaps.
func EstimateRegularity(histories []History) (Regularity, error) {
	var r Regularity
	var sum, squares float64
	for _, h := range histories {
		if err := h.check(); err != nil {
			return Regularity{}, err
		}
		pairs := len(h.Gaps) / 2
		if pairs == 0 {
			continue
		}
		var v float64
		for i := range pairs {
			d := h.Gaps[2*i]/(h.Gaps[2*i]+h.Gaps[2*i+1]) - 0.5
			v += d * d / float64(pairs)
		}
		sum += v
		squares += v * v
		r.Customers++
	}
	if r.Customers < fewestPairs {
		return r, fmt.Errorf("%w: %d with two gaps, want %d", ErrTooFew, r.Customers, fewestPairs)
	}
	n := float64(r.Customers)
	r.Variance = sum / n
	shape := (1 - 4*r.Variance) / (8 * r.Variance)
	r.Shape = min(mostRegular, max(mostBursty, shape))
	r.Bounded = r.Shape != shape
	if !r.Bounded {
		se := math.Sqrt(max(0, squares/n-r.Variance*r.Variance) / (n - 1))
		r.StdError = se / (8 * r.Variance * r.Variance)
	}
	return r, nil
}
