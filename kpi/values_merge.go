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

// mergeAll takes the values of another lane at the same scale as they came.
func (l *valuesLane) mergeAll(x *valuesLane, to []int32) {
	for of, v := range x.each {
		if g := to[of]; g >= 0 {
			l.push(g, v)
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
	sorted, start, scale := x.sorted, x.start, x.scale // of before
	for i, g := range from {
		if int(g) < len(start)-1 {
			for _, v := range sorted[start[g]:start[g+1]] {
				if scale == l.scale {
					l.push(into[i], v)
				} else {
					l.put(into[i], decimal.New(v, -int32(scale)))
				}
			}
		}
		for _, d := range x.wide[g] {
			l.put(into[i], d)
		}
	}
}
