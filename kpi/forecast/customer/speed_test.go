package customer_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
)

func many(n int) []customer.Customer {
	w := world{rng: seeded(1), r: 0.6, alpha: 40, s: 0.6, beta: 80, p: 5, q: 3.5, gamma: 40, minimum: 100, maximum: 730, daily: true}
	return w.customers(n)
}

// The documented bound: 100,000 customers, in days, fitted in less than 5 s.
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("speed is measured in the full run")
	}
	customers := many(100_000)
	for name, fit := range map[string]func() (int, error){
		"BG/NBD":      func() (int, error) { f, err := customer.FitBGNBD(customer.Day, customers); return f.Rows, err },
		"MBG/NBD":     func() (int, error) { f, err := customer.FitMBGNBD(customer.Day, customers); return f.Rows, err },
		"Pareto/NBD":  func() (int, error) { f, err := customer.FitParetoNBD(customer.Day, customers); return f.Rows, err },
		"Gamma-Gamma": func() (int, error) { f, err := customer.FitGammaGamma(customers); return f.Rows, err },
	} {
		var rows int
		took := time.Hour
		for range 2 { // the better of two: the machine may be shared
			start := time.Now()
			n, err := fit()
			must(t, err)
			rows, took = n, min(took, time.Since(start))
			if took < time.Second {
				break
			}
		}
		t.Logf("%-12s %6d distinct rows %v", name, rows, took.Round(time.Millisecond))
		if took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// loyal are customers of whom hardly anybody leaves: beta runs off towards
// infinity or s towards zero, alone or together along a ridge. A fit there
// took ten to fifty times as long as usual.
func loyal() map[string]world {
	return map[string]world{
		"nobody leaves":               {r: 0.6, alpha: 40, s: 1, beta: 1e9, minimum: 100, maximum: 730, daily: true},
		"nobody leaves, exact times":  {r: 0.6, alpha: 40, s: 1, beta: 1e9, minimum: 100, maximum: 730},
		"one in fifty leaves":         {r: 0.6, alpha: 40, s: 1, beta: 20_000, minimum: 100, maximum: 730, daily: true},
		"one in a thousand per order": {r: 0.6, alpha: 40, a: 0.05, b: 50, minimum: 100, maximum: 730, daily: true},
		"rare orders, hardly leaving": {r: 0.13, alpha: 5, a: 0.007, b: 32, minimum: 100, maximum: 730},
		"all leave at one rate":       {r: 7, alpha: 470, s: 400, beta: 11_000_000, minimum: 100, maximum: 730, daily: true},
		"many orders, hardly leaving": {r: 25, alpha: 540, s: 3, beta: 13_000, minimum: 100, maximum: 730, daily: true},
	}
}

// A fit of many customers evaluates their likelihood a few dozen times, at the
// price of a few dozen points per row and time (see TestPowerIntegralPoints of
// package numeric), also where it has no maximum; then it says so.
func TestEvaluationsAreBounded(t *testing.T) {
	const bound = 60
	worlds := loyal()
	worlds["usual"] = world{r: 0.6, alpha: 40, s: 0.6, beta: 80, minimum: 100, maximum: 730, daily: true}
	for name, w := range worlds {
		w.rng = seeded(1)
		customers := w.customers(20_000)
		f, err := customer.FitParetoNBD(customer.Day, customers)
		must(t, err)
		t.Logf("%-28s %6d distinct rows, %2d evaluations, %v: %v", name, f.Rows, f.Evaluations, f.Model, f.Problem())
		if f.Evaluations < 8 || f.Evaluations > bound {
			t.Errorf("%s: %d evaluations, want at most %d", name, f.Evaluations, bound)
		}
		// exp(-9) and exp(9), in the fit's own time, are where a search has run off.
		if p := f.Problem(); (f.Model.S() < 1e-4 || f.Model.Beta() > 1e6) && !errors.Is(p, customer.ErrBoundary) {
			t.Errorf("%s: %v is passed off as good: %v", name, f.Model, p)
		}
		bg, err := customer.FitBGNBD(customer.Day, customers)
		must(t, err)
		mbg, err := customer.FitMBGNBD(customer.Day, customers)
		must(t, err)
		if most := max(bg.Evaluations, mbg.Evaluations); most > bound {
			t.Errorf("%s: BG/NBD %d, MBG/NBD %d evaluations, want at most %d", name, bg.Evaluations, mbg.Evaluations, bound)
		}
	}
}

func BenchmarkFitMBGNBD(b *testing.B) {
	customers := many(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := customer.FitMBGNBD(customer.Day, customers); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFitParetoNBD(b *testing.B) {
	customers := many(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := customer.FitParetoNBD(customer.Day, customers); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFitParetoNBDLoyal is the degenerate end of BenchmarkFitParetoNBD.
func BenchmarkFitParetoNBDLoyal(b *testing.B) {
	for name, w := range loyal() {
		w.rng = seeded(1)
		customers := w.customers(100_000)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var evaluations int
			for b.Loop() {
				f, err := customer.FitParetoNBD(customer.Day, customers)
				if err != nil {
					b.Fatal(err)
				}
				evaluations = f.Evaluations
			}
			b.ReportMetric(float64(evaluations), "evaluations")
		})
	}
}

func BenchmarkExpectedOrders(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := shopModel().ExpectedOrders(ann, customer.Months(3)); err != nil {
			b.Fatal(err)
		}
	}
}
