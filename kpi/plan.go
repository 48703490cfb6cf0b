package kpi

import "github.com/ecomkpi/ecomkpi/model"

// plan is one goroutine's evaluation of a metric. It holds what the parts of
// the metric share: selections of rows, groupings and columns, each worked out
// once per block however many parts ask for it. Sharing goes by the identity
// of filters, keys and fields, and by place.
type plan struct {
	block  *model.Block
	serial uint64 // of the block: what was worked out for another one is stale
	seen   *kinds
	final  bool      // no row and no state comes any more
	crew   *crew     // that works results out; nil where one goroutine does
	op     uint64    // of the merge at hand: what two parts share is merged once
	later  *[]func() // merges of leaves that wait until all groups are paired; nil where none does

	selections map[selectionKey]*selection
	groupings  map[groupingKey]grouping
	columns    map[columnKey]*column
	leaves     map[leafKey]worker
	apart      bool // no leaf is shared: each reads its own bytes

	subjects *subjects // of a live metric; nil elsewhere

	// What takes rows, by the kind of fact that it takes; 0 is all kinds.
	works     *workList
	finishers []finisher
}

// worker takes the rows of the plan's current block.
type worker interface{ update() }

type workList [len(kinds{})][]worker

func (w *workList) run(k model.Kind) {
	for _, one := range w[0] {
		one.update()
	}
	if k != 0 {
		for _, one := range w[k&15] {
			one.update()
		}
	}
}

// kinds tells which kinds of facts have been supplied.
type kinds [16]bool

type (
	selectionKey struct {
		parent *selection
		what   string
	}
	groupingKey struct {
		parent grouping
		rows   *selection
		what   string
	}
	columnKey struct {
		field model.Identity
		rows  *selection // where the field reads the selected rows only
	}
	leafKey struct {
		what    string
		rows    *selection
		groups  grouping
		convert *converter
		scope   string
	}
)

// place is where in a metric a fold stands: which rows it takes, and into
// which groups they go.
type place struct {
	plan   *plan
	rows   *selection
	groups grouping

	kind    model.Kind // the only kind whose rows it takes; 0 for all
	convert *converter // of amounts; nil as they are
	scope   string     // which of the groupings around it write the group of the unknown key: "+" or "-" for each
}

// work makes the plan give the rows of its blocks to a worker.
func (at place) work(w worker) {
	at.plan.works[at.kind&15] = append(at.plan.works[at.kind&15], w)
	if f, ok := w.(finisher); ok {
		at.plan.finishers = append(at.plan.finishers, f)
	}
}

// leaf returns the fold of a place that is told apart by its text: metrics that
// fold the same rows in the same way share one.
func leaf[L worker](at place, what string, make func() L) L {
	k := leafKey{what, at.rows, at.groups, at.convert, at.scope}
	if l, ok := at.plan.leaves[k].(L); ok && !at.plan.apart {
		return l
	}
	l := make()
	at.plan.leaves[k] = l
	at.work(l)
	return l
}

// once tells a leaf that several metrics share that it was merged already.
type once struct{ op uint64 }

func (o *once) again(p *plan) bool {
	if o.op == p.op {
		return true
	}
	o.op = p.op
	return false
}

// newPlan returns a plan and the place at the top of a metric, with so many
// groups.
func newPlan(seen *kinds, groups int32) (*plan, place) {
	p := &plan{
		seen:       seen,
		selections: map[selectionKey]*selection{},
		groupings:  map[groupingKey]grouping{},
		columns:    map[columnKey]*column{},
		leaves:     map[leafKey]worker{},
		works:      new(workList),
	}
	return p, place{plan: p, rows: &selection{plan: p}, groups: &rootGroups{n: groups}}
}

// take gives the rows of a block to all workers.
func (p *plan) take(b *model.Block) {
	p.block = b
	p.serial++
	p.seen[b.Kind()&15] = true
	p.works.run(b.Kind())
	if p.subjects != nil {
		p.subjects.run(b.Kind())
	}
}

// column is a field read once per block.
type column struct {
	serial uint64
	nums   model.Numbers
}

// numbers returns the field's values in the rows of the place.
func numbers[F, T any](at place, f model.Field[F, T]) func() *model.Numbers {
	own := f.Identity()
	f = inCurrency(at, f)
	k := columnKey{field: f.Identity()}
	if !f.Stored() {
		k.rows = at.rows
	}
	c := at.plan.columns[k]
	if c == nil {
		c = &column{}
		at.plan.columns[k] = c
	}
	p, rows := at.plan, at.rows
	convert := at.convert
	if f.Identity() == own {
		convert = nil
	}
	return func() *model.Numbers {
		if c.serial != p.serial {
			c.serial = p.serial
			sel, n := rows.get()
			if convert != nil {
				convert.log = convert.log[:0]
			}
			f.Read(p.block, sel, &c.nums)
			if convert != nil {
				convert.remember(sel, n)
			}
		}
		return &c.nums
	}
}

// grouping numbers the groups of a place.
type grouping interface {
	// len returns how many groups there are by now.
	len() int32
	// get returns the group of every selected row of the current block, by
	// row; nil where all rows are in group 0.
	get() []int32
}

type rootGroups struct{ n int32 }

func (g *rootGroups) len() int32   { return g.n }
func (g *rootGroups) get() []int32 { return nil }
