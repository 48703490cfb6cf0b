package customer

import (
	"math"

	"github.com/shopspring/decimal"
)

// Customer is what the purchase models know about one customer. Times are
// counted from the first order, in one unit for all customers of a list.
type Customer struct {
	// Repeats is x: the orders after the first one, several orders of one
	// day (or of whatever period the data are cut into) counted once.
	Repeats int
	// Recency is t_x: the time of the last order; 0 where Repeats is 0.
	Recency float64
	// Age is T: the time from the first order to the end of the observation.
	Age float64
	// MeanSpend is the exact mean value of the repeat orders, without the
	// first one; not read where Repeats is 0. Only the spend model reads it.
	MeanSpend decimal.Decimal
}

func (c Customer) fault() string {
	switch {
	case c.Repeats < 0:
		return "fewer than 0 repeat orders"
	case !(c.Age >= 0) || math.IsInf(c.Age, 0):
		return "age is not a length of time"
	case !(c.Recency >= 0):
		return "recency is not a length of time"
	case c.Recency > c.Age:
		return "last order after the end of the observation"
	case c.Repeats == 0 && c.Recency != 0:
		return "recency without a repeat order"
	case c.Repeats > 0 && c.Age == 0:
		return "repeat orders in no time"
	}
	return ""
}

// Validate returns nil, or an *Invalid that wraps ErrCustomer: for negative or
// non-finite numbers, a last order after the end of the observation, or a
// recency without a repeat order.
func (c Customer) Validate() error {
	if why := c.fault(); why != "" {
		return &Invalid{Index: -1, Customer: c, Reason: why}
	}
	return nil
}
