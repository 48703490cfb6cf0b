package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Naive forecasts the last observed value. Its intervals grow with the root of
// the distance: z*sqrt(h*sigma2), sigma2 the mean squared change from one
// period to the next. It needs one such change.
type Naive struct{}

// Name returns "naive".
func (Naive) Name() string { return "naive" }

// Fit returns the model, or an error wrapping ErrTooShort.
func (Naive) Fit(s Series) (Model, error) { return fitLag("naive", s, 1) }

// SeasonalNaive forecasts the last observed value of the same season. Its
// intervals are z*sqrt(k*sigma2), k the seasons ahead, sigma2 the mean squared
// change over a season. It is what every forecast of this package is compared
// with; at frequency 1 it is Naive.
type SeasonalNaive struct{}

// Name returns "seasonal naive".
func (SeasonalNaive) Name() string { return "seasonal naive" }

// Fit returns the model, or an error wrapping ErrTooShort.
func (SeasonalNaive) Fit(s Series) (Model, error) {
	return fitLag("seasonal naive", s, max(1, s.frequency))
}

// lagModel repeats what was observed lag periods before.
type lagModel struct {
	lag    int
	last   []float64 // last observed value of each season, the next period's first
	ahead  []int     // seasons between it and the next period of that season
	sigma2 float64
}

func fitLag(name string, s Series, lag int) (Model, error) {
	m := lagModel{lag: lag}
	y := s.complete()
	var n int
	for t := lag; t < len(y); t++ {
		if known(y[t]) && known(y[t-lag]) {
			n++
			m.sigma2 += (y[t] - y[t-lag]) * (y[t] - y[t-lag])
		}
	}
	if n == 0 {
		return nil, tooShort(name, countKnown(y), lag+1)
	}
	m.sigma2 /= float64(n)
	m.last, m.ahead = make([]float64, lag), make([]int, lag)
	for j := range lag {
		k := 1
		for t := len(y) + j - lag; ; t, k = t-lag, k+1 {
			if t < 0 {
				return nil, tooShort(name, countKnown(y), lag)
			}
			if known(y[t]) {
				m.last[j], m.ahead[j] = y[t], k
				break
			}
		}
	}
	return m, nil
}

func (m lagModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	z := numeric.NormalQuantile((1 + level) / 2)
	out := make([]Point, horizon)
	var err error
	for h := range out {
		j := h % m.lag
		k := m.ahead[j] + h/m.lag
		if out[h], err = bounded(h+1, m.last[j], z*math.Sqrt(float64(k)*m.sigma2)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
