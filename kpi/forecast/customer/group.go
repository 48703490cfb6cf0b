package customer

import (
	"cmp"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// row is a set of customers that a transaction model cannot tell apart.
type row struct {
	x, recency, age float64
	count           float64
	block           int // index of x among the distinct values of x
}

// grouped holds distinct rows in one fixed order, so that a sum over them does
// not depend on the order in which the customers came.
type grouped struct {
	rows      []row
	repeats   []float64 // distinct values of x, rising
	customers float64
	orders    float64 // sum of x
	scale     float64 // times were multiplied by it
}

// targetAge is what the longest age is scaled to before fitting, so that start
// values and tolerances fit days as well as years.
const targetAge = 50

func group(customers []Customer) (grouped, error) {
	if len(customers) == 0 {
		return grouped{}, ErrTooFew
	}
	sorted := make([]row, len(customers))
	var oldest float64
	for i, c := range customers {
		if why := c.fault(); why != "" {
			return grouped{}, &Invalid{Index: i, Customer: c, Reason: why}
		}
		sorted[i] = row{x: float64(c.Repeats), recency: c.Recency, age: c.Age, count: 1}
		oldest = max(oldest, c.Age)
	}
	if oldest == 0 {
		return grouped{}, ErrTooFew
	}
	slices.SortFunc(sorted, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.recency, b.recency), cmp.Compare(a.age, b.age))
	})
	g := grouped{customers: float64(len(sorted)), scale: targetAge / oldest}
	for _, r := range sorted {
		g.orders += r.x
		r.recency *= g.scale
		r.age *= g.scale
		if n := len(g.rows); n > 0 {
			if last := &g.rows[n-1]; last.x == r.x && last.recency == r.recency && last.age == r.age {
				last.count++
				continue
			}
		}
		if n := len(g.repeats); n == 0 || g.repeats[n-1] != r.x {
			g.repeats = append(g.repeats, r.x)
		}
		r.block = len(g.repeats) - 1
		g.rows = append(g.rows, r)
	}
	return g, nil
}

// sample returns about n rows spread evenly over the sorted rows; it serves to
// choose a start value, never to estimate.
func (g grouped) sample(n int) grouped {
	if len(g.rows) <= 2*n {
		return g
	}
	s := g
	s.rows, s.customers = nil, 0
	step := len(g.rows) / n
	for i := step / 2; i < len(g.rows); i += step {
		s.rows = append(s.rows, g.rows[i])
		s.customers += g.rows[i].count
	}
	return s
}

// samples returns the objectives of samples of rising sizes, without those that
// would be about all rows.
func (g grouped) samples(objective func(grouped) numeric.Objective, sizes ...int) []numeric.Objective {
	var out []numeric.Objective
	for _, n := range sizes {
		if small := g.sample(n); len(small.rows) < len(g.rows) {
			out = append(out, objective(small))
		}
	}
	return out
}
