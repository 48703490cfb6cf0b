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
