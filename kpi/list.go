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
	m := define[F](model.NewExpr("list", "", args...), func(at place) fold[[]Result[R]] {
		parts, all := make([]fold[R], len(metrics)), make(states, len(metrics))
		for i, m := range metrics {
			parts[i] = m.def.fold(at)
			all[i] = parts[i].state
		}
		return fold[[]Result[R]]{all, func(g int32) Result[[]Result[R]] {
			out := make([]Result[R], len(parts))
			at.results(len(parts), func(i int) { out[i] = parts[i].result(g) })
			return Value(out)
		}}
	})
	m.def.split = func(parts *liveParts) func() Result[[]Result[R]] {
		reads := followAll(metrics, parts)
		return func() Result[[]Result[R]] { return Value(readAll(reads)) }
	}
	return m
}

// unpack writes the counts of a List one by one, those that are undefined as 0.
func unpack(counts []Result[int64], into ...*int64) {
	for i, n := range into {
		*n, _ = counts[i].Value()
	}
}
