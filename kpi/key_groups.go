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
	prefix  uint32  // codes from 1 to it have the number before them: rows met in the order of their keys need no look-up
	n       int32   // keys
	unknown int32   // number of the unknown key, -1 without

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

func (g *keyGroups[F, K]) len() int32 { return int32(len(g.pairs.key)) }

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
	g.adopt(g.block.Dict)
	g.assign(g.block.Values, b.Len(), sel, outer)
	return g.group
}

// assign numbers the groups of coded rows.
func (g *keyGroups[F, K]) assign(codes []uint32, rows int, sel, outer []int32) {
	number, group, prefix := g.number, g.group, g.prefix
	if outer == nil && !g.nested && sel != nil {
		for _, i := range sel {
			k := number[codes[i]] - 1
			if k < 0 {
				k = g.pairs.group(0, g.numberOf(codes[i]))
			}
			group[i] = k
		}
		return
	}
	if outer == nil && !g.nested {
		for i, c := range codes {
			if c-1 < prefix {
				group[i] = int32(c - 1)
				continue
			}
			k := number[c] - 1
			if k < 0 {
				k = g.pairs.group(0, g.numberOf(c))
				prefix = g.prefix
			}
			group[i] = k
		}
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
		if code == g.prefix+1 && uint32(k) == g.prefix {
			g.prefix++
		}
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

// adopt readies the numbers for the codes of a dictionary.
func (g *keyGroups[F, K]) adopt(d *model.Dict) {
	if g.dict == d {
		if len(g.number) <= d.Len() {
			g.number = slices.Grow(g.number, d.Len()+1-len(g.number))[:d.Len()+1]
		}
		return
	}
	if g.n > 0 && g.values == nil {
		g.materialise()
	}
	g.dict, g.prefix = d, 0
	g.number = make([]int32, d.Len()+1)
}

// materialise turns codes into values, when keys of another dictionary or of
// none come.
func (g *keyGroups[F, K]) materialise() {
	if g.values != nil {
		return
	}
	g.values, g.index = make([]K, g.n), make(map[K]int32, g.n)
	for k, c := range g.codes {
		if int32(k) != g.unknown {
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
		g.group[i] = g.pairs.group(o, k)
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

// without counts rows whose key is not known, by outer group.
type without struct{ n []int64 }

func (w *without) of(g int32) int64 {
	if int(g) < len(w.n) {
		return w.n[g]
	}
	return 0
}

func (w *without) add(g int32, n int64) {
	w.n = grown(w.n, g+1)
	w.n[g] += n
}

func (w *without) merge(o *without, from, into []int32) {
	for i, g := range from {
		if n := o.of(g); n > 0 {
			w.add(into[i], n)
		}
	}
}

// unknownRows counts the rows of a grouping whose key is not known. It costs
// nothing as long as there are none.
type unknownRows[F any, K comparable] struct {
	once
	groups *keyGroups[F, K]
	without
}

func countingUnknown[F any, K comparable](g *keyGroups[F, K]) *unknownRows[F, K] {
	at := g.at
	at.groups = g
	return leaf(at, "unknown", func() *unknownRows[F, K] { return &unknownRows[F, K]{groups: g} })
}

func (w *unknownRows[F, K]) merge(o *unknownRows[F, K], from, into []int32) {
	if !w.again(w.groups.at.plan) {
		w.without.merge(&o.without, from, into)
	}
}

func (w *unknownRows[F, K]) update() {
	g := w.groups
	if g.get(); g.unknown < 0 {
		return
	}
	sel, rows := g.at.rows.get()
	if rows == 0 {
		return
	}
	outer := g.at.groups.get()
	if outer == nil && !g.nested { // the number of the group is that of the key
		n := int64(0)
		each(sel, rows, func(i int32) {
			if g.group[i] == g.unknown {
				n++
			}
		})
		w.add(0, n)
		return
	}
	each(sel, rows, func(i int32) {
		if g.pairs.key[g.group[i]] == g.unknown {
			o := int32(0)
			if outer != nil {
				o = outer[i]
			}
			w.add(o, 1)
		}
	})
}

// known tells whether the key of a group is known.
func (g *keyGroups[F, K]) known(group int32) bool { return g.pairs.key[group] != g.unknown }

// value returns the key of a group; false where it is not known.
func (g *keyGroups[F, K]) value(group int32) (K, bool) {
	k := g.pairs.key[group]
	if k == g.unknown {
		var none K
		return none, false
	}
	if g.values != nil {
		return g.values[k], true
	}
	return g.valueOf(g.codes[k]), true
}

// take returns the numbers of another grouping's keys here, by their numbers
// there.
func (g *keyGroups[F, K]) take(o *keyGroups[F, K]) []int32 {
	to := make([]int32, o.n)
	if o == g {
		for k := range to {
			to[k] = int32(k)
		}
		return to
	}
	if o.values == nil && o.dict != nil && (g.n == 0 || g.dict == o.dict) {
		g.adopt(o.dict)
		for k, c := range o.codes {
			if int32(k) != o.unknown {
				to[k] = g.numberOf(c)
			}
		}
	} else {
		g.materialise()
		for k := range to {
			if int32(k) == o.unknown {
				continue
			}
			if o.values != nil {
				to[k] = g.numberOfValue(o.values[k])
			} else {
				to[k] = g.numberOfValue(o.valueOf(o.codes[k]))
			}
		}
	}
	if o.unknown >= 0 {
		to[o.unknown] = g.unknownNumber()
	}
	return to
}

// merge pairs the groups below from of another grouping with groups below into
// here. What metrics share the grouping get the same pairs in one merge.
func (g *keyGroups[F, K]) merge(o *keyGroups[F, K], from, into []int32) (childFrom, childInto []int32) {
	if m := &g.merged; m.op == g.at.plan.op && m.of == o {
		return m.from, m.into
	}
	to := g.take(o)
	for j, f := range from {
		for _, child := range o.children(f) {
			childFrom = append(childFrom, child)
			childInto = append(childInto, into[j]) // its outer group, until all are listed
		}
	}
	for i, child := range childFrom {
		childInto[i] = g.pairs.group(childInto[i], to[o.pairs.key[child]])
	}
	g.merged.op, g.merged.of, g.merged.from, g.merged.into = g.at.plan.op, o, childFrom, childInto
	return childFrom, childInto
}
