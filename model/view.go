package model

import "iter"

// View reads the facts of one kind; R is the row.
//
// It may be read by many goroutines at a time, as long as nobody appends to
// its Facts meanwhile.
type View[R any] struct {
	table
}

// Len returns the number of facts.
func (t *View[R]) Len() int { return t.n - t.dead }

// Kind returns the kind of the table's facts.
func (t *View[R]) Kind() Kind { return t.kind }

// All yields the rows in the order of first recording.
func (t *View[R]) All() iter.Seq[R] {
	return func(yield func(R) bool) {
		t.live(func(r row) bool { return yield(as[R](r)) })
	}
}

// Facts yields the rows as facts, for metrics that take more than one kind.
func (t *View[R]) Facts() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		t.live(func(r row) bool { return yield(Fact{r}) })
	}
}

// Find returns the row of a fact by its ID; false where there is none. Tables
// whose facts have no ID of their own find nothing.
func (t *View[R]) Find(id string) (R, bool) {
	if t.dicts[0] == nil || t.rowOf == nil {
		var none R
		return none, false
	}
	i := t.find(t.dicts[0].Code(id))
	if i < 0 {
		var none R
		return none, false
	}
	return as[R](row{&t.table, i}), true
}

// Pieces returns in how many pieces the table can be read at a time, for
// engines.
func (t *View[R]) Pieces() int { return len(t.chunks) }

// Piece calls yield with the blocks of one piece, for engines. A block is
// valid until yield returns.
func (t *View[R]) Piece(i int) iter.Seq[*Block] {
	return func(yield func(*Block) bool) { t.blocks(i, yield) }
}

// Supplied yields the kind of the table, for engines.
func (t *View[R]) Supplied() iter.Seq[Kind] {
	return func(yield func(Kind) bool) { yield(t.kind) }
}

func as[R any](r row) R {
	var typed R
	any(&typed).(placed).place(r.t, r.i)
	return typed
}
