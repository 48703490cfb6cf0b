package forecast

import (
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Drift continues the straight line from the first observed value to the last.
// The variance h steps ahead is h*mse + (h*se)^2, with mse that of the changes
// around the slope and se the slope's standard error. It needs three observed
// periods in a row.
type Drift struct{}

// Name returns "drift".
func (Drift) Name() string { return "drift" }

type driftModel struct {
	last, slope, mse, se float64
	gap                  int // periods between the last observed and the last one
}

// Fit returns the model, or an error wrapping ErrTooShort.
func (Drift) Fit(s Series) (Model, error) {
	y := s.complete()
	first, last := ends(y)
	if last <= first {
		return nil, tooShort("drift", countKnown(y), 3)
	}
	m := driftModel{slope: (y[last] - y[first]) / float64(last-first)}
	var n, sum, squares float64
	for t := first + 1; t <= last; t++ {
		if known(y[t]) && known(y[t-1]) {
			e := y[t] - y[t-1] - m.slope
			n++
			sum += e
			squares += e * e
		}
	}
	if n < 2 {
		return nil, tooShort("drift", countKnown(y), 3)
	}
	m.mse = squares / (n - 1)
	m.se = math.Sqrt(max(0, squares-sum*sum/n)/(n-1)) / math.Sqrt(n)
	m.last, m.gap = y[last], len(y)-1-last
	return m, nil
}

func (m driftModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	z := numeric.NormalQuantile((1 + level) / 2)
	out := make([]Point, horizon)
	var err error
	for i := range out {
		h := float64(i + 1 + m.gap)
		if out[i], err = bounded(i+1, m.last+h*m.slope, z*math.Sqrt(h*m.mse+h*m.se*h*m.se)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ends returns the first and the last observed period; last is below first where there is none.
func ends(y []float64) (first, last int) {
	first, last = 0, len(y)-1
	for first < len(y) && !known(y[first]) {
		first++
	}
	for last >= 0 && !known(y[last]) {
		last--
	}
	return first, last
}
