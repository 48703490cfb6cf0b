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
		return &bothFold[A, B]{a.def.fold(at), b.def.fold(at)}
	})
}

type bothFold[A, B any] struct {
	a fold[A]
	b fold[B]
}

func (f *bothFold[A, B]) update() {
	f.a.update()
	f.b.update()
}

func (f *bothFold[A, B]) check(other anyFold) error {
	o, ok := other.(*bothFold[A, B])
	if !ok {
		return ErrIncompatible
	}
	if err := f.a.check(o.a); err != nil {
		return err
	}
	return f.b.check(o.b)
}

func (f *bothFold[A, B]) merge(other anyFold, from, into []int32) {
	o := other.(*bothFold[A, B])
	f.a.merge(o.a, from, into)
	f.b.merge(o.b, from, into)
}

func (f *bothFold[A, B]) result(g int32) Result[Pair[A, B]] {
	return Value(Pair[A, B]{f.a.result(g), f.b.result(g)})
}

func (f *bothFold[A, B]) append(b []byte, g int32) ([]byte, error) {
	b, err := f.a.append(b, g)
	if err != nil {
		return nil, err
	}
	return f.b.append(b, g)
}

func (f *bothFold[A, B]) decode(b []byte, g int32) ([]byte, error) {
	b, err := f.a.decode(b, g)
	if err != nil {
		return nil, err
	}
	return f.b.decode(b, g)
}

// Join is a function of two metrics over the same rows, in one pass:
// Join(name, a, b, f) over xs = f(a over xs, b over xs). The function sees
// defined values only and has to be pure; where one is undefined the leftmost
// reason passes on. Warnings of both pass on. The name is part of the
// definition.
func Join[F, A, B, R any](name string, a Metric[F, A], b Metric[F, B], f func(A, B) Result[R]) Metric[F, R] {
	return Then(name, Both(a, b), func(p Pair[A, B]) Result[R] {
		x, ok := p.A.Value()
		if !ok {
			return undefinedAs[R](p.A)
		}
		y, ok := p.B.Value()
		if !ok {
			return undefinedAs[R](p.B)
		}
		return f(x, y).warn(p.A.Warnings()...).warn(p.B.Warnings()...)
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
	return define[F](expr, func(at place) fold[R] { return &mapFold[A, R]{m.def.fold(at), f} })
}

type mapFold[A, R any] struct {
	inner fold[A]
	f     func(A) Result[R]
}

func (f *mapFold[A, R]) update() { f.inner.update() }

func (f *mapFold[A, R]) check(other anyFold) error {
	o, ok := other.(*mapFold[A, R])
	if !ok {
		return ErrIncompatible
	}
	return f.inner.check(o.inner)
}

func (f *mapFold[A, R]) merge(other anyFold, from, into []int32) {
	f.inner.merge(other.(*mapFold[A, R]).inner, from, into)
}

func (f *mapFold[A, R]) result(g int32) Result[R] {
	r := f.inner.result(g)
	v, ok := r.Value()
	if !ok {
		return undefinedAs[R](r)
	}
	if r.note == nil {
		return f.f(v)
	}
	return f.f(v).warn(r.note.warnings...)
}

func (f *mapFold[A, R]) append(b []byte, g int32) ([]byte, error) { return f.inner.append(b, g) }
func (f *mapFold[A, R]) decode(b []byte, g int32) ([]byte, error) { return f.inner.decode(b, g) }

// joinResults is Join with a function that sees undefined results too.
func joinResults[F, A, B, R any](name string, a Metric[F, A], b Metric[F, B], f func(Result[A], Result[B]) Result[R]) Metric[F, R] {
	return Then(name, Both(a, b), func(p Pair[A, B]) Result[R] { return f(p.A, p.B) })
}
