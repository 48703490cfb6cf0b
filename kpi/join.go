package kpi

import "github.com/ecomkpi/ecomkpi/model"

// Pair holds the results of two metrics, each defined or not.
type Pair[A, B any] struct {
	A Result[A]
	B Result[B]
}

// Both is two metrics over the same rows, in one pass. It is always defined.
func Both[F, A, B any](a Metric[F, A], b Metric[F, B]) Metric[F, Pair[A, B]] {
	return define[F](model.NewExpr("both", "", a.Tree(), b.Tree()), func(at place) fold[Pair[A, B]] {
		x, y := a.def.fold(at), b.def.fold(at)
		return fold[Pair[A, B]]{states{x.state, y.state}, func(g int32) Result[Pair[A, B]] {
			return Value(Pair[A, B]{x.result(g), y.result(g)})
		}}
	})
}

// states are the states of several metrics over the same rows.
type states []state

func (s states) check(other state) error {
	o, ok := other.(states)
	if !ok || len(o) != len(s) {
		return ErrIncompatible
	}
	for i, m := range s {
		if err := m.check(o[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s states) merge(other state, from, into []int32) {
	o, _ := other.(states)
	for i, m := range s {
		m.merge(o[i], from, into)
	}
}

func (s states) append(b []byte, g int32) (_ []byte, err error) {
	for _, m := range s {
		if b, err = m.append(b, g); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (s states) decode(b []byte, g int32) (_ []byte, err error) {
	for _, m := range s {
		if b, err = m.decode(b, g); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Join is a function of two metrics over the same rows, in one pass:
// Join(name, a, b, f) over xs = f(a over xs, b over xs). The function sees
// defined values only and has to be pure; where one is undefined the leftmost
// reason passes on. Warnings of both pass on. The name is part of the
// definition.
func Join[F, A, B, R any](name string, a Metric[F, A], b Metric[F, B], f func(A, B) Result[R]) Metric[F, R] {
	return joinResults(name, a, b, func(p Result[A], q Result[B]) Result[R] {
		x, ok := p.Value()
		if !ok {
			return undefinedAs[R](p)
		}
		y, ok := q.Value()
		if !ok {
			return undefinedAs[R](q)
		}
		return warned(warned(f(x, y), p.Warnings()...), q.Warnings()...)
	})
}

// Map is a function of a metric's value: Map(name, m, f) over xs = f(m over
// xs). The function has to be pure; it is not called where m is undefined. The
// name is part of the definition.
func Map[F, A, R any](name string, m Metric[F, A], f func(A) R) Metric[F, R] {
	return Then(name, m, func(v A) Result[R] { return Value(f(v)) })
}

// Then is Map with a function that may find its value undefined.
func Then[F, A, R any](name string, m Metric[F, A], f func(A) Result[R]) Metric[F, R] {
	if name == "" || f == nil {
		panic("kpi: Map, Then and Join need a name and a function")
	}
	return mapped(model.OpaqueExpr("map", name, m.Tree()), m, f)
}

// mapped is Then with a definition of its own.
func mapped[F, A, R any](expr model.Expr, m Metric[F, A], f func(A) Result[R]) Metric[F, R] {
	return define[F](expr, func(at place) fold[R] {
		inner := m.def.fold(at)
		return fold[R]{inner.state, func(g int32) Result[R] {
			r := inner.result(g)
			v, ok := r.Value()
			if !ok {
				return undefinedAs[R](r)
			}
			if r.note == nil {
				return f(v)
			}
			return warned(f(v), r.note.warnings...)
		}}
	})
}

// joinResults is Join with a function that sees undefined results too, and
// passes warnings on itself.
func joinResults[F, A, B, R any](name string, a Metric[F, A], b Metric[F, B], f func(Result[A], Result[B]) Result[R]) Metric[F, R] {
	expr := model.OpaqueExpr("map", name, model.NewExpr("both", "", a.Tree(), b.Tree()))
	return define[F](expr, func(at place) fold[R] {
		x, y := a.def.fold(at), b.def.fold(at)
		return fold[R]{states{x.state, y.state}, func(g int32) Result[R] { return f(x.result(g), y.result(g)) }}
	})
}
