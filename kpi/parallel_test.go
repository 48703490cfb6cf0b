package kpi

import (
	"sync/atomic"
	"testing"
	"time"
)

// Each number is given once, whoever is idle and whatever is shared within, never to
// more than there are, and in the end all are idle again.
func TestCrewShares(t *testing.T) {
	for _, idle := range []int32{0, 1, 3} {
		for _, n := range []int{0, 1, 2, 50} {
			var c crew
			c.idle.Store(idle)
			given := make([]atomic.Int32, n*3)
			var at, most atomic.Int32
			c.share(n, func(next func() int) {
				for i := next(); i >= 0; i = next() {
					c.share(3, func(next func() int) {
						for k := next(); k >= 0; k = next() {
							if now := at.Add(1); now > most.Load() {
								most.Store(now)
							}
							time.Sleep(time.Duration(i%3) * 100 * time.Microsecond)
							given[3*i+k].Add(1)
							at.Add(-1)
						}
					})
				}
			})
			for i := range given {
				if times := given[i].Load(); times != 1 {
					t.Errorf("%d idle, %d parts: %d was given %d times", idle, n, i, times)
				}
			}
			if c.idle.Load() != idle {
				t.Errorf("%d of %d are idle afterwards", c.idle.Load(), idle)
			}
			if n == 50 && (idle == 0) != (most.Load() == 1) {
				t.Errorf("%d idle: %d at a time", idle, most.Load())
			}
		}
	}
}

// Everything is done once, by however many.
func TestInParallel(t *testing.T) {
	for _, goroutines := range []int{0, 1, 2, 9} {
		var sum atomic.Int64
		inParallel(goroutines, 5, func(i int) { sum.Add(int64(i) + 1) })
		if sum.Load() != 15 {
			t.Errorf("%d goroutines: %d", goroutines, sum.Load())
		}
	}
}
