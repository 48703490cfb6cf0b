package customer

import (
	"fmt"
	"math"
)

// Model is a model of repeat purchases: BGNBD, MBGNBD or ParetoNBD. A customer
// given to it is counted in the model's own unit of time.
type Model interface {
	// TimeUnit returns the unit in which the model counts.
	TimeUnit() Unit
	// PAlive returns the probability, in [0, 1], that the customer still buys.
	PAlive(Customer) (float64, error)
	// ExpectedOrders returns the expected number of orders in the horizon that
	// begins where the observation of the customer ended; 0 or more.
	ExpectedOrders(Customer, Span) (float64, error)
	// NewCustomerOrders returns the expected number of repeat orders of a
	// customer about whom nothing is known, in the time after the first order.
	NewCustomerOrders(Span) (float64, error)
	// OrderProbability returns the probability, in [0, 1], of at least one
	// order in the horizon.
	OrderProbability(Customer, Span) (float64, error)
}

var (
	_ Model = BGNBD{}
	_ Model = MBGNBD{}
	_ Model = ParetoNBD{}
)

func positive(unit Unit, names string, values ...float64) error {
	if unit.Days() == 0 {
		return fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	return positiveValues(names, values...)
}

func positiveValues(names string, values ...float64) error {
	for _, v := range values {
		if !(v > 0) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: %s = %v", ErrParameters, names, values)
		}
	}
	return nil
}

// probability closes the gap of a rounding error around [0, 1].
func probability(p float64) float64 { return min(1, max(0, p)) }

// counted refuses what must not leave the package.
func counted(v float64) (float64, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, ErrNotFinite
	}
	return max(0, v), nil
}
