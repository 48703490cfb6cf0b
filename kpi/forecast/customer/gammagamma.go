package customer

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// GammaGamma is the spend model of Fader, Hardie and Lee (2005), JMR 42(4), in the
// parameters of Fader and Hardie's note 025: the values of a customer's orders
// are gamma(p, nu) distributed, the rates nu gamma(q, gamma) over customers. It
// assumes that spend does not depend on the number of orders; see
// SpendCorrelation.
type GammaGamma struct{ p, q, gamma float64 }

// NewGammaGamma returns the model with given parameters, all positive; gamma is
// counted in the currency of the data. It returns an error wrapping ErrParameters.
func NewGammaGamma(p, q, gamma float64) (GammaGamma, error) {
	if err := positiveValues("p, q, gamma", p, q, gamma); err != nil {
		return GammaGamma{}, err
	}
	return GammaGamma{p, q, gamma}, nil
}

// P returns the shape of the distribution of one customer's order values.
func (m GammaGamma) P() float64 { return m.p }

// Q returns the shape of the distribution over customers.
func (m GammaGamma) Q() float64 { return m.q }

// Gamma returns the scale of the distribution over customers, in currency.
func (m GammaGamma) Gamma() float64 { return m.gamma }

// MeanSpend returns the mean order value over all customers, p gamma/(q-1), in
// currency: the estimate for a customer of whom nothing is known. It returns
// an error wrapping ErrNoMean for q <= 1, where the formula is negative and the
// mean does not exist, or ErrParameters for the zero model.
func (m GammaGamma) MeanSpend() (float64, error) {
	return m.mean(0, 0)
}

// ExpectedSpend returns the expected value of one future order of the customer,
// in currency: the customer's own mean, drawn towards the mean of all. For a
// customer without repeat orders it is MeanSpend. It returns an error wrapping
// ErrCustomer for a mean spend that is not above 0 beside repeat orders,
// ErrNoMean where no mean exists, or ErrParameters for the zero model.
func (m GammaGamma) ExpectedSpend(c Customer) (float64, error) {
	if why := c.fault(); why != "" {
		return 0, &Invalid{Index: -1, Customer: c, Reason: why}
	}
	if c.Repeats == 0 {
		return m.mean(0, 0)
	}
	if c.MeanSpend.Sign() <= 0 {
		return 0, &Invalid{Index: -1, Customer: c, Reason: noSpend}
	}
	return m.mean(float64(c.Repeats), c.MeanSpend.InexactFloat64())
}

const noSpend = "mean spend is not above 0"

func (m GammaGamma) mean(x, spend float64) (float64, error) {
	if m.p == 0 {
		return 0, fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	if m.q <= 1 {
		return 0, fmt.Errorf("%w: q = %.4g", ErrNoMean, m.q)
	}
	return counted(m.p * (m.gamma + x*spend) / (m.p*x + m.q - 1))
}

// Density returns the probability density, 0 or more and per unit of currency,
// of a mean spend over so many repeat orders. Errors as for ExpectedSpend, and
// ErrCustomer for a customer without repeat orders.
func (m GammaGamma) Density(c Customer) (float64, error) {
	l, err := m.LogLikelihood(c)
	if err != nil {
		return 0, err
	}
	return counted(math.Exp(l))
}

// LogLikelihood returns the log of Density.
func (m GammaGamma) LogLikelihood(c Customer) (float64, error) {
	if m.p == 0 {
		return 0, fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	if why := c.spendFault(); why != "" {
		return 0, &Invalid{Index: -1, Customer: c, Reason: why}
	}
	l := m.log(float64(c.Repeats), c.MeanSpend.InexactFloat64())
	if math.IsNaN(l) || math.IsInf(l, 0) {
		return 0, ErrNotFinite
	}
	return l, nil
}

func (m GammaGamma) log(x, spend float64) float64 {
	px := m.p * x
	return -numeric.LogBeta(px, m.q) + m.q*math.Log(m.gamma) + (px-1)*math.Log(spend) + px*math.Log(x) -
		(px+m.q)*math.Log(m.gamma+x*spend)
}

// spendFault reads only what the spend model needs, times may be missing.
func (c Customer) spendFault() string {
	switch {
	case c.Repeats <= 0:
		return "no repeat order to take a spend from"
	case c.MeanSpend.Sign() <= 0:
		return noSpend
	}
	return ""
}

// String returns the name and the parameters.
func (m GammaGamma) String() string {
	return fmt.Sprintf("Gamma-Gamma(p=%.4g, q=%.4g, gamma=%.4g)", m.p, m.q, m.gamma)
}
