package customer_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"pgregory.net/rapid"
)

// reorderers draws customers with gamma gaps of shape k and rates gamma(r, alpha),
// each with 2 to 12 gaps and no silence.
func reorderers(seed uint64, n int, k, r, alpha float64) []customer.History {
	rng := seeded(seed)
	out := make([]customer.History, n)
	for i := range out {
		rate := gammaDraw(rng, r, alpha)
		h := customer.History{ID: fmt.Sprintf("C%03d", i)}
		for range 2 + rng.IntN(11) {
			h.Gaps = append(h.Gaps, gammaDraw(rng, k, rate))
		}
		out[i] = h
	}
	return out
}

func TestReorderRecovers(t *testing.T) {
	t.Parallel()
	truth := map[string]float64{"k": 3, "r": 4, "alpha": 40}
	recovery(t, truth, func(seed uint64) ([]customer.Parameter, error) {
		f, err := customer.FitReorder(customer.Day, reorderers(seed, 500, 3, 4, 40))
		must(t, err)
		return f.Parameters, f.Problem()
	})
}

// The estimator tells chance from regularity and from bursts.
func TestRegularity(t *testing.T) {
	for _, k := range []float64{0.5, 1, 2, 5} {
		r, err := customer.EstimateRegularity(reorderers(4, 3000, k, 4, 40))
		must(t, err)
		t.Logf("k %.1f: %.3f +- %.3f", k, r.Shape, r.StdError)
		vectors.Near(t, "shape", r.Shape, k, 0, 3.5*r.StdError)
		if k >= 5 && !r.Regular() || k <= 1 && r.Regular() {
			t.Errorf("k %.1f: regular %v", k, r.Regular())
		}
	}
	same := make([]customer.History, 20)
	for i := range same {
		same[i] = customer.History{Gaps: []float64{7, 7, 7, 7}}
	}
	r, err := customer.EstimateRegularity(same)
	must(t, err)
	if !r.Bounded || r.Shape != 200 {
		t.Errorf("clockwork: %+v", r)
	}
	f, err := customer.FitReorder(customer.Day, same)
	must(t, err)
	if !errors.Is(f.Problem(), customer.ErrBoundary) && !errors.Is(f.Problem(), customer.ErrNotConverged) {
		t.Errorf("clockwork is passed off as good: %v", f.Problem())
	}
	if _, err := customer.EstimateRegularity(same[:9]); !errors.Is(err, customer.ErrTooFew) {
		t.Errorf("nine customers: %v", err)
	}
	if _, err := customer.EstimateRegularity([]customer.History{{Gaps: []float64{0, 1}}}); !errors.Is(err, customer.ErrHistory) {
		t.Errorf("no gap: %v", err)
	}
}

// Customers seen in the middle of a gap, all of them still there: the list names no
// more than the stated share of them, and nearly all who stopped long ago.
func TestCallListFindsTheLost(t *testing.T) {
	rng := seeded(11)
	var histories []customer.History
	lost := map[string]bool{}
	for i := range 1500 {
		rate := gammaDraw(rng, 6, 60)
		h := customer.History{ID: fmt.Sprintf("C%04d", i)}
		now, end := 0.0, 400.0
		if i%5 == 0 {
			end = 250
			lost[h.ID] = true
		}
		for {
			gap := gammaDraw(rng, 4, rate)
			if now+gap > end {
				break
			}
			now += gap
			h.Gaps = append(h.Gaps, gap)
		}
		h.Silence = 400 - now
		histories = append(histories, h)
	}
	f, err := customer.FitReorder(customer.Day, histories)
	must(t, err)
	must(t, f.Problem())
	calls, err := f.Model.CallList(histories, 0.05)
	must(t, err)
	var found, falsely float64
	for i, c := range calls {
		if lost[c.ID] {
			found++
		} else {
			falsely++
		}
		if c.Overdue <= 0 || c.StillSilent > 0.05 || i > 0 && c.StillSilent < calls[i-1].StillSilent {
			t.Fatalf("%+v", c)
		}
	}
	t.Logf("found %.3f of the lost, called %.3f of the others", found/300, falsely/1200)
	if found/300 < 0.85 || falsely/1200 > 0.05 {
		t.Errorf("found %.3f of the lost, called %.3f of the others", found/300, falsely/1200)
	}
}

func TestReorderLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		positive := func(name string) float64 { return rapid.Float64Range(0.05, 50).Draw(t, name) }
		m, err := customer.NewReorder(customer.Day, positive("k"), positive("r"), positive("alpha"))
		if err != nil {
			t.Fatal(err)
		}
		h := customer.History{Gaps: rapid.SliceOfN(rapid.Float64Range(0.01, 1000), 0, 8).Draw(t, "gaps")}
		last := 1.0
		for _, s := range []float64{0, 0.1, 1, 10, 100, 1e4, 1e9} {
			h.Silence = s
			p, err := m.StillSilent(h)
			if err != nil || p < 0 || p > last+1e-12 || math.IsNaN(p) {
				t.Fatalf("silence %g: %v after %v, %v", s, p, last, err)
			}
			last = p
			if w, ok, err := m.NextOrder(h); err == nil && ok && (math.IsNaN(w.Length) || w.Length < 0) {
				t.Fatalf("silence %g: %v", s, w)
			}
		}
		usual, err := m.Usual(h)
		if err != nil || !(usual.Length > 0) {
			t.Fatal(usual, err)
		}
		h.Silence = usual.Length * rapid.Float64Range(0, 3).Draw(t, "silence")
		now, err := m.StillSilent(h)
		if err != nil {
			t.Fatal(err)
		}
		if wait, ok, err := m.NextOrder(h); err == nil && ok && wait.Length < 1e12 {
			h.Silence += wait.Length
			if p, err := m.StillSilent(h); err != nil || math.Abs(p-now/2) > 1e-6 {
				t.Fatalf("half of the gaps last longer than the median: %v of %v, %v", p, now, err)
			}
		}
	})
}

// The order of the list does not matter, to the last bit.
func TestReorderRowOrder(t *testing.T) {
	h := reorderers(5, 200, 3, 4, 40)
	a, err := customer.FitReorder(customer.Day, h)
	must(t, err)
	slices.Reverse(h)
	b, err := customer.FitReorder(customer.Day, h)
	must(t, err)
	if a.Model != b.Model {
		t.Errorf("%v and %v", a.Model, b.Model)
	}
}
