package customer_test

import (
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"github.com/shopspring/decimal"
)

// purchase is what the three models have in common beyond Model.
type purchase interface {
	customer.Model
	LogLikelihood(customer.Customer) (float64, error)
	Probability(customer.Span, int) (float64, error)
}

type parameters struct{ R, Alpha, A, B, S, Beta float64 }

type point struct {
	X         int
	Tx        float64  `json:"t_x"`
	Age       float64  `json:"T"`
	Until     float64  `json:"t"`
	D         float64  `json:"d"`
	TxDays    *float64 `json:"tx_days"`
	Days      float64  `json:"T_days"`
	MeanSpend float64  `json:"mean_spend"`
}

func (p point) customer() customer.Customer {
	c := customer.Customer{Repeats: p.X, Recency: p.Tx, Age: p.Age, MeanSpend: decimal.NewFromFloat(p.MeanSpend)}
	if p.TxDays != nil {
		c.Recency, c.Age = *p.TxDays/7, p.Days/7
	}
	return c
}

type input struct {
	Params  parameters `json:"params"`
	Points  []point    `json:"points"`
	Rows    []point    `json:"rows"`
	Dataset string     `json:"dataset"`
	point
}

type output struct {
	Value      float64
	Values     []float64
	LogLik     float64         `json:"loglik"`
	Cond       float64         `json:"cond_expected"`
	PAlive     float64         `json:"p_alive"`
	Params     parameters      `json:"params"`
	StdErrors  parameters      `json:"std_errors"`
	Rows       []expectedPoint `json:"rows"`
	NCustomers int             `json:"n_customers"`
}

type expectedPoint struct {
	LogLik float64 `json:"loglik"`
	PAlive float64 `json:"p_alive"`
	Cond   float64 `json:"cond_expected"`
}

type maker func(t *testing.T, p parameters) purchase

func bg(t *testing.T, p parameters) purchase {
	m, err := customer.NewBGNBD(customer.Week, p.R, p.Alpha, p.A, p.B)
	must(t, err)
	return m
}

func mbg(t *testing.T, p parameters) purchase {
	m, err := customer.NewMBGNBD(customer.Week, p.R, p.Alpha, p.A, p.B)
	must(t, err)
	return m
}

func pareto(t *testing.T, p parameters) purchase {
	m, err := customer.NewParetoNBD(customer.Week, p.R, p.Alpha, p.S, p.Beta)
	must(t, err)
	return m
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, v float64, err error) float64 {
	t.Helper()
	must(t, err)
	return v
}

// single reads cases of which every number is given in words of the file: t may be a list.
type series struct {
	Params parameters `json:"params"`
	T      []float64  `json:"t"`
	X      []int      `json:"x"`
	Tx     float64    `json:"t_x"`
}

func newCustomer(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in series
		var out output
		c.Decode(t, &in, &out)
		m := of(t, in.Params)
		var all []float64
		for i, h := range in.T {
			got, err := m.NewCustomerOrders(customer.Weeks(h))
			c.Check(t, "orders", value(t, got, err), out.Values[i])
			all = append(all, got)
		}
		c.Published(t, nil, all...)
	}
}

func oneHorizon(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		got, err := of(t, in.Params).NewCustomerOrders(customer.Weeks(in.Until))
		c.Check(t, "orders", value(t, got, err), out.Value)
		c.Published(t, nil, got)
	}
}

func oneCustomer(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		m := of(t, in.Params)
		if out.LogLik != 0 {
			got, err := m.LogLikelihood(in.customer())
			c.Check(t, "log-likelihood", value(t, got, err), out.LogLik)
			return
		}
		want := out.Cond + out.Value
		got, err := m.ExpectedOrders(in.customer(), customer.Weeks(in.Until))
		c.Check(t, "expected", value(t, got, err), want)
		alive, err := m.PAlive(in.customer())
		must(t, err)
		if out.PAlive != 0 {
			c.Check(t, "P(alive)", alive, out.PAlive)
		}
		c.Published(t, []string{"cond_expected", "p_alive"}, got, alive)
	}
}

