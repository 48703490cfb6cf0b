package forecast_test

import (
	"errors"
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/shopspring/decimal"
)

// What comes in as an exact decimal is given back as it came.
func TestSeriesKeepsDecimals(t *testing.T) {
	exact := decimal.RequireFromString("12345678901234567890.123456789")
	values := []decimal.Decimal{exact, decimal.New(1, -1)}
	s, err := forecast.NewSeries(12, values...)
	must(t, err)
	values[0] = decimal.Zero
	if v, mark := s.At(0); !v.Equal(exact) || mark != forecast.Observed {
		t.Errorf("%v, %v", v, mark)
	}
	if _, mark := s.At(-1); mark != forecast.Missing {
		t.Error("outside is missing")
	}
	if _, mark := s.At(2); mark != forecast.Missing {
		t.Error("outside is missing")
	}
}

// Marking makes a copy.
func TestSeriesIsImmutable(t *testing.T) {
	s := series(t, 1, 1, 2, 3)
	marked, err := s.WithMissing(1)
	must(t, err)
	partial, err := marked.WithPartialLast()
	must(t, err)
	if _, mark := s.At(1); mark != forecast.Observed {
		t.Error("the series changed")
	}
	if s.Running() || marked.Running() || !partial.Running() {
		t.Error("running")
	}
	if got := s.Until(2); got.Len() != 2 || s.Until(9).Len() != 3 || s.Until(-1).Len() != 0 {
		t.Errorf("%d", got.Len())
	}
}

func TestSeriesRefuses(t *testing.T) {
	if _, err := forecast.NewSeries(0); !errors.Is(err, forecast.ErrFrequency) {
		t.Error(err)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), 1e200} {
		if _, err := forecast.FromFloats(1, v); !errors.Is(err, forecast.ErrNotFinite) {
			t.Errorf("%v: %v", v, err)
		}
	}
	if _, err := forecast.NewSeries(1, decimal.New(1, 400)); !errors.Is(err, forecast.ErrNotFinite) {
		t.Error(err)
	}
	s := series(t, 1, 1)
	if _, err := s.WithMissing(1); !errors.Is(err, forecast.ErrIndex) {
		t.Error(err)
	}
	if _, err := (forecast.Series{}).WithPartialLast(); !errors.Is(err, forecast.ErrIndex) {
		t.Error(err)
	}
}

func TestMethodsRefuse(t *testing.T) {
	short, negative := series(t, 4, 1), series(t, 4, 3, -2, 4, 1, 5, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3)
	for _, c := range []struct {
		m    forecast.Method
		s    forecast.Series
		want error
	}{
		{forecast.Naive{}, short, forecast.ErrTooShort},
		{forecast.SeasonalNaive{}, short, forecast.ErrTooShort},
		{forecast.Drift{}, short, forecast.ErrTooShort},
		{forecast.Mean{}, short, forecast.ErrTooShort},
		{forecast.ETS{}, short, forecast.ErrTooShort},
		{forecast.ETS{}, forecast.Series{}, forecast.ErrTooShort},
		{forecast.Croston{}, forecast.Series{}, forecast.ErrTooShort},
		{forecast.Croston{}, negative, forecast.ErrNotDefined},
		{forecast.Croston{Alpha: 2}, negative, forecast.ErrParameters},
		{forecast.ETS{Form: forecast.Form{Error: forecast.Multiplicative}}, negative, forecast.ErrNotDefined},
		{forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Season: forecast.Multiplicative}}, negative, forecast.ErrForm},
		{forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Season: forecast.Additive}}, series(t, 1, 1, 2, 3, 4, 5, 6, 7), forecast.ErrNotDefined},
		{forecast.ETS{Phi: 2}, negative, forecast.ErrParameters},
		{forecast.HoltWinters{Season: forecast.Additive}, negative, forecast.ErrParameters},
		{forecast.HoltWinters{First: 15}, negative, forecast.ErrTooShort},
	} {
		if _, err := c.m.Fit(c.s); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.m.Name(), err, c.want)
		}
	}
	m, err := forecast.Mean{}.Fit(negative)
	must(t, err)
	if _, err := m.Forecast(0, 0.95); !errors.Is(err, forecast.ErrHorizon) {
		t.Error(err)
	}
	if _, err := m.Forecast(1, 1); !errors.Is(err, forecast.ErrLevel) {
		t.Error(err)
	}
	if _, err := forecast.SmoothETS(negative, forecast.Form{Error: forecast.Additive}, forecast.Smoothing{Alpha: math.NaN()}, forecast.State{}); !errors.Is(err, forecast.ErrParameters) {
		t.Error(err)
	}
}

