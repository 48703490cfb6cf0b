package customer_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// anyModel draws a model with parameters from 0.05 to 50, in days.
func anyModel() *rapid.Generator[purchase] {
	return rapid.Custom(func(t *rapid.T) purchase {
		v := func(name string) float64 { return math.Exp(rapid.Float64Range(-3, 4).Draw(t, name)) }
		var m purchase
		var err error
		switch rapid.IntRange(0, 2).Draw(t, "model") {
		case 0:
			m, err = customer.NewBGNBD(customer.Day, v("r"), v("alpha"), v("a"), v("b"))
		case 1:
			m, err = customer.NewMBGNBD(customer.Day, v("r"), v("alpha"), v("a"), v("b"))
		default:
			m, err = customer.NewParetoNBD(customer.Day, v("r"), v("alpha"), v("s"), v("beta"))
		}
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

// anyCustomer draws customers with 0 to 400 repeat orders in up to 1,000 days.
func anyCustomer() *rapid.Generator[customer.Customer] {
	return rapid.Custom(func(t *rapid.T) customer.Customer {
		c := customer.Customer{Age: rapid.Float64Range(0.1, 1000).Draw(t, "age")}
		if c.Repeats = rapid.IntRange(0, 20).Draw(t, "repeats"); c.Repeats == 20 {
			c.Repeats = rapid.IntRange(20, 400).Draw(t, "many")
		}
		if c.Repeats > 0 {
			c.Recency = c.Age * rapid.Float64Range(0, 1).Draw(t, "recency")
		}
		return c
	})
}

func finite(t *rapid.T, what string, v float64, err error) float64 {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("%s is %v", what, v)
	}
	return v
}

// P(alive) lies in [0, 1] and falls while the customer is silent.
func TestAliveFallsWithSilence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, c := anyModel().Draw(t, "model"), anyCustomer().Draw(t, "customer")
		last := 1.0
		for range 6 {
			p, err := m.PAlive(c)
			finite(t, "P(alive)", p, err)
			if p < 0 || p > last+1e-9 {
				t.Fatalf("%v: %v after %v at age %v", m, p, last, c.Age)
			}
			last = p
			c.Age += 1 + c.Age/2
		}
	})
}

// Expectations are 0 at once, rise with the horizon, and bound the probability of
// an order.
func TestExpectationsRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, c := anyModel().Draw(t, "model"), anyCustomer().Draw(t, "customer")
		var last, lastP float64
		for _, h := range []float64{0, 0.5, 3, 30, 90, 365, 1500} {
			e, err := m.ExpectedOrders(c, customer.Days(h))
			finite(t, "expected", e, err)
			p, err := m.OrderProbability(c, customer.Days(h))
			finite(t, "probability", p, err)
			switch {
			case h == 0 && (e != 0 || p != 0):
				t.Fatalf("orders in no time: %v, %v", e, p)
			case e < last*(1-1e-9) || p < lastP-1e-9:
				t.Fatalf("%v %+v: %v after %v, %v after %v", m, c, e, last, p, lastP)
			case p > e*(1+1e-6)+1e-12 || p > 1:
				t.Fatalf("%v %+v: probability %v of an order, %v expected", m, c, p, e)
			}
			last, lastP = e, p
		}
	})
}

