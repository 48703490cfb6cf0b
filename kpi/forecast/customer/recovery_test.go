package customer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
)

// seeds of the recovery tests: what the documentation states. -short takes fewer.
func seeds() uint64 {
	if testing.Short() {
		return 20
	}
	return 200
}

// recovery counts how often the 95 % interval of a parameter holds the truth. Of
// 200 seeds 190 are expected; a correct interval gives 180 to 198 in all but
// about one of a thousand runs, and the seeds are fixed.
func recovery(t *testing.T, truth map[string]float64, fit func(seed uint64) ([]customer.Parameter, error)) {
	t.Helper()
	n := seeds()
	hits := map[string]int{}
	var flagged int
	for seed := range n {
		parameters, err := fit(seed)
		if err != nil {
			flagged++ // told, not passed off as good
			continue
		}
		for _, p := range parameters {
			if p.Low <= truth[p.Name] && truth[p.Name] <= p.High {
				hits[p.Name]++
			}
		}
	}
	good := int(n) - flagged
	var text strings.Builder
	for name := range truth {
		share := float64(hits[name]) / float64(good)
		text.WriteString(fmt.Sprintf(" %s %.3f", name, share))
		if low, high := 0.90, 0.99; n >= 200 && (share < low || share > high) {
			t.Errorf("%s: 95 %% interval holds the truth in %.3f of %d seeds", name, share, good)
		}
	}
	t.Logf("coverage of the 95 %% intervals over %d seeds:%s; flagged %d", n, text.String(), flagged)
	if float64(flagged) > 0.02*float64(n) {
		t.Errorf("%d of %d fits flagged", flagged, n)
	}
}

func TestBGNBDRecovers(t *testing.T) {
	t.Parallel()
	truth := map[string]float64{"r": 0.6, "alpha": 5, "a": 0.8, "b": 2.5}
	recovery(t, truth, func(seed uint64) ([]customer.Parameter, error) {
		w := world{rng: seeded(seed), r: 0.6, alpha: 5, a: 0.8, b: 2.5, minimum: 40, maximum: 78}
		f, err := customer.FitBGNBD(customer.Week, w.customers(2000))
		must(t, err)
		return f.Parameters, f.Problem()
	})
}

func TestMBGNBDRecovers(t *testing.T) {
	t.Parallel()
	truth := map[string]float64{"r": 0.8, "alpha": 6, "a": 0.8, "b": 2}
	recovery(t, truth, func(seed uint64) ([]customer.Parameter, error) {
		w := world{rng: seeded(seed), r: 0.8, alpha: 6, a: 0.8, b: 2, early: true, minimum: 40, maximum: 78}
		f, err := customer.FitMBGNBD(customer.Week, w.customers(2000))
		must(t, err)
		return f.Parameters, f.Problem()
	})
}

func TestParetoNBDRecovers(t *testing.T) {
	t.Parallel()
	truth := map[string]float64{"r": 0.9, "alpha": 6, "s": 0.7, "beta": 12}
	recovery(t, truth, func(seed uint64) ([]customer.Parameter, error) {
		w := world{rng: seeded(seed), r: 0.9, alpha: 6, s: 0.7, beta: 12, minimum: 40, maximum: 78}
		f, err := customer.FitParetoNBD(customer.Week, w.customers(2000))
		must(t, err)
		return f.Parameters, f.Problem()
	})
}

func TestGammaGammaRecovers(t *testing.T) {
	t.Parallel()
	truth := map[string]float64{"p": 5, "q": 3.5, "gamma": 40}
	recovery(t, truth, func(seed uint64) ([]customer.Parameter, error) {
		w := world{rng: seeded(seed), r: 0.9, alpha: 6, s: 0.7, beta: 12, p: 5, q: 3.5, gamma: 40, minimum: 40, maximum: 78}
		f, err := customer.FitGammaGamma(w.customers(2000))
		must(t, err)
		return f.Parameters, f.Problem()
	})
}
