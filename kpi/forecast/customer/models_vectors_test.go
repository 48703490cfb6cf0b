package customer_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

func fitBG(t *testing.T, c []customer.Customer) (float64, []customer.Parameter, error) {
	f, err := customer.FitBGNBD(customer.Week, c)
	must(t, err)
	return f.LogLikelihood, f.Parameters, f.Problem()
}

func fitMBG(t *testing.T, c []customer.Customer) (float64, []customer.Parameter, error) {
	f, err := customer.FitMBGNBD(customer.Week, c)
	must(t, err)
	return f.LogLikelihood, f.Parameters, f.Problem()
}

func fitPareto(t *testing.T, c []customer.Customer) (float64, []customer.Parameter, error) {
	f, err := customer.FitParetoNBD(customer.Week, c)
	must(t, err)
	return f.LogLikelihood, f.Parameters, f.Problem()
}

func TestBGNBDVectors(t *testing.T) {
	vectors.Run(t, depth, "bgnbd", map[string]func(*testing.T, vectors.Case){
		"fit_cdnow_weeks_exact":                         fitted(fitBG),
		"fit_cdnow_weeks_rounded2":                      fitted(fitBG),
		"fit_cdnow_full_78_weeks":                       fitted(fitBG),
		"loglik_fixed_params_cdnow":                     sumLogLikelihood(bg),
		"loglik_one_customer":                           oneCustomer(bg),
		"expected_purchases_new_customer_hardie_excel":  newCustomer(bg),
		"cond_expectation_hardie_excel":                 oneCustomer(bg),
		"btyd_walkthrough_customer_1516":                oneCustomer(bg),
		"btyd_walkthrough_expectation_52w":              oneHorizon(bg),
		"btyd_walkthrough_increasing_frequency_paradox": frequencies(bg),
		"pmf_btyd_manual":                               mass(bg),
		"p_alive_btyd_manual":                           alive(bg),
		"zero_repeat_is_alive":                          alive(bg),
		"eval_paper_params":                             evaluate(bg),
		"eval_a_above_1":                                evaluate(bg),
		"edge_a_equals_1":                               evaluate(bg),
		"edge_a_near_1":                                 evaluate(bg),
		"edge_a_plus_b_below_1":                         evaluate(bg),
		"edge_a_plus_b_equals_1":                        evaluate(bg),
		"edge_overflow_high_frequency":                  evaluate(bg),
		"edge_lifetimes_no_warning_case":                evaluate(bg),
		"b2b_daily_units_two_years":                     evaluate(bg),
		"scale_invariance":                              inDays,
		"holdout_forecast_cdnow_weeks_40_78":            holdout,
	})
}

func TestMBGNBDVectors(t *testing.T) {
	vectors.Run(t, depth, "mbgnbd", map[string]func(*testing.T, vectors.Case){
		"fit_cdnow_weeks_exact":           fitted(fitMBG),
		"eval_cdnow_params":               evaluate(mbg),
		"eval_b2b":                        evaluate(mbg),
		"expected_purchases_new_customer": newCustomer(mbg),
		"p_alive_zero_repeat_decreases":   alive(mbg),
	})
}

func TestParetoNBDVectors(t *testing.T) {
	vectors.Run(t, depth, "pareto_nbd", map[string]func(*testing.T, vectors.Case){
		"fit_cdnow_weeks_exact":                         fitted(fitPareto),
		"fit_cdnow_full_78_weeks":                       fitted(fitPareto),
		"loglik_fixed_params_cdnow":                     sumLogLikelihood(pareto),
		"loglik_one_customer":                           oneCustomer(pareto),
		"expectation_btyd_manual":                       newCustomer(pareto),
		"cond_expectation_btyd_manual":                  conditionals,
		"btyd_walkthrough_customer_1516":                oneCustomer(pareto),
		"btyd_walkthrough_expectation_52w":              oneHorizon(pareto),
		"btyd_walkthrough_increasing_frequency_paradox": frequencies(pareto),
		"p_alive_btyd_manual":                           alive(pareto),
		"pmf":                                           mass(pareto),
		"dert_btyd_manual":                              discounted,
		"dert_stability":                                discounted,
		"eval_paper_params":                             evaluate(pareto),
		"eval_alpha_less_than_beta":                     evaluate(pareto),
		"edge_alpha_equals_beta":                        evaluate(pareto),
		"edge_s_equals_1":                               evaluate(pareto),
		"edge_s_near_1":                                 evaluate(pareto),
		"edge_lifetimes_overflow":                       evaluate(pareto),
		"edge_clvtools_palive_nan":                      evaluate(pareto),
		"edge_lifetimes_conditional_underflow":          evaluate(pareto),
		"b2b_daily_units_two_years":                     evaluate(pareto),
	})
}

