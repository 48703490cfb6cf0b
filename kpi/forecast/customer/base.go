package customer

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Base is the customers of an order log, as the models take them.
type Base struct {
	Unit      Unit
	Currency  model.Currency  // of all mean spends; 0 where there is none
	IDs       []kpi.SubjectID // in the order of the IDs
	Customers []Customer      // in the same order
	// Unvalued counts customers with repeat orders whose mean spend is not
	// known: no amount, or amounts of several currencies. Their MeanSpend is 0,
	// and FitGammaGamma counts them as NotPositive.
	Unvalued int
}

// spendPlaces is where a mean spend that does not end is rounded, once: far beyond
// the digits of a float.
const spendPlaces = 40

// FromSummaries makes customers of the summaries of an order log (cohort.Summaries),
// all of them, one-time buyers included, counted in one unit. It returns an error
// wrapping ErrUnit for an unknown unit, ErrTooFew without customers, ErrCurrency
// where the mean spends of customers are of different currencies, and ErrCustomer
// for a customer without a summary.
func FromSummaries(unit Unit, g kpi.Groups[kpi.SubjectID, cohort.Summary]) (Base, error) {
	days := unit.Days()
	if days == 0 {
		return Base{}, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	b := Base{Unit: unit}
	for id, result := range g.All() {
		s, ok := result.Value()
		if !ok {
			return Base{}, fmt.Errorf("%w: %q has no summary: %v", ErrCustomer, id, result.Why())
		}
		if s.Repeats > math.MaxInt32 {
			return Base{}, fmt.Errorf("%w: %q with %d repeat orders", ErrCustomer, id, s.Repeats)
		}
		c := Customer{Repeats: int(s.Repeats), Recency: float64(s.Recency) / days, Age: float64(s.Age) / days}
		spend, known := s.MeanSpend.Value()
		switch {
		case known && b.Currency != 0 && spend.Currency() != 0 && spend.Currency() != b.Currency:
			return Base{}, fmt.Errorf("%w: %q spends %s, others %s", ErrCurrency, id, spend.Currency().Code(), b.Currency.Code())
		case known:
			c.MeanSpend = spend.Decimal(spendPlaces)
			if spend.Currency() != 0 {
				b.Currency = spend.Currency()
			}
		case c.Repeats > 0:
			b.Unvalued++
		}
		if err := c.Validate(); err != nil {
			return Base{}, fmt.Errorf("%q: %w", id, err)
		}
		b.IDs, b.Customers = append(b.IDs, id), append(b.Customers, c)
	}
	if len(b.Customers) == 0 {
		return Base{}, fmt.Errorf("%w: none", ErrTooFew)
	}
	return b, nil
}
