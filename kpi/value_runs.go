package kpi

import (
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
	bound uint64 // that the size of no value exceeds
	order ordered
	sum   struct {
		sync.Once
		d decimal.Decimal
	}
}

func (r *valueRun) inOrder() []int64 { return r.order.of(r.v) }

// total returns the sum of the values, which are at a scale.
func (r *valueRun) total(scale uint8) decimal.Decimal {
	r.sum.Do(func() { r.sum.d = totalOf(r.v, scale) })
	return r.sum.d
}

// inOrder returns all values in ascending order.
func (r *valueRuns) inOrder() []int64 {
	values := make([][]int64, len(r.all))
	for i, one := range r.all {
		values[i] = one.v
	}
	return r.flat.of(values...)
}

// nth returns the value at place k, from 0, of all in ascending order: the least bound
// that more than k values do not exceed. Bounds are halved, and with them the window
// of each run in which it may lie.
func (r *valueRuns) nth(k int) int64 {
	if len(r.all) == 1 {
		return r.all[0].inOrder()[k]
	}
	type window struct {
		v  []int64
		up int // how many do not exceed the bound at hand
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
	before := 0 // values less than least, which are in no window
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
