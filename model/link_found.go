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
			idx := dst.linked(to(b.t.facts), b)
			for i := range idx {
				if idx[i] = -1; b.row(int32(i)) >= 0 {
					idx[i] = find(row{b.t, b.row(int32(i))})
				}
			}
			dst.straighten()
		},
	}}
}
