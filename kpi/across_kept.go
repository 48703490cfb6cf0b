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

// pieces are those below one group, of so many groups each. A few that follow on
// each other are put together in a piece above them, so that the whole is put
// together from few.
type pieces struct {
	size  int
	all   []*keptPiece
	above []*keptPiece // each over piecesAbove of all; not for By
}

// keptPiece is a metric over the results of some groups.
type keptPiece struct {
	epoch       uint32 // of the reading that made it
	groups      int
	least, most int32 // the groups are from here to there
	over        *core
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
	fewGroups   = 2048 // so many are read as fast as pieces of them are kept
	leastPiece  = 256  // groups
	mostPieces  = 512
	piecesAbove = 16
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
		p = pieces{size: max(groups/mostPieces, leastPiece)}
	}
	for len(p.all)*p.size < groups {
		p.all = append(p.all, nil)
	}
	return p
}

// piece returns a piece of this reading, without its contents.
func (k *keptResults) piece(groups []int32) *keptPiece {
	return &keptPiece{epoch: k.epoch, groups: len(groups), least: slices.Min(groups), most: slices.Max(groups)}
}

// fresh says whether a piece still holds.
func (k *keptResults) fresh(p *keptPiece, groups []int32) bool {
	return p != nil && p.groups == len(groups) && !k.anySince(groups, p.least, p.most, p.epoch)
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
	for len(p.above)*piecesAbove < len(p.all) {
		p.above = append(p.above, nil)
	}
	for i := range p.above {
		from, to := i*piecesAbove, min(len(p.all), (i+1)*piecesAbove)
		some := groups[from*p.size : min(len(groups), to*p.size)]
		if o.renew(k, p.all[from:to], p.size, some) || p.above[i] == nil {
			p.above[i] = o.together(p.all[from:to])
		}
		all.merge(p.above[i].over)
		n.add(p.above[i].entryCount)
	}
	k.pieces[g] = p
	return f.result(0), n
}

// renew runs the metric over the groups of the pieces that do not hold any longer. It
// says whether there were any.
func (o overEntries[R]) renew(k *keptResults, all []*keptPiece, size int, groups []int32) (renewed bool) {
	for i := range all {
		some := groups[i*size : min(len(groups), (i+1)*size)]
		if k.fresh(all[i], some) {
			continue
		}
		renewed = true
		read, _ := o.empty()
		count := o.run(read.plan, some)
		all[i] = k.piece(some)
		all[i].entryCount = count
		all[i].over, _ = o.empty() // without what the plan has for reading entries
		all[i].over.merge(read)
	}
	return renewed
}

// together returns pieces as one.
func (o overEntries[R]) together(all []*keptPiece) *keptPiece {
	p := new(keptPiece)
	p.over, _ = o.empty()
	for _, one := range all {
		p.over.merge(one.over)
		p.add(one.entryCount)
	}
	return p
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
