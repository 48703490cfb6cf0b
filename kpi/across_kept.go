package kpi

import (
	"slices"
	"sync"

	"github.com/ecomkpi/ecomkpi/model"
)

// keptResults are what Across and By have made of the groups of a key so far, in
// pieces of neighbouring groups, so that a reading after a few more rows works
// out the pieces again in which they are, and takes the others as they are. What
// is read once, or merged into between readings, keeps nothing.
type keptResults struct {
	touched
	pieces map[int32]pieces // by the group above
}

// pieces are those below one group, of so many groups each.
type pieces struct {
	size int
	all  []*keptPiece
}

// keptPiece is a metric over the results of some groups.
type keptPiece struct {
	epoch  uint32 // of the reading that made it
	groups int
	over   *core
	entryCount
	entries any // the entries of By, which has nothing over them
}

// entryCount tells how many groups have a result.
type entryCount struct {
	known, undefined int64
	first            Reason // the smallest one, so that it does not depend on the order of rows
}

func (n *entryCount) add(o entryCount) {
	if o.undefined > 0 && (n.undefined == 0 || o.first < n.first) {
		n.first = o.first
	}
	n.known += o.known
	n.undefined += o.undefined
}

const (
	fewGroups  = 2048 // so many are read as fast as pieces of them are kept
	mostPieces = 64
)

// keeps says whether results of so many groups are kept from this reading to
// the next.
func (k *keptResults) keeps(groups int) bool {
	if k == nil || groups <= fewGroups || k.at.plan.final {
		return false
	}
	if k.epoch == 0 {
		k.begin()
		return false
	}
	return true
}

// forget drops everything, when states were merged in.
func (k *keptResults) forget() {
	if k != nil {
		k.touched.forget()
		k.pieces = nil
	}
}

// below returns the pieces below a group, ready to be read.
func (k *keptResults) below(g int32, groups int) pieces {
	if !k.begin() || k.pieces == nil {
		k.pieces = map[int32]pieces{}
	}
	p := k.pieces[g]
	if p.size == 0 || groups > 2*mostPieces*p.size {
		p = pieces{size: max(groups/mostPieces, fewGroups/4)}
	}
	for len(p.all)*p.size < groups {
		p.all = append(p.all, nil)
	}
	return p
}

// fresh says whether a piece still holds.
func (k *keptResults) fresh(p *keptPiece, groups []int32) bool {
	return p != nil && p.groups == len(groups) &&
		!slices.ContainsFunc(groups, func(g int32) bool { return k.since(g, p.epoch) })
}

// overEntries is a metric over the results of groups, and how it is run over
// some of them.
type overEntries[R any] struct {
	expr   model.Expr
	metric func(place) fold[R]
	run    func(plan *plan, groups []int32) entryCount
}

// empty returns the metric over no groups.
func (o overEntries[R]) empty() (*core, fold[R]) {
	plan, at := newPlan(new(kinds), 1) // entries are no facts: to read a result must not change what was seen
	f := o.metric(at)
	return &core{o.expr, plan, f.state}, f
}

// of runs the metric over all groups, or those of which no result is kept.
func (o overEntries[R]) of(k *keptResults, g int32, groups []int32) (Result[R], entryCount) {
	if !k.keeps(len(groups)) {
		return o.shared(k, groups)
	}
	all, f := o.empty()
	var n entryCount
	p := k.below(g, len(groups))
	for i := range p.all {
		some := groups[i*p.size : min(len(groups), (i+1)*p.size)]
		if one := p.all[i]; !k.fresh(one, some) {
			read, _ := o.empty()
			count := o.run(read.plan, some)
			kept, _ := o.empty() // without what the plan has for reading entries
			kept.merge(read)
			p.all[i] = &keptPiece{epoch: k.epoch, groups: len(some), over: kept, entryCount: count}
		}
		all.merge(p.all[i].over)
		n.add(p.all[i].entryCount)
	}
	k.pieces[g] = p
	return f.result(0), n
}

// shared runs the metric over all groups, by several goroutines where there are any
// idle and groups enough.
func (o overEntries[R]) shared(k *keptResults, groups []int32) (Result[R], entryCount) {
	all, f := o.empty()
	var c *crew
	if k != nil {
		c = k.at.plan.crew
	}
	if c == nil || len(groups) <= c.groups {
		n := o.run(all.plan, groups)
		return f.result(0), n
	}
	var mu sync.Mutex
	var n entryCount
	var others []*core
	taken := false // all is the first one's, which is this goroutine
	c.share((len(groups)+c.groups-1)/c.groups, func(next func() int) {
		mine := all
		if taken {
			mine, _ = o.empty()
		} else {
			taken = true
		}
		var count entryCount
		for i := next(); i >= 0; i = next() {
			count.add(o.run(mine.plan, groups[i*c.groups:min(len(groups), (i+1)*c.groups)]))
		}
		mu.Lock()
		defer mu.Unlock()
		if n.add(count); mine != all {
			others = append(others, mine)
		}
	})
	for _, other := range others {
		all.merge(other)
	}
	return f.result(0), n
}
