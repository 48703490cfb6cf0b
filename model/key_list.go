package model

// Keys is a key of which a row may hold several values, such as the payment
// methods of an order: the row is in the group of each, once.
type Keys[F any, K ~string] struct {
	def *keysDef[F, K]
}

type keysDef[F any, K ~string] struct {
	one   Key[F, K] // its name, order and texts
	codes func(b *Block, row int32, dst []uint32) []uint32
	first func(b *Block, dst []uint32) (more bool)
	dict  func(b *Block) *Dict
}

// listKeys makes the keys of a list of a fact, the list's first reference
// column.
func listKeys[F located, K ~string](id string, slot int, in func(*Facts) *table) Keys[F, K] {
	one := TextKey(id, func(f F) (K, bool) { return "", false })
	one.def.expr = NewExpr("field", id)
	return Keys[F, K]{&keysDef[F, K]{
		one: one,
		codes: func(b *Block, i int32, dst []uint32) []uint32 {
			row := b.row(i)
			if row < 0 {
				return dst
			}
			list := in(b.t.facts)
			start, n := b.t.list(row, slot)
			for j := range n {
				dst = append(dst, list.ref(start+int32(j), 0))
			}
			return dst
		},
		first: func(b *Block, dst []uint32) bool { return firstOfLists(b, slot, in(b.t.facts), dst) },
		dict:  func(b *Block) *Dict { return in(b.t.facts).dicts[0] },
	}}
}

// ID returns the stable name of the key.
func (k Keys[F, K]) ID() string { return k.def.one.ID() }

// Expr returns the key's definition.
func (k Keys[F, K]) Expr() Expr { return k.def.one.Expr() }

// Identity is for engines.
func (k Keys[F, K]) Identity() Identity { return k.def.one.Identity() }

// One returns the key of a single value: its name, order and texts, for
// engines.
func (k Keys[F, K]) One() Key[F, K] { return k.def.one }

// AppendCodes appends the different codes of one row of a block, for engines.
func (k Keys[F, K]) AppendCodes(b *Block, row int32, dst []uint32) []uint32 {
	start := len(dst)
	dst = k.def.codes(b, row, dst)
	if len(dst)-start < 2 { // most lists are that short
		return dst
	}
	out := dst[:start]
next:
	for _, c := range dst[start:] {
		for _, seen := range out[start:] {
			if c == seen {
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

// FirstCodes writes the first code of every row of a block, 0 where it has none, and
// says whether some row may have more; for engines.
func (k Keys[F, K]) FirstCodes(b *Block, dst []uint32) (more bool) { return k.def.first(b, dst) }

func firstOfLists(b *Block, slot int, list *table, dst []uint32) (more bool) {
	dst = dst[:b.n]
	for i := range dst {
		dst[i] = 0
		row := b.row(int32(i))
		if row < 0 {
			continue
		}
		start, n := b.t.list(row, slot)
		if n > 0 {
			dst[i] = list.ref(start, 0)
		}
		more = more || n > 1
	}
	return more
}

// Dict returns the dictionary of the codes of a block's rows, for engines.
func (k Keys[F, K]) Dict(b *Block) *Dict { return k.def.dict(b) }

// Now returns the keys as a key of one value, read by a function, for engines
// that take the values in turn.
func (k Keys[F, K]) Now(read func(b *Block, c *Codes)) Key[F, K] {
	def := *k.def.one.def
	def.identity, def.read = newIdentity(), read
	return Key[F, K]{&def}
}