// Time in another unit changes alpha and beta, and nothing that is told.
func TestTimeScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := func(name string) float64 { return math.Exp(rapid.Float64Range(-2, 3).Draw(t, name)) }
		p := parameters{R: v("r"), Alpha: v("alpha"), A: v("a"), B: v("b"), S: v("s"), Beta: v("beta")}
		c := anyCustomer().Draw(t, "customer")
		w := c
		w.Age, w.Recency = c.Age/7, c.Recency/7
		day := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		pairs := [3][2]purchase{}
		for i, u := range []customer.Unit{customer.Day, customer.Week} {
			f := 7 / u.Days()
			a, err := customer.NewBGNBD(u, p.R, p.Alpha*f, p.A, p.B)
			day(err)
			b, err := customer.NewMBGNBD(u, p.R, p.Alpha*f, p.A, p.B)
			day(err)
			d, err := customer.NewParetoNBD(u, p.R, p.Alpha*f, p.S, p.Beta*f)
			day(err)
			pairs[0][i], pairs[1][i], pairs[2][i] = a, b, d
		}
		for _, pair := range pairs {
			for _, f := range []func(purchase, customer.Customer) (float64, error){
				func(m purchase, c customer.Customer) (float64, error) { return m.PAlive(c) },
				func(m purchase, c customer.Customer) (float64, error) { return m.ExpectedOrders(c, customer.Days(90)) },
				func(m purchase, c customer.Customer) (float64, error) {
					return m.OrderProbability(c, customer.Months(2))
				},
			} {
				x, err := f(pair[0], c)
				finite(t, "days", x, err)
				y, err := f(pair[1], w)
				finite(t, "weeks", y, err)
				if math.Abs(x-y) > 1e-9*math.Abs(x)+1e-200 {
					t.Fatalf("%v: %v in days, %v in weeks", pair[0], x, y)
				}
			}
		}
	})
}

// The probabilities of all counts add up to 1, their mean is the expectation.
func TestProbabilitiesSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := func(name string) float64 { return math.Exp(rapid.Float64Range(-1, 1.5).Draw(t, name)) }
		p := parameters{R: v("r"), Alpha: 5 * v("alpha"), A: v("a"), B: v("b"), S: v("s"), Beta: v("beta")}
		bg, err := customer.NewBGNBD(customer.Day, p.R, p.Alpha, p.A, p.B)
		finite(t, "BG/NBD", 0, err)
		mbg, err := customer.NewMBGNBD(customer.Day, p.R, p.Alpha, p.A, p.B)
		finite(t, "MBG/NBD", 0, err)
		par, err := customer.NewParetoNBD(customer.Day, p.R, p.Alpha, p.S, p.Beta)
		finite(t, "Pareto/NBD", 0, err)
		for _, m := range []purchase{bg, mbg, par} {
			h := customer.Days(rapid.Float64Range(0.5, 10).Draw(t, "horizon"))
			var sum, mean float64
			for n := range 400 {
				q, err := m.Probability(h, n)
				finite(t, "probability", q, err)
				sum += q
				mean += float64(n) * q
				if n > 5 && q < 1e-14 {
					break
				}
			}
			want, err := m.NewCustomerOrders(h)
			finite(t, "expected", want, err)
			if math.Abs(sum-1) > 1e-8 || math.Abs(mean-want) > 1e-6*want+1e-9 {
				t.Fatalf("%v: sum %v, mean %v, expected %v", m, sum, mean, want)
			}
		}
	})
}

