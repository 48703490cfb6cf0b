package kpi

import "github.com/shopspring/decimal"

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

// sameGroups says whether all groups of another state are merged, and each into the one
// of its number: that is how groups are paired that have the numbers of their keys.
func sameGroups(from, into []int32) bool {
	return len(from) > 0 && len(from) == len(into) && &from[0] == &into[0]
}

// mergeAll takes the values of another lane at the same scale as they came; those of
// the same groups without a copy.
func (l *valuesLane) mergeAll(x *valuesLane, to []int32, same bool) {
	for i := range x.chunks {
		c := &x.chunks[i]
		if c.group == nil {
			if to[0] >= 0 {
				l.take(to[0], c.asRun(x.bound))
			}
			continue
		}
		if n := len(c.v); same && l.indexed.n == 0 {
			l.share(valuesChunk{v: c.v[:n:n], group: c.group[:n:n]}, x.bound)
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
	x.index(nil)
	fitting, wide := make([]sortedValues, len(from)), make([][]decimal.Decimal, len(from))
	for i, g := range from {
		fitting[i], wide[i] = x.fitting(g), x.wide[g]
	}
	for i, s := range fitting {
		if s.scale == l.scale {
			l.takeAll(into[i], s)
		} else {
			for k := range s.len() {
				l.put(into[i], s.at(k))
			}
		}
		for _, d := range wide[i] {
			l.put(into[i], d)
		}
	}
}

// takeAll takes values that fit, at the same scale.
func (l *valuesLane) takeAll(g int32, s sortedValues) {
	if s.runs == nil {
		l.pushMany(g, s.small)
		return
	}
	for _, r := range s.runs.all {
		l.take(g, r)
	}
}

// leastShared is how many values make a chunk of another lane worth sharing.
const leastShared = mostChunk / 64

// take takes values of one group: many of group 0 without a copy.
func (l *valuesLane) take(g int32, r *valueRun) {
	if g != 0 || len(r.v) < leastShared {
		l.pushMany(g, r.v)
		return
	}
	l.share(valuesChunk{v: r.v, run: r}, r.bound)
}

// share takes a chunk that gets no longer, whose values do not exceed a bound.
func (l *valuesLane) share(c valuesChunk, bound uint64) {
	l.chunks = append(l.chunks, c)
	if n := len(l.chunks); n > 1 { // the one that gets longer stays the last
		l.chunks[n-1], l.chunks[n-2] = l.chunks[n-2], l.chunks[n-1]
	}
	l.n += len(c.v)
	l.bound, l.indexed = max(l.bound, bound), valuesIndex{}
}
