package kpi

// without counts rows whose key is not known, by outer group.
type without struct{ n []int64 }

func (w *without) of(g int32) int64 {
	if int(g) < len(w.n) {
		return w.n[g]
	}
	return 0
}

func (w *without) add(g int32, n int64) {
	w.n = grown(w.n, g+1)
	w.n[g] += n
}

func (w *without) merge(o *without, from, into []int32) {
	for i, g := range from {
		if n := o.of(g); n > 0 {
			w.add(into[i], n)
		}
	}
}

// unknownRows counts the rows of a grouping whose key is not known. It costs
// nothing as long as there are none.
type unknownRows[F any, K comparable] struct {
	once
	groups *keyGroups[F, K]
	without
}

func countingUnknown[F any, K comparable](g *keyGroups[F, K]) *unknownRows[F, K] {
	at := g.at
	at.groups = g
	return leaf(at, "unknown", func() *unknownRows[F, K] { return &unknownRows[F, K]{groups: g} })
}

func (w *unknownRows[F, K]) merge(o *unknownRows[F, K], from, into []int32) {
	if !w.again(w.groups.at.plan) {
		w.without.merge(&o.without, from, into)
	}
}

func (w *unknownRows[F, K]) update() {
	g := w.groups
	if g.get(); g.unknown < 0 {
		return
	}
	sel, rows := g.at.rows.get()
	if rows == 0 {
		return
	}
	outer := g.at.groups.get()
	if outer == nil && !g.nested { // the number of the group is that of the key
		n := int64(0)
		each(sel, rows, func(i int32) {
			if g.group[i] == g.unknown {
				n++
			}
		})
		w.add(0, n)
		return
	}
	each(sel, rows, func(i int32) {
		if g.numberIn(g.group[i]) == g.unknown {
			o := int32(0)
			if outer != nil {
				o = outer[i]
			}
			w.add(o, 1)
		}
	})
}