func frequencies(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in struct {
			Params   parameters `json:"params"`
			Tx, T, U float64
			X        []int
		}
		var raw struct {
			Tx float64 `json:"t_x"`
			X  []int   `json:"x"`
		}
		var out output
		c.Decode(t, &raw, &out)
		// "T" and "t" differ only in case, which encoding/json ignores for struct fields.
		both := map[string]any{}
		c.Decode(t, &both, &out)
		c.Decode(t, &struct {
			P *parameters `json:"params"`
		}{&in.Params}, &out)
		m := of(t, in.Params)
		var all []float64
		for i, x := range raw.X {
			cu := customer.Customer{Repeats: x, Recency: raw.Tx, Age: both["T"].(float64)}
			got, err := m.ExpectedOrders(cu, customer.Weeks(both["t"].(float64)))
			c.Check(t, "expected", value(t, got, err), out.Values[i])
			all = append(all, got)
		}
		c.Published(t, nil, all...)
	}
}

func alive(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		m := of(t, in.Params)
		var all []float64
		for i, p := range in.Points {
			got, err := m.PAlive(p.customer())
			c.Check(t, "P(alive)", value(t, got, err), out.Values[i])
			all = append(all, got)
		}
		c.Published(t, nil, all...)
	}
}

func mass(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		m := of(t, in.Params)
		var all []float64
		for i, p := range in.Points {
			got, err := m.Probability(customer.Weeks(p.Until), p.X)
			c.Check(t, "probability", value(t, got, err), out.Values[i])
			all = append(all, got)
		}
		c.Published(t, nil, all...)
	}
}

func evaluate(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		if len(in.Rows) == 0 || len(in.Rows) != len(out.Rows) {
			t.Fatalf("%d rows in, %d out", len(in.Rows), len(out.Rows))
		}
		m := of(t, in.Params)
		var all []float64
		for i, p := range in.Rows {
			l, err := m.LogLikelihood(p.customer())
			c.Check(t, "log-likelihood", value(t, l, err), out.Rows[i].LogLik)
			a, err := m.PAlive(p.customer())
			c.Check(t, "P(alive)", value(t, a, err), out.Rows[i].PAlive)
			e, err := m.ExpectedOrders(p.customer(), customer.Weeks(p.Until))
			c.Check(t, "expected", value(t, e, err), out.Rows[i].Cond)
			all = append(all, e)
		}
		c.Tolerance.PublishedRel = c.Tolerance.Rel // given to all digits where given
		c.Published(t, nil, all...)
	}
}

func sumLogLikelihood(of maker) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		var out output
		c.Decode(t, &in, &out)
		m := of(t, in.Params)
		customers, _ := cdnow(t)
		var sum float64
		for _, cu := range customers {
			l, err := m.LogLikelihood(cu)
			sum += value(t, l, err)
		}
		c.Check(t, "log-likelihood", sum, out.LogLik)
	}
}

func dataset(t *testing.T, text string) []customer.Customer {
	switch {
	case strings.HasPrefix(text, "cdnow_transactions.csv"):
		return cdnowFull(t)
	case strings.Contains(text, "round("):
		c, _ := cdnow(t)
		return rounded(c)
	}
	c, _ := cdnow(t)
	return c
}

// fitted checks a fit against a case: likelihood first, then parameters and standard errors.
func fitted(fit func(*testing.T, []customer.Customer) (float64, []customer.Parameter, error)) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		var in input
		c.Decode(t, &in, &struct{}{})
		var out struct {
			Params    map[string]float64 `json:"params"`
			StdErrors map[string]float64 `json:"std_errors"`
			LogLik    float64            `json:"loglik"`
		}
		c.Decode(t, &struct{}{}, &out)
		l, parameters, err := fit(t, dataset(t, in.Dataset))
		must(t, err)
		vectors.Near(t, "log-likelihood", l, out.LogLik, 0, c.Tolerance.LogLikAbs)
		for _, p := range parameters {
			want, ok := out.Params[p.Name]
			if !ok {
				t.Fatalf("no value for %s", p.Name)
			}
			vectors.Near(t, p.Name, p.Estimate, want, c.Tolerance.ParamsRel, 0)
			if se, ok := out.StdErrors[p.Name]; ok {
				vectors.Near(t, "standard error of "+p.Name, p.StdError, se, c.Tolerance.StdErrorsRel, 0)
			} else if len(out.StdErrors) > 0 {
				t.Errorf("no standard error for %s", p.Name)
			}
		}
	}
}

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
	if customer.Actual(actual) != out.Actual {
		t.Errorf("actual orders %d, want %d", customer.Actual(actual), out.Actual)
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