// Where the last periods are missing, naive widens from the last observed one, and
// seasonal naive takes the season before.
func TestBaselinesWithMissingPeriods(t *testing.T) {
	y := []float64{10, 20, 11, 22, 12, 21, 13, 23}
	s := series(t, 2, y...)
	gap, err := s.WithMissing(7)
	must(t, err)
	at := func(m forecast.Method, s forecast.Series) forecast.Point {
		fit, err := m.Fit(s)
		must(t, err)
		p, err := fit.Forecast(2, 0.95)
		must(t, err)
		return p[1]
	}
	if p := at(forecast.SeasonalNaive{}, gap); p.Estimate != 21 {
		t.Errorf("%+v, want the value of two seasons before", p)
	}
	if p := at(forecast.Naive{}, gap); p.Estimate != 13 {
		t.Errorf("%+v, want the last observed value", p)
	}
	full, err := forecast.Naive{}.Fit(gap.Until(7))
	must(t, err)
	ahead, err := full.Forecast(3, 0.95)
	must(t, err)
	if p := at(forecast.Naive{}, gap); math.Abs(p.Upper-ahead[2].Upper) > 1e-12 {
		t.Errorf("%+v, want the width of three steps: %+v", p, ahead[2])
	}
	if p := at(forecast.Drift{}, gap); math.Abs(p.Estimate-(13+3*0.5)) > 1e-12 {
		t.Errorf("%+v, want three slopes of (13-10)/6 on", p)
	}
}

func TestClassifyPatterns(t *testing.T) {
	for want, y := range map[forecast.Pattern][]float64{
		forecast.NoDemand:     {0, 0, 0},
		forecast.Smooth:       {5, 6, 5, 4, 5},
		forecast.Erratic:      {1, 1, 40, 1, 1},
		forecast.Intermittent: {0, 5, 0, 0, 5},
		forecast.Lumpy:        {0, 1, 0, 0, 40, 0, 1},
	} {
		if d := forecast.Classify(series(t, 1, y...)); d.Pattern != want {
			t.Errorf("%v: %v, want %v", y, d, want)
		}
	}
}

// The interval of the next step is that of the one-step errors, whichever season;
// R's own rule is narrower for a multiplicative one.
func TestHoltWintersIntervals(t *testing.T) {
	s := series(t, 2, 10, 20, 11, 22, 12, 21, 13, 23, 12, 25)
	h := forecast.HoltWinters{Alpha: 0.3, Beta: 0.1, Gamma: 0.2, Trend: true, Season: forecast.Multiplicative, First: 2,
		Start: forecast.State{Level: 15, Trend: 0.5, Season: []float64{0.7, 1.3}}}
	width := func(h forecast.HoltWinters) float64 {
		m, err := h.Fit(s)
		must(t, err)
		p, err := m.Forecast(1, 0.95)
		must(t, err)
		return p[0].Upper - p[0].Lower
	}
	ours := width(h)
	h.RIntervals = true
	if psi := 0.3 + 0.2*0.7; math.Abs(width(h)/ours-psi) > 1e-12 {
		t.Errorf("R's first interval is %.4f of ours, want %.4f", width(h)/ours, psi)
	}
}
