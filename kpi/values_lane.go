package kpi

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// valuesLane holds the values in one currency, as they came.
type valuesLane struct {
	currency model.Currency
	scale    uint8
	bound    uint64
	v        []int64
	group    []int32                     // of each value; nil while all are in group 0
	wide     map[int32][]decimal.Decimal // by group: what does not fit

	sorted []int64 // by group
	start  []int32
	built  int      // how many values sorted holds
	order  *ordered // of sorted, where there is but one group
}

func (l *valuesLane) push(g int32, v int64) {
	l.room(1, g != 0)
	l.v = append(l.v, v)
	if l.group != nil {
		l.group = append(l.group, g)
	}
	l.bound = max(l.bound, uint64(max(v, -v)))
}

// room makes room for so many values more, with their groups where some are in
// others than group 0.
func (l *valuesLane) room(more int, grouped bool) {
	n := len(l.v)
	if n+more > cap(l.v) {
		l.v = slices.Grow(l.v, max(n, more)) // many values are copied often
	}
	if grouped && l.group == nil {
		l.group = make([]int32, n, cap(l.v))
	}
	if l.group != nil && n+more > cap(l.group) {
		l.group = slices.Grow(l.group, cap(l.v)-n)
	}
}

// pushAll is push for the selected rows of a block, all known and none larger
// than bound.
func (l *valuesLane) pushAll(values []int64, factor int64, bound uint64, sel []int32, rows int, group []int32) {
	l.room(rows, group != nil)
	n := len(l.v)
	v := l.v[:n+rows]
	each(sel, rows, func(i int32) {
		v[n] = values[i] * factor
		n++
	})
	if n = len(l.v); l.group != nil {
		groups := l.group[:n+rows]
		each(sel, rows, func(i int32) {
			g := int32(0)
			if group != nil {
				g = group[i]
			}
			groups[n] = g
			n++
		})
		l.group = groups
	}
	l.v, l.bound = v, max(l.bound, bound*uint64(factor))
}

// groupOf returns the group of a value.
func (l *valuesLane) groupOf(i int) int32 {
	if l.group == nil {
		return 0
	}
	return l.group[i]
}

func (l *valuesLane) put(g int32, d decimal.Decimal) {
	if v, scale, ok := small(d); ok && l.reaches(scale) {
		f, ok := factorOf(l.scale - scale)
		if s := v * f; ok && s/f == v && s > model.Wide {
			l.push(g, s)
			return
		}
	}
	l.aside(g, d)
}

// aside keeps a value that does not fit.
func (l *valuesLane) aside(g int32, d decimal.Decimal) {
	if l.wide == nil {
		l.wide = make(map[int32][]decimal.Decimal)
	}
	l.wide[g] = append(l.wide[g], d)
}

// reaches brings the lane to a finer scale, where its values fit there.
func (l *valuesLane) reaches(scale uint8) bool {
	if scale <= l.scale {
		return true
	}
	f, ok := factorOf(scale - l.scale)
	if !ok || l.bound > (1<<62)/uint64(f) {
		return false
	}
	scaled := make([]int64, len(l.v), cap(l.v)) // results share those of before
	for i, v := range l.v {
		scaled[i] = v * f
	}
	l.v = scaled
	l.scale, l.bound, l.start = scale, l.bound*uint64(f), nil
	return true
}

// index orders the values by group, and those of a group by size.
func (l *valuesLane) index() {
	if l.start != nil && l.built == len(l.v) {
		return
	}
	most := int32(0)
	for _, g := range l.group {
		most = max(most, g)
	}
	l.start = make([]int32, most+2)
	l.built, l.order = len(l.v), nil
	if most == 0 {
		l.sorted, l.start[1], l.order = l.v[:l.built:l.built], int32(l.built), new(ordered)
		return
	}
	l.sorted = make([]int64, len(l.v)) // results share it: it is never changed
	for _, g := range l.group {
		l.start[g+1]++
	}
	for i := 1; i < len(l.start); i++ {
		l.start[i] += l.start[i-1]
	}
	next := slices.Clone(l.start)
	for i, g := range l.group {
		l.sorted[next[g]] = l.v[i]
		next[g]++
	}
	for g := range most + 1 {
		sortValues(l.sorted[l.start[g]:l.start[g+1]])
	}
}

// of returns the values of a group in ascending order.
func (l *valuesLane) of(g int32) sortedValues {
	l.index()
	s := sortedValues{currency: l.currency, scale: l.scale}
	if int(g) < len(l.start)-1 {
		s.small, s.order = l.sorted[l.start[g]:l.start[g+1]:l.start[g+1]], l.order
	}
	if w := l.wide[g]; len(w) > 0 {
		s.widen(w)
	}
	return s
}
