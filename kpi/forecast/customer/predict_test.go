package customer_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"github.com/shopspring/decimal"
)

// Worlds simulated from each model's story are the oracle of its formulas: how many
// customers are still there, how many orders come, who orders at all.
func TestModelsAgreeWithSimulation(t *testing.T) {
	t.Parallel()
	n := 60_000
	if testing.Short() {
		n = 10_000
	}
	for _, c := range []struct {
		name string
		w    world
		m    purchase
	}{
		{"BG/NBD", world{r: 0.6, alpha: 5, a: 0.8, b: 2.5}, bg(t, parameters{R: 0.6, Alpha: 5, A: 0.8, B: 2.5})},
		{"MBG/NBD", world{r: 0.8, alpha: 6, a: 0.8, b: 2, early: true}, mbg(t, parameters{R: 0.8, Alpha: 6, A: 0.8, B: 2})},
		{"Pareto/NBD", world{r: 0.9, alpha: 6, s: 0.7, beta: 12}, pareto(t, parameters{R: 0.9, Alpha: 6, S: 0.7, Beta: 12})},
	} {
		w := c.w
		w.rng, w.minimum, w.maximum, w.after = seeded(7), 20, 60, 26
		customers := w.customers(n)
		var alive, orders, some, gotSome float64
		var real int
		for i, cu := range customers {
			p, err := c.m.PAlive(cu)
			alive += value(t, p, err)
			e, err := c.m.ExpectedOrders(cu, customer.Weeks(26))
			orders += value(t, e, err)
			q, err := c.m.OrderProbability(cu, customer.Weeks(26))
			some += value(t, q, err)
			real += w.future[i]
			if w.future[i] > 0 {
				gotSome++
			}
		}
		root := math.Sqrt(float64(n))
		t.Logf("%s: alive %.0f of %d, orders %.0f of %d, with an order %.0f of %.0f", c.name, alive, w.stillThere, orders, real, some, gotSome)
		vectors.Near(t, c.name+" alive", alive, float64(w.stillThere), 0, 2.5*root/2)
		vectors.Near(t, c.name+" with an order", some, gotSome, 0, 2.5*root/2)
		vectors.Near(t, c.name+" orders", orders, float64(real), 0.03, 0)
	}
}

func TestNextOrder(t *testing.T) {
	c := customer.Customer{Repeats: 12, Recency: 38, Age: 39}
	for _, m := range []customer.Model{
		bg(t, parameters{R: 0.243, Alpha: 4.414, A: 0.793, B: 2.426}),
		mbg(t, parameters{R: 0.525, Alpha: 6.183, A: 0.891, B: 1.614}),
		pareto(t, parameters{R: 0.553, Alpha: 10.578, S: 0.606, Beta: 11.669}),
	} {
		last := 0.0
		for _, p := range []float64{0.1, 0.5, 0.8} {
			wait, ok, err := customer.NextOrder(m, c, p)
			must(t, err)
			if !ok || wait.Unit != customer.Week || wait.Length <= last {
				t.Fatalf("%v: %v, %v", m, wait, ok)
			}
			last = wait.Length
			got, err := m.OrderProbability(c, wait)
			vectors.Near(t, "probability", value(t, got, err), p, 1e-9, 0)
		}
		gone := customer.Customer{Repeats: 12, Recency: 5, Age: 39}
		if wait, ok, err := customer.NextOrder(m, gone, 0.5); ok || err != nil {
			t.Errorf("%v: a lost customer orders in %v, %v", m, wait, err)
		}
		if _, _, err := customer.NextOrder(m, c, 1); !errors.Is(err, customer.ErrHorizon) {
			t.Errorf("probability 1: %v", err)
		}
	}
}

