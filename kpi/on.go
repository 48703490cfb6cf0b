package kpi

import "github.com/ecomkpi/ecomkpi/model"

// On lifts a metric on one kind of row to facts of all kinds: On(kind, m) over
// xs = m over the facts of xs of that kind. It is undefined (MissingFacts)
// where no fact of the kind was supplied at all; where some were but no row is
// left after filters, it is the metric of no rows.
func On[G, R any](kind model.OfKind[G], m Metric[G, R]) KPI[R] {
	k := kind.Kind()
	return define[model.Fact](model.NewExpr("on", k.String(), m.Tree()), func(at place) fold[R] {
		gate := at.sub("kind "+k.String(), func() picker {
			return func(b *model.Block, sel, buf []int32) []int32 {
				switch {
				case b.Kind() != k:
					return buf
				case sel == nil:
					return nil
				}
				return append(buf, sel...)
			}
		})
		return &onFold[R]{fold: m.def.fold(gate), kind: k, seen: at.plan.seen}
	})
}

// onFold is the inner fold, but for its result.
type onFold[R any] struct {
	fold[R]
	kind model.Kind
	seen *kinds
}

func (f *onFold[R]) check(other anyFold) error {
	o, ok := other.(*onFold[R])
	if !ok || o.kind != f.kind {
		return ErrIncompatible
	}
	return f.fold.check(o.fold)
}

func (f *onFold[R]) merge(other anyFold, from, into []int32) {
	f.fold.merge(other.(*onFold[R]).fold, from, into)
}

func (f *onFold[R]) result(g int32) Result[R] {
	if !f.seen[f.kind] {
		return Undefined[R](MissingFacts, f.kind.String())
	}
	return f.fold.result(g)
}
