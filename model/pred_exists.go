package model

import "fmt"

// Exists holds for every row of Facts that have some row of another kind for
// which a predicate holds: where any order names a quote, say. All rows of the
// other kind count that the Facts have, whatever filters stand around the
// predicate. It is known for every row.
func Exists[F, G any](other OfKind[G], p Pred[G]) Pred[F] {
	return Pred[F]{&predDef{
		expr: relatedBy("exists", Relation{Of: other.kind, How: p.Expr(), Holds: func(f *Facts) bool {
			return (&existsTest[G]{kind: other.kind, p: p}).look(f)
		}}, p.Expr()),
		identity: fmt.Sprintf("exists(%d,%s)", other.kind, p.Identity()),
		bind:     func() test { return &existsTest[G]{kind: other.kind, p: p} },
	}}
}

// existsTest looks when it first sees the rows of some Facts.
type existsTest[G any] struct {
	kind Kind
	p    Pred[G]

	facts   *Facts
	changed uint64
	found   bool
}

func (t *existsTest[G]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	if b.t == nil {
		return dst
	}
	if t.holds(b.t.facts) != want {
		return dst
	}
	return appendRows(b, sel, dst)
}

// holds says whether there is such a row in the facts.
func (t *existsTest[G]) holds(f *Facts) bool {
	if t.facts != f || t.changed != f.changed {
		t.facts, t.changed = f, f.changed
		t.found = t.look(f)
	}
	return t.found
}

func (t *existsTest[G]) look(f *Facts) bool {
	of := f.kinds[t.kind-1]
	test := t.p.Bind()
	found := false
	for c := range of.chunks {
		of.blocks(c, func(b *Block) bool {
			found = Always(test, b, true) != NoRow && len(test.Select(b, nil, nil, true)) > 0
			return !found
		})
		if found {
			break
		}
	}
	return found
}
