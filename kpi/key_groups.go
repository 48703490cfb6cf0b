package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// keyGroups groups rows by a key within the groups of the place around it.
type keyGroups[F any, K comparable] struct {
	pairs
	at  place // around it
	key model.Key[F, K]
	// codes are the keys by number, as long as all are of one dictionary;
	// values are the keys by number otherwise. 0 and the zero value at the
	// number unknown stand for "not known".
	dict    *model.Dict
	codes   []uint32
	values  []K
	index   map[K]int32
	number  []int32 // + 1, by code of dict
	n       int32   // keys
	unknown int32   // number of the unknown key, -1 without

	direct *directGroups // instead of pairs, codes and number; nil where they are used

	leavings leavings

	serial uint64
	group  []int32
	keys   []int32 // scratch of assign, by row
	block  model.Codes

	merged struct { // what the last merge paired
		op         uint64
		of         *keyGroups[F, K]
		from, into []int32
	}
}

// groupBy returns the grouping of a place by a key, shared with whoever groups
// the same rows by the same key.
func groupBy[F any, K comparable](at place, key model.Key[F, K]) *keyGroups[F, K] {
	k := groupingKey{parent: at.groups, rows: at.rows, what: key.Identity().String()}
	if g, ok := at.plan.groupings[k].(*keyGroups[F, K]); ok {
		return g
	}
	g := &keyGroups[F, K]{at: at, key: key, unknown: -1}
	at.plan.groupings[k] = g
	at.work(g)
	return g
}

func (g *keyGroups[F, K]) update() { g.get() }

func (g *keyGroups[F, K]) finish() {
	if g.direct == nil { // whose list is made for whoever asks for it
		g.children(0)
	}
}

func (g *keyGroups[F, K]) len() int32 {
	if g.direct != nil {
		return g.direct.n
	}
	return int32(len(g.pairs.key))
}

// children returns the groups below an outer group, in an order to which later
// ones are added at the end.
func (g *keyGroups[F, K]) children(outer int32) []int32 {
	if g.direct == nil {
		return g.pairs.children(outer)
	}
	if outer != 0 {
		return nil
	}
	return g.direct.list()
}

// count returns how many of the groups below an outer group have a key that is
// known.
func (g *keyGroups[F, K]) count(outer int32) int {
	n, unknown := 0, false
	if g.leavings.n > 0 {
		for _, c := range g.present(g.children(outer)) {
			if g.known(c) {
				n++
			}
		}
		return n
	}
	if g.direct == nil {
		n, unknown = len(g.children(outer)), g.unknown >= 0 && g.find(outer, g.unknown) >= 0
	} else if outer == 0 {
		n, unknown = g.direct.count(), g.direct.there(0)
	}
	if unknown {
		n--
	}
	return n
}

// numberIn returns the number of a group's key.
func (g *keyGroups[F, K]) numberIn(group int32) int32 {
	if g.direct != nil {
		return group
	}
	return g.pairs.key[group]
}

// below returns the group of a key, by its number, below an outer group.
func (g *keyGroups[F, K]) below(outer, key int32) int32 {
	if g.direct != nil {
		return key
	}
	return g.pairs.group(outer, key)
}

func (g *keyGroups[F, K]) get() []int32 {
	if g.serial == g.at.plan.serial {
		return g.group
	}
	g.serial = g.at.plan.serial
	b := g.at.plan.block
	sel, n := g.at.rows.get()
	if g.group == nil || len(g.group) < b.Len() {
		g.group = make([]int32, max(b.Len(), model.BlockRows))
	}
	if n == 0 {
		return g.group
	}
	outer := g.at.groups.get()
	if !g.key.Coded() {
		g.assignValues(b, sel, outer)
		return g.group
	}
	g.key.ReadCodes(b, &g.block)
	if g.block.None {
		g.assignUnknown(b, sel, outer)
		return g.group
	}
	g.adopt(g.block.Dict, n*b.Whole()/b.Len())
	if g.direct != nil {
		if g.direct.assign(g.block.Values, sel, g.group); g.direct.there(0) {
			g.unknown = 0
		}
		return g.group
	}
	g.assign(g.block.Values, b.Len(), sel, outer)
	return g.group
}

// assign numbers the groups of coded rows.
func (g *keyGroups[F, K]) assign(codes []uint32, rows int, sel, outer []int32) {
	number, group := g.number, g.group
	if outer == nil && !g.nested {
		each(sel, rows, func(i int32) {
			k := number[codes[i]] - 1
			if k < 0 {
				k = g.pairs.group(0, g.numberOf(codes[i]))
			}
			group[i] = k
		})
		return
	}
	if len(g.keys) < len(codes) {
		g.keys = make([]int32, len(codes))
	}
	keys := g.keys
	each(sel, rows, func(i int32) {
		k := number[codes[i]] - 1
		if k < 0 {
			k = g.numberOf(codes[i])
		}
		keys[i] = k
	})
	g.pairs.groupAll(sel, rows, outer, keys, group)
}

