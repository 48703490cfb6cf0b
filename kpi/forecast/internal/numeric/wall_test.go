package numeric_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"pgregory.net/rapid"
)

// ridge is a quadratic bowl around centre, of which the first two axes move
// together: without knowing what rests on the wall a search zigzags there.
func ridge(centre []float64, together float64) numeric.Objective {
	return func(x, g []float64) float64 {
		var sum float64
		for i := range x {
			sum += (x[i] - centre[i]) * (x[i] - centre[i]) / 2
			if g != nil {
				g[i] = x[i] - centre[i]
			}
		}
		d := (x[0] - centre[0]) - (x[1] - centre[1])
		if g != nil {
			g[0] += together * d
			g[1] -= together * d
		}
		return sum + together*d*d/2
	}
}

// A search along a ridge into the wall ends where the best point of the wall lies, in
// few evaluations.
func TestMinimiseStopsAtTheWall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		together := math.Exp(rapid.Float64Range(0, 9).Draw(t, "together"))
		far := rapid.Float64Range(3, 20).Draw(t, "far")
		start := []float64{rapid.Float64Range(-2, 2).Draw(t, "x"), rapid.Float64Range(-2, 2).Draw(t, "y"), 1}
		centre := []float64{0.5, far, -0.25}
		m := numeric.Minimise(ridge(centre, together), start, numeric.Tolerance{Gradient: 1e-6, Evaluations: 500, Wall: 2})
		// With y = 2 the slope by x is (x - 0.5) + together*((x - 0.5) - (2 - far)).
		want := []float64{0.5 + together*(2-far)/(1+together), 2, -0.25}
		if want[0] < -2 {
			want[0] = -2
		}
		if !m.Converged || m.Evaluations > 80 {
			t.Fatalf("together %v: %+v", together, m)
		}
		for i := range want {
			if math.Abs(m.X[i]-want[i]) > 1e-5 {
				t.Fatalf("together %v: ended at %v, want %v", together, m.X, want)
			}
		}
	})
}

// What rested on the wall leaves it when the rest has moved on.
func TestMinimiseLeavesTheWall(t *testing.T) {
	// The valley of Rosenbrock from the far side, whose first step is out of the box.
	for _, start := range [][]float64{{-1.5, -1.5}, {-1.5, 1.5}, {1.5, -1.5}, {0, 1.5}} {
		m := numeric.Minimise(rosenbrock, start, numeric.Tolerance{Gradient: 1e-8, Evaluations: 500, Wall: 1.5})
		if !m.Converged {
			t.Fatalf("from %v: %+v", start, m)
		}
		vectors.Near(t, "x", m.X[0], 1, 1e-6, 0)
		vectors.Near(t, "y", m.X[1], 1, 1e-6, 0)
	}
}

// The inverse Hessian of a quadratic leads to its minimum in one step.
func TestMinimiseFromCurvature(t *testing.T) {
	f := ridge([]float64{3, -4, 5}, 1000)
	start := []float64{0, 0, 0}
	inverse := numeric.InverseHessian(f, start)
	if inverse == nil {
		t.Fatal("a bowl has a positive definite curvature")
	}
	m := numeric.Minimise(f, start, numeric.Tolerance{Gradient: 1e-5, Evaluations: 50, Inverse: inverse})
	if !m.Converged || m.Evaluations > 3 {
		t.Errorf("%+v", m)
	}
	saddle := func(x, g []float64) float64 {
		if g != nil {
			g[0], g[1] = 2*x[0], -2*x[1]
		}
		return x[0]*x[0] - x[1]*x[1]
	}
	if numeric.InverseHessian(saddle, []float64{0, 0}) != nil {
		t.Error("a saddle has no such curvature")
	}
}
