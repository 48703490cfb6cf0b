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
	final  bool // no row and no state comes any more

	selections map[selectionKey]*selection
	groupings  map[groupingKey]grouping
	columns    map[columnKey]*column
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
)

// place is where in a metric a fold stands: which rows it takes, and into
// which groups they go.
type place struct {
	plan   *plan
	rows   *selection
	groups grouping

	convert *converter // of amounts; nil as they are
}

// newPlan returns a plan and the place at the top of a metric, with so many
// groups.
func newPlan(seen *kinds, groups int32) (*plan, place) {
	p := &plan{
		seen:       seen,
		selections: map[selectionKey]*selection{},
		groupings:  map[groupingKey]grouping{},
		columns:    map[columnKey]*column{},
	}
	return p, place{plan: p, rows: &selection{plan: p}, groups: &rootGroups{n: groups}}
}

// next moves the plan on to a block.
func (p *plan) next(b *model.Block) {
	p.block = b
	p.serial++
	p.seen[b.Kind()&15] = true
}

// selection is a subset of the rows of a block.
type selection struct {
	plan   *plan
	parent *selection
	pick   picker // nil at the top, where all rows are selected

	serial uint64
	rows   []int32 // nil is all rows
	buf    []int32
}

// picker appends rows of sel, all rows where it is nil, to buf. It returns nil
// for all rows, and an empty slice that is not nil for none.
type picker func(b *model.Block, sel, buf []int32) []int32

// get returns the selected rows of the current block, nil where that is all,
// and their number.
func (s *selection) get() ([]int32, int) {
	if s.pick == nil {
		return nil, s.plan.block.Len()
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
			if cap(s.rows) > cap(s.buf) {
				s.buf = s.rows
			}
		}
	}
	if s.rows == nil {
		return nil, s.plan.block.Len()
	}
	return s.rows, len(s.rows)
}

// sub returns the place with fewer rows. The text tells selections of one
// parent apart; make is called where there is none like it yet.
func (at place) sub(what string, make func() picker) place {
	k := selectionKey{at.rows, what}
	s := at.plan.selections[k]
	if s == nil {
		s = &selection{plan: at.plan, parent: at.rows, pick: make()}
		at.plan.selections[k] = s
	}
	at.rows = s
	return at
}

// where returns the place of the rows for which the predicate is as wanted.
func where[F any](at place, p model.Pred[F], want bool) place {
	what := "where " + p.Identity()
	if !want {
		what = "unless " + p.Identity()
	}
	return at.sub(what, func() picker {
		t := p.Bind()
		return func(b *model.Block, sel, buf []int32) []int32 {
			rows := t.Select(b, sel, buf, want)
			if len(rows) == b.Len() {
				return nil // all rows are read faster than a list of them
			}
			return rows
		}
	})
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
