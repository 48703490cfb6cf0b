package model

// sure says that a test knows the answer for every row of a block: no row has an
// unknown value that it would need.
func sure(t Test, b *Block) bool {
	s, ok := t.(interface{ sure(b *Block) bool })
	return ok && s.sure(b)
}

func (t *logicTest) sure(b *Block) bool {
	for _, one := range t.tests {
		if !sure(one, b) {
			return false
		}
	}
	return true
}

func (t notTest) sure(b *Block) bool        { return sure(t.of, b) }
func (t kindTest) sure(b *Block) bool       { return b.Kind() != t.kind || sure(t.of, b) }
func (t *flagTest) sure(*Block) bool        { return true }
func (t *knownTest[F, K]) sure(*Block) bool { return true }
func (t *givenTest[F, T]) sure(*Block) bool { return true }
func (t *answeredTest) sure(*Block) bool    { return true }
func (t *numberTest[F, T]) sure(b *Block) bool {
	if !t.field.Stored() || b.t == nil {
		return false
	}
	t.field.Read(b, nil, &t.nums)
	n := &t.nums
	return !n.None && !n.Marks && (t.anyCurrency() || n.Currencies == nil && n.Currency == t.currency)
}

func (t *answeredTest) always(b *Block, want bool) Answer {
	if sure(t.of, b) {
		return constant(true, want)
	}
	return SomeRows
}
