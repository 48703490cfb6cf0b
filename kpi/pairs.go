package kpi

import (
	"math/bits"
	"slices"
)

// pairs numbers the pairs of an outer group and a key that occur: time and
// memory grow with them, not with the product. Below one outer group the
// number of the pair is the number of the key. Below several, pairs are looked
// up by hash, and, once a sixteenth of the product occurs, in an array: each
// look-up is one access to memory then.
type pairs struct {
	outer, key []int32 // by group
	slots      []pairSlot
	shift      uint
	nested     bool

	dense  []int32 // group + 1, by outer * keys + key; instead of slots
	keys   int32   // the largest key that dense has room for, + 1
	outers int32

	found []int32 // scratch of groupAll, by row

	// The groups below gaps are not all there: first are those that are, in their
	// order.
	first []int32
	gaps  int32

	// children, by outer group, as long as no group has come since: of few outer
	// groups below, of others order from start on
	order []int32
	start []int32
	built int
	below [][]int32
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
	return p.lookup(outer, key)
}

func (p *pairs) lookup(outer, key int32) int32 {
	if p.dense != nil {
		if key < p.keys && outer < p.outers {
			return p.dense[int(outer)*int(p.keys)+int(key)] - 1
		}
		return -1
	}
	pair := pairOf(outer, key)
	mask := uint64(len(p.slots) - 1)
	for i := hashPair(pair) >> p.shift; ; i = (i + 1) & mask {
		s := &p.slots[i]
		if s.pair == pair && s.group != 0 {
			return s.group - 1
		}
		if s.group == 0 {
			return -1
		}
	}
}

func pairOf(outer, key int32) uint64 { return uint64(uint32(outer))<<32 | uint64(uint32(key)) }

func hashPair(pair uint64) uint64 { return pair * 0x9e3779b97f4a7c15 }

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
	if g := p.lookup(outer, key); g >= 0 {
		return g
	}
	if p.dense == nil && 8*(len(p.key)+1) > 5*len(p.slots) {
		p.spread(outer, key)
	}
	p.put(outer, key, int32(len(p.key)))
	return p.push(outer, key)
}

// groupAll is group for the selected rows of a block: outer (nil is 0) and key by
// row, the groups into group, which may be key itself. What is looked up is read
// for all rows before anything depends on it, so that the memory is waited for
// once and not row by row.
func (p *pairs) groupAll(sel []int32, rows int, outer, key, group []int32) {
	of := func(i int32) int32 {
		if outer == nil {
			return 0
		}
		return outer[i]
	}
	if p.dense == nil {
		each(sel, rows, func(i int32) { group[i] = p.group(of(i), key[i]) })
		return
	}
	if len(p.found) < len(key) {
		p.found = make([]int32, len(key))
	}
	found, dense, keys, outers := p.found, p.dense, p.keys, p.outers
	each(sel, rows, func(i int32) {
		found[i] = -1
		if o, k := of(i), key[i]; k < keys && o < outers {
			found[i] = dense[int(o)*int(keys)+int(k)] - 1
		}
	})
	each(sel, rows, func(i int32) {
		g := found[i]
		if g < 0 {
			g = p.groupNew(of(i), key[i])
		}
		group[i] = g
	})
}

// groupNew is group for a pair that was not there a moment ago.
func (p *pairs) groupNew(outer, key int32) int32 {
	if p.dense == nil || outer >= p.outers || key >= p.keys {
		return p.group(outer, key)
	}
	at := &p.dense[int(outer)*int(p.keys)+int(key)]
	if *at == 0 {
		*at = p.push(outer, key) + 1
	}
	return *at - 1
}

// put writes the group of a pair that has none yet.
func (p *pairs) put(outer, key, group int32) {
	if p.dense != nil && (outer >= p.outers || key >= p.keys) {
		p.reach(outer, key)
	}
	if p.dense != nil {
		p.dense[int(outer)*int(p.keys)+int(key)] = group + 1
		return
	}
	p.insert(pairOf(outer, key), group)
}

func (p *pairs) push(outer, key int32) int32 {
	if n := len(p.key); n == cap(p.key) && n >= 1024 { // few groups are one block's, many are copied often
		p.outer, p.key = slices.Grow(p.outer, n), slices.Grow(p.key, n)
	}
	p.outer, p.key = append(p.outer, outer), append(p.key, key)
	return int32(len(p.key) - 1)
}

