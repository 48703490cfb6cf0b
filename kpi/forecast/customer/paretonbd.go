package customer

import (
	"fmt"
	"math"
)

// ParetoNBD is the model of Schmittlein, Morrison and Colombo (1987): a customer
// orders at a constant own rate and leaves, unseen, at any moment. Order rates
// are gamma(r, alpha) distributed over customers, rates of leaving gamma(s, beta).
// It is the one model here with a value over an infinite horizon.
type ParetoNBD struct {
	unit Unit
	m    pareto
}

// NewParetoNBD returns the model with given parameters, all positive; alpha and
// beta are rates and counted in unit. It returns an error wrapping ErrUnit or
// ErrParameters.
func NewParetoNBD(unit Unit, r, alpha, s, beta float64) (ParetoNBD, error) {
	if err := positive(unit, "r, alpha, s, beta", r, alpha, s, beta); err != nil {
		return ParetoNBD{}, err
	}
	return ParetoNBD{unit, pareto{r, alpha, s, beta}}, nil
}

// FitParetoNBD fits the model by maximum likelihood to all customers, those
// without a repeat order included. The optimum is often flat in s and beta:
// compare likelihoods before parameters. Errors as for FitMBGNBD.
func FitParetoNBD(unit Unit, customers []Customer) (Fit[ParetoNBD], error) {
	if unit.Days() == 0 {
		return Fit[ParetoNBD]{}, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	m, o, g, err := fitPareto(customers)
	if err != nil {
		return Fit[ParetoNBD]{}, err
	}
	return Fit[ParetoNBD]{
		Model:         ParetoNBD{unit, m},
		Parameters:    o.parameters([]string{"r", "alpha", "s", "beta"}, []float64{1, 1 / g.scale, 1, 1 / g.scale}),
		LogLikelihood: logLikelihoodOf(o, g), Customers: len(customers), Rows: len(g.rows),
		Gradient: o.gradient, Status: o.status, Evaluations: o.tried,
	}, nil
}

// TimeUnit returns the unit in which the model counts.
func (m ParetoNBD) TimeUnit() Unit { return m.unit }

// R returns the shape of the gamma distribution of order rates.
func (m ParetoNBD) R() float64 { return m.m.r }

// Alpha returns the rate of the gamma distribution of order rates, in the model's unit.
func (m ParetoNBD) Alpha() float64 { return m.m.alpha }

// S returns the shape of the gamma distribution of leaving rates.
func (m ParetoNBD) S() float64 { return m.m.s }

// Beta returns the rate of the gamma distribution of leaving rates, in the model's unit.
func (m ParetoNBD) Beta() float64 { return m.m.beta }

// LogLikelihood returns the log-likelihood of one customer, in nats. It returns
// an error wrapping ErrCustomer, ErrParameters for the zero model, or
// ErrNotFinite where the parameters are too extreme to be evaluated.
func (m ParetoNBD) LogLikelihood(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	l := m.m.logLikelihood(float64(c.Repeats), c.Recency, c.Age)
	if math.IsNaN(l) || math.IsInf(l, 0) {
		return 0, ErrNotFinite
	}
	return l, nil
}

// PAlive returns the probability, in [0, 1], that the customer has not left.
// Errors as for LogLikelihood.
func (m ParetoNBD) PAlive(c Customer) (float64, error) {
	if err := m.check(c); err != nil {
		return 0, err
	}
	return m.m.pAlive(float64(c.Repeats), c.Recency, c.Age)
}

// ExpectedOrders returns the expected number of orders, 0 or more, in the
// horizon that begins at the end of the customer's observation. Errors as for
// PAlive, and ErrHorizon or ErrUnit for an unusable horizon.
func (m ParetoNBD) ExpectedOrders(c Customer, horizon Span) (float64, error) {
	alive, t, err := m.alive(c, horizon)
	if err != nil {
		return 0, err
	}
	return counted(m.m.expected(float64(c.Repeats), c.Age, t) * alive)
}

// NewCustomerOrders returns the expected number of repeat orders, 0 or more, of
// a new customer in the horizon after the first order.
func (m ParetoNBD) NewCustomerOrders(horizon Span) (float64, error) {
	return m.ExpectedOrders(Customer{}, horizon)
}

// OrderProbability returns the probability, in [0, 1], of at least one order in
// the horizon, by quadrature. Errors as for ExpectedOrders.
func (m ParetoNBD) OrderProbability(c Customer, horizon Span) (float64, error) {
	alive, t, err := m.alive(c, horizon)
	if err != nil {
		return 0, err
	}
	return probability(alive * m.m.firstOrder(float64(c.Repeats), c.Age, t)), nil
}

// Probability returns the probability, in [0, 1], that a new customer places
// exactly repeats repeat orders in the horizon after the first one, by
// quadrature; 0 for a negative number. Errors as for ExpectedOrders.
func (m ParetoNBD) Probability(horizon Span, repeats int) (float64, error) {
	_, t, err := m.alive(Customer{}, horizon)
	if err != nil || repeats < 0 {
		return 0, err
	}
	return probability(m.m.pmf(t, float64(repeats))), nil
}

// DiscountedOrders returns DERT: the expected number of all future orders, each
// discounted continuously at rate per unit of the model's time (Fader, Hardie
// and Lee 2005, JMR 42). rate must be above 0, else the sum may be infinite; it
// returns an error wrapping ErrDiscount, and those of PAlive.
func (m ParetoNBD) DiscountedOrders(c Customer, rate float64) (float64, error) {
	if !(rate > 0) || math.IsInf(rate, 0) {
		return 0, fmt.Errorf("%w: continuous rate %v, want above 0", ErrDiscount, rate)
	}
	alive, err := m.PAlive(c)
	if err != nil {
		return 0, err
	}
	return counted(alive * m.m.discounted(float64(c.Repeats), c.Age, rate))
}

// String returns the name and the parameters.
func (m ParetoNBD) String() string {
	return fmt.Sprintf("Pareto/NBD(r=%.4g, alpha=%.4g, s=%.4g, beta=%.4g per %s)", m.m.r, m.m.alpha, m.m.s, m.m.beta, m.unit)
}

func (m ParetoNBD) check(c Customer) error {
	if m.unit == 0 {
		return fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	return c.Validate()
}

func (m ParetoNBD) alive(c Customer, horizon Span) (alive, t float64, err error) {
	if alive, err = m.PAlive(c); err != nil {
		return 0, 0, err
	}
	t, err = horizon.In(m.unit)
	return alive, t, err
}
