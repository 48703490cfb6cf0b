package customer

import (
	"fmt"
	"math"
)

// BGNBD is the beta-geometric/NBD model of Fader, Hardie and Lee (2005),
// Marketing Science 24(2). A customer orders at a constant own rate and may leave
// right after each repeat order. Rates are gamma(r, alpha) distributed over
// customers, probabilities of leaving beta(a, b).
//
// Nobody can leave before the first repeat order, therefore every one-time buyer
// counts as alive with certainty, for ever. Where P(alive) matters take MBGNBD.
type BGNBD struct {
	unit Unit
	m    betaGeometric
}

// NewBGNBD returns the model with given parameters, all positive; alpha is a rate
// and counted in unit. It returns an error wrapping ErrUnit or ErrParameters.
func NewBGNBD(unit Unit, r, alpha, a, b float64) (BGNBD, error) {
	if err := positive(unit, "r, alpha, a, b", r, alpha, a, b); err != nil {
		return BGNBD{}, err
	}
	return BGNBD{unit, betaGeometric{r: r, alpha: alpha, a: a, b: b, early: 0}}, nil
}

// FitBGNBD fits the model by maximum likelihood to all customers, those without a
// repeat order included (leaving them out is the commonest mistake). Equal
// customers are grouped, the order of the list does not matter. It returns an
// error wrapping ErrUnit, ErrCustomer or, for a list that cannot identify four
// parameters, ErrTooFew; a search that failed is told by Fit.Problem.
func FitBGNBD(unit Unit, customers []Customer) (Fit[BGNBD], error) {
	if unit.Days() == 0 {
		return Fit[BGNBD]{}, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	m, o, g, l, err := betaGeometric{early: 0}.fit(customers)
	if err != nil {
		return Fit[BGNBD]{}, err
	}
	return Fit[BGNBD]{
		Model:         BGNBD{unit, m},
		Parameters:    o.parameters([]string{"r", "alpha", "a", "b"}, []float64{1, 1 / g.scale, 1, 1}),
		LogLikelihood: l, Customers: len(customers), Rows: len(g.rows),
		Gradient: o.gradient, Status: o.status, Evaluations: o.tried,
	}, nil
}

// TimeUnit returns the unit in which the model counts.
func (m BGNBD) TimeUnit() Unit { return m.unit }

// R returns the shape of the gamma distribution of order rates.
func (m BGNBD) R() float64 { return m.m.r }

// Alpha returns the rate of the gamma distribution of order rates, in the model's unit.
func (m BGNBD) Alpha() float64 { return m.m.alpha }

// A returns the first parameter of the beta distribution of leaving probabilities.
func (m BGNBD) A() float64 { return m.m.a }

// B returns the second parameter of the beta distribution of leaving probabilities.
func (m BGNBD) B() float64 { return m.m.b }

// LogLikelihood returns the log-likelihood of one customer, in nats. It returns
// an error wrapping ErrCustomer, or ErrParameters for the zero model.
func (m BGNBD) LogLikelihood(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	l := m.m.logLikelihood(c)
	if math.IsNaN(l) || math.IsInf(l, 0) {
		return 0, ErrNotFinite
	}
	return l, nil
}

// PAlive returns the probability, in [0, 1], that the customer has not left; 1
// for every customer without a repeat order, by construction of the model
// (Fader and Hardie's note 021). It returns an error wrapping ErrCustomer, or
// ErrParameters for the zero model.
func (m BGNBD) PAlive(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	return m.m.pAlive(c), nil
}

// ExpectedOrders returns the expected number of orders, 0 or more, in the
// horizon that begins at the end of the customer's observation. Errors as for
// PAlive, and ErrHorizon or ErrUnit for an unusable horizon.
func (m BGNBD) ExpectedOrders(c Customer, horizon Span) (float64, error) {
	t, err := m.span(c, horizon)
	if err != nil {
		return 0, err
	}
	return m.m.expected(c, t)
}

// NewCustomerOrders returns the expected number of repeat orders, 0 or more, of
// a new customer in the horizon after the first order.
func (m BGNBD) NewCustomerOrders(horizon Span) (float64, error) {
	return m.ExpectedOrders(Customer{}, horizon)
}

// OrderProbability returns the probability, in [0, 1], of at least one order in
// the horizon. Errors as for ExpectedOrders.
func (m BGNBD) OrderProbability(c Customer, horizon Span) (float64, error) {
	t, err := m.span(c, horizon)
	if err != nil {
		return 0, err
	}
	return m.m.orderProbability(c, t), nil
}

// Probability returns the probability, in [0, 1], that a new customer places
// exactly repeats repeat orders in the horizon after the first one; 0 for a
// negative number. Errors as for ExpectedOrders.
func (m BGNBD) Probability(horizon Span, repeats int) (float64, error) {
	t, err := m.span(Customer{}, horizon)
	if err != nil || repeats < 0 {
		return 0, err
	}
	return m.m.pmf(t, repeats), nil
}

// String returns the name and the parameters.
func (m BGNBD) String() string {
	return fmt.Sprintf("BG/NBD(r=%.4g, alpha=%.4g, a=%.4g, b=%.4g per %s)", m.m.r, m.m.alpha, m.m.a, m.m.b, m.unit)
}

func (m BGNBD) check(c Customer) error {
	if m.unit == 0 {
		return fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	return c.Validate()
}

func (m BGNBD) span(c Customer, horizon Span) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	return horizon.In(m.unit)
}
