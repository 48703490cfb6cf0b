package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Forecast returns means and prediction intervals. The variances are exact for
// the form: class 1 (additive error), class 2 (multiplicative error, no or
// additive season) and class 3 (multiplicative error and season) of Hyndman et
// al. (2008), chapter 6. They do not know that parameters are estimates.
// Intervals assume normal errors and may reach below zero. It returns an error
// wrapping ErrHorizon, ErrLevel, ErrTooShort where no variance is defined, or
// ErrNotFinite where a multiplicative form explodes within the horizon.
func (m *ETSModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	sigma2, ok := m.Variance().Value()
	if !ok {
		return nil, tooShort(m.form.String(), m.n, m.all+1)
	}
	mean, variance := m.moments(horizon, sigma2)
	z := numeric.NormalQuantile((1 + level) / 2)
	out := make([]Point, horizon)
	var err error
	for h := range out {
		if out[h], err = bounded(h+1, mean[h], z*math.Sqrt(variance[h])); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// moments returns mean and variance of the next periods.
func (m *ETSModel) moments(horizon int, sigma2 float64) (mean, variance []float64) {
	if m.form.Season == Multiplicative {
		return m.productMoments(horizon, sigma2)
	}
	mean = m.path(horizon)
	c := m.weights(horizon)
	variance = make([]float64, horizon)
	if m.form.Error == Additive {
		sum := 1.0
		for h := range horizon {
			if h > 0 {
				sum += c[h] * c[h]
			}
			variance[h] = sigma2 * sum
		}
		return mean, variance
	}
	// theta is the second moment of mu; each earlier innovation scales with its own.
	theta := make([]float64, horizon)
	for h := range horizon {
		theta[h] = mean[h] * mean[h]
		for j := 1; j <= h; j++ {
			theta[h] += sigma2 * c[j] * c[j] * theta[h-j]
		}
		variance[h] = (1+sigma2)*theta[h] - mean[h]*mean[h]
	}
	return mean, variance
}

// path continues the recursion without innovations.
func (m *ETSModel) path(horizon int) []float64 {
	out := make([]float64, horizon)
	l, b := m.final.Level, m.final.Trend
	for h := range out {
		b *= m.p.Phi
		l += b
		out[h] = l
		switch m.form.Season {
		case Additive:
			out[h] += m.final.Season[h%m.frequency]
		case Multiplicative:
			out[h] *= m.final.Season[h%m.frequency]
		}
	}
	return out
}

// weights returns c_j, what an innovation adds to the value j periods later:
// alpha + beta(phi+...+phi^j) + gamma in the same season.
func (m *ETSModel) weights(horizon int) []float64 {
	c := make([]float64, horizon)
	power, sum := 1.0, 0.0
	for j := 1; j < horizon; j++ {
		power *= m.p.Phi
		sum += power
		c[j] = m.p.Alpha + m.p.Beta*sum
		if m.form.Season != None && j%m.frequency == 0 {
			c[j] += m.p.Gamma
		}
	}
	return c
}
