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
			dst.t, dst.n = t, b.n
			if cap(dst.idx) < b.n {
				dst.idx = make([]int32, max(b.n, BlockRows))
			}
			dst.idx = dst.idx[:b.n]
			for i := range int32(b.n) {
				dst.idx[i] = -1
				if r := b.row(i); r >= 0 {
					dst.idx[i] = t.find(b.t.ref(r, slot))
				}
			}
		},
	}}
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
		def.read = func(b *Block, n *Numbers) {
			if n.via == nil || n.via == b { // b is the linked row of another link
				n.via = new(Block)
			}
			l.def.read(b, n.via)
			f.def.read(n.via, n)
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
			if c.via == nil || c.via == b { // b is the linked row of another link
				c.via = new(Block)
			}
			l.def.read(b, c.via)
			k.def.read(c.via, c)
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
