package numeric

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Objective is a function to be minimised. It returns its value at x and, when
// grad is not nil, writes its gradient there. An x outside its domain has the
// value +Inf; the gradient is then not read.
type Objective func(x, grad []float64) float64

// Minimum is where a minimisation ended.
type Minimum struct {
	X           []float64
	Value       float64
	Gradient    float64 // largest absolute component
	Evaluations int
	Converged   bool // the gradient is below the tolerance
}

// Tolerance says when to stop.
type Tolerance struct {
	Gradient    float64 // largest absolute component of the gradient
	Decrease    float64 // stop when an iteration lowers the value by less; 0 never does
	Evaluations int
	// Wall is the largest absolute component of x that is searched; 0 is no
	// wall. A component that the gradient pushes against the wall rests there.
	Wall float64
	// Inverse is what is known of the inverse Hessian at the start, by rows;
	// nil begins with a short step down the gradient.
	Inverse []float64
}

// Minimise runs BFGS with a bisecting weak-Wolfe line search from start, which
// is not changed. The line search needs no finite value beyond start itself.
func Minimise(f Objective, start []float64, tol Tolerance) Minimum {
	n := len(start)
	m := Minimum{X: append([]float64(nil), start...)}
	g := make([]float64, n)
	m.Value = f(m.X, g)
	m.Evaluations = 1
	if !usable(m.Value, g) {
		m.Value = math.Inf(1)
		return m
	}
	h, fresh := identity(n), true
	if tol.Inverse != nil {
		h, fresh = append([]float64(nil), tol.Inverse...), false
	}
	resting := make(atRest, n)
	p, x, gx, hy, free := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for m.Evaluations < tol.Evaluations {
		m.Gradient = tol.free(m.X, g, free)
		if m.Gradient <= tol.Gradient {
			m.Converged = true
			return m
		}
		if !resting.settle(h, free, g) {
			h, fresh = identity(n), true
			resting.settle(h, free, g)
		}
		limit := tol.direction(h, m.X, free, p)
		slope := dot(p, g)
		if slope >= 0 {
			if fresh {
				return m
			}
			h, fresh = identity(n), true
			continue
		}
		step := 1.0
		if fresh {
			step = min(1, 1/math.Sqrt(dot(free, free)))
		}
		l := line{f: f, from: m.X, along: p, value: m.Value, slope: slope, limit: limit, wall: tol.Wall}
		value, ok := l.search(x, gx, step, &m.Evaluations)
		if !ok {
			if fresh {
				return m
			}
			h, fresh = identity(n), true
			continue
		}
		fall := m.Value - value
		update(h, m.X, x, g, gx, hy)
		fresh = false
		copy(m.X, x)
		copy(g, gx)
		m.Value = value
		if fall < tol.Decrease {
			break
		}
	}
	m.Gradient = tol.free(m.X, g, free)
	m.Converged = m.Gradient <= tol.Gradient
	return m
}

// update applies the BFGS formula to the inverse Hessian h.
func update(h, x0, x1, g0, g1, hy []float64) {
	n := len(x0)
	var sy, yhy float64
	for i := range n {
		sy += (x1[i] - x0[i]) * (g1[i] - g0[i])
	}
	if sy <= 1e-14 {
		return
	}
	for i := range n {
		hy[i] = 0
		for j := range n {
			hy[i] += h[i*n+j] * (g1[j] - g0[j])
		}
	}
	for i := range n {
		yhy += (g1[i] - g0[i]) * hy[i]
	}
	c := (1 + yhy/sy) / sy
	for i := range n {
		si := x1[i] - x0[i]
		for j := range n {
			sj := x1[j] - x0[j]
			h[i*n+j] += c*si*sj - (hy[i]*sj+si*hy[j])/sy
		}
	}
}

// NelderMead runs the simplex method, which needs no gradient; it is the
// fallback where BFGS stops early.
func NelderMead(f Objective, start []float64, evaluations int) Minimum {
	problem := optimize.Problem{Func: func(x []float64) float64 {
		v := f(x, nil)
		if math.IsNaN(v) {
			return math.Inf(1)
		}
		return v
	}}
	result, err := optimize.Minimize(problem, start, &optimize.Settings{
		FuncEvaluations: evaluations,
		Converger:       &optimize.FunctionConverge{Absolute: 1e-13, Iterations: 100},
	}, &optimize.NelderMead{})
	if result == nil || (err != nil && len(result.X) == 0) {
		return Minimum{X: append([]float64(nil), start...), Value: math.Inf(1)}
	}
	return Minimum{X: result.X, Value: result.F, Evaluations: result.FuncEvaluations}
}

func identity(n int) []float64 {
	h := make([]float64, n*n)
	for i := range n {
		h[i*n+i] = 1
	}
	return h
}

func dot(a, b []float64) float64 {
	var s float64
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

func largest(g []float64) float64 {
	var m float64
	for _, v := range g {
		m = max(m, math.Abs(v))
	}
	return m
}

func usable(value float64, grad []float64) bool {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return false
	}
	for _, v := range grad {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
