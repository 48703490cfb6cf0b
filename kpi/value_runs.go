package kpi

import (
	"slices"
	"sort"
	"sync"

	"github.com/shopspring/decimal"
)

// valueRuns are values of one group in several runs, which others may have too: to add a
// few values is to put those in order, and not all of them.
type valueRuns struct {
	n    int
	all  []*valueRun
	flat ordered // all together
}

// valueRun is values that are never changed, and what was asked of them.
type valueRun struct {
	v     []int64
	order ordered
	sum   struct {
		sync.Once
		d decimal.Decimal
	}
}

func (r *valueRun) inOrder() []int64 {
	r.order.Do(func() {
		r.order.v = slices.Clone(r.v)
		sortValues(r.order.v)
	})
	return r.order.v
}

// total returns the sum of the values, which are at a scale.
func (r *valueRun) total(scale uint8) decimal.Decimal {
	r.sum.Do(func() { r.sum.d = totalOf(r.v, scale) })
	return r.sum.d
}

// bound returns a size that no value exceeds.
func (r *valueRun) bound() (most uint64) {
	for _, v := range r.v {
		most = max(most, uint64(max(v, -v)))
	}
	return most
}

// inOrder returns all values in ascending order.
func (r *valueRuns) inOrder() []int64 {
	r.flat.Do(func() {
		r.flat.v = make([]int64, 0, r.n)
		for _, one := range r.all {
			r.flat.v = append(r.flat.v, one.v...)
		}
		sortValues(r.flat.v)
	})
	return r.flat.v
}

// nth returns the value that has so many before it in ascending order: the least one
// to which more values go up. It lies in the middle of fewer and fewer of each run.
func (r *valueRuns) nth(k int) int64 {
	if len(r.all) == 1 {
		return r.all[0].inOrder()[k]
	}
	type window struct {
		v  []int64
		up int // how many of the run go up to some bound
	}
	windows := make([]window, 0, len(r.all))
	least, most := int64(0), int64(0)
	for _, one := range r.all {
		v := one.inOrder()
		if len(v) == 0 {
			continue
		}
		if len(windows) == 0 {
			least, most = v[0], v[len(v)-1]
		}
		least, most = min(least, v[0]), max(most, v[len(v)-1])
		windows = append(windows, window{v: v})
	}
	before := 0 // values that are less than least and in no window
	for least < most {
		middle := least + int64((uint64(most)-uint64(least))/2)
		up := before
		for i := range windows {
			w := &windows[i]
			w.up = sort.Search(len(w.v), func(i int) bool { return w.v[i] > middle })
			up += w.up
		}
		if up > k {
			most = middle
			for i := range windows {
				w := &windows[i]
				w.v = w.v[:w.up]
			}
			continue
		}
		least, before = middle+1, up
		for i := range windows {
			w := &windows[i]
			w.v = w.v[w.up:]
		}
	}
	return least
}
