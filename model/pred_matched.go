package model

import "fmt"

// Matched holds where some row of another kind, for which a predicate holds,
// has the same value of a key: sessions in which an order that counts was
// placed, say. All rows of the other kind count that the Facts have, whatever
// filters stand around the predicate. It is known where the key is. Both keys
// have to be IDs of one kind, or codes of one list; others never match, and it
// panics where they are no codes at all.
func Matched[F, G any, K comparable](key Key[F, K], other OfKind[G], otherKey Key[G, K], p Pred[G]) Pred[F] {
	if !key.Coded() || !otherKey.Coded() {
		panic("model: Matched needs keys of IDs or codes, such as SessionKey and OrderSession")
	}
	return Pred[F]{&predDef{
		expr:     NewExpr("matched", other.kind.String(), key.Expr(), otherKey.Expr(), p.Expr()),
		identity: fmt.Sprintf("matched(%v,%d,%v,%s)", key.Identity(), other.kind, otherKey.Identity(), p.Identity()),
		bind:     func() test { return &matchedTest[F, G, K]{key: key, kind: other.kind, other: otherKey, p: p} },
	}}
}

// matchedTest looks codes up in a set that is made when it first sees the rows
// of some Facts.
type matchedTest[F, G any, K comparable] struct {
	key   Key[F, K]
	kind  Kind
	other Key[G, K]
	p     Pred[G]

	facts   *Facts
	changed uint64
	dict    *Dict
	found   []uint8 // answer by code
	codes   Codes
}

func (t *matchedTest[F, G, K]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.key.ReadCodes(b, &t.codes)
	if t.codes.None || b.t == nil {
		return dst
	}
	if f := b.t.facts; t.facts != f || t.changed != f.changed {
		t.facts, t.changed = f, f.changed
		t.collect(f)
	}
	sel, dst = b.chosen(sel, dst)
	codes, as := t.codes.Values, told(want)
	if t.dict != t.codes.Dict { // no value is the same
		return keep(sel, dst, func(i int32) int { return b2i(codes[i] != 0 && !want) })
	}
	t.reach(t.dict)
	found := t.found
	return keep(sel, dst, func(i int32) int { return b2i(found[codes[i]] == as) })
}

// reach makes room for an answer for every code of a dictionary.
func (t *matchedTest[F, G, K]) reach(d *Dict) {
	if n := d.Len() + 1 - len(t.found); n > 0 {
		t.found = append(t.found, make([]uint8, n)...)
		t.found[0] = untold
	}
}

func (t *matchedTest[F, G, K]) collect(f *Facts) {
	t.dict, t.found = nil, nil
	of := f.kinds[t.kind-1]
	test := t.p.Bind()
	var codes Codes
	rows, keyed := make([]int32, 0, BlockRows), make([]int32, 0, BlockRows)
	for c := range of.chunks {
		of.blocks(c, func(b *Block) bool {
			// Rows without the key match nothing: most rows may have none.
			if t.other.ReadCodes(b, &codes); codes.None {
				return true
			}
			keyed = keepCodes(codes.Values, keyed[:0], func(code uint32) int { return b2i(code != 0) })
			if len(keyed) == 0 {
				return true
			}
			rows = test.Select(b, keyed, rows[:0], true)
			t.dict = codes.Dict
			t.reach(t.dict)
			for _, i := range rows {
				t.found[codes.Values[i]] = toldYes
			}
			return true
		})
	}
}
