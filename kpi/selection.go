package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

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
			// The memory of a longer list is kept, but not that of the rows around it.
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
// such a one. The text tells selections of one parent apart; make is called where
// there is none like it yet.
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
	if sides := by.Disjuncts(); sides != nil {
		return at.either(what, sides)
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

// either is a place of the rows of several other ones, which it shares with
// whoever asks for these.
func (at place) either(what string, sides [][]model.Conjunct) place {
	return at.sub(what, func() picker {
		var of []*selection
		for _, all := range sides {
			side := at
			for _, one := range all {
				side = side.filtered(one)
			}
			of = append(of, side.rows)
		}
		marks := make([]uint8, model.BlockRows)
		return func(b *model.Block, sel, buf []int32) []int32 {
			var only []int32
			found := 0
			for _, s := range of {
				rows, n := s.get()
				if rows == nil {
					return nil
				}
				if n == 0 {
					continue
				}
				if found++; found == 1 {
					only = rows
					continue
				}
				if len(marks) < b.Len() {
					marks = make([]uint8, b.Len())
				}
				if found == 2 {
					mark(marks, only)
				}
				mark(marks, rows)
			}
			if found < 2 {
				return append(buf, only...)
			}
			all := marked(marks[:b.Len()], buf)
			if len(all) == b.Len() {
				return nil
			}
			return all
		}
	})
}

func mark(marks []uint8, rows []int32) {
	for _, i := range rows {
		marks[i] = 1
	}
}

// marked appends the rows that have a mark, and takes the marks away.
func marked(marks []uint8, rows []int32) []int32 {
	k := len(rows)
	out := slices.Grow(rows, len(marks))[:k+len(marks)]
	for i := range marks {
		out[k] = int32(i)
		k += int(marks[i])
		marks[i] = 0
	}
	return out[:k]
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
