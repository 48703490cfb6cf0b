package kpi

import (
	"iter"
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
	group    []int32
	wide     map[int32][]decimal.Decimal // by group: what does not fit

	order []int32 // positions in v by group
	start []int32
	built int
}

func (l *valuesLane) push(g int32, v int64) {
	l.v, l.group = append(l.v, v), append(l.group, g)
	l.bound = max(l.bound, uint64(max(v, -v)))
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
	for i := range l.v {
		l.v[i] *= f
	}
	l.scale, l.bound = scale, l.bound*uint64(f)
	return true
}

// index orders the positions by group.
func (l *valuesLane) index() {
	if l.start != nil && l.built == len(l.v) {
		return
	}
	most := int32(-1)
	for _, g := range l.group {
		most = max(most, g)
	}
	if most <= 0 {
		l.start, l.order, l.built = []int32{0, int32(len(l.v))}, nil, len(l.v)
		return
	}
	l.start = make([]int32, most+2)
	for _, g := range l.group {
		l.start[g+1]++
	}
	for i := 1; i < len(l.start); i++ {
		l.start[i] += l.start[i-1]
	}
	l.order = make([]int32, len(l.v))
	next := slices.Clone(l.start)
	for i, g := range l.group {
		l.order[next[g]] = int32(i)
		next[g]++
	}
	l.built = len(l.v)
}

// of returns the values of a group in ascending order.
func (l *valuesLane) of(g int32) sortedValues {
	l.index()
	s := sortedValues{currency: l.currency, scale: l.scale}
	if len(l.start) == 2 && g == 0 {
		s.small = slices.Clone(l.v)
		sortValues(s.small)
	} else if int(g) < len(l.start)-1 {
		at := l.order[l.start[g]:l.start[g+1]]
		s.small = make([]int64, len(at))
		for i, k := range at {
			s.small[i] = l.v[k]
		}
		sortValues(s.small)
	}
	if w := l.wide[g]; len(w) > 0 {
		s.widen(w)
	}
	return s
}

// positions yields where the values of a group stand.
func (l *valuesLane) positions(order, start []int32, g int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := start[g]; i < start[g+1]; i++ {
			at := i
			if order != nil {
				at = order[i]
			}
			if !yield(at) {
				return
			}
		}
	}
}
