package numeric

import "math"

// rests holds where a component lies on the wall and down is beyond it.
func (t Tolerance) rests(x, down float64) bool {
	return t.Wall > 0 && math.Abs(x) >= t.Wall && x*down > 0
}

// free copies the gradient, without the components that rest on the wall, and
// returns the largest one.
func (t Tolerance) free(x, grad, out []float64) float64 {
	for i, g := range grad {
		if out[i] = g; t.rests(x[i], -g) {
			out[i] = 0
		}
	}
	return largest(out)
}

// direction sets p to the quasi-Newton direction that leaves resting components
// where they are, and returns the longest step along it.
func (t Tolerance) direction(h, x, free, p []float64) (limit float64) {
	n := len(x)
	limit = math.Inf(1)
	for i := range n {
		p[i] = -dot(h[i*n:(i+1)*n], free)
		if t.Wall == 0 {
			continue
		}
		if free[i] == 0 || t.rests(x[i], p[i]) {
			p[i] = 0
		}
		if p[i] != 0 {
			limit = min(limit, (math.Copysign(t.Wall, p[i])-x[i])/p[i])
		}
	}
	return limit
}

// atRest says which components rest on the wall.
type atRest []bool

// settle takes the components that have come to rest out of the inverse Hessian,
// which becomes that of the others with these held fast. It returns false where
// one has left the wall: h knows nothing of it.
func (r atRest) settle(h, free, grad []float64) bool {
	n := len(r)
	ok := true
	for j := range n {
		rests := free[j] == 0 && grad[j] != 0
		if rests && !r[j] {
			for i := range n {
				for k := range n {
					if i != j && k != j {
						h[i*n+k] -= h[i*n+j] * h[j*n+k] / h[j*n+j]
					}
				}
			}
			for i := range n {
				h[i*n+j], h[j*n+i] = 0, 0
			}
		}
		ok = ok && (rests || !r[j])
		r[j] = rests
	}
	for j := range n {
		ok = ok && (r[j] || h[j*n+j] > 0)
	}
	if !ok {
		clear(r)
	}
	return ok
}
