package kpi

import "slices"

// leavings are the groups that have left a grouping, when facts of theirs were
// corrected. Their numbers stay taken, and what folds keep for them is read no more:
// a grouping that groups have left is not merged or written.
type leavings struct {
	all  []bool  // by group
	n    int     // of them
	last []int32 // those that left together last
}

func (l *leavings) has(group int32) bool { return int(group) < len(l.all) && l.all[group] }

func (l *leavings) add(group int32) {
	l.all = grown(l.all, group+1)
	l.all[group] = true
	l.n++
	l.last = append(l.last, group)
}

// gone returns the groups that left last.
func (g *keyGroups[F, K]) gone() []int32 { return g.leavings.last }

// leave takes the groups of some codes out: rows with these codes make new groups.
// It says false where it does not know groups by their codes, and where more
// have been taken out by now than there are left, and so many to spare.
func (g *keyGroups[F, K]) leave(codes []uint32, spare int) bool {
	if !lasting(g.at.groups) {
		return true // it is below one that groups leave
	}
	l := &g.leavings
	l.last = l.last[:0]
	if g.values != nil {
		return false
	}
	if g.direct != nil {
		g.number = make([]int32, g.direct.n)
		g.loosen()
		for k, code := range g.codes {
			if code != 0 || int32(k) == g.unknown {
				g.number[code] = int32(k) + 1
			}
		}
	}
	for _, code := range codes {
		k := g.unknown
		if code != 0 {
			k = -1
			if int(code) < len(g.number) {
				k = g.number[code] - 1
			}
		}
		if k < 0 {
			continue // none of its rows is here
		}
		if int(code) < len(g.number) {
			g.number[code] = 0
		}
		if code == 0 {
			g.unknown = -1
		}
		for outer := range g.at.groups.len() {
			if group := g.pairs.find(outer, k); group >= 0 {
				l.add(group)
			}
		}
	}
	return 2*l.n <= int(g.len())+spare
}

// loosen numbers the groups one by one from here on, and no longer by their
// codes.
func (g *keyGroups[F, K]) loosen() {
	d := g.direct
	met := d.list()
	g.direct, g.n, g.codes = nil, d.n, make([]uint32, d.n)
	for _, c := range met {
		g.codes[c] = uint32(c)
	}
	g.pairs.begin(met, g.n)
}

// present returns those of some groups that have not left.
func (g *keyGroups[F, K]) present(groups []int32) []int32 {
	if g.leavings.n == 0 {
		return groups
	}
	here := make([]int32, 0, len(groups))
	for _, c := range groups {
		if !g.leavings.has(c) {
			here = append(here, c)
		}
	}
	return here
}

// left forgets the rows without a key, when they are to be counted again.
func (w *unknownRows[F, K]) left(codes []uint32) {
	if lasting(w.groups.at.groups) && slices.Contains(codes, 0) {
		clear(w.without.n)
	}
}

// left makes the pieces be read again in which groups were that have left.
func (k *keptResults) left([]uint32) {
	g, ok := k.at.groups.(interface{ gone() []int32 })
	if !ok || k.epoch == 0 {
		return
	}
	k.grow()
	for _, group := range g.gone() {
		k.mark(group)
	}
}
