package model

// Link leads from a row of one kind to a row of another: from a line or a
// refund to its order. A row whose link is not known, or leads to a fact that
// is not there, has none of the linked values.
type Link[F, G any] struct {
	def *linkDef[F, G]
}

type linkDef[F, G any] struct {
	id       string
	identity Identity
	get      func(F) (G, bool)
	read     func(b *Block, to *Block)
}

// ID returns the stable name of the link, such as "line.order".
func (l Link[F, G]) ID() string { return l.def.id }

// Of follows the link from one row.
func (l Link[F, G]) Of(row F) (G, bool) { return l.def.get(row) }

// refLink makes the link that a reference column with the IDs of another table
// is.
func refLink[F located, G any](id string, slot int, to func(*Facts) *table, wrap func(row) G) Link[F, G] {
	return Link[F, G]{&linkDef[F, G]{
		id: id, identity: newIdentity(),
		get: func(f F) (g G, ok bool) {
			r := f.at()
			if r.t == nil {
				return g, false
			}
			t := to(r.t.facts)
			i := t.find(r.t.ref(r.i, slot))
			if i < 0 {
				return g, false
			}
			return wrap(row{t, i}), true
		},
		read: func(b *Block, dst *Block) {
			t := to(b.t.facts)
			dst.codes.read(b, slot)
			if dst.codes.None {
				dst.lead(t, b, nil)
				return
			}
			dst.lead(t, b, dst.codes.Values)
		},
	}}
}

// lead makes b the rows of a table to which the codes of another block's rows
// lead, none where there are no codes.
func (b *Block) lead(t *table, from *Block, codes []uint32) {
	idx := b.linked(t, from)
	if codes == nil {
		for i := range idx {
			idx[i] = -1
		}
		return
	}
	// 0 is no code, and what is not in the table has no row.
	if rowOf := t.rowOf; t.mixed {
		for i, code := range codes {
			row := uint32(0)
			if code -= 1; int(code) < len(rowOf) {
				row = rowOf[code]
			}
			idx[i] = int32(row) - 1
		}
	} else { // the rows are not looked up, which would have to wait for memory
		for i, code := range codes {
			row := int32(code) - 1
			if code > uint32(t.n) {
				row = -1
			}
			idx[i] = row
		}
	}
	b.straighten()
}

// linked readies b for rows of a table, one for each row of another block.
func (b *Block) linked(t *table, from *Block) []int32 {
	b.t, b.n, b.lo = t, from.n, 0
	b.renewed()
	if cap(b.found) < from.n {
		b.found = make([]int32, max(from.n, BlockRows))
	}
	b.idx = b.found[:from.n]
	return b.idx
}

// straighten makes b a run of rows where they follow each other in one chunk.
func (b *Block) straighten() {
	if b.n == 0 || b.idx[0] < 0 || b.idx[0]>>chunkBits != b.idx[b.n-1]>>chunkBits {
		return
	}
	for i, r := range b.idx {
		if r != b.idx[0]+int32(i) {
			return
		}
	}
	b.lo, b.idx = b.idx[0], nil
}

// through returns the rows to which the link leads from a block. They are found
// once, however many fields are read of them.
func (l *linkDef[F, G]) through(b *Block) *Block {
	for i := range b.links {
		if k := &b.links[i]; k.link == l.identity.a {
			if !k.fresh {
				k.fresh = true
				l.read(b, k.to)
			}
			return k.to
		}
	}
	to := new(Block)
	b.links = append(b.links, linked{l.identity.a, to, true})
	l.read(b, to)
	return to
}

// Via returns a field of the linked row as a field of this one.
func Via[F, G, T any](l Link[F, G], f Field[G, T]) Field[F, T] {
	def := &fieldDef[F, T]{expr: NewExpr("via", l.ID(), f.Expr()), identity: viaIdentity(l.def.identity, f.Identity())}
	def.get = func(from F) (v T, ok bool) {
		if to, found := l.Of(from); found {
			return f.Of(to)
		}
		return v, false
	}
	if f.def.read != nil && l.def.read != nil {
		def.derived = true
		def.read = func(b *Block, n *Numbers) {
			f.def.read(l.def.through(b), n)
		}
	}
	return Field[F, T]{def}
}

// ViaKey returns a key of the linked row as a key of this one.
func ViaKey[F, G any, K comparable](l Link[F, G], k Key[G, K]) Key[F, K] {
	def := *k.def
	made := &keyDef[F, K]{
		expr: NewExpr("via", l.ID(), k.Expr()), identity: viaIdentity(l.def.identity, k.Identity()),
		compare: def.compare, toText: def.toText, fromText: def.fromText,
	}
	made.get = func(from F) (v K, ok bool) {
		if to, found := l.Of(from); found {
			return k.Of(to)
		}
		return v, false
	}
	if k.def.read != nil && l.def.read != nil {
		made.read = func(b *Block, c *Codes) {
			k.def.read(l.def.through(b), c)
		}
	}
	return Key[F, K]{made}
}

// viaIdentity tells linked fields apart by link and field, so that two uses of
// Via with the same arguments share their work.
func viaIdentity(link, field Identity) Identity {
	if field.b != nil || field.zone != nil {
		return newIdentity() // a link over a link, or to a date in a zone, is not shared
	}
	return Identity{a: link.a, b: field.a}
}
