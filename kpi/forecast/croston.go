package forecast

import (
	"fmt"
	"math"
)

// Croston forecasts intermittent demand, of a product that is not asked for in
// most periods: exponential smoothing of the sizes of demand and, apart from it,
// of the intervals between demands (Croston 1972); the forecast is size by
// interval, per period and the same for every step. The zero value takes Alpha
// 0.1 and the correction of Syntetos and Boylan (2005), IJF 21, a factor of
// 1-Alpha/2 (SBA), because Croston's own forecast is too high.
type Croston struct {
	Alpha   float64 // smoothing of sizes and intervals, in (0, 1]; 0 means 0.1
	Classic bool    // without the correction
}

// Name returns "Croston" or "SBA".
func (c Croston) Name() string {
	if c.Classic {
		return "Croston"
	}
	return "SBA"
}

// CrostonModel is the result of Croston's method.
type CrostonModel struct {
	size, interval float64
	alpha          float64
	classic        bool
	demands        int
}

// Fit returns a *CrostonModel. A series without demand forecasts 0. A missing
// period counts neither as demand nor as a period without. It returns an error
// wrapping ErrTooShort for a series without observed periods, ErrNotDefined for
// negative demand, or ErrParameters for an Alpha outside (0, 1].
func (c Croston) Fit(s Series) (Model, error) {
	alpha := c.Alpha
	if alpha == 0 {
		alpha = 0.1
	}
	if !(alpha > 0 && alpha <= 1) {
		return nil, fmt.Errorf("%w: alpha %v, want within (0, 1]", ErrParameters, c.Alpha)
	}
	y := s.complete()
	if countKnown(y) == 0 {
		return nil, tooShort("Croston", 0, 1)
	}
	out := &CrostonModel{alpha: alpha, classic: c.Classic}
	since := 0.0
	for t, v := range y {
		if !known(v) {
			continue
		}
		since++
		switch {
		case v < 0:
			return nil, fmt.Errorf("%w: demand %v in period %d", ErrNotDefined, v, t)
		case v == 0:
			continue
		case out.demands == 0:
			out.size, out.interval = v, since
		default:
			out.size += alpha * (v - out.size)
			out.interval += alpha * (since - out.interval)
		}
		out.demands++
		since = 0
	}
	return out, nil
}

// Size returns the smoothed size of a demand; 0 where there was none.
func (m *CrostonModel) Size() float64 { return m.size }

// Interval returns the smoothed periods from one demand to the next, 1 or more; 0
// where there was no demand.
func (m *CrostonModel) Interval() float64 { return m.interval }

// Forecast returns the same estimate for every step, without intervals: a mean
// demand of 0.4 pieces a month has no sensible normal interval.
func (m *CrostonModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	var f float64
	if m.demands > 0 {
		f = m.size / m.interval
		if !m.classic {
			f *= 1 - m.alpha/2
		}
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, ErrNotFinite
	}
	out := make([]Point, horizon)
	for i := range out {
		out[i] = Point{Step: i + 1, Estimate: f}
	}
	return out, nil
}
