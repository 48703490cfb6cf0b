package kpi

import "math/bits"

// pairs numbers the pairs of an outer group and a key that occur: time and
// memory grow with them, not with the product. Below one outer group the
// number of the pair is the number of the key.
type pairs struct {
	outer, key []int32 // by group
	slots      []pairSlot
	shift      uint
	nested     bool

	// children, by outer group, as long as no group has come since
	order []int32
	start []int32
	built int
}

type pairSlot struct {
	pair  uint64
	group int32 // + 1
}

// find returns the group of a pair, -1 where there is none.
func (p *pairs) find(outer, key int32) int32 {
	if !p.nested {
		if outer == 0 && int(key) < len(p.key) {
			return key
		}
		return -1
	}
	return p.lookup(uint64(uint32(outer))<<32 | uint64(uint32(key)))
}

func (p *pairs) lookup(pair uint64) int32 {
	mask := uint64(len(p.slots) - 1)
	for i := pair * 0x9e3779b97f4a7c15 >> p.shift; ; i = (i + 1) & mask {
		s := &p.slots[i]
		if s.pair == pair && s.group != 0 {
			return s.group - 1
		}
		if s.group == 0 {
			return -1
		}
	}
}

// group returns the group of a pair, a new one where there is none. Keys come
// as 0, 1, 2 … when they are new below one outer group.
func (p *pairs) group(outer, key int32) int32 {
	if !p.nested {
		if outer == 0 && int(key) < len(p.key) {
			return key
		}
		if outer == 0 && int(key) == len(p.key) {
			return p.push(outer, key)
		}
		p.nest()
	}
	pair := uint64(uint32(outer))<<32 | uint64(uint32(key))
	if g := p.lookup(pair); g >= 0 {
		return g
	}
	if 8*(len(p.key)+1) > 5*len(p.slots) {
		p.rehash(2 * len(p.slots))
	}
	p.insert(pair, int32(len(p.key)))
	return p.push(outer, key)
}

func (p *pairs) push(outer, key int32) int32 {
	p.outer, p.key = append(p.outer, outer), append(p.key, key)
	return int32(len(p.key) - 1)
}

func (p *pairs) insert(pair uint64, group int32) {
	mask := uint64(len(p.slots) - 1)
	i := pair * 0x9e3779b97f4a7c15 >> p.shift
	for p.slots[i].group != 0 {
		i = (i + 1) & mask
	}
	p.slots[i] = pairSlot{pair, group + 1}
}

// nest starts looking pairs up, when there is a second outer group.
func (p *pairs) nest() {
	p.nested = true
	p.rehash(max(64, 1<<bits.Len(uint(2*len(p.key)))))
}

func (p *pairs) rehash(size int) {
	p.slots = make([]pairSlot, size)
	p.shift = uint(64 - bits.TrailingZeros(uint(size)))
	for g := range p.key {
		p.insert(uint64(uint32(p.outer[g]))<<32|uint64(uint32(p.key[g])), int32(g))
	}
}

// children returns the groups below an outer group.
func (p *pairs) children(outer int32) []int32 {
	if p.built != len(p.key) || p.start == nil {
		p.index()
	}
	if int(outer) >= len(p.start)-1 {
		return nil
	}
	return p.order[p.start[outer]:p.start[outer+1]]
}

func (p *pairs) index() {
	most := int32(-1)
	for _, o := range p.outer {
		most = max(most, o)
	}
	p.start = make([]int32, most+2)
	for _, o := range p.outer {
		p.start[o+1]++
	}
	for i := 1; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	p.order = make([]int32, len(p.key))
	next := append([]int32(nil), p.start...)
	for g, o := range p.outer {
		p.order[next[o]] = int32(g)
		next[o]++
	}
	p.built = len(p.key)
}
