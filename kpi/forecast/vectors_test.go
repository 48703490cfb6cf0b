package forecast_test

import (
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

type baselineOutput struct {
	Mean, Lower80, Upper80, Lower95, Upper95 []float64
	ForecastMean                             []float64 `json:"forecast_mean_R"`
}

func checkIntervals(t *testing.T, c vectors.Case, m forecast.Model, want baselineOutput) {
	t.Helper()
	p80, err := m.Forecast(len(want.Lower80), 0.8)
	must(t, err)
	p95, err := m.Forecast(len(want.Lower95), 0.95)
	must(t, err)
	mean, lower80, upper80 := estimates(p80)
	_, lower95, upper95 := estimates(p95)
	c.Checks(t, "mean", mean, append(want.Mean, want.ForecastMean...))
	c.Checks(t, "lower80", lower80, want.Lower80)
	c.Checks(t, "upper80", upper80, want.Upper80)
	c.Checks(t, "lower95", lower95, want.Lower95)
	c.Checks(t, "upper95", upper95, want.Upper95)
}

func TestBaselineVectors(t *testing.T) {
	methods := map[string]forecast.Method{
		"mean": forecast.Mean{}, "naive": forecast.Naive{}, "snaive": forecast.SeasonalNaive{}, "drift": forecast.Drift{},
	}
	known := map[string]func(*testing.T, vectors.Case){}
	for _, id := range []string{
		"nile_mean", "nile_naive", "nile_drift", "beer_mean", "beer_naive", "beer_drift", "beer_snaive",
		"goog_mean", "goog_naive", "goog_drift", "air_mean", "air_naive", "air_drift", "air_snaive",
	} {
		known[id] = func(t *testing.T, c vectors.Case) {
			var in struct {
				Series, Method string
				H              int
			}
			var out baselineOutput
			c.Decode(t, &in, &out)
			if len(out.Mean) != in.H {
				t.Fatalf("%d means, want %d", len(out.Mean), in.H)
			}
			m, err := methods[in.Method].Fit(named(t, in.Series))
			must(t, err)
			checkIntervals(t, c, m, out)
		}
	}
	vectors.Run(t, 0, "baselines", known)
}

func TestCrostonVectors(t *testing.T) {
	run := func(t *testing.T, c vectors.Case) {
		var in struct {
			Demand []float64
			Alpha  float64
		}
		var out struct {
			Size     *float64 `json:"demand_level"`
			Interval *float64 `json:"interval_level"`
			Croston  float64  `json:"croston_forecast"`
			SBA      *float64 `json:"sba_forecast"`
		}
		c.Decode(t, &in, &out)
		s := series(t, 1, in.Demand...)
		at := func(m forecast.Croston) (float64, *forecast.CrostonModel) {
			fit, err := m.Fit(s)
			must(t, err)
			p, err := fit.Forecast(3, 0.95)
			must(t, err)
			if p[0].Bounded || p[0].Estimate != p[2].Estimate {
				t.Errorf("points %+v", p)
			}
			return p[0].Estimate, fit.(*forecast.CrostonModel)
		}
		f, m := at(forecast.Croston{Alpha: in.Alpha, Classic: true})
		c.Check(t, "Croston", f, out.Croston)
		if out.Size != nil {
			c.Check(t, "size", m.Size(), *out.Size)
			c.Check(t, "interval", m.Interval(), *out.Interval)
		}
		if out.SBA != nil {
			f, _ := at(forecast.Croston{Alpha: in.Alpha})
			c.Check(t, "SBA", f, *out.SBA)
		}
	}
	vectors.Run(t, 0, "croston", map[string]func(*testing.T, vectors.Case){
		"intermittent_34": run, "b2b_orders_24": run, "all_zero": run, "single_demand": run,
	})
}

func TestHoltWintersVectors(t *testing.T) {
	run := func(t *testing.T, c vectors.Case) {
		var in struct {
			Series, Seasonal   string
			Alpha, Beta, Gamma *float64
			First              *int      `json:"start_index"`
			Level              float64   `json:"l_start"`
			Trend              *float64  `json:"b_start"`
			Season             []float64 `json:"s_start_for_first_m"`
		}
		var out struct {
			SSE          float64
			Coefficients map[string]float64
			Forecast     []float64
			Lower95      []float64
			Upper95      []float64
		}
		c.Decode(t, &in, &out)
		h := forecast.HoltWinters{Start: forecast.State{Level: in.Level, Season: in.Season}, First: 1}
		h.Alpha = *in.Alpha
		if in.Beta != nil {
			h.Trend, h.Beta, h.Start.Trend = true, *in.Beta, *in.Trend
			h.First = 2 // the rule of the file for Holt without season
		}
		if in.First != nil {
			h.First = *in.First
		}
		if in.Gamma != nil {
			h.Gamma = *in.Gamma
		}
		switch in.Seasonal {
		case "additive":
			h.Season = forecast.Additive
		case "multiplicative":
			h.Season, h.RIntervals = forecast.Multiplicative, true
		}
		fit, err := h.Fit(named(t, in.Series))
		must(t, err)
		m := fit.(*forecast.HoltWintersModel)
		c.Check(t, "SSE", m.SquaredErrors(), out.SSE)
		c.Check(t, "a", m.Final().Level, out.Coefficients["a"])
		if in.Beta != nil {
			c.Check(t, "b", m.Final().Trend, out.Coefficients["b"])
		}
		for j, s := range m.Final().Season {
			c.Check(t, "s", s, out.Coefficients["s"+itoa(j+1)])
		}
		p, err := m.Forecast(len(out.Forecast), 0.95)
		must(t, err)
		mean, lower, upper := estimates(p)
		c.Checks(t, "forecast", mean, out.Forecast)
		c.Checks(t, "lower", lower, out.Lower95)
		c.Checks(t, "upper", upper, out.Upper95)
	}
	vectors.Run(t, 0, "holt_winters_classic", map[string]func(*testing.T, vectors.Case){
		"co2": run, "air_mult": run, "air_add": run, "nile_ses": run, "holt": run,
	})
}

func TestAccuracyVectors(t *testing.T) {
	type data struct {
		Train, Actual, Forecast []float64
		M                       int
	}
	score := func(t *testing.T, in data, m int) map[string]forecast.Measure {
		a, err := forecast.Score(in.Actual, in.Forecast, in.Train, m)
		must(t, err)
		return map[string]forecast.Measure{
			"ME": a.ME, "MAE": a.MAE, "RMSE": a.RMSE, "MPE": a.MPE, "MAPE": a.MAPE, "MASE": a.MASE,
			"RMSSE": a.RMSSE, "sMAPE_M4": a.SMAPE, "WAPE": a.WAPE,
		}
	}
	run := func(t *testing.T, c vectors.Case) {
		var in data
		var out map[string]any
		c.Decode(t, &in, &out)
		got := score(t, in, in.M)
		got["MASE_nonseasonal_scale"] = score(t, in, 1)["MASE"]
		var checked int
		for name, want := range out {
			m, ok := got[name]
			switch want := want.(type) {
			case float64:
				v, defined := m.Value()
				if !ok || !defined {
					t.Errorf("%s: undefined", name)
					continue
				}
				c.Check(t, name, v, want)
				checked++
			case string:
				if strings.HasPrefix(want, "undefined") {
					if _, defined := m.Value(); defined || !ok {
						t.Errorf("%s = %v, want undefined", name, m)
					}
					checked++
				}
			case map[string]any:
				for name, p := range want {
					v, _ := got[name].Value()
					vectors.Near(t, "published "+name, v, p.(float64), 0, c.Tolerance.PublishedAbs)
					checked++
				}
			}
		}
		if checked < 2 {
			t.Errorf("only %d values compared", checked)
		}
	}
	vectors.Run(t, 0, "forecast_accuracy", map[string]func(*testing.T, vectors.Case){
		"beer_mean": run, "beer_naive": run, "beer_snaive": run, "airpassengers_hw_mult": run,
		"zero_actuals": run, "constant_training_series": run,
		"interval_scores": func(t *testing.T, c vectors.Case) {
			var in struct {
				Actual, Lower, Upper []float64
				Level                float64
			}
			var out struct {
				Coverage float64
				Width    float64   `json:"mean_width"`
				Winkler  []float64 `json:"winkler_scores"`
			}
			c.Decode(t, &in, &out)
			got, err := forecast.ScoreIntervals(in.Actual, in.Lower, in.Upper, in.Level)
			must(t, err)
			v, _ := got.Within.Value()
			c.Check(t, "coverage", v, out.Coverage)
			v, _ = got.Width.Value()
			c.Check(t, "width", v, out.Width)
			var mean float64
			for i, want := range out.Winkler {
				c.Check(t, "Winkler", forecast.IntervalScore(in.Actual[i], in.Lower[i], in.Upper[i], in.Level), want)
				mean += want / float64(len(out.Winkler))
			}
			v, _ = got.Winkler.Value()
			c.Check(t, "mean Winkler", v, mean)
		},
		"pinball_loss": func(t *testing.T, c vectors.Case) {
			var in struct {
				Actual   []float64
				Quantile []float64 `json:"quantile_forecast"`
				Tau      float64
			}
			var out struct{ Losses []float64 }
			c.Decode(t, &in, &out)
			for i, want := range out.Losses {
				c.Check(t, "loss", forecast.PinballLoss(in.Actual[i], in.Quantile[i], in.Tau), want)
			}
		},
	})
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}