func TestSpan(t *testing.T) {
	start := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		s    customer.Span
		want time.Time
	}{
		{customer.Days(1), time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)},
		{customer.Weeks(2.5), time.Date(2026, 2, 17, 21, 0, 0, 0, time.UTC)},
		{customer.Days(1e9), start},
		{customer.Span{}, start},
	} {
		if got := c.s.After(start); !got.Equal(c.want) {
			t.Errorf("%v after %v: %v, want %v", c.s, start, got, c.want)
		}
	}
	got, err := customer.Years(1).In(customer.Month)
	vectors.Near(t, "months", value(t, got, err), 12, 1e-15, 0)
	for _, s := range []customer.Span{customer.Days(-1), customer.Days(math.NaN()), customer.Days(math.Inf(1))} {
		if _, err := s.In(customer.Week); !errors.Is(err, customer.ErrHorizon) {
			t.Errorf("%v: %v", s, err)
		}
	}
	if _, err := (customer.Span{Length: 1}).In(customer.Week); !errors.Is(err, customer.ErrUnit) {
		t.Error(err)
	}
	if _, err := customer.Days(1).In(0); !errors.Is(err, customer.ErrUnit) {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	good := customer.Customer{Repeats: 2, Recency: 5, Age: 9, MeanSpend: decimal.NewFromInt(20)}
	for _, c := range []customer.Customer{
		{Repeats: -1}, {Age: -1}, {Age: nan}, {Age: inf}, {Recency: 1, Age: 2}, {Repeats: 1, Recency: 3, Age: 2},
		{Repeats: 1, Recency: nan, Age: 2}, {Repeats: 1},
	} {
		if err := c.Validate(); !errors.Is(err, customer.ErrCustomer) {
			t.Errorf("%+v: %v", c, err)
		}
		_, err := customer.FitBGNBD(customer.Day, []customer.Customer{good, c})
		if invalid, ok := errors.AsType[*customer.Invalid](err); !ok || invalid.Index != 1 {
			t.Errorf("fit with %+v: %v", c, err)
		}
		if _, err := pareto(t, parameters{R: 1, Alpha: 1, S: 1, Beta: 1}).PAlive(c); !errors.Is(err, customer.ErrCustomer) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, v := range []float64{0, -1, nan, inf} {
		if _, err := customer.NewBGNBD(customer.Day, 1, v, 1, 1); !errors.Is(err, customer.ErrParameters) {
			t.Errorf("alpha %v: %v", v, err)
		}
		if _, err := customer.NewGammaGamma(1, v, 1); !errors.Is(err, customer.ErrParameters) {
			t.Errorf("q %v: %v", v, err)
		}
	}
	if _, err := customer.NewMBGNBD(0, 1, 1, 1, 1); !errors.Is(err, customer.ErrUnit) {
		t.Error(err)
	}
	if _, err := (customer.MBGNBD{}).PAlive(good); !errors.Is(err, customer.ErrParameters) {
		t.Error(err)
	}
	if _, err := (customer.GammaGamma{}).MeanSpend(); !errors.Is(err, customer.ErrParameters) {
		t.Error(err)
	}
	if _, err := customer.FitParetoNBD(customer.Day, nil); !errors.Is(err, customer.ErrTooFew) {
		t.Error(err)
	}
	if _, err := customer.FitMBGNBD(0, nil); !errors.Is(err, customer.ErrUnit) {
		t.Error(err)
	}
	m, err := customer.NewParetoNBD(customer.Week, 0.5, 10, 0.5, 10)
	must(t, err)
	spend, err := customer.NewGammaGamma(6, 4, 15)
	must(t, err)
	for want, v := range map[error]customer.Valuation{
		customer.ErrHorizon:  {Step: customer.Weeks(1)},
		customer.ErrUnit:     {Steps: 1},
		customer.ErrDiscount: {Step: customer.Weeks(1), Steps: 1, Discount: -1},
	} {
		if _, err := v.LifetimeValue(m, spend, good); !errors.Is(err, want) {
			t.Errorf("%+v: %v", v, err)
		}
	}
	if _, err := customer.PerpetualValue(m, spend, good, 0, 1); !errors.Is(err, customer.ErrDiscount) {
		t.Error(err)
	}
	if _, err := customer.ContinuousRate(-1, 52); !errors.Is(err, customer.ErrDiscount) {
		t.Error(err)
	}
	if _, err := customer.Compare([]customer.Customer{good}, nil, customer.Days(1)); !errors.Is(err, customer.ErrTooFew) {
		t.Error(err)
	}
}

// Pareto/NBD is continuous where its formulas change: alpha = beta and s = 1.
func TestParetoIsContinuous(t *testing.T) {
	c := customer.Customer{Repeats: 6, Recency: 20, Age: 50}
	at := func(alpha, s float64) [3]float64 {
		m := pareto(t, parameters{R: 0.9, Alpha: alpha, S: s, Beta: 7})
		l, err1 := m.LogLikelihood(c)
		p, err2 := m.PAlive(c)
		e, err3 := m.ExpectedOrders(c, customer.Weeks(10))
		must(t, errors.Join(err1, err2, err3))
		return [3]float64{l, p, e}
	}
	for _, pair := range [][2][3]float64{
		{at(7, 1.4), at(7*(1+1e-12), 1.4)}, {at(7, 1.4), at(7*(1-1e-12), 1.4)}, {at(9, 1), at(9, 1+1e-12)}, {at(9, 1), at(9, 1-1e-12)},
	} {
		for i := range pair[0] {
			vectors.Near(t, "value", pair[1][i], pair[0][i], 1e-9, 0)
		}
	}
}
