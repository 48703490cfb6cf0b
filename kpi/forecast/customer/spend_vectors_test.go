package customer_test

import (
	"errors"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"github.com/shopspring/decimal"
)

type spendInput struct {
	Params  struct{ P, Q, Gamma float64 }
	Points  []point
	Scale   float64
	Dataset string
}

func spendModel(t *testing.T, in spendInput) customer.GammaGamma {
	m, err := customer.NewGammaGamma(in.Params.P, in.Params.Q, in.Params.Gamma)
	must(t, err)
	return m
}

// times gives a customer of the spend files, which have no times, an arbitrary one.
func (p point) spender() customer.Customer {
	c := customer.Customer{Repeats: p.X, Age: 1, MeanSpend: decimal.NewFromFloat(p.MeanSpend)}
	if p.X > 0 {
		c.Recency = 1
	}
	return c
}

func expectedSpend(t *testing.T, c vectors.Case) {
	var in spendInput
	var out output
	c.Decode(t, &in, &out)
	m := spendModel(t, in)
	var all []float64
	for i, p := range in.Points {
		got, err := m.ExpectedSpend(p.spender())
		c.Check(t, "spend", value(t, got, err), out.Values[i])
		all = append(all, got)
	}
	c.Published(t, nil, all...)
}

func fitSpend(t *testing.T, c []customer.Customer) (float64, []customer.Parameter, error) {
	f, err := customer.FitGammaGamma(c)
	must(t, err)
	return f.LogLikelihood, f.Parameters, f.Problem()
}

func TestGammaGammaVectors(t *testing.T) {
	vectors.Run(t, depth, "gamma_gamma", map[string]func(*testing.T, vectors.Case){
		"fit_cdnow_repeat_customers": func(t *testing.T, c vectors.Case) {
			fitted(fitSpend)(t, c)
			countUsed(t, c)
		},
		"fit_cdnow_full_78_weeks": func(t *testing.T, c vectors.Case) {
			fitted(fitSpend)(t, c)
			countUsed(t, c)
		},
		"cond_expected_spend_first_10":    expectedSpend,
		"cond_expected_spend_btyd_manual": expectedSpend,
		"marginal_density_btyd_manual": func(t *testing.T, c vectors.Case) {
			var in spendInput
			var out struct{ Density []float64 }
			c.Decode(t, &in, &out)
			for i, p := range in.Points {
				got, err := spendModel(t, in).Density(p.spender())
				c.Check(t, "density", value(t, got, err), out.Density[i])
			}
		},
		"loglik_fixed_params": func(t *testing.T, c vectors.Case) {
			var in spendInput
			var out output
			c.Decode(t, &in, &out)
			m := spendModel(t, in)
			customers, _ := cdnow(t)
			var sum float64
			for _, cu := range customers {
				if cu.Repeats > 0 {
					l, err := m.LogLikelihood(cu)
					sum += value(t, l, err)
				}
			}
			c.Check(t, "log-likelihood", sum, out.LogLik)
		},
		"population_mean": func(t *testing.T, c vectors.Case) {
			var in spendInput
			var out struct{ Mean float64 }
			c.Decode(t, &in, &out)
			got, err := spendModel(t, in).MeanSpend()
			c.Check(t, "mean", value(t, got, err), out.Mean)
		},
		"q_not_above_1_is_error": func(t *testing.T, c vectors.Case) {
			var in spendInput
			c.Decode(t, &in, &struct{}{})
			if _, err := spendModel(t, in).MeanSpend(); !errors.Is(err, customer.ErrNoMean) {
				t.Errorf("mean: %v", err)
			}
			if _, err := spendModel(t, in).ExpectedSpend(customer.Customer{}); !errors.Is(err, customer.ErrNoMean) {
				t.Errorf("expected: %v", err)
			}
		},
		"zero_or_negative_spend_rejected": func(t *testing.T, c vectors.Case) {
			var in spendInput
			c.Decode(t, &in, &struct{}{})
			var customers []customer.Customer
			for _, p := range in.Points {
				customers = append(customers, p.spender())
			}
			f, err := customer.FitGammaGamma(customers)
			if !errors.Is(err, customer.ErrTooFew) || f.Customers != 0 || f.NotPositive != 2 || f.OneTime != 1 {
				t.Errorf("%+v, %v", f, err)
			}
		},
		"independence_diagnostic": func(t *testing.T, c vectors.Case) {
			var out struct {
				R float64 `json:"pearson_corr_x_mean_spend"`
			}
			c.Decode(t, &struct{}{}, &out)
			customers, _ := cdnow(t)
			r, ok := customer.SpendCorrelation(customers)
			if !ok {
				t.Fatal("undefined")
			}
			c.Check(t, "correlation", r, out.R)
		},
		"scale_equivariance": func(t *testing.T, c vectors.Case) {
			var in spendInput
			var out output
			c.Decode(t, &in, &out)
			in.Params.Gamma *= in.Scale
			got, err := spendModel(t, in).ExpectedSpend(in.Points[0].spender())
			c.Check(t, "spend", value(t, got, err), out.Values[0])
			// And a fit of spend in another unit of money moves gamma alone.
			customers, _ := cdnow(t)
			one, err := customer.FitGammaGamma(customers)
			must(t, err)
			for i := range customers {
				customers[i].MeanSpend = customers[i].MeanSpend.Mul(decimal.NewFromInt(1_000_000))
			}
			million, err := customer.FitGammaGamma(customers)
			must(t, err)
			must(t, million.Problem())
			vectors.Near(t, "gamma", million.Model.Gamma(), 1e6*one.Model.Gamma(), 1e-6, 0)
			vectors.Near(t, "p", million.Model.P(), one.Model.P(), 1e-6, 0)
		},
	})
}

