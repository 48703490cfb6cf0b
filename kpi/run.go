package kpi

import (
	"cmp"
	"context"
	"iter"
	"runtime"
	"sync/atomic"

	"github.com/ecomkpi/ecomkpi/model"
)

// Source is what Run reads: model.Facts and the tables in it.
type Source[F any] interface {
	// All yields the rows.
	All() iter.Seq[F]
	Pieces
}

// Pieces are rows that can be read several pieces at a time.
type Pieces interface {
	// Pieces returns how many pieces there are.
	Pieces() int
	// Piece yields the blocks of one piece, each valid until the next.
	Piece(i int) iter.Seq[*model.Block]
	// Supplied yields the kinds of facts that there are.
	Supplied() iter.Seq[model.Kind]
}

// RunOptions say how Run works. The zero value takes all processors.
type RunOptions struct {
	// Goroutines read rows and work results out: functions that were given to a
	// metric, which are pure, are called by several at a time. 0 is as many as can
	// run at a time.
	Goroutines int

	groups int // that are worth giving away, where a test says so
}

// Run returns a metric over the rows of a table, or over all facts. They are
// read in pieces by several goroutines, whose states are merged: the result is
// the same to the last digit. The only error is the context's, when it ends
// first.
func Run[F, R any](ctx context.Context, from Source[F], m Metric[F, R], o RunOptions) (Result[R], error) {
	var folds []fold[R]
	first, err := run(ctx, from, o, func() *core {
		plan, at := newPlan(new(kinds), 1)
		f := m.def.fold(at)
		folds = append(folds, f)
		return &core{m.def.expr, plan, f.state}
	})
	if err != nil {
		return Result[R]{}, err
	}
	first.plan.finish(o.goroutines(), cmp.Or(o.groups, groupsAtATime))
	return folds[0].result(0), nil
}

func (o RunOptions) goroutines() int {
	if o.Goroutines > 0 {
		return o.Goroutines
	}
	return runtime.GOMAXPROCS(0)
}

// run reads all pieces and returns the first core, into which the others are
// merged.
func run(ctx context.Context, from Pieces, o RunOptions, empty func() *core) (*core, error) {
	workers := max(1, min(o.goroutines(), from.Pieces()))
	cores := make([]*core, workers)
	for w := range workers {
		cores[w] = empty()
	}
	var next atomic.Int64
	inParallel(workers, workers, func(w int) {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= from.Pieces() {
				return
			}
			for b := range from.Piece(i) {
				cores[w].add(b)
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for k := range from.Supplied() {
		cores[0].plan.seen[k&15] = true
	}
	for _, c := range cores[1:] {
		cores[0].mergeBy(workers, c)
	}
	return cores[0], nil
}
