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

// finish readies the state for its results, and says how many goroutines may work
// them out, so many groups at a time each.
func (p *plan) finish(goroutines, groups int) {
	p.final = true
	if goroutines > 1 {
		p.crew = &crew{groups: groups}
		p.crew.idle.Store(int32(goroutines) - 1)
	}
	p.crew.each(len(p.finishers), func(i int) { p.finishers[i].finish() })
}

// crew is goroutines that finish a state and work its results out: whoever has parts
// to give away takes those that are idle.
type crew struct {
	idle   atomic.Int32
	groups int // worth giving away
}

// groupsAtATime is how many groups are worth giving away.
const groupsAtATime = 1 << 12

// share calls work, and calls it in other goroutines as long as there is more to do
// and any are idle: next gives each of 0, 1 … n-1 to one of them, and then -1. Where
// there is no crew, work is called once.
func (c *crew) share(n int, work func(next func() int)) {
	if c == nil {
		given := -1
		work(func() int {
			if given++; given >= n {
				return -1
			}
			return given
		})
		return
	}
	var given atomic.Int64
	var wait sync.WaitGroup
	var next func() int
	next = func() int {
		i := int(given.Add(1)) - 1
		if i >= n {
			return -1
		}
		if i < n-1 && c.claim() {
			wait.Go(func() {
				defer c.idle.Add(1)
				work(next)
			})
		}
		return i
	}
	work(next)
	c.idle.Add(1) // while it waits
	wait.Wait()
	c.idle.Add(-1)
}

// each calls do with 0, 1 … n-1, by all that are idle.
func (c *crew) each(n int, do func(i int)) {
	c.share(n, func(next func() int) {
		for i := next(); i >= 0; i = next() {
			do(i)
		}
	})
}

// claim takes one that is idle, where there is one.
func (c *crew) claim() bool {
	for {
		idle := c.idle.Load()
		if idle <= 0 {
			return false
		}
		if c.idle.CompareAndSwap(idle, idle-1) {
			return true
		}
	}
}

// results works the results of the parts of a metric out, at the top of a plan that
// is finished by several goroutines.
func (at place) results(n int, result func(i int)) {
	c := at.plan.crew
	if !alone(at.groups) {
		c = nil
	}
	c.each(n, result)
}
