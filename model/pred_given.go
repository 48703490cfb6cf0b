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
	known []bool
}

func (t *givenTest[F, T]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	if t.field.Stored() {
		t.field.Read(b, sel, &t.nums)
		return selectRows(b, sel, dst, func(i int32) bool {
			return (!t.nums.None && t.nums.Values[i] != Unknown) == want
		})
	}
	t.known = append(t.known[:0], make([]bool, b.n)...)
	t.field.Each(b, sel, func(i int32, _ T) { t.known[i] = true })
	return selectRows(b, sel, dst, func(i int32) bool { return t.known[i] == want })
}
