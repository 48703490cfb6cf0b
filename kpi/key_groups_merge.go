package kpi

// numbers yields the numbers of the keys that are there, and their codes as
// long as they have some.
func (g *keyGroups[F, K]) numbers(yield func(k int32, code uint32) bool) {
	there, gaps := g.pairs.first, g.pairs.gaps
	if g.direct != nil {
		there, gaps = g.direct.list(), g.len()
	}
	for _, k := range there {
		if !yield(k, g.codeOf(k)) {
			return
		}
	}
	for k := gaps; k < g.n; k++ {
		if !yield(k, g.codeOf(k)) {
			return
		}
	}
}

// codeOf returns the code of a key by its number, 0 where it has none.
func (g *keyGroups[F, K]) codeOf(k int32) uint32 {
	switch {
	case g.direct != nil:
		return uint32(k)
	case g.codes != nil:
		return g.codes[k]
	}
	return 0
}

// take returns the numbers of another grouping's keys here, by their numbers
// there.
func (g *keyGroups[F, K]) take(o *keyGroups[F, K]) []int32 {
	to := make([]int32, max(o.n, o.len()))
	switch {
	case o.values == nil && o.dict == nil: // it has the unknown key at most
	case o.values == nil && g.values == nil && (g.dict == nil || g.dict == o.dict):
		g.adopt(o.dict, len(to))
	default:
		g.materialise()
	}
	for k, code := range o.numbers {
		switch {
		case k == o.unknown:
			to[k] = g.unknownNumber()
		case g.values == nil:
			to[k] = g.numberOf(code)
		case o.values != nil:
			to[k] = g.numberOfValue(o.values[k])
		default:
			to[k] = g.numberOfValue(o.valueOf(code))
		}
	}
	return to
}

// merge pairs the groups below from of another grouping with groups below into
// here. What metrics share the grouping get the same pairs in one merge.
func (g *keyGroups[F, K]) merge(o *keyGroups[F, K], from, into []int32) (childFrom, childInto []int32) {
	if m := &g.merged; m.op == g.at.plan.op && m.of == o {
		return m.from, m.into
	}
	if o.direct != nil && len(from) == 1 && g.values == nil && (g.dict == nil || g.dict == o.dict) {
		if g.adopt(o.dict, int(o.len())); g.direct != nil { // the numbers are the same
			g.direct.join(o.direct)
			g.unknown = max(g.unknown, o.unknown)
			return o.direct.list(), o.direct.list()
		}
	}
	to := g.take(o)
	for j, f := range from {
		for _, child := range o.children(f) {
			childFrom = append(childFrom, child)
			childInto = append(childInto, into[j]) // its outer group, until all are listed
		}
	}
	for i, child := range childFrom {
		childInto[i] = g.below(childInto[i], to[o.numberIn(child)])
	}
	g.merged.op, g.merged.of, g.merged.from, g.merged.into = g.at.plan.op, o, childFrom, childInto
	return childFrom, childInto
}
