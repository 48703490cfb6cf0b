package kpi

import "github.com/ecomkpi/ecomkpi/model"

// Folding is a fold of your own: how a state takes rows, and what it says in
// the end. All functions have to be pure but for the state they are given, and
// the laws of states are theirs to keep: neither the order of rows nor how they
// are split may matter.
type Folding[F, S, R any] struct {
	New    func() S           // the empty state
	Step   func(s S, row F) S // takes a row; may change s in place and return it
	Merge  func(s, other S) S // takes another state, unchanged and without keeping parts of it; may change s in place
	Result func(S) Result[R]
	// Append and Parse encode a state, one form for equal states. Without them
	// encoding returns ErrNotEncodable.
	Append func(b []byte, s S) []byte
	Parse  func(b []byte) (S, error)
}

// Fold is a metric of your own making. The name is part of the definition, and
// should change with what the functions do. It panics without a name or one of
// the four functions.
func Fold[F, S, R any](name string, f Folding[F, S, R]) Metric[F, R] {
	if name == "" || f.New == nil || f.Step == nil || f.Merge == nil || f.Result == nil {
		panic("kpi: Fold needs a name, New, Step, Merge and Result")
	}
	return define[F](model.OpaqueExpr("fold", name), func(at place) fold[R] {
		u := &userFold[F, S, R]{at: at, def: f}
		at.work(u)
		return fold[R]{u, u.result}
	})
}

type userFold[F, S, R any] struct {
	at     place
	def    Folding[F, S, R]
	states []S    // by group
	made   []bool // by group: there is a state
}

func (f *userFold[F, S, R]) grow() {
	f.states, f.made = grown(f.states, f.at.groups.len()), grown(f.made, f.at.groups.len())
}

// state returns the state of a group, a new one where there is none.
func (f *userFold[F, S, R]) state(g int32) *S {
	if !f.made[g] {
		f.states[g], f.made[g] = f.def.New(), true
	}
	return &f.states[g]
}

func (f *userFold[F, S, R]) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.grow()
	model.EachRow(f.at.plan.block, sel, func(i int32, row F) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		s := f.state(g)
		*s = f.def.Step(*s, row)
	})
}

func (f *userFold[F, S, R]) of(g int32) S {
	if int(g) < len(f.states) && f.made[g] {
		return f.states[g]
	}
	return f.def.New()
}

func (f *userFold[F, S, R]) check(other state) error {
	if _, ok := other.(*userFold[F, S, R]); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *userFold[F, S, R]) merge(other state, from, into []int32) {
	o := other.(*userFold[F, S, R])
	f.at.plan.merging(func() { f.take(o, from, into) })
}

func (f *userFold[F, S, R]) take(o *userFold[F, S, R], from, into []int32) {
	f.grow()
	for i, g := range from {
		s := f.state(into[i])
		*s = f.def.Merge(*s, o.of(g))
	}
}

func (f *userFold[F, S, R]) result(g int32) Result[R] { return f.def.Result(f.of(g)) }

func (f *userFold[F, S, R]) append(b []byte, g int32) ([]byte, error) {
	if f.def.Append == nil || f.def.Parse == nil {
		return nil, ErrNotEncodable
	}
	return appendText(b, f.def.Append(nil, f.of(g))), nil
}

func (f *userFold[F, S, R]) decode(b []byte, g int32) ([]byte, error) {
	if f.def.Parse == nil {
		return nil, ErrNotEncodable
	}
	text, b, err := cutText(b)
	if err != nil {
		return nil, err
	}
	s, err := f.def.Parse([]byte(text))
	if err != nil || f.def.Append == nil || string(f.def.Append(nil, s)) != text {
		return nil, ErrCorrupt // one state has one form
	}
	f.grow()
	have := f.state(g)
	*have = f.def.Merge(*have, s)
	return b, nil
}
