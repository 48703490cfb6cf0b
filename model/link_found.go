package model

// foundLink makes a link that is looked up row by row: find returns the row of
// the other table, -1 where there is none.
func foundLink[F located, G any](id string, to func(*Facts) *table, find func(row) int32, wrap func(row) G) Link[F, G] {
	return Link[F, G]{&linkDef[F, G]{
		id: id, identity: newIdentity(),
		get: func(f F) (g G, ok bool) {
			r := f.at()
			if r.t == nil {
				return g, false
			}
			i := find(r)
			if i < 0 {
				return g, false
			}
			return wrap(row{to(r.t.facts), i}), true
		},
		read: func(b *Block, dst *Block) {
			dst.t, dst.n = to(b.t.facts), b.n
			if cap(dst.idx) < b.n {
				dst.idx = make([]int32, max(b.n, BlockRows))
			}
			dst.idx = dst.idx[:b.n]
			for i := range int32(b.n) {
				dst.idx[i] = -1
				if r := b.row(i); r >= 0 {
					dst.idx[i] = find(row{b.t, r})
				}
			}
		},
	}}
}