func (p *pairs) insert(pair uint64, group int32) {
	mask := uint64(len(p.slots) - 1)
	i := hashPair(pair) >> p.shift
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
	for g := range p.all {
		p.insert(pairOf(p.outer[g], p.key[g]), g)
	}
}

// spread makes room for more pairs: an array where an eighth of it is used, a
// larger table of hashes elsewhere.
func (p *pairs) spread(outer, key int32) {
	outers, keys := outer+1, key+1
	for g := range p.all {
		outers, keys = max(outers, p.outer[g]+1), max(keys, p.key[g]+1)
	}
	if int(outers)*int(keys) > 16*len(p.key) {
		p.rehash(2 * len(p.slots))
		return
	}
	p.slots = nil
	p.layOut(outers, keys)
}

// reach makes the array hold a pair outside it, or goes back to hashes where
// it would be all but empty.
func (p *pairs) reach(outer, key int32) {
	outers, keys := p.outers, p.keys
	if outer >= outers {
		outers = max(outer+1, outers+outers/4)
	}
	if key >= keys {
		keys = max(key+1, keys+keys/4)
	}
	if int(outers)*int(keys) > 32*len(p.key) {
		p.dense = nil
		p.rehash(1 << bits.Len(uint(2*len(p.key))))
		return
	}
	p.layOut(outers, keys)
}

// layOut writes all pairs to a new array.
func (p *pairs) layOut(outers, keys int32) {
	p.dense, p.outers, p.keys = make([]int32, int(outers)*int(keys)), outers, keys
	for g := range p.all {
		p.dense[int(p.outer[g])*int(keys)+int(p.key[g])] = g + 1
	}
}

// children returns the groups below an outer group.
func (p *pairs) children(outer int32) []int32 {
	if p.built != len(p.key) || p.start == nil {
		p.index()
	}
	if p.below != nil {
		if int(outer) >= len(p.below) {
			return nil
		}
		return p.below[outer]
	}
	if int(outer) >= len(p.start)-1 {
		return nil
	}
	return p.order[p.start[outer]:p.start[outer+1]]
}

func (p *pairs) index() {
	if !p.nested && len(p.start) == 2 { // all are below one, where later ones come last
		for g := p.built; g < len(p.key); g++ {
			p.order = append(p.order, int32(g))
		}
		p.start[1], p.built = int32(len(p.order)), len(p.key)
		return
	}
	if p.below = p.lists(); p.below != nil {
		return
	}
	most := int32(-1)
	for g := range p.all {
		most = max(most, p.outer[g])
	}
	p.start = make([]int32, most+2)
	for g := range p.all {
		p.start[p.outer[g]+1]++
	}
	for i := 1; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	p.order = make([]int32, p.start[most+1])
	next := append([]int32(nil), p.start...)
	for g := range p.all {
		o := p.outer[g]
		p.order[next[o]] = g
		next[o]++
	}
	p.built = len(p.key)
}

// fewOuters is how many outer groups have a list each, to which groups are added
// that come when children were asked for already: those of periods, say.
const fewOuters = 1 << 10

// lists returns a list for each of few outer groups, where children were asked for
// before, with the groups that have come since.
func (p *pairs) lists() [][]int32 {
	lists := p.below
	if lists == nil {
		if len(p.start)-1 > fewOuters {
			return nil
		}
		for o := 1; o < len(p.start); o++ {
			lists = append(lists, p.order[p.start[o-1]:p.start[o]:p.start[o]])
		}
	}
	for g := p.built; lists != nil && g < len(p.key); g++ {
		o := p.outer[g]
		if o >= fewOuters {
			return nil
		}
		lists = grown(lists, o+1)
		lists[o] = append(lists[o], int32(g))
	}
	p.built = len(p.key)
	return lists
}

// all yields the groups in the order in which they came.
func (p *pairs) all(yield func(g int32) bool) {
	for _, g := range p.first {
		if !yield(g) {
			return
		}
	}
	for g := p.gaps; int(g) < len(p.key); g++ {
		if !yield(g) {
			return
		}
	}
}

// begin starts with so many groups below one outer group, of which some are
// there.
func (p *pairs) begin(there []int32, groups int32) {
	p.first, p.gaps, p.start, p.order, p.below = there, groups, nil, nil, nil
	p.outer, p.key = make([]int32, groups), make([]int32, groups)
	for g := range groups {
		p.key[g] = g
	}
}
