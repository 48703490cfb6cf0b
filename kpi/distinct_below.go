package kpi

import (
	"math/bits"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// keySets are the different keys below each of several groups: a bit for each code
// below each group, as long as that is less than the pairs of them would take.
// Nothing is looked up then.
type keySets struct {
	dict  *model.Dict
	most  int      // bytes that they may take
	words int      // below each group
	bits  []uint64 // by group and code
}

// fewBytes is what sets may take however few rows there are.
const fewBytes = 1 << 16

// hold makes room for the codes of a dictionary below so many groups; false where
// that takes more than pairs of so many bytes, or there are codes of another one.
func (s *keySets) hold(d *model.Dict, groups int32, pairs int) bool {
	if s.dict != nil && s.dict != d {
		return false
	}
	s.most = max(s.most, pairs, fewBytes)
	words := s.words
	if need := d.Len()/64 + 1; need > words {
		words = max(need, words+words/4)
	}
	if 8*words*int(groups) > s.most {
		return false
	}
	if s.dict = d; words > s.words {
		wide := make([]uint64, words*int(groups))
		for g := 0; g*s.words < len(s.bits); g++ {
			copy(wide[g*words:], s.below(int32(g)))
		}
		s.words, s.bits = words, wide
	}
	s.bits = grown(s.bits, int32(words)*groups)
	return true
}

// below returns the set of a group.
func (s *keySets) below(g int32) []uint64 {
	from := int(g) * s.words
	if from >= len(s.bits) {
		return nil
	}
	return s.bits[from : from+s.words]
}

// count returns how many keys there are below a group.
func (s *keySets) count(g int32) (n int) {
	for _, w := range s.below(g) {
		n += bits.OnesCount64(w)
	}
	return n
}

// codes yields the codes below a group.
func (s *keySets) codes(g int32, yield func(code uint32)) {
	for i, w := range s.below(g) {
		for ; w != 0; w &= w - 1 {
			yield(uint32(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// drop takes some codes out of all sets.
func (s *keySets) drop(codes []uint32) {
	for _, c := range codes {
		word := int(c >> 6)
		if word >= s.words {
			continue // it came after all that the sets hold
		}
		for ; word < len(s.bits); word += s.words {
			s.bits[word] &^= 1 << (c & 63)
		}
	}
}

// join takes the sets of other groups; false where they are of another dictionary,
// or would take too much here.
func (s *keySets) join(o *keySets, groups int32, from, into []int32) bool {
	if o.dict == nil {
		return true
	}
	if !s.hold(o.dict, groups, o.most) {
		return false
	}
	if s == o {
		o = &keySets{o.dict, o.most, o.words, slices.Clone(o.bits)}
	}
	for i, g := range from {
		to := s.below(into[i])
		for k, w := range o.below(g) {
			to[k] |= w
		}
	}
	return true
}

// distinctKeys returns the fold of the different keys at a place. Those of all rows
// together are groups, which others may share.
func distinctKeys[F any, K comparable](at place, key model.Key[F, K]) *distinctFold[F, K] {
	if alone(at.groups) || !key.Coded() {
		g := groupBy(at, key)
		return &distinctFold[F, K]{smallestFold[F, K]{g}, countingUnknown(g), nil}
	}
	return leaf(at, "distinct "+key.Identity().String(), func() *distinctFold[F, K] {
		g := &keyGroups[F, K]{at: at, key: key, unknown: -1}
		return &distinctFold[F, K]{smallestFold[F, K]{g}, &unknownRows[F, K]{groups: g}, new(keySets)}
	})
}

func (f *distinctFold[F, K]) update() {
	if f.sets == nil {
		f.unknownRows.update()
		return
	}
	g := f.keys.groups
	b := g.at.plan.block
	sel, rows := g.at.rows.get()
	if rows == 0 {
		return
	}
	outer := g.at.groups.get()
	of := func(i int32) int32 {
		if outer == nil {
			return 0
		}
		return outer[i]
	}
	if g.key.ReadCodes(b, &g.block); g.block.None {
		each(sel, rows, func(i int32) { f.without.add(of(i), 1) })
		return
	}
	// A pair of a group and a key takes some 20 bytes, and every row may be one.
	if !f.sets.hold(g.block.Dict, g.at.groups.len(), 8*rows*b.Whole()/b.Len()) {
		f.loosen()
		f.unknownRows.update()
		return
	}
	codes, set, words := g.block.Values, f.sets.bits, f.sets.words
	each(sel, rows, func(i int32) {
		c, o := codes[i], of(i)
		if c == 0 {
			f.without.add(o, 1)
			return
		}
		set[int(o)*words+int(c>>6)] |= 1 << (c & 63)
	})
}

// leave takes the keys of some codes out of the sets, or of the groups that they
// have become.
func (f *distinctFold[F, K]) leave(codes []uint32, spare int) bool {
	switch {
	case !lasting(f.keys.groups.at.groups):
		return true // they are below groups that leave
	case f.sets == nil:
		return f.keys.groups.leave(codes, spare)
	}
	f.sets.drop(codes)
	return true
}

// loosen makes groups of the sets: they are kept one by one from here on.
func (f *distinctFold[F, K]) loosen() {
	if f.sets != nil {
		f.keys.groups, f.sets = f.grouped(), nil
		f.unknownRows.groups = f.keys.groups
	}
}

// grouped returns the keys as groups.
func (f *distinctFold[F, K]) grouped() *keyGroups[F, K] {
	if f.sets == nil {
		return f.keys.groups
	}
	at := f.keys.groups.at
	g := &keyGroups[F, K]{at: at, key: f.keys.groups.key, unknown: -1}
	if s := f.sets; s.dict != nil {
		g.adopt(s.dict, 0)
		for o := range at.groups.len() {
			s.codes(o, func(code uint32) { g.below(o, g.numberOf(code)) })
		}
	}
	return g
}

func (f *distinctFold[F, K]) finish() {
	if f.sets == nil {
		f.keys.groups.finish()
	}
}

func (f *distinctFold[F, K]) merge(other state, from, into []int32) {
	o := other.(*distinctFold[F, K])
	if f.sets == nil || o.sets == nil || !f.sets.join(o.sets, f.keys.groups.at.groups.len(), from, into) {
		f.loosen()
		f.keys.merge(&smallestFold[F, K]{o.grouped()}, from, into)
	}
	f.unknownRows.merge(o.unknownRows, from, into)
}

func (f *distinctFold[F, K]) result(g int32) Result[int64] {
	n := 0
	if f.sets != nil {
		n = f.sets.count(g)
	} else {
		n = f.keys.groups.count(g)
	}
	return Value(int64(n), Warning{Count: f.without.of(g), Text: "rows without " + f.keys.groups.key.ID()})
}
