package model

import "fmt"

// Given holds where the field is known, and is known itself for every row.
func Given[F, T any](f Field[F, T]) Pred[F] {
	return Pred[F]{&predDef{
		expr: NewExpr("known", "", f.Expr()), identity: fmt.Sprintf("given(%v)", f.Identity()),
		bind: func() test { return &givenTest[F, T]{field: f} },
	}}
}

type givenTest[F, T any] struct {
	field Field[F, T]
	nums  Numbers
	known []uint8
}

func (t *givenTest[F, T]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	if t.field.Stored() {
		if t.field.Read(b, sel, &t.nums); t.nums.None {
			return nowhere(b, sel, dst, want)
		}
		sel, dst = b.chosen(sel, dst)
		values := t.nums.Values
		if want {
			return keep(sel, dst, func(i int32) int { return b2i(values[i] != Unknown) })
		}
		return keep(sel, dst, func(i int32) int { return b2i(values[i] == Unknown) })
	}
	t.known = append(t.known[:0], make([]uint8, b.n)...)
	t.field.Each(b, sel, func(i int32, _ T) { t.known[i] = toldYes })
	sel, dst = b.chosen(sel, dst)
	known, as := t.known, told(want)
	return keep(sel, dst, func(i int32) int { return b2i(known[i] == as) })
}
