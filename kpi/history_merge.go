package kpi

import (
	"math"
	"slices"
)

func (f *historyFold) merge(other state, from, into []int32) {
	o := other.(*historyFold)
	f.at.plan.merging(func() { f.take(o, from, into) })
}

// take takes the rows of groups of another fold, which are settled there only where
// most of them are not wanted.
func (f *historyFold) take(o *historyFold, from, into []int32) {
	t := historyTaker{f, o, make([]int, len(o.lanes))}
	if o != f && sameGroups(from, into) && t.sameLanes() {
		for k := range o.parts {
			t.share(int32(k), &o.parts[k])
		}
		return
	}
	if len(from) > 0 && o != f {
		groups := max(slices.Max(from)+1, int32(len(o.parts)-1)<<partBits)
		if to := paired(from, into, groups); to != nil {
			for k := range o.parts {
				t.part(&o.parts[k], to[min(k<<partBits, len(to)):])
			}
			return
		}
	}
	for i, g := range from {
		t.rows(o.of(g), into[i])
	}
}

// historyTaker moves rows from one fold to another.
type historyTaker struct {
	f, o  *historyFold
	lanes []int // + 1, by lane of o; 0 where it was not met yet
}

// sameLanes says whether lanes have the same numbers in both, and all amounts fit.
func (t *historyTaker) sameLanes() bool {
	for i := range t.o.lanes {
		if t.f.laneOf(t.o.lanes[i], uint16(i)) != uint16(i) {
			return false
		}
	}
	return len(t.o.wides) == 0
}

// share takes the rows of a part with the same groups, those that are not settled
// without a copy.
func (t *historyTaker) share(k int32, p *historyPart) {
	for g := range int32(len(p.start) - 1) {
		t.rows(p.rows[p.start[g]:p.start[g+1]], k<<partBits+g)
	}
	to := t.f.part(k)
	for _, chunk := range p.log {
		to.log = append(to.log, slices.Clip(chunk))
	}
	to.logged += p.logged
}

// part takes the rows of a part; to says in which group those of each of its groups
// are, -1 where they are not wanted.
func (t *historyTaker) part(p *historyPart, to []int32) {
	for g := range min(len(p.start)-1, len(to)) {
		if to[g] >= 0 {
			t.rows(p.rows[p.start[g]:p.start[g+1]], to[g])
		}
	}
	for _, chunk := range p.log {
		for _, r := range chunk {
			if g := int(r.group & (partGroups - 1)); g < len(to) && to[g] >= 0 {
				r.coef, r.lane = t.amount(r.coef, r.lane)
				r.group = to[g]
				t.f.push(r)
			}
		}
	}
}

// rows takes the rows of one group.
func (t *historyTaker) rows(rows []momentRow, into int32) {
	for i := range rows {
		r := &rows[i]
		coef, lane := t.amount(r.coef, r.lane)
		t.f.pushMany(into, r.tick, coef, int64(r.n), lane)
	}
}

// amount returns what a coefficient and a lane of the other fold are in this one.
func (t *historyTaker) amount(coef int64, lane uint16) (int64, uint16) {
	if t.lanes[lane] == 0 {
		t.lanes[lane] = 1 + int(t.f.laneOf(t.o.lanes[lane], lane))
	}
	if t.o.lanes[lane].wide {
		coef = t.f.wides.put(t.o.wides[coef])
	}
	return coef, uint16(t.lanes[lane] - 1)
}

// pushMany logs so many rows with one amount together.
func (f *historyFold) pushMany(group int32, tick, coef, n int64, lane uint16) {
	if n <= math.MaxUint16 {
		f.push(loggedRow{tick: tick, coef: coef, group: group, n: uint16(n), lane: lane})
		return
	}
	if lane > laneRows {
		f.push(loggedRow{tick: tick, coef: coef, group: group, lane: lane})
		coef, lane = 0, laneRows
	}
	f.push(loggedRow{tick: tick, coef: coef + n, group: group, lane: lane})
}
