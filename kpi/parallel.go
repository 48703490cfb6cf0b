package kpi

import (
	"sync"
	"sync/atomic"
)

// inParallel calls do with 0, 1 … n-1, so many of them at a time.
func inParallel(goroutines, n int, do func(i int)) {
	if goroutines = min(goroutines, n); goroutines <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range goroutines {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wait.Wait()
}

// merging merges a leaf, or leaves it for later.
func (p *plan) merging(leaf func()) {
	if p.later != nil {
		*p.later = append(*p.later, leaf)
		return
	}
	leaf()
}

// finisher is a worker that has something left to do when no row and no state
// comes any more: after it, results are read without changing the state, and so
// by several goroutines.
type finisher interface{ finish() }

// finish readies the state for its results.
func (p *plan) finish(goroutines int) {
	p.final, p.goroutines = true, goroutines
	inParallel(goroutines, len(p.finishers), func(i int) { p.finishers[i].finish() })
}

// results works the results of the parts of a metric out, at the top of a plan that
// is finished by several goroutines.
func (at place) results(n int, result func(i int)) {
	p := at.plan
	goroutines := p.goroutines
	if !alone(at.groups) || goroutines <= 1 {
		for i := range n {
			result(i)
		}
		return
	}
	p.goroutines = 0 // not again within the parts
	inParallel(goroutines, n, result)
	p.goroutines = goroutines
}