// The same customers counted in days: alpha is a rate and grows by 7.
func inDays(t *testing.T, c vectors.Case) {
	var out struct {
		Alpha  float64 `json:"alpha_days"`
		LogLik float64 `json:"loglik_days"`
	}
	c.Decode(t, &struct{}{}, &out)
	customers, _ := cdnow(t)
	for i := range customers {
		customers[i].Recency *= 7
		customers[i].Age *= 7
	}
	f, err := customer.FitBGNBD(customer.Day, customers)
	must(t, err)
	must(t, f.Problem())
	vectors.Near(t, "alpha", f.Model.Alpha(), out.Alpha, c.Tolerance.ParamsRel, 0)
	vectors.Near(t, "log-likelihood", f.LogLikelihood, out.LogLik, 0, c.Tolerance.LogLikAbs)
}

func holdout(t *testing.T, c vectors.Case) {
	var out struct {
		Sum    float64 `json:"sum_cond_expected"`
		Actual int     `json:"actual_holdout_sum"`
		Bins   struct{ Predicted, Actual []float64 }
		MAE    float64 `json:"mae_per_customer"`
	}
	c.Decode(t, &struct{}{}, &out)
	c.Decode(t, &struct{}{}, &struct {
		B *struct{ Predicted, Actual []float64 } `json:"mean_by_x_bin_0..6_7plus"`
	}{&out.Bins})
	customers, actual := cdnow(t)
	f, err := customer.FitBGNBD(customer.Week, customers)
	must(t, err)
	h, err := customer.Compare(customers, actual, customer.Weeks(39), f.Model)
	must(t, err)
	vectors.Near(t, "sum", h[0].Total, out.Sum, c.Tolerance.SumRel, 0)
	vectors.Near(t, "MAE", h[0].MAE, out.MAE, 0, 0.0005)
	if total(actual) != out.Actual {
		t.Errorf("actual orders %d, want %d", total(actual), out.Actual)
	}
	var predicted, real, n [8]float64
	for i, cu := range customers {
		e, err := f.Model.ExpectedOrders(cu, customer.Weeks(39))
		must(t, err)
		b := min(cu.Repeats, 7)
		predicted[b] += e
		real[b] += float64(actual[i])
		n[b]++
	}
	for b := range n {
		vectors.Near(t, "predicted", predicted[b]/n[b], out.Bins.Predicted[b], 0, c.Tolerance.BinsAbs)
		vectors.Near(t, "actual", real[b]/n[b], out.Bins.Actual[b], 0, c.Tolerance.BinsAbs)
	}
}

func conditionals(t *testing.T, c vectors.Case) {
	var out output
	in := map[string]any{}
	c.Decode(t, &in, &out)
	var shape struct {
		Params parameters
		Points []point
	}
	c.Decode(t, &shape, &out)
	m := pareto(t, shape.Params)
	for i, p := range shape.Points {
		cu := p.customer()
		cu.Age = in["T"].(float64)
		got, err := m.ExpectedOrders(cu, customer.Weeks(in["t"].(float64)))
		c.Check(t, "expected", value(t, got, err), out.Values[i])
	}
}

func discounted(t *testing.T, c vectors.Case) {
	var in struct {
		Params parameters
		Points []point
		Rate   float64 `json:"discount_continuous_per_week"`
	}
	var out output
	c.Decode(t, &in, &out)
	m, err := customer.NewParetoNBD(customer.Week, in.Params.R, in.Params.Alpha, in.Params.S, in.Params.Beta)
	must(t, err)
	for i, p := range in.Points {
		got, err := m.DiscountedOrders(p.customer(), in.Rate+p.D)
		c.Check(t, "DERT", value(t, got, err), out.Values[i])
	}
}