func countUsed(t *testing.T, c vectors.Case) {
	var in spendInput
	var out output
	c.Decode(t, &in, &out)
	f, err := customer.FitGammaGamma(dataset(t, in.Dataset))
	must(t, err)
	if f.Customers != out.NCustomers {
		t.Errorf("%d customers, want %d", f.Customers, out.NCustomers)
	}
}

type valueInput struct {
	Model    string `json:"transaction_model"`
	Params   parameters
	Spend    struct{ P, Q, Gamma float64 } `json:"spend_params"`
	Step     float64
	Periods  int
	T        float64
	Discount float64 `json:"discount_per_period"`
	Weekly   float64 `json:"discount_continuous_per_week"`
	Points   []point
}

func lifetimeValues(t *testing.T, c vectors.Case) {
	var in valueInput
	var out output
	c.Decode(t, &in, &out)
	of := bg
	if in.Model == "Pareto/NBD" {
		of = pareto
	}
	spend, err := customer.NewGammaGamma(in.Spend.P, in.Spend.Q, in.Spend.Gamma)
	must(t, err)
	v := customer.Valuation{Step: customer.Weeks(in.Step), Steps: in.Periods, Discount: in.Discount}
	if in.T != 0 {
		v.Step, v.Steps = customer.Weeks(in.T/13), 13 // any cut gives the same undiscounted sum
	}
	for i, p := range in.Points {
		got, err := v.LifetimeValue(of(t, in.Params), spend, p.customer())
		c.Check(t, "value", value(t, got, err), out.Values[i])
	}
}

func TestLifetimeValueVectors(t *testing.T) {
	vectors.Run(t, depth, "clv", map[string]func(*testing.T, vectors.Case){
		"discrete_bgnbd_12_periods_of_4_weeks": lifetimeValues,
		"discrete_pnbd_12_periods_of_4_weeks":  lifetimeValues,
		"undiscounted_equals_product":          lifetimeValues,
		"infinite_horizon_dert": func(t *testing.T, c vectors.Case) {
			var in valueInput
			var out output
			c.Decode(t, &in, &out)
			m, err := customer.NewParetoNBD(customer.Week, in.Params.R, in.Params.Alpha, in.Params.S, in.Params.Beta)
			must(t, err)
			spend, err := customer.NewGammaGamma(in.Spend.P, in.Spend.Q, in.Spend.Gamma)
			must(t, err)
			for i, p := range in.Points {
				got, err := customer.PerpetualValue(m, spend, p.customer(), in.Weekly, 0)
				c.Check(t, "value", value(t, got, err), out.Values[i])
			}
		},
		"annual_15pct_to_weekly_continuous": func(t *testing.T, c vectors.Case) {
			var in struct {
				Annual  float64 `json:"annual_effective"`
				Periods float64 `json:"periods_per_year"`
			}
			var out struct{ Delta float64 }
			c.Decode(t, &in, &out)
			got, err := customer.ContinuousRate(in.Annual, in.Periods)
			c.Check(t, "rate", value(t, got, err), out.Delta)
			c.Published(t, nil, got)
		},
	})
}
