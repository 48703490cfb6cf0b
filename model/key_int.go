package model

import "slices"

// intKey makes the key of a column of integers.
func intKey[F located](id string, slot int) Key[F, int64] {
	k := IntKey(id, func(f F) (int64, bool) {
		r := f.at()
		return r.int(slot), r.coef(slot) != Unknown
	})
	k.def.expr = NewExpr("field", id)
	k.def.in = func(values []int64) test { return &intTest{slot: slot, wanted: values} }
	return k
}

// intTest looks for the integers of a column in a list, which is short.
type intTest struct {
	slot   int
	wanted []int64
	nums   Numbers
}

func (t *intTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.nums.read(b, t.slot)
	if t.nums.None {
		return dst
	}
	sel, dst = b.chosen(sel, dst)
	values, wanted := t.nums.Values, t.wanted
	if len(wanted) == 1 {
		one, as := wanted[0], b2i(want)
		return keep(sel, dst, func(i int32) int { return b2i(b2i(values[i] == one) == as) & b2i(values[i] != Unknown) })
	}
	return keep(sel, dst, func(i int32) int {
		return b2i(values[i] != Unknown && slices.Contains(wanted, values[i]) == want)
	})
}

func (t *intTest) always(b *Block, want bool) Answer {
	if b.t == nil || b.idx != nil {
		return SomeRows
	}
	switch t.nums.read(b, t.slot); {
	case t.nums.None || t.nums.Marks:
	case len(t.wanted) == 1 && t.nums.Least == t.wanted[0] && t.nums.Most == t.wanted[0]:
		return constant(true, want)
	}
	return SomeRows
}

// derivedFlag makes a key of truth values that rows work out, a part of the
// data model rather than a caller's own.
func derivedFlag[F any](id string, get func(F) (value, known bool)) Key[F, bool] {
	k := BoolKey(id, get)
	k.def.expr = NewExpr("field", id)
	return k
}

// columnFlag makes a key of truth values that are known of every row, and told by a
// test of whole columns too.
func columnFlag[F located](id string, get func(F) bool, holds func() test) Key[F, bool] {
	k := derivedFlag(id, func(f F) (value, known bool) { return get(f), f.at().t != nil })
	k.def.in = func(values []bool) test {
		either := &logicTest{} // none, at first
		for _, v := range values {
			one := holds()
			if !v {
				one = notTest{one}
			}
			either.tests = append(either.tests, one)
		}
		return either
	}
	return k
}

// derivedField makes a field that rows work out.
func derivedField[F, T any](id string, get func(F) (T, bool)) Field[F, T] {
	f := NewField(id, get)
	f.def.expr = NewExpr("field", id)
	return f
}
