package kpi

import "github.com/ecomkpi/ecomkpi/model"

// List is several metrics of one type over the same rows, in one pass. It is
// always defined.
func List[F, R any](metrics ...Metric[F, R]) Metric[F, []Result[R]] {
	args := make([]model.Expr, len(metrics))
	for i, m := range metrics {
		args[i] = m.Tree()
	}
	metrics = append([]Metric[F, R](nil), metrics...)
	return define[F](model.NewExpr("list", "", args...), func(at place) fold[[]Result[R]] {
		f := make(listFold[R], len(metrics))
		for i, m := range metrics {
			f[i] = m.def.fold(at)
		}
		return f
	})
}

type listFold[R any] []fold[R]

func (f listFold[R]) update() {
	for _, m := range f {
		m.update()
	}
}

func (f listFold[R]) check(other anyFold) error {
	o, ok := other.(listFold[R])
	if !ok || len(o) != len(f) {
		return ErrIncompatible
	}
	for i, m := range f {
		if err := m.check(o[i]); err != nil {
			return err
		}
	}
	return nil
}

func (f listFold[R]) merge(other anyFold, from, into []int32) {
	for i, m := range f {
		m.merge(other.(listFold[R])[i], from, into)
	}
}

func (f listFold[R]) result(g int32) Result[[]Result[R]] {
	out := make([]Result[R], len(f))
	for i, m := range f {
		out[i] = m.result(g)
	}
	return Value(out)
}

func (f listFold[R]) append(b []byte, g int32) (_ []byte, err error) {
	for _, m := range f {
		if b, err = m.append(b, g); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (f listFold[R]) decode(b []byte, g int32) (_ []byte, err error) {
	for _, m := range f {
		if b, err = m.decode(b, g); err != nil {
			return nil, err
		}
	}
	return b, nil
}
