package numeric_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

// table reads a case whose input is one list of argument lists and whose
// expectation is one list of values, and compares a function with it.
func table(args, values string, f func(a []float64) float64) func(*testing.T, vectors.Case) {
	return func(t *testing.T, c vectors.Case) {
		in, out := map[string]any{}, map[string][]vectors.Float{}
		c.Decode(t, &in, &out)
		rows, ok := in[args].([]any)
		if !ok || len(rows) == 0 || len(rows) != len(out[values]) {
			t.Fatalf("%s: %d rows, %d values", c.ID, len(rows), len(out[values]))
		}
		for i, row := range rows {
			var a []float64
			list, ok := row.([]any)
			if !ok {
				list = []any{row}
			}
			for _, v := range list {
				switch v := v.(type) {
				case float64:
					a = append(a, v)
				case string:
					a = append(a, math.Inf(-1))
				}
			}
			c.Check(t, args, f(a), float64(out[values][i]))
		}
	}
}

func TestSpecialFunctions(t *testing.T) {
	vectors.Run(t, 2, "special_functions", map[string]func(*testing.T, vectors.Case){
		"hyp2f1": table("args_a_b_c_z", "values", func(a []float64) float64 {
			return numeric.Hypergeometric(a[0], a[1], a[2], a[3])
		}),
		"incomplete_beta": table("args_a_b_x", "regularized", func(a []float64) float64 {
			return numeric.IncompleteBeta(a[0], a[1], a[2])
		}),
		"normal_quantile":    table("p", "z", func(a []float64) float64 { return numeric.NormalQuantile(a[0]) }),
		"log_beta":           table("args_a_b", "values", func(a []float64) float64 { return numeric.LogBeta(a[0], a[1]) }),
		"log_gamma_ratio":    table("args_r_x", "values", func(a []float64) float64 { return numeric.LogGammaRatio(a[0], a[1]) }),
		"tricomi_U_s_s_z":    table("args_s_z", "values", func(a []float64) float64 { return numeric.TricomiU(a[0], a[1]) }),
		"log_sum_exp":        table("args", "values", func(a []float64) float64 { return numeric.LogSumExp(a[0], a[1]) }),
		"student_t_quantile": table("args_p_df", "values", func(a []float64) float64 { return numeric.StudentQuantile(a[0], a[1]) }),
	})
}

// The series with its derivatives agrees with gonum's 2F1 and with differences of itself.
func TestLogUnitHypergeometric(t *testing.T) {
	for _, a := range [][3]float64{{13.2, 14.8, 0.97}, {400.5, 414, 0.99}, {0.3, 2.1, 0.5}, {2, 7, 0}, {1.5, 2, 0.4}, {1.6, 2.2, 0.9995}, {0.7, 1.2, 0.76}, {3, 3.01, 0.9}, {120, 123, 0.8}, {0.2, 9, 0.99999}, {2, 30, 0.95}} {
		u, ok := numeric.LogUnitHypergeometric(a[0], a[1], a[2])
		if !ok {
			t.Fatalf("%v: no end", a)
		}
		vectors.Near(t, "value", u.Log, math.Log(numeric.Hypergeometric(1, a[0], a[1], a[2])), 1e-11, 1e-13)
		at := func(db, dc, dz float64) float64 {
			v, _ := numeric.LogUnitHypergeometric(a[0]+db, a[1]+dc, a[2]+dz)
			return v.Log
		}
		const h = 1e-5
		vectors.Near(t, "by b", u.DB, (at(h, 0, 0)-at(-h, 0, 0))/(2*h), 1e-6, 1e-9)
		vectors.Near(t, "by c", u.DC, (at(0, h, 0)-at(0, -h, 0))/(2*h), 1e-6, 1e-9)
		if a[2] > 0 {
			hz := 10 * h * (1 - a[2])
			vectors.Near(t, "by z", u.DZ, (at(0, 0, hz)-at(0, 0, -hz))/(2*hz), 1e-6, 1e-9)
		}
	}
}

func TestIntegrate(t *testing.T) {
	vectors.Near(t, "sine", numeric.Integrate(math.Sin, 0, math.Pi), 2, 1e-12, 0)
	vectors.Near(t, "root at the end", numeric.Integrate(func(x float64) float64 { return 1 / math.Sqrt(x) }, 0, 1), 2, 1e-9, 0)
	vectors.Near(t, "narrow peak", numeric.Integrate(func(x float64) float64 {
		return math.Exp(-(x - 3) * (x - 3) * 5e3)
	}, 0, 10), math.Sqrt(math.Pi/5e3), 1e-10, 0)
	vectors.Near(t, "empty", numeric.Integrate(math.Exp, 2, 2), 0, 0, 0)
	vectors.Near(t, "decaying", numeric.IntegrateDecaying(func(v float64) float64 { return v * v }), 2, 1e-12, 0)
}

// rosenbrock is a valley with its end at (1, 1), and its gradient.
func rosenbrock(x, g []float64) float64 {
	a, b := 1-x[0], x[1]-x[0]*x[0]
	if g != nil {
		g[0], g[1] = -2*a-400*x[0]*b, 200*b
	}
	return a*a + 100*b*b
}

// Rosenbrock's valley: BFGS and the simplex end at (1, 1), the curvature there is known.
func TestMinimise(t *testing.T) {
	start := []float64{-1.2, 1}
	m := numeric.Minimise(rosenbrock, start, numeric.Tolerance{Gradient: 1e-8, Evaluations: 500})
	if !m.Converged || start[0] != -1.2 {
		t.Fatalf("not converged: %+v", m)
	}
	vectors.Near(t, "x", m.X[0], 1, 1e-6, 0)
	vectors.Near(t, "y", m.X[1], 1, 1e-6, 0)
	nm := numeric.NelderMead(rosenbrock, start, 2000)
	vectors.Near(t, "simplex", nm.X[0], 1, 1e-4, 0)
	c, _, _ := numeric.Inspect(rosenbrock, m.X, 3, 1e-12)
	if !c.PositiveDefinite {
		t.Fatal("a minimum has positive curvature")
	}
	vectors.Near(t, "inverse Hessian", c.Inverse[0][0], 0.5, 1e-4, 0)
	saddle := func(x, g []float64) float64 {
		if g != nil {
			g[0], g[1] = 2*x[0], -2*x[1]
		}
		return x[0]*x[0] - x[1]*x[1]
	}
	if c, _, _ := numeric.Inspect(saddle, []float64{0, 0}, 3, 1e-12); c.PositiveDefinite {
		t.Fatal("a saddle is no minimum")
	}
	nowhere := numeric.Minimise(func(x, g []float64) float64 { return math.NaN() }, start, numeric.Tolerance{Evaluations: 10})
	if nowhere.Converged || !math.IsInf(nowhere.Value, 1) {
		t.Fatalf("%+v", nowhere)
	}
}
