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
	final  bool   // no row and no state comes any more
	op     uint64 // of the merge at hand: what two parts share is merged once

	selections map[selectionKey]*selection
	groupings  map[groupingKey]grouping
	columns    map[columnKey]*column
	leaves     map[leafKey]worker
	apart      bool // no leaf is shared: each reads its own bytes

	// What takes rows, by the kind of fact that it takes; 0 is all kinds.
	works *workList
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

// next moves the plan on to a block.
func (p *plan) next(b *model.Block) {
	p.block = b
	p.serial++
	p.seen[b.Kind()&15] = true
}

// take gives the rows of a block to all workers.
func (p *plan) take(b *model.Block) {
	p.next(b)
	p.works.run(b.Kind())
}

// selection is a subset of the rows of a block.
type selection struct {
	plan   *plan
	parent *selection
	what   string
	pick   picker                    // nil at the top, where all rows are selected
	kinds  map[model.Kind]*selection // instead of pick: what is selected of the facts of each kind

	serial uint64
	rows   []int32 // nil is all rows
	buf    []int32
}

// picker appends rows of sel, all rows where it is nil, to buf, or returns sel.
// Nil stands for all rows, an empty slice that is not nil for none.
type picker func(b *model.Block, sel, buf []int32) []int32

// get returns the selected rows of the current block, nil where that is all,
// and their number.
func (s *selection) get() ([]int32, int) {
	if s.pick == nil {
		if s.parent == nil {
			return nil, s.plan.block.Len()
		}
		if of := s.kinds[s.plan.block.Kind()]; of != nil {
			return of.get()
		}
		return none, 0
	}
	if s.serial != s.plan.serial {
		s.serial = s.plan.serial
		sel, n := s.parent.get()
		if s.buf == nil {
			s.buf = make([]int32, 0, model.BlockRows)
		}
		s.rows = s.buf[:0]
		if n > 0 {
			s.rows = s.pick(s.plan.block, sel, s.buf[:0])
			if cap(s.rows) > cap(s.buf) && !(len(s.rows) > 0 && len(sel) > 0 && &s.rows[0] == &sel[0]) {
				s.buf = s.rows
			}
		}
	}
	if s.rows == nil {
		return nil, s.plan.block.Len()
	}
	return s.rows, len(s.rows)
}

// none is no row, where nil would be all.
var none = []int32{}

// sub returns the place with fewer rows, and the place itself where it is within
// such a one. The text tells selections of one
// parent apart; make is called where there is none like it yet.
func (at place) sub(what string, make func() picker) place {
	for s := at.rows; s != nil; s = s.parent {
		if s.what == what {
			return at
		}
	}
	k := selectionKey{at.rows, what}
	s := at.plan.selections[k]
	if s == nil {
		s = &selection{plan: at.plan, parent: at.rows, what: what, pick: make()}
		at.plan.selections[k] = s
	}
	at.rows = s
	return at
}

// where returns the place of the rows for which the predicate holds. An And is
// as many places, one in the other, so that predicates that begin alike share
// them.
func where[F any](at place, p model.Pred[F]) place {
	for _, one := range p.Conjuncts() {
		at = at.filtered(one)
	}
	return at
}

func (at place) filtered(by model.Conjunct) place {
	what := "where " + by.Identity()
	if kinds := by.Kinds(); kinds != nil {
		return at.byKind(what, kinds)
	}
	return at.sub(what, func() picker {
		t := by.Bind()
		return func(b *model.Block, sel, buf []int32) []int32 {
			switch model.Always(t, b, true) {
			case model.AllRows:
				return sel
			case model.NoRow:
				return buf
			}
			rows := t.Select(b, sel, buf, true)
			if len(rows) == b.Len() {
				return nil // all rows are read faster than a list of them
			}
			return rows
		}
	})
}

// byKind is a place of which the facts of each kind have a selection of their
// own, which they share with metrics on that kind alone.
func (at place) byKind(what string, kinds map[model.Kind][]model.Conjunct) place {
	k := selectionKey{at.rows, what}
	s := at.plan.selections[k]
	if s == nil {
		s = &selection{plan: at.plan, parent: at.rows, what: what, kinds: map[model.Kind]*selection{}}
		at.plan.selections[k] = s
		for kind, all := range kinds {
			of := at.ofKind(kind)
			for _, one := range all {
				of = of.filtered(one)
			}
			s.kinds[kind] = of.rows
		}
	}
	at.rows = s
	return at
}

// ofKind returns the place of the facts of one kind.
func (at place) ofKind(k model.Kind) place {
	if s := at.rows.kinds[k]; s != nil {
		at.rows, at.kind = s, k
		return at
	}
	at = at.sub("kind "+k.String(), func() picker {
		return func(b *model.Block, sel, buf []int32) []int32 {
			if b.Kind() != k {
				return buf
			}
			return sel
		}
	})
	at.kind = k
	return at
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
