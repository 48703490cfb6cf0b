package model

// intKey makes the key of a column of integers.
func intKey[F located](id string, slot int) Key[F, int64] {
	k := IntKey(id, func(f F) (int64, bool) {
		r := f.at()
		return r.int(slot), r.coef(slot) != Unknown
	})
	k.def.expr = NewExpr("field", id)
	return k
}

// derivedFlag makes a key of truth values that rows work out, a part of the
// data model rather than a caller's own.
func derivedFlag[F any](id string, get func(F) (value, known bool)) Key[F, bool] {
	k := BoolKey(id, get)
	k.def.expr = NewExpr("field", id)
	return k
}

// derivedField makes a field that rows work out.
func derivedField[F, T any](id string, get func(F) (T, bool)) Field[F, T] {
	f := NewField(id, get)
	f.def.expr = NewExpr("field", id)
	return f
}
