package customer

import (
	"fmt"
	"math"
)

// NextOrder returns the time, from the end of the customer's observation and in
// the model's unit, by which the next order has come with the given
// probability; Span.After turns it into a date. ok is false where no horizon
// (up to a million times the customer's age or one unit) reaches the
// probability, because the customer has too probably left: then there is no
// date to name. With 0.5 it is the median. It returns an error wrapping
// ErrHorizon for a probability outside (0, 1), and the model's errors.
func NextOrder(m Model, c Customer, probability float64) (wait Span, ok bool, err error) {
	if !(probability > 0 && probability < 1) {
		return Span{}, false, fmt.Errorf("%w: probability %v, want within (0, 1)", ErrHorizon, probability)
	}
	unit := m.TimeUnit()
	at := func(t float64) (float64, error) { return m.OrderProbability(c, Span{t, unit}) }
	limit := 1e6 * max(1, c.Age)
	if p, err := at(limit); err != nil || p < probability {
		return Span{}, false, err
	}
	// Halving the logarithm of the time: waits span many orders of magnitude.
	low, high := math.Log(1e-6), math.Log(limit)
	for range 60 {
		mid := (low + high) / 2
		p, err := at(math.Exp(mid))
		if err != nil {
			return Span{}, false, err
		}
		if p < probability {
			low = mid
		} else {
			high = mid
		}
	}
	return Span{math.Exp(high), unit}, true, nil
}
