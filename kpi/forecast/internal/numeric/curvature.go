package numeric

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Hessian returns the matrix of second derivatives of f at x, from central
// differences of its gradient, symmetrised. ok is false where f is not finite nearby.
func Hessian(f Objective, x []float64) (h *mat.SymDense, ok bool) {
	n := len(x)
	raw := mat.NewDense(n, n, nil)
	up, down := make([]float64, n), make([]float64, n)
	at := append([]float64(nil), x...)
	for i := range n {
		step := 1e-4 * max(1, math.Abs(x[i]))
		at[i] = x[i] + step
		if !usable(f(at, up), up) {
			return nil, false
		}
		at[i] = x[i] - step
		if !usable(f(at, down), down) {
			return nil, false
		}
		at[i] = x[i]
		for j := range n {
			raw.Set(i, j, (up[j]-down[j])/(2*step))
		}
	}
	h = mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			h.SetSym(i, j, (raw.At(i, j)+raw.At(j, i))/2)
		}
	}
	return h, true
}

// InverseHessian returns the inverse of the Hessian of f at x, by rows; nil where it
// is not positive definite, or f not finite nearby.
func InverseHessian(f Objective, x []float64) []float64 {
	h, ok := Hessian(f, x)
	var chol mat.Cholesky
	if !ok || !chol.Factorize(h) {
		return nil
	}
	var inv mat.SymDense
	if err := chol.InverseTo(&inv); err != nil {
		return nil
	}
	n := len(x)
	out := make([]float64, 0, n*n)
	for i := range n {
		for j := range n {
			out = append(out, inv.At(i, j))
		}
	}
	return out
}

// Curvature describes a minimum: the inverse of the Hessian there.
type Curvature struct {
	Inverse          [][]float64
	PositiveDefinite bool
}

// Inspect returns the curvature of f at x, and polishes x by Newton steps while
// they lower the largest component of the gradient. x is changed in place; the
// value and the gradient's largest component at the final x are returned too.
func Inspect(f Objective, x []float64, newton int, tolerance float64) (c Curvature, value, gradient float64) {
	n := len(x)
	g := make([]float64, n)
	value = f(x, g)
	gradient = largest(g)
	h, ok := Hessian(f, x)
	if !ok {
		return c, value, gradient
	}
	var chol mat.Cholesky
	if !chol.Factorize(h) {
		return c, value, gradient
	}
	next, gn := make([]float64, n), make([]float64, n)
	for range newton {
		if gradient <= tolerance {
			break
		}
		var step mat.VecDense
		if err := chol.SolveVecTo(&step, mat.NewVecDense(n, g)); err != nil {
			break
		}
		for i := range n {
			next[i] = x[i] - step.AtVec(i)
		}
		v := f(next, gn)
		if !usable(v, gn) || largest(gn) >= gradient {
			break
		}
		copy(x, next)
		copy(g, gn)
		value, gradient = v, largest(gn)
	}
	var inv mat.SymDense
	if err := chol.InverseTo(&inv); err != nil {
		return c, value, gradient
	}
	c.PositiveDefinite = true
	c.Inverse = make([][]float64, n)
	for i := range n {
		c.Inverse[i] = make([]float64, n)
		for j := range n {
			c.Inverse[i][j] = inv.At(i, j)
		}
	}
	return c, value, gradient
}
