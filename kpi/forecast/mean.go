package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Mean forecasts the mean of all observed values. Its intervals are
// t*s*sqrt(1+1/n), with Student's t of n-1 degrees. It needs two observed periods.
type Mean struct{}

// Name returns "mean".
func (Mean) Name() string { return "mean" }

type meanModel struct{ mean, sd, n float64 }

// Fit returns the model, or an error wrapping ErrTooShort.
func (Mean) Fit(s Series) (Model, error) {
	y := s.complete()
	var m meanModel
	for _, v := range y {
		if known(v) {
			m.n++
			m.mean += v
		}
	}
	if m.n < 2 {
		return nil, tooShort("mean", int(m.n), 2)
	}
	m.mean /= m.n
	for _, v := range y {
		if known(v) {
			m.sd += (v - m.mean) * (v - m.mean)
		}
	}
	m.sd = math.Sqrt(m.sd / (m.n - 1))
	return m, nil
}

func (m meanModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	half := numeric.StudentQuantile((1+level)/2, m.n-1) * m.sd * math.Sqrt(1+1/m.n)
	out := make([]Point, horizon)
	var err error
	for i := range out {
		if out[i], err = bounded(i+1, m.mean, half); err != nil {
			return nil, err
		}
	}
	return out, nil
}
