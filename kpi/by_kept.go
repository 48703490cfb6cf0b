package kpi

// groupsOf are the results of a fold in the groups below one. Of those that were
// kept from one reading to the next, only the pieces are worked out again in which
// something happened.
func groupsOf[F, R any, K comparable](groups *keyGroups[F, K], kept *keptResults, g int32, inner fold[R]) Result[Groups[K, R]] {
	load := func(some []int32) []groupEntry[K, R] {
		entries := make([]groupEntry[K, R], len(some))
		for i, c := range some {
			e := &entries[i]
			e.key, e.known = groups.value(c)
			e.result = inner.result(c)
		}
		return entries
	}
	children := groups.children(g)
	if kept.keeps(len(children)) {
		n, pieces := keptEntries(kept, g, children, func(some []int32) []groupEntry[K, R] { return load(groups.present(some)) })
		return Value(piecedGroups(n, pieces, groups.key.Compare))
	}
	children = groups.present(children)
	out := lazyGroups(len(children), func() []groupEntry[K, R] { return load(children) }, groups.key.Compare)
	if !groups.at.plan.final {
		out.loaded() // the state may change after
	}
	return Value(out)
}

// keptEntries returns the entries of the groups below one, piece by piece, and
// their number. Pieces never change.
func keptEntries[K comparable, R any](
	k *keptResults, g int32, groups []int32, load func(some []int32) []groupEntry[K, R],
) (n int, entries [][]groupEntry[K, R]) {
	p := k.below(g, len(groups))
	entries = make([][]groupEntry[K, R], len(p.all))
	for i := range p.all {
		some := groups[i*p.size : min(len(groups), (i+1)*p.size)]
		if one := p.all[i]; !k.fresh(one, some) {
			p.all[i] = k.piece(some)
			p.all[i].entries = load(some)
		}
		entries[i], _ = p.all[i].entries.([]groupEntry[K, R])
		n += len(entries[i])
	}
	k.pieces[g] = p
	return n, entries
}
