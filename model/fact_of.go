package model

// FactOf returns a row of any kind as a fact, for engines; false where it is
// none.
func FactOf[F any](row F) (Fact, bool) {
	r, ok := locate(&row)
	return Fact{r}, ok && r.t != nil
}