// Rows may come in any order, to the last bit, and equal rows are one row with a weight.
func TestRowOrderAndGrouping(t *testing.T) {
	w := world{rng: seeded(3), r: 0.6, alpha: 5, a: 0.8, b: 2.5, p: 5, q: 3.5, gamma: 40, minimum: 40, maximum: 78}
	c := w.customers(600)
	reversed := slices.Clone(c)
	slices.Reverse(reversed)
	twice := append(slices.Clone(c), c...)
	ignore := cmp.Options{cmpopts.EquateApprox(1e-6, 0), cmpopts.IgnoreFields(customer.Parameter{}, "StdError", "Low", "High")}
	check := func(name string, fit func([]customer.Customer) ([]customer.Parameter, float64, int)) {
		a, la, rows := fit(c)
		b, lb, _ := fit(reversed)
		if d := cmp.Diff(a, b); d != "" || la != lb {
			t.Errorf("%s depends on the order of rows: %s", name, d)
		}
		d, ld, same := fit(twice)
		if diff := cmp.Diff(a, d, ignore); diff != "" || rows != same || math.Abs(ld-2*la) > 1e-6*math.Abs(ld) {
			t.Errorf("%s: everyone twice: %d rows, then %d, %s", name, rows, same, diff)
		}
	}
	check("BG/NBD", func(c []customer.Customer) ([]customer.Parameter, float64, int) {
		f, err := customer.FitBGNBD(customer.Week, c)
		must(t, err)
		return f.Parameters, f.LogLikelihood, f.Rows
	})
	check("MBG/NBD", func(c []customer.Customer) ([]customer.Parameter, float64, int) {
		f, err := customer.FitMBGNBD(customer.Week, c)
		must(t, err)
		return f.Parameters, f.LogLikelihood, f.Rows
	})
	check("Pareto/NBD", func(c []customer.Customer) ([]customer.Parameter, float64, int) {
		f, err := customer.FitParetoNBD(customer.Week, c)
		must(t, err)
		return f.Parameters, f.LogLikelihood, f.Rows
	})
	check("Gamma-Gamma", func(c []customer.Customer) ([]customer.Parameter, float64, int) {
		f, err := customer.FitGammaGamma(c)
		must(t, err)
		return f.Parameters, f.LogLikelihood, f.Rows
	})
}

// No list of customers, however degenerate, makes a fit return a number that is not
// finite, or call a boundary good.
func TestFitsOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		c := make([]customer.Customer, n)
		for i := range c {
			c[i] = anyCustomer().Draw(t, "customer")
			c[i].MeanSpend = decimal.New(rapid.Int64Range(-10, 1000).Draw(t, "spend"), -2)
		}
		check := func(parameters []customer.Parameter, l, g float64, rest ...float64) {
			all := append([]float64{l, g}, rest...)
			for _, p := range parameters {
				all = append(all, p.Estimate, p.StdError, p.Low, p.High)
			}
			for _, v := range all {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%v in %v of %+v", v, all, c)
				}
			}
		}
		switch rapid.IntRange(0, 3).Draw(t, "model") {
		case 0:
			if f, err := customer.FitBGNBD(customer.Day, c); err == nil {
				check(f.Parameters, f.LogLikelihood, f.Gradient)
			}
		case 1:
			if f, err := customer.FitMBGNBD(customer.Day, c); err == nil {
				check(f.Parameters, f.LogLikelihood, f.Gradient)
			}
		case 2:
			if f, err := customer.FitParetoNBD(customer.Day, c); err == nil {
				check(f.Parameters, f.LogLikelihood, f.Gradient)
			}
		case 3:
			if f, err := customer.FitGammaGamma(c); err == nil {
				check(f.Parameters, f.LogLikelihood, f.Gradient)
				if f.Problem() == nil {
					v, err := f.Model.MeanSpend()
					finite(t, "mean spend", v, err)
				}
			}
		}
	})
}

// Customers who differ in nothing do not identify a distribution of rates; the fit
// says so.
func TestBoundariesAreFlagged(t *testing.T) {
	var c []customer.Customer
	for i := range 200 { // every customer orders every 10 days and never leaves
		age := 100 + float64(i%10)
		c = append(c, customer.Customer{Repeats: int(age / 10), Recency: math.Floor(age/10) * 10, Age: age, MeanSpend: decimal.NewFromInt(50)})
	}
	for name, problem := range map[string]func() error{
		"BG/NBD":     func() error { f, err := customer.FitBGNBD(customer.Day, c); must(t, err); return f.Problem() },
		"MBG/NBD":    func() error { f, err := customer.FitMBGNBD(customer.Day, c); must(t, err); return f.Problem() },
		"Pareto/NBD": func() error { f, err := customer.FitParetoNBD(customer.Day, c); must(t, err); return f.Problem() },
	} {
		if err := problem(); !errors.Is(err, customer.ErrBoundary) && !errors.Is(err, customer.ErrNotConverged) {
			t.Errorf("%s is passed off as good: %v", name, err)
		}
	}
}
