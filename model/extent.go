package model

import (
	"iter"
	"slices"
)

// Extent says how far a kind of facts has come, for engines that follow it:
// what differs from an earlier Extent has happened since.
type Extent struct {
	Rows int // recorded, those that corrections have replaced elsewhere included
	// Late is how many facts were recorded after another fact had named them, such
	// as an order after its refund. Another fact that was there before can have been
	// linked to a new one by its ID only where it is late.
	Late    int
	Changed int // rows that corrections have replaced or taken out
}

// Extent returns how far a kind has come, for engines; the zero Extent of a
// kind that does not exist.
func (f *Facts) Extent(k Kind) Extent {
	t := f.kind(k)
	if t == nil {
		return Extent{}
	}
	return Extent{t.n, t.late, len(t.changes)}
}

// Outdated says whether rows that look other facts up may have to be judged anew,
// by the extents of all kinds as they were and are, each at the number of its kind,
// for engines.
func (l Lookup) Outdated(was, is []Extent) bool {
	if l.IsZero() {
		return false
	}
	for k := KindAccount; k <= KindCashFlow; k++ {
		b, n := was[k], is[k]
		if (l.Linked|l.Searched).Has(k) && b != n || l.ByID.Has(k) && (b.Late != n.Late || b.Changed != n.Changed) {
			return true
		}
	}
	return false
}

// Changed returns the rows of a kind that were there at an Extent and that
// corrections have replaced or taken out since, in ascending order and each once,
// for engines.
func (f *Facts) Changed(k Kind, since Extent) []int32 {
	t := f.kind(k)
	if t == nil || since.Changed >= len(t.changes) {
		return nil
	}
	rows := slices.Clone(t.changes[since.Changed:])
	slices.Sort(rows)
	rows = slices.Compact(rows)
	there, _ := slices.BinarySearch(rows, int32(since.Rows)) // later ones are new
	return rows[:there]
}

// Rows yields blocks of the rows of a kind from one row up to another, which is
// excluded, without those that corrections have taken out, for engines. A block
// is valid until the next.
func (f *Facts) Rows(k Kind, from, to int) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		t := f.kind(k)
		if t == nil {
			return
		}
		t.span(from, min(to, t.n), yield)
	}
}

// RowsAt yields blocks of some rows of a kind, given in ascending order, without
// those that corrections have taken out, for engines. A block is valid until the
// next.
func (f *Facts) RowsAt(k Kind, rows []int32) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		t := f.kind(k)
		if t == nil {
			return
		}
		some := part{b: Block{t: t}, rows: make([]int32, 0, min(len(rows), BlockRows))}
		for i, row := range rows {
			if c := t.chunks[row>>chunkBits]; c.dead == nil || !c.dead[row&(chunkRows-1)] {
				some.rows = append(some.rows, row)
			}
			if n := len(some.rows); n == BlockRows || n > 0 && i == len(rows)-1 {
				if !yield(some.block()) {
					return
				}
				some.rows = some.rows[:0]
			}
		}
	}
}

// Row returns which row of its kind the row i of a block is, as Facts.RowsAt and
// Facts.Changed number them, for engines; -1 where the block has no row there,
// or is of a slice.
func (b *Block) Row(i int32) int32 {
	if b.t == nil {
		return -1
	}
	return b.row(i)
}

// kind returns the table of a kind, nil where there is none.
func (f *Facts) kind(k Kind) *table {
	if k == 0 || int(k) > len(f.kinds) {
		return nil
	}
	return f.kinds[k-1]
}
