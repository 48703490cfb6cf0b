package numeric_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

// The first example of R's help page of optim prints the end of this search in
// Rosenbrock's valley, and the number of evaluations.
func TestNashSimplexIsThatOfR(t *testing.T) {
	valley := func(x, _ []float64) float64 {
		a, b := 1-x[0], x[1]-x[0]*x[0]
		return a*a + 100*b*b
	}
	start := []float64{-1.2, 1}
	m := numeric.NashSimplex(valley, start, math.Sqrt(0x1p-52), 500)
	vectors.Near(t, "x", m.X[0], 1.000260, 0, 5e-7)
	vectors.Near(t, "y", m.X[1], 1.000506, 0, 5e-7)
	vectors.Near(t, "value", m.Value, 8.825241e-08, 0, 5e-15)
	if !m.Converged || m.Evaluations != 195 || start[0] != -1.2 {
		t.Errorf("%+v, want an end after 195 evaluations", m)
	}
	if m := numeric.NashSimplex(valley, start, math.Sqrt(0x1p-52), 50); m.Converged || m.Evaluations < 50 || m.Evaluations > 53 {
		t.Errorf("%+v, want none after 50", m)
	}
}

func TestNashSimplexWithoutAValue(t *testing.T) {
	half := func(x, _ []float64) float64 {
		if x[0] > 1 {
			return math.NaN()
		}
		return (x[0] - 0.9) * (x[0] - 0.9)
	}
	if m := numeric.NashSimplex(half, []float64{2}, 1e-8, 100); !math.IsInf(m.Value, 1) || m.X[0] != 2 {
		t.Errorf("from outside: %+v", m)
	}
	m := numeric.NashSimplex(half, []float64{0}, 1e-8, 100)
	vectors.Near(t, "x", m.X[0], 0.9, 0, 1e-3)
}
