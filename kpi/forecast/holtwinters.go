package forecast

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// HoltWinters is the classic recursion of Holt and Winters (1960) with given
// parameters and start, for those who have to reproduce a figure of a spread-
// sheet or of R's HoltWinters; to forecast, take ETS. Beta and Gamma are
// the classic ones, not those of the state space.
type HoltWinters struct {
	Alpha float64
	Beta  float64 // read where Trend is true
	Gamma float64 // read where Season is not None
	Trend bool
	// Season is None, Additive or Multiplicative; its length is the frequency of the series.
	Season Component
	// Start is the state before period First; of its Season, the first applies
	// to period First.
	Start State
	First int
	// RIntervals reproduces the intervals that R prints for a multiplicative
	// season with trend. They differ from the published ones in two places:
	// the latest error enters with alpha + gamma(1-alpha) instead of 1, and where
	// a horizon is a whole number of seasons, the trend stands in for a seasonal.
	RIntervals bool
}

// Name returns "Holt-Winters".
func (HoltWinters) Name() string { return "Holt-Winters" }

// HoltWintersModel is the classic recursion at the end of a series.
type HoltWintersModel struct {
	h        HoltWinters
	final    State
	squares  float64
	variance float64
	m        int
}

// Fit returns a *HoltWintersModel. It returns an error wrapping ErrParameters for
// a start that does not suit the season, ErrTooShort where fewer than two
// periods follow First, or ErrNotDefined for missing periods, which the
// classic recursion does not know, and for a division by zero.
func (h HoltWinters) Fit(s Series) (Model, error) {
	m := &HoltWintersModel{h: h, m: 1, final: h.Start.copy()}
	want := 0
	if h.Season != None {
		m.m, want = max(1, s.frequency), max(1, s.frequency)
	}
	if h.Season == Damped || len(h.Start.Season) != want || h.First < 0 {
		return nil, fmt.Errorf("%w: %d seasonals for a season of %d, first period %d", ErrParameters, len(h.Start.Season), want, h.First)
	}
	y := s.complete()
	if len(y) < h.First+2 {
		return nil, tooShort("Holt-Winters", len(y), h.First+2)
	}
	if !h.Trend {
		m.h.Beta, m.final.Trend = 0, 0
	}
	if h.Season == None {
		m.h.Gamma = 0
	}
	var sum float64
	for t, v := range y[h.First:] {
		if !known(v) {
			return nil, fmt.Errorf("%w: Holt-Winters with period %d missing", ErrNotDefined, h.First+t)
		}
		e := v - m.next(t)
		m.step(t, v)
		sum += e
		m.squares += e * e
	}
	n := float64(len(y) - h.First)
	m.variance = (m.squares - sum*sum/n) / (n - 1)
	if math.IsNaN(m.squares) || math.IsInf(m.squares, 0) {
		return nil, fmt.Errorf("%w: Holt-Winters divides by zero", ErrNotDefined)
	}
	if m.m > 1 { // the first seasonal has to be that of the next period
		turn := (len(y) - h.First) % m.m
		m.final.Season = append(m.final.Season[turn:len(m.final.Season):len(m.final.Season)], m.final.Season[:turn]...)
	}
	return m, nil
}

func (m *HoltWintersModel) next(t int) float64 {
	base := m.final.Level + m.final.Trend
	switch m.h.Season {
	case Additive:
		return base + m.final.Season[t%m.m]
	case Multiplicative:
		return base * m.final.Season[t%m.m]
	}
	return base
}

func (m *HoltWintersModel) step(t int, v float64) {
	s := &m.final
	before, base := s.Level, s.Level+s.Trend
	switch m.h.Season {
	case Additive:
		s.Level = m.h.Alpha*(v-s.Season[t%m.m]) + (1-m.h.Alpha)*base
		s.Season[t%m.m] = m.h.Gamma*(v-s.Level) + (1-m.h.Gamma)*s.Season[t%m.m]
	case Multiplicative:
		s.Level = m.h.Alpha*(v/s.Season[t%m.m]) + (1-m.h.Alpha)*base
		s.Season[t%m.m] = m.h.Gamma*(v/s.Level) + (1-m.h.Gamma)*s.Season[t%m.m]
	default:
		s.Level = m.h.Alpha*v + (1-m.h.Alpha)*base
	}
	if m.h.Trend {
		s.Trend = m.h.Beta*(s.Level-before) + (1-m.h.Beta)*s.Trend
	}
}

// Final returns the coefficients after the last period.
func (m *HoltWintersModel) Final() State { return m.final.copy() }

// SquaredErrors returns the sum of squared one-step errors.
func (m *HoltWintersModel) SquaredErrors() float64 { return m.squares }

// Forecast continues the recursion. Intervals follow Yar and Chatfield (1990) for
// the additive, Chatfield and Yar (1991) for the multiplicative season, with
// the sample variance of the one-step errors.
func (m *HoltWintersModel) Forecast(horizon int, level float64) ([]Point, error) {
	if err := checkForecast(horizon, level); err != nil {
		return nil, err
	}
	z := numeric.NormalQuantile((1 + level) / 2)
	out := make([]Point, horizon)
	var err error
	for i := range out {
		estimate := m.final.Level + float64(i+1)*m.final.Trend
		switch m.h.Season {
		case Additive:
			estimate += m.final.Season[i%m.m]
		case Multiplicative:
			estimate *= m.final.Season[i%m.m]
		}
		var sum float64
		for j := range i + 1 {
			w := m.weight(i, j)
			sum += w * w
		}
		if out[i], err = bounded(i+1, estimate, z*math.Sqrt(m.variance*sum)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// weight returns what an error adds to the value j periods later, which is the
// i-th of the forecast.
func (m *HoltWintersModel) weight(i, j int) float64 {
	r := m.h.RIntervals && m.h.Season == Multiplicative
	if j == 0 && !r {
		return 1
	}
	psi := m.h.Alpha * (1 + float64(j)*m.h.Beta)
	if m.h.Season != None && j%m.m == 0 {
		psi += m.h.Gamma * (1 - m.h.Alpha)
	}
	if m.h.Season != Multiplicative {
		return psi
	}
	from := m.final.Season[((i-j)%m.m+m.m)%m.m]
	if r && (i%m.m+1-j)%m.m == 0 {
		from = m.final.Trend
	}
	return psi * m.final.Season[i%m.m] / from
}
