package kpi

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// valuesLane holds the values in one currency, as they came.
type valuesLane struct {
	currency model.Currency
	scale    uint8
	bound    uint64
	n        int // values in all chunks
	chunks   []valuesChunk
	wide     map[int32][]decimal.Decimal // by group: what does not fit

	indexed valuesIndex
}

// valuesChunk is values that came one after the other. Chunks get longer, but are
// never copied into longer ones.
type valuesChunk struct {
	v     []int64
	group []int32   // of each value; nil while all are in group 0
	run   *valueRun // of all of them, or of those that there were
}

// mostChunk is how many values a chunk has room for, at most.
const mostChunk = 1 << 13

func (l *valuesLane) push(g int32, v int64) {
	c := l.room(1, g != 0)
	c.v = append(c.v, v)
	if c.group != nil {
		c.group = append(c.group, g)
	}
	l.n++
	l.bound = max(l.bound, uint64(max(v, -v)))
}

// room returns a chunk with room for so many values more, and for their groups
// where some are in others than group 0.
func (l *valuesLane) room(more int, grouped bool) *valuesChunk {
	last := len(l.chunks) - 1
	if last < 0 || len(l.chunks[last].v)+more > cap(l.chunks[last].v) {
		l.chunks = append(l.chunks, valuesChunk{v: make([]int64, 0, max(more, 16, min(l.n, mostChunk)))})
		last++
	}
	c := &l.chunks[last]
	if grouped && c.group == nil {
		c.group = make([]int32, len(c.v), cap(c.v))
	}
	return c
}

// pushAll is push for the selected rows of a block, all known and none larger
// than bound.
func (l *valuesLane) pushAll(values []int64, factor int64, bound uint64, sel []int32, rows int, group []int32) {
	c := l.room(rows, group != nil)
	n := len(c.v)
	v := c.v[:n+rows]
	each(sel, rows, func(i int32) {
		v[n] = values[i] * factor
		n++
	})
	if n = len(c.v); c.group != nil {
		groups := c.group[:n+rows]
		each(sel, rows, func(i int32) {
			g := int32(0)
			if group != nil {
				g = group[i]
			}
			groups[n] = g
			n++
		})
		c.group = groups
	}
	l.n += rows
	c.v, l.bound = v, max(l.bound, bound*uint64(factor))
}

// pushMany is push for values of one group.
func (l *valuesLane) pushMany(g int32, values []int64) {
	c := l.room(len(values), g != 0)
	c.v = append(c.v, values...)
	if c.group != nil {
		for range values {
			c.group = append(c.group, g)
		}
	}
	l.n += len(values)
	l.bound = max(l.bound, boundOf(values))
}

// boundOf is the size of the largest value.
func boundOf(values []int64) (most uint64) {
	for _, v := range values {
		most = max(most, uint64(max(v, -v)))
	}
	return most
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
	for k, c := range l.chunks {
		scaled := make([]int64, len(c.v), cap(c.v)) // results share those of before
		for i, v := range c.v {
			scaled[i] = v * f
		}
		l.chunks[k].v, l.chunks[k].run = scaled, nil
	}
	l.scale, l.bound, l.indexed = scale, l.bound*uint64(f), valuesIndex{}
	return true
}