// numberOf gives a code of the current dictionary a number.
func (g *keyGroups[F, K]) numberOf(code uint32) int32 {
	if g.direct != nil {
		g.direct.meet(code)
		return int32(code)
	}
	if g.number[code] != 0 {
		return g.number[code] - 1
	}
	k := int32(-1)
	if code == 0 {
		k = g.unknownNumber()
	} else if g.values != nil {
		k = g.numberOfValue(g.valueOf(code))
	} else {
		k = g.n
		g.n++
		g.codes = append(g.codes, code)
	}
	g.number[code] = k + 1
	return k
}

func (g *keyGroups[F, K]) valueOf(code uint32) K {
	v, err := g.key.ParseText(g.dict.Text(code))
	_ = err // the texts of a dictionary are those of its keys
	return v
}

func (g *keyGroups[F, K]) unknownNumber() int32 {
	if g.unknown < 0 && g.direct != nil {
		g.direct.meet(0)
		g.unknown = 0
	}
	if g.unknown < 0 {
		g.unknown = g.n
		g.n++
		if g.values != nil {
			var none K
			g.values = append(g.values, none)
		} else {
			g.codes = append(g.codes, 0)
		}
	}
	return g.unknown
}

// numberOfValue gives a key a number; the keys are values by then.
func (g *keyGroups[F, K]) numberOfValue(v K) int32 {
	if k, ok := g.index[v]; ok {
		return k
	}
	k := g.n
	g.n++
	g.values = append(g.values, v)
	g.index[v] = k
	return k
}

// adopt readies the numbers for the codes of a dictionary, of which about so
// many rows are to come.
func (g *keyGroups[F, K]) adopt(d *model.Dict, rows int) {
	// The unknown key may have come before: 0 is its code too.
	empty := g.dict == nil && g.values == nil && (g.n == 0 || g.n == 1 && g.unknown == 0)
	if empty && alone(g.at.groups) && d.Len() <= max(fewCodes, 2*rows) {
		g.direct = new(directGroups)
		g.direct.reach(d)
		if g.dict = d; g.n > 0 {
			g.direct.meet(0)
		}
	}
	if g.dict != d {
		if g.dict != nil && (g.direct != nil && g.direct.count() > 0 || g.n > 0) { // else there is the unknown key at most
			g.materialise()
		}
		g.dict, g.number = d, nil
	}
	switch {
	case g.direct != nil:
		g.direct.reach(d)
	case len(g.number) <= d.Len():
		g.number = slices.Grow(g.number, d.Len()+1-len(g.number))[:d.Len()+1]
	}
}

// materialise turns codes into values, when keys of another dictionary or of
// none come.
func (g *keyGroups[F, K]) materialise() {
	if g.values != nil {
		return
	}
	if g.direct != nil {
		g.loosen()
	}
	g.values, g.index = make([]K, g.n), make(map[K]int32, g.n)
	for k, c := range g.codes {
		if c != 0 {
			g.values[k] = g.valueOf(c)
			g.index[g.values[k]] = int32(k)
		}
	}
	g.codes = nil
}

func (g *keyGroups[F, K]) assignValues(b *model.Block, sel, outer []int32) {
	g.materialise()
	for i := range int32(b.Len()) {
		g.group[i] = -1
	}
	put := func(i, k int32) {
		o := int32(0)
		if outer != nil {
			o = outer[i]
		}
		g.group[i] = g.pairs.group(o, k)
	}
	g.key.Each(b, sel, func(i int32, v K) { put(i, g.numberOfValue(v)) })
	g.eachRow(b, sel, func(i int32) {
		if g.group[i] < 0 {
			put(i, g.unknownNumber())
		}
	})
}

func (g *keyGroups[F, K]) assignUnknown(b *model.Block, sel, outer []int32) {
	k := g.unknownNumber()
	g.eachRow(b, sel, func(i int32) {
		o := int32(0)
		if outer != nil {
			o = outer[i]
		}
		g.group[i] = g.below(o, k)
	})
}

func (g *keyGroups[F, K]) eachRow(b *model.Block, sel []int32, visit func(int32)) {
	if sel == nil {
		for i := range int32(b.Len()) {
			visit(i)
		}
		return
	}
	for _, i := range sel {
		visit(i)
	}
}

// known tells whether the key of a group is known. That of one that has left is
// not.
func (g *keyGroups[F, K]) known(group int32) bool {
	return g.numberIn(group) != g.unknown && !g.leavings.has(group)
}

// value returns the key of a group; false where it is not known.
func (g *keyGroups[F, K]) value(group int32) (K, bool) {
	k := g.numberIn(group)
	switch {
	case k == g.unknown:
		var none K
		return none, false
	case g.values != nil:
		return g.values[k], true
	}
	return g.valueOf(g.codeOf(k)), true
}
