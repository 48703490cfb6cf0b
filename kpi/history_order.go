package kpi

import "slices"

// maxOrdered is by how many ticks a log is ordered at most.
const maxOrdered = 1 << 10

// order puts the log of a part in the order of its ticks where these are few,
// so that the rows of each group come sorted: one pass over all is less than a
// sort of each. It says whether it did, and whether all rows are of one lane.
func (f *historyFold) order(p *historyPart) (log [][]loggedRow, ordered, oneLane bool) {
	ticks := f.def.cuts.Len()
	if !f.def.cut || ticks > min(maxOrdered, p.logged/8) {
		return p.log, false, false
	}
	var ends [maxOrdered + 2]int32
	lane, same := p.log[0][0].lane, true
	for _, chunk := range p.log {
		for i := range chunk {
			ends[chunk[i].tick+2]++ // from -1 on
			same = same && chunk[i].lane == lane
		}
	}
	for t := range ticks + 1 {
		ends[t+1] += ends[t]
	}
	if cap(f.ordered) < p.logged {
		f.ordered = make([]loggedRow, p.logged, p.logged+p.logged/4)
	}
	out := f.ordered[:p.logged]
	for _, chunk := range p.log {
		for i := range chunk {
			at := &ends[chunk[i].tick+1]
			out[*at] = chunk[i]
			*at++
		}
	}
	if cap(f.ordered) > mostScratch {
		f.ordered = nil
	}
	return [][]loggedRow{out}, true, same
}

// fill moves an ordered log of one lane into a part that has no rows yet; next
// is where the rows of each group begin, and all has room for them.
func (f *historyFold) fill(p *historyPart, log []loggedRow, all []momentRow, next []int32) {
	begin := slices.Clone(next)
	kept := int32(0)
	for i := range log {
		r := &log[i]
		g := r.group & (partGroups - 1)
		at := next[g]
		one := momentRow{r.tick, r.coef, int32(r.n), r.lane}
		if at > begin[g] && f.add(&all[at-1], &one) {
			continue
		}
		all[at] = one
		next[g] = at + 1
		kept++
	}
	p.rows, p.start = make([]momentRow, 0, kept), make([]int32, len(next)+1)
	for g, end := range next {
		p.rows = append(p.rows, all[begin[g]:end]...)
		p.start[g+1] = int32(len(p.rows))
	}
}
