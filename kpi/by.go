package kpi

import "github.com/ecomkpi/ecomkpi/model"

// By is the metric in each group of a key: By(key, m) over xs has for k the
// result of m over the rows of xs with that key. Rows without the key form the
// group of the unknown key.
func By[F, R any, K comparable](key model.Key[F, K], m Metric[F, R]) Metric[F, Groups[K, R]] {
	return define[F](model.NewExpr("by", "", m.Tree(), key.Expr()), func(at place) fold[Groups[K, R]] {
		return bySubject(at, key, m.Tree(), func(at place) fold[Groups[K, R]] {
			g := groupBy(at, key)
			at.groups, at.scope = g, at.scope+"+"
			inner := m.def.fold(at)
			f := &byFold[F, K]{g, inner.state, &keptResults{touched: touched{at: at}}}
			at.work(f.kept)
			return fold[Groups[K, R]]{f, func(group int32) Result[Groups[K, R]] { return groupsOf(g, f.kept, group, inner) }}
		})
	})
}

type byFold[F any, K comparable] struct {
	groups *keyGroups[F, K]
	inner  state
	kept   *keptResults // nil where nothing is
}

func (f *byFold[F, K]) check(other state) error {
	o, ok := other.(*byFold[F, K])
	if !ok {
		return ErrIncompatible
	}
	return f.inner.check(o.inner)
}

func (f *byFold[F, K]) merge(other state, from, into []int32) {
	o := other.(*byFold[F, K])
	childFrom, childInto := f.groups.merge(o.groups, from, into)
	f.inner.merge(o.inner, childFrom, childInto)
	f.kept.forget()
}

func (f *byFold[F, K]) append(b []byte, g int32) ([]byte, error) {
	return f.groups.append(b, g, true, f.inner.append)
}

func (f *byFold[F, K]) decode(b []byte, g int32) ([]byte, error) {
	f.kept.forget()
	return f.groups.decode(b, g, true, f.inner.decode)
}

// ByEach is By for a key of which a row may have several values: the row is in
// the group of each, once, so that the groups may add up to more than the
// whole. Rows without a value form the group of the unknown key.
func ByEach[F, R any, K ~string](keys model.Keys[F, K], m Metric[F, R]) Metric[F, Groups[K, R]] {
	return define[F](model.NewExpr("by", "", m.Tree(), keys.Expr()), func(at place) fold[Groups[K, R]] {
		at.plan.subjects.refuse(at)
		passes := &passes[F, K]{keys: keys}
		at.rows = &selection{plan: at.plan, parent: at.rows, pick: passes.pick} // not shared: it has a state
		outside := at.plan.works
		works := new(workList)
		at.plan.works = works // their rows are those of the passes
		g := groupBy(at, passes.key())
		at.groups, at.scope = g, at.scope+"+"
		inner := m.def.fold(at)
		at.plan.works = outside
		f := &eachFold[F, K]{byFold[F, K]{g, inner.state, nil}, at.plan, works, passes}
		at.work(f)
		return fold[Groups[K, R]]{f, func(group int32) Result[Groups[K, R]] { return groupsOf(g, nil, group, inner) }}
	})
}

// eachFold takes a block in passes: in the first every row with its first
// value, in the second those that have a second one, and so on.
type eachFold[F any, K ~string] struct {
	byFold[F, K]
	plan   *plan
	works  *workList
	passes *passes[F, K]
}

func (f *eachFold[F, K]) update() {
	for f.passes.now, f.passes.more = 0, true; f.passes.more; f.passes.now++ {
		f.passes.more = false
		f.plan.serial++ // what was worked out for the pass before is stale
		f.works.run(f.plan.block.Kind())
	}
	f.plan.serial++
}

func (f *eachFold[F, K]) check(other state) error {
	o, ok := other.(*eachFold[F, K])
	if !ok {
		return ErrIncompatible
	}
	return f.byFold.check(&o.byFold)
}

func (f *eachFold[F, K]) merge(other state, from, into []int32) {
	f.byFold.merge(&other.(*eachFold[F, K]).byFold, from, into)
}

// passes selects the rows that have a value in the current pass.
type passes[F any, K ~string] struct {
	keys  model.Keys[F, K]
	now   int
	more  bool // a later pass has rows
	codes []uint32
	buf   []uint32
}

func (p *passes[F, K]) pick(b *model.Block, sel, buf []int32) []int32 {
	p.codes = grown(p.codes, int32(b.Len()))[:b.Len()]
	if p.now == 0 {
		p.more = p.keys.FirstCodes(b, p.codes)
		return sel
	}
	each(sel, b.Len(), func(i int32) {
		p.buf = p.keys.AppendCodes(b, i, p.buf[:0])
		if p.now < len(p.buf) {
			p.codes[i] = p.buf[p.now]
			buf = append(buf, i)
		}
		p.more = p.more || p.now+1 < len(p.buf)
	})
	return buf
}

// key is the value of the current pass as a key.
func (p *passes[F, K]) key() model.Key[F, K] {
	return p.keys.Now(func(b *model.Block, c *model.Codes) {
		c.Values, c.None, c.Full, c.Dict = p.codes, false, false, p.keys.Dict(b)
	})
}
