package customer

import (
	"fmt"
	"math"
)

// Valuation says how future orders are turned into a present value. The zero
// value is not usable: there is no default step or number of steps.
type Valuation struct {
	Step     Span    // length of one step, for instance Months(1)
	Steps    int     // number of steps of the horizon
	Discount float64 // per step, effective, 0.01 for 1 %; orders of a step are valued at its end
	Margin   float64 // share of an order's value that counts; 0 means 1, the value is revenue
}

func (v Valuation) margin() (float64, error) {
	if !(v.Margin >= 0) || math.IsInf(v.Margin, 0) {
		return 0, fmt.Errorf("%w: margin %v", ErrDiscount, v.Margin)
	}
	if v.Margin == 0 {
		return 1, nil
	}
	return v.Margin, nil
}

// DiscountedOrders returns the expected orders of the customer over the horizon,
// those of step i divided by (1+Discount)^i. The orders of a step are the
// difference of two cumulative expectations; discounting the cumulative ones is
// a known mistake. It returns an error wrapping ErrHorizon for less than one
// step, ErrDiscount for a discount of -100 % or less, and the model's errors.
func (v Valuation) DiscountedOrders(m Model, c Customer) (float64, error) {
	if v.Steps < 1 {
		return 0, fmt.Errorf("%w: %d steps", ErrHorizon, v.Steps)
	}
	if !(v.Discount > -1) || math.IsInf(v.Discount, 0) {
		return 0, fmt.Errorf("%w: %v per step", ErrDiscount, v.Discount)
	}
	if v.Discount == 0 {
		return m.ExpectedOrders(c, Span{v.Step.Length * float64(v.Steps), v.Step.Unit})
	}
	var sum, before float64
	for i := 1; i <= v.Steps; i++ {
		y, err := m.ExpectedOrders(c, Span{v.Step.Length * float64(i), v.Step.Unit})
		if err != nil {
			return 0, err
		}
		sum += (y - before) * math.Exp(-float64(i)*math.Log1p(v.Discount))
		before = y
	}
	return counted(sum)
}

// LifetimeValue returns the present value, in currency, of the customer's future
// orders over the horizon: expected spend per order times discounted expected
// orders times margin. It is a float because it is an estimate. Errors as for
// DiscountedOrders and GammaGamma.ExpectedSpend.
func (v Valuation) LifetimeValue(m Model, spend GammaGamma, c Customer) (float64, error) {
	orders, err := v.DiscountedOrders(m, c)
	if err != nil {
		return 0, err
	}
	return v.value(orders, spend, c)
}

func (v Valuation) value(orders float64, spend GammaGamma, c Customer) (float64, error) {
	margin, err := v.margin()
	if err != nil {
		return 0, err
	}
	each, err := spend.ExpectedSpend(c)
	if err != nil {
		return 0, err
	}
	return counted(orders * each * margin)
}

// PerpetualValue returns the present value, in currency, of all future orders
// of the customer: expected spend times DERT, times margin (0 means 1). rate is
// continuous, per unit of the model's time; see ContinuousRate. Errors as for
// ParetoNBD.DiscountedOrders and GammaGamma.ExpectedSpend.
func PerpetualValue(m ParetoNBD, spend GammaGamma, c Customer, rate, margin float64) (float64, error) {
	orders, err := m.DiscountedOrders(c, rate)
	if err != nil {
		return 0, err
	}
	return Valuation{Margin: margin}.value(orders, spend, c)
}

// ContinuousRate converts an effective annual rate (0.15 for 15 %) to a
// continuous one per period: ln(1+annual)/periods; 52 is the usual number of
// weeks. It returns an error wrapping ErrDiscount for a rate of -100 % or
// less or a number of periods that is not above 0.
func ContinuousRate(annual, periodsPerYear float64) (float64, error) {
	if !(annual > -1) || math.IsInf(annual, 0) || !(periodsPerYear > 0) || math.IsInf(periodsPerYear, 0) {
		return 0, fmt.Errorf("%w: %v a year in %v periods", ErrDiscount, annual, periodsPerYear)
	}
	return math.Log1p(annual) / periodsPerYear, nil
}
