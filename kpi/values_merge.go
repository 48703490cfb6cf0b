package kpi

// paired returns into by from, -1 for groups that are not there, where from are
// most of so many groups and none is there twice; nil elsewhere.
func paired(from, into []int32, groups int32) []int32 {
	if 4*len(from) < int(groups) {
		return nil
	}
	to := make([]int32, groups)
	for g := range to {
		to[g] = -1
	}
	for i, g := range from {
		if to[g] >= 0 {
			return nil
		}
		to[g] = into[i]
	}
	return to
}

// mergeAll takes the values of another lane at the same scale as they came.
func (l *valuesLane) mergeAll(x *valuesLane, to []int32) {
	for i := range x.chunks {
		c := &x.chunks[i]
		if c.group == nil {
			if to[0] >= 0 {
				l.take(to[0], c.asRun(), x.bound)
			}
			continue
		}
		for i, v := range c.v {
			if g := to[c.group[i]]; g >= 0 {
				l.push(g, v)
			}
		}
	}
	for g, wide := range x.wide {
		for _, d := range wide {
			if to[g] >= 0 {
				l.put(to[g], d)
			}
		}
	}
}

// mergeGroups takes the values of some groups of another lane, which may be l.
func (l *valuesLane) mergeGroups(x *valuesLane, from, into []int32) {
	x.index()
	before, bound := make([]sortedValues, len(from)), x.bound
	for i, g := range from {
		before[i] = x.fitting(g)
	}
	for i, s := range before {
		switch {
		case s.scale != l.scale:
			for k := range s.len() {
				l.put(into[i], s.at(k))
			}
		case s.runs != nil:
			for _, r := range s.runs.all {
				l.take(into[i], r, bound)
			}
		default:
			l.pushMany(into[i], s.small)
		}
		for _, d := range x.wide[from[i]] {
			l.put(into[i], d)
		}
	}
}

// leastShared is how many values make a chunk of another lane worth sharing.
const leastShared = mostChunk / 8

// take takes values, none larger than bound: many of group 0 without a copy.
func (l *valuesLane) take(g int32, r *valueRun, bound uint64) {
	if g != 0 || len(r.v) < leastShared {
		l.pushMany(g, r.v)
		return
	}
	l.chunks = append(l.chunks, valuesChunk{v: r.v, run: r})
	if n := len(l.chunks); n > 1 { // the one that gets longer stays the last
		l.chunks[n-1], l.chunks[n-2] = l.chunks[n-2], l.chunks[n-1]
	}
	l.n += len(r.v)
	l.bound, l.indexed = max(l.bound, bound), valuesIndex{}
}
