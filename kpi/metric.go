package kpi

import (
	"iter"

	"github.com/ecomkpi/ecomkpi/model"
)

// Metric is a recipe that folds rows of type F into a result of type R. It is
// immutable, safe to share, and prints as its definition. Metrics are made by
// the leaves (Count, Sum …) and combinators (Where, By …) of this package.
type Metric[F, R any] struct {
	_   [0]func(F)
	def *definition[R]
}

// KPI is a metric on facts of any kind: the one input type of all named KPIs,
// whatever kinds they need.
type KPI[R any] = Metric[model.Fact, R]

// definition is what a metric is, without the type of its rows: they are read
// by fields, keys and filters, which know it.
type definition[R any] struct {
	expr model.Expr
	fold func(at place) fold[R]
	// split, where it is not nil, follows facts part by part: see Live.
	split func(parts *liveParts) func() Result[R]
}

func define[F, R any](expr model.Expr, fold func(at place) fold[R]) Metric[F, R] {
	return Metric[F, R]{def: &definition[R]{expr: expr, fold: fold}}
}

// Of returns the metric over the rows. It never fails: what makes a result
// undefined is in the result.
func (m Metric[F, R]) Of(rows iter.Seq[F]) Result[R] {
	// Not by a State: every intermediate metric of a program would be compiled
	// with all the methods of its own type of State.
	plan, at := newPlan(new(kinds), 1)
	f := m.def.fold(at)
	addSeq(&core{m.def.expr, plan, f.state}, rows)
	plan.finish(1, 0)
	return f.result(0)
}

// addSeq adds the rows of a sequence. It is compiled for every type of rows,
// not into every metric.
//
//go:noinline
func addSeq[F any](c *core, rows iter.Seq[F]) {
	for b := range model.Blocks(rows) {
		c.add(b)
	}
}

// String returns the definition as text, such as
// "sum(order.net) by order.account".
func (m Metric[F, R]) String() string { return m.def.expr.String() }

// Tree returns the definition as a tree, to explain it or to translate it to
// another engine. Its fingerprint is equal for metrics of equal structure, in
// any process; Go functions count by their names. States of equal fingerprints
// can be merged.
func (m Metric[F, R]) Tree() model.Expr { return m.def.expr }

// fold is the state of a metric and how it is read. The state knows nothing of
// the type of the result, so that combinators are compiled once, and not for
// every result there is.
type fold[R any] struct {
	state  state
	result func(group int32) Result[R]
}

// state is the state of a metric for many groups at once, in flat slices
// indexed by group. The groups are those of the place it was made for. What
// takes rows is a worker of the plan.
type state interface {
	// check refuses a fold that merge could not take, with ErrIncompatible.
	check(other state) error
	// merge adds group from[i] of other to group into[i], for all i. Other is
	// left unchanged; it may be the receiver.
	merge(other state, from, into []int32)
	// append writes the state of one group: equal states give equal bytes.
	append(b []byte, group int32) ([]byte, error)
	// decode adds the state written by append to a group, and returns the
	// bytes after it.
	decode(b []byte, group int32) ([]byte, error)
}

// grown returns s with at least n elements, the new ones zero.
func grown[T any](s []T, n int32) []T {
	if int(n) <= len(s) {
		return s
	}
	if int(n) > cap(s) {
		t := make([]T, n, max(int(n), 2*cap(s)))
		copy(t, s)
		return t
	}
	return s[:n]
}
