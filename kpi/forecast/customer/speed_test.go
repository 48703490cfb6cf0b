package customer_test

import (
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

func BenchmarkExpectedOrders(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := shopModel().ExpectedOrders(ann, customer.Months(3)); err != nil {
			b.Fatal(err)
		}
	}
}
