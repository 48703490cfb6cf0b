package kpi

import (
	"math"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// packed are numbers by group in 4 bytes each, as long as all fit: instants that are
// whole seconds, other numbers as they are. The first one that does not makes it 8
// bytes each.
type packed struct {
	unit  int64   // of small
	small []int32 // noSmall where there is none
	large []int64 // instead of small, once it is there
	block []int32 // scratch of fitting, by row
}

const (
	noSmall = math.MinInt32
	second  = 1_000_000 // microseconds
)

// packedOf returns room for numbers of a type, instants being microseconds.
func packedOf[T any]() packed {
	var v T
	if _, ok := any(v).(time.Time); ok {
		return packed{unit: second}
	}
	return packed{unit: 1}
}

func (p *packed) len() int { return max(len(p.small), len(p.large)) }

func (p *packed) grow(groups int32) {
	n := p.len()
	if p.large != nil {
		p.large = grown(p.large, groups)
		for i := n; i < len(p.large); i++ {
			p.large[i] = model.Unknown
		}
		return
	}
	p.small = grown(p.small, groups)
	for i := n; i < len(p.small); i++ {
		p.small[i] = noSmall
	}
}

// of returns the number of a group, Unknown where there is none.
func (p *packed) of(g int32) int64 {
	switch {
	case p.large != nil:
		return p.large[g]
	case p.small[g] == noSmall:
		return model.Unknown
	}
	return int64(p.small[g]) * p.unit
}

// set sets the number of a group, or a mark.
func (p *packed) set(g int32, v int64) {
	if p.large == nil {
		if s := v / p.unit; s*p.unit == v && s > noSmall && s <= math.MaxInt32 {
			p.small[g] = int32(s)
			return
		}
		p.widen()
	}
	p.large[g] = v
}

// widen makes room for numbers of any size.
func (p *packed) widen() {
	large := make([]int64, len(p.small), cap(p.small))
	for g := range p.small {
		large[g] = p.of(int32(g))
	}
	p.small, p.block, p.large = nil, nil, large
}

// least keeps the least of the numbers of each group and of selected rows, all known.
func (p *packed) least(v []int64, sel []int32, rows int, group []int32) {
	// As numbers without sign, of which none is the largest: without a question, of
	// which the answer would have to wait for memory.
	if block := p.fitting(v, sel, rows); block != nil {
		const above = uint32(math.MaxInt32)
		small := p.small
		each(sel, rows, func(i int32) {
			b := &small[group[i]]
			*b = int32(min(uint32(*b)+above, uint32(block[i])+above) - above)
		})
		return
	}
	const above = uint64(math.MaxInt64)
	large := p.large
	each(sel, rows, func(i int32) {
		b := &large[group[i]]
		*b = int64(min(uint64(*b)+above, uint64(v[i])+above) - above)
	})
}

// most keeps the largest ones: none is the least there is.
func (p *packed) most(v []int64, sel []int32, rows int, group []int32) {
	if block := p.fitting(v, sel, rows); block != nil {
		small := p.small
		each(sel, rows, func(i int32) {
			b := &small[group[i]]
			*b = max(*b, block[i])
		})
		return
	}
	large := p.large
	each(sel, rows, func(i int32) {
		b := &large[group[i]]
		*b = max(*b, v[i])
	})
}

// merge is least or most of the numbers of groups of o, of the same unit.
func (p *packed) merge(o *packed, from, into []int32, sign int) {
	if p.large == nil && o.large == nil {
		mergeBest(p.small, o.small, from, into, sign, noSmall)
		return
	}
	if p.large == nil {
		p.widen()
	}
	of := *o
	if of.large == nil {
		of.widen()
	}
	mergeBest(p.large, of.large, from, into, sign, model.Unknown)
}

func mergeBest[T int32 | int64](to, of []T, from, into []int32, sign int, none T) {
	for i, g := range from {
		if int(g) >= len(of) || of[g] == none {
			continue
		}
		b := &to[into[i]]
		if *b == none || sign > 0 && of[g] > *b || sign < 0 && of[g] < *b {
			*b = of[g]
		}
	}
}

// fitting returns numbers of rows as they are kept; nil where some do not fit, and
// there is room for any size from here on.
func (p *packed) fitting(v []int64, sel []int32, rows int) []int32 {
	if p.large != nil {
		return nil
	}
	if len(p.block) < len(v) {
		p.block = make([]int32, max(len(v), model.BlockRows))
	}
	out, unit := p.block, p.unit
	amiss := int64(0) // bits that no row may have
	if unit == 1 {
		each(sel, rows, func(i int32) {
			s := int32(v[i])
			if amiss |= int64(s) ^ v[i]; s == noSmall {
				amiss = 1
			}
			out[i] = s
		})
	} else {
		each(sel, rows, func(i int32) {
			s := int32(v[i] / second)
			if amiss |= int64(s)*second ^ v[i]; s == noSmall {
				amiss = 1
			}
			out[i] = s
		})
	}
	if amiss != 0 {
		p.widen()
		return nil
	}
	return out
}
