package customer

import (
	"fmt"
	"math"
)

// MBGNBD is the modified BG/NBD model of Batislam, Denizel and Filiztekin (2007),
// IJRM 24(3), and Hoppe and Wagner (2007): as BGNBD, but a customer may also
// leave right after the first order. It is the default for P(alive), because
// the silence of one-time buyers counts.
type MBGNBD struct {
	unit Unit
	m    betaGeometric
}

// NewMBGNBD returns the model with given parameters, all positive; alpha is a rate
// and counted in unit. It returns an error wrapping ErrUnit or ErrParameters.
func NewMBGNBD(unit Unit, r, alpha, a, b float64) (MBGNBD, error) {
	if err := positive(unit, "r, alpha, a, b", r, alpha, a, b); err != nil {
		return MBGNBD{}, err
	}
	return MBGNBD{unit, betaGeometric{r: r, alpha: alpha, a: a, b: b, early: 1}}, nil
}

// FitMBGNBD fits the model by maximum likelihood to all customers, those without a
// repeat order included (leaving them out is the commonest mistake). Equal
// customers are grouped, the order of the list does not matter. It returns an
// error wrapping ErrUnit, ErrCustomer or, for a list that cannot identify four
// parameters, ErrTooFew; a search that failed is told by Fit.Problem.
func FitMBGNBD(unit Unit, customers []Customer) (Fit[MBGNBD], error) {
	if unit.Days() == 0 {
		return Fit[MBGNBD]{}, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	m, o, g, l, err := betaGeometric{early: 1}.fit(customers)
	if err != nil {
		return Fit[MBGNBD]{}, err
	}
	return Fit[MBGNBD]{
		Model:         MBGNBD{unit, m},
		Parameters:    o.parameters([]string{"r", "alpha", "a", "b"}, []float64{1, 1 / g.scale, 1, 1}),
		LogLikelihood: l, Customers: len(customers), Rows: len(g.rows),
		Gradient: o.gradient, Status: o.status, Evaluations: o.tried,
	}, nil
}

// TimeUnit returns the unit in which the model counts.
func (m MBGNBD) TimeUnit() Unit { return m.unit }

// R returns the shape of the gamma distribution of order rates.
func (m MBGNBD) R() float64 { return m.m.r }

// Alpha returns the rate of the gamma distribution of order rates, in the model's unit.
func (m MBGNBD) Alpha() float64 { return m.m.alpha }

// A returns the first parameter of the beta distribution of leaving probabilities.
func (m MBGNBD) A() float64 { return m.m.a }

// B returns the second parameter of the beta distribution of leaving probabilities.
func (m MBGNBD) B() float64 { return m.m.b }

// LogLikelihood returns the log-likelihood of one customer, in nats. It returns
// an error wrapping ErrCustomer, or ErrParameters for the zero model.
func (m MBGNBD) LogLikelihood(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	l := m.m.logLikelihood(c)
	if math.IsNaN(l) || math.IsInf(l, 0) {
		return 0, ErrNotFinite
	}
	return l, nil
}

// PAlive returns the probability, in [0, 1], that the customer has not left. It
// returns an error wrapping ErrCustomer, or ErrParameters for the zero model.
func (m MBGNBD) PAlive(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	return m.m.pAlive(c), nil
}

// ExpectedOrders returns the expected number of orders, 0 or more, in the
// horizon that begins at the end of the customer's observation. Errors as for
// PAlive, and ErrHorizon or ErrUnit for an unusable horizon.
func (m MBGNBD) ExpectedOrders(c Customer, horizon Span) (float64, error) {
	t, err := m.span(c, horizon)
	if err != nil {
		return 0, err
	}
	return m.m.expected(c, t)
}

// NewCustomerOrders returns the expected number of repeat orders, 0 or more, of
// a new customer in the horizon after the first order.
func (m MBGNBD) NewCustomerOrders(horizon Span) (float64, error) {
	return m.ExpectedOrders(Customer{}, horizon)
}

// OrderProbability returns the probability, in [0, 1], of at least one order in
// the horizon. Errors as for ExpectedOrders.
func (m MBGNBD) OrderProbability(c Customer, horizon Span) (float64, error) {
	t, err := m.span(c, horizon)
	if err != nil {
		return 0, err
	}
	return m.m.orderProbability(c, t), nil
}

// Probability returns the probability, in [0, 1], that a new customer places
// exactly repeats repeat orders in the horizon after the first one; 0 for a
// negative number. Errors as for ExpectedOrders.
func (m MBGNBD) Probability(horizon Span, repeats int) (float64, error) {
	t, err := m.span(Customer{}, horizon)
	if err != nil || repeats < 0 {
		return 0, err
	}
	return m.m.pmf(t, repeats), nil
}

// String returns the name and the parameters.
func (m MBGNBD) String() string {
	return fmt.Sprintf("MBG/NBD(r=%.4g, alpha=%.4g, a=%.4g, b=%.4g per %s)", m.m.r, m.m.alpha, m.m.a, m.m.b, m.unit)
}

func (m MBGNBD) check(c Customer) error {
	if m.unit == 0 {
		return fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	return c.Validate()
}

func (m MBGNBD) span(c Customer, horizon Span) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	return horizon.In(m.unit)
}
