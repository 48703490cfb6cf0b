package model

import "fmt"

// Matched holds where some row of another kind, for which a predicate holds,
// has the same value of a key: sessions in which an order that counts was
// placed, say. All rows of the other kind count that the Facts have, whatever
// filters stand around the predicate. It is known where the key is. Both keys
// have to be IDs of one kind, or codes of one list; others never match, and it
// panics where they are no codes at all. What it has found it keeps, and with it the
// Facts, until it is asked about others: whoever judges rows by it, at a time or
// after a few facts more, has that in common.
func Matched[F, G any, K comparable](key Key[F, K], other OfKind[G], otherKey Key[G, K], p Pred[G]) Pred[F] {
	if !key.Coded() || !otherKey.Coded() {
		panic("model: Matched needs keys of IDs or codes, such as SessionKey and OrderSession")
	}
	m := &matches[G, K]{kind: other.kind, key: otherKey, p: p}
	return Pred[F]{&predDef{
		expr: relatedBy("matched", Relation{
			Of: other.kind, How: NewExpr("list", "", otherKey.Expr(), p.Expr()), Key: key, Other: otherKey,
		}, key.Expr(), otherKey.Expr(), p.Expr()),
		identity: fmt.Sprintf("matched(%v,%d,%v,%s)", key.Identity(), other.kind, otherKey.Identity(), p.Identity()),
		bind:     func() test { return &matchedTest[F, G, K]{key: key, matches: m} },
	}}
}

// matchedTest looks codes up that some row of another kind has.
type matchedTest[F, G any, K comparable] struct {
	key     Key[F, K]
	matches *matches[G, K]

	facts   *Facts // of which dict and found are
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
		t.dict, t.found = t.matches.of(f)
	}
	sel, dst = b.chosen(sel, dst)
	codes, as := t.codes.Values, told(want)
	if t.dict != t.codes.Dict { // no value is the same
		return keep(sel, dst, func(i int32) int { return b2i(codes[i] != 0 && !want) })
	}
	found := t.found
	return keep(sel, dst, func(i int32) int { return b2i(found[codes[i]] == as) })
}
