package kpi

import "github.com/ecomkpi/ecomkpi/model"

// On lifts a metric on one kind of row to facts of all kinds: On(kind, m) over
// xs = m over the facts of xs of that kind. It is undefined (MissingFacts)
// where no fact of the kind was supplied at all; where some were but no row is
// left after filters, it is the metric of no rows.
func On[G, R any](kind model.OfKind[G], m Metric[G, R]) KPI[R] {
	k := kind.Kind()
	return define[model.Fact](model.NewExpr("on", k.String(), m.Tree()), func(at place) fold[R] {
		inner, seen := m.def.fold(at.ofKind(k)), at.plan.seen
		missing := Undefined[R](MissingFacts, k.String()) // of all groups alike
		return fold[R]{inner.state, func(g int32) Result[R] {
			if !seen[k] {
				return missing
			}
			return inner.result(g)
		}}
	})
}
