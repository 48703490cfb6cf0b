package kpi

import "slices"

// valuesIndex is the values of a lane by group, as they were when somebody asked
// last. Results share it, but for what came late.
type valuesIndex struct {
	runs   *valueRuns        // where there is but one group
	sorted []int64           // by group, elsewhere
	start  []int32           // where each begins in sorted
	built  int               // how many values are in sorted
	late   map[int32][]int64 // by group: those that came since
	n      int               // how many values are in all of these

	chunk, offset int // where those begin that are not
}

// lateShare is how many values are in order by group for each that came later.
const lateShare = 8

// index orders the values by group, and those of a group by size. A few that came
// since are kept beside those of before.
func (l *valuesLane) index(c *crew) {
	x := &l.indexed
	switch {
	case x.n == l.n && (x.runs != nil || x.start != nil):
	case x.start != nil && l.n-x.built <= x.built/lateShare:
		l.indexLate()
	default:
		l.indexAll(c)
	}
}

func (l *valuesLane) indexAll(c *crew) {
	l.indexed = valuesIndex{n: l.n}
	x := &l.indexed
	most := int32(0)
	for _, c := range l.chunks {
		for _, g := range c.group {
			most = max(most, g)
		}
	}
	if most == 0 {
		x.runs = l.asRuns()
		return
	}
	x.sorted, x.start, x.built = make([]int64, l.n), make([]int32, most+2), l.n
	for _, c := range l.chunks {
		if c.group == nil {
			x.start[1] += int32(len(c.v))
		}
		for _, g := range c.group {
			x.start[g+1]++
		}
	}
	for i := 1; i < len(x.start); i++ {
		x.start[i] += x.start[i-1]
	}
	next := slices.Clone(x.start)
	for i := range l.chunks {
		c := &l.chunks[i]
		if c.group == nil {
			next[0] += int32(copy(x.sorted[next[0]:], c.v))
		}
		for i, g := range c.group {
			x.sorted[next[g]] = c.v[i]
			next[g]++
		}
		x.chunk, x.offset = i, len(c.v) // the last one may get longer
	}
	c.each((len(x.start)-2)/groupsAtATime+1, func(i int) {
		for g := i * groupsAtATime; g < min((i+1)*groupsAtATime, len(x.start)-1); g++ {
			sortValues(x.sorted[x.start[g]:x.start[g+1]])
		}
	})
}

func (l *valuesLane) indexLate() {
	x := &l.indexed
	if x.late == nil {
		x.late = make(map[int32][]int64)
	}
	for g, v := range l.unindexed {
		x.late[g] = append(x.late[g], v)
	}
	x.n = l.n
}

// unindexed yields the values that came since, with their groups, and goes on behind
// them.
func (l *valuesLane) unindexed(yield func(g int32, v int64) bool) {
	x := &l.indexed
	for x.chunk < len(l.chunks) {
		c := &l.chunks[x.chunk]
		for i := x.offset; i < len(c.v); i++ {
			g := int32(0)
			if c.group != nil {
				g = c.group[i]
			}
			if !yield(g, c.v[i]) {
				return
			}
		}
		if x.offset = len(c.v); x.chunk == len(l.chunks)-1 {
			return // this one may get longer
		}
		x.chunk, x.offset = x.chunk+1, 0
	}
}

// asRuns returns the values as a run for each chunk, which those have in common
// that ask before and after more values came.
func (l *valuesLane) asRuns() *valueRuns {
	r := &valueRuns{n: l.n, all: make([]*valueRun, len(l.chunks))}
	for i := range l.chunks {
		r.all[i] = l.chunks[i].asRun(l.bound)
	}
	return r
}

// asRun returns the values, none of a lane larger than bound.
func (c *valuesChunk) asRun(bound uint64) *valueRun {
	if n := len(c.v); c.run == nil || len(c.run.v) < n {
		c.run = &valueRun{v: c.v[:n:n], bound: bound}
	}
	return c.run
}

// of returns the values of a group in ascending order.
func (l *valuesLane) of(g int32) sortedValues {
	s := l.fitting(g)
	if w := l.wide[g]; len(w) > 0 {
		s.widen(w)
	}
	return s
}

// fitting is of without the values that do not fit.
func (l *valuesLane) fitting(g int32) sortedValues {
	l.index(nil)
	x := &l.indexed
	s := sortedValues{currency: l.currency, scale: l.scale}
	if x.runs != nil {
		if g == 0 {
			s.runs = x.runs
		}
		return s
	}
	if int(g) < len(x.start)-1 {
		s.small = x.sorted[x.start[g]:x.start[g+1]:x.start[g+1]]
	}
	if late := x.late[g]; len(late) > 0 {
		s.small = slices.Concat(s.small, late)
		sortValues(s.small)
	}
	return s
}
