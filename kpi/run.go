package kpi

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/ecomkpi/ecomkpi/model"
)

// Source is what Run reads: model.Facts and the tables in it.
type Source[F any] interface {
	// All yields the rows.
	All() iter.Seq[F]
	// Pieces returns in how many pieces the rows can be read at a time.
	Pieces() int
	// Piece yields the blocks of one piece, each valid until the next.
	Piece(i int) iter.Seq[*model.Block]
	// Supplied yields the kinds of facts that there are.
	Supplied() iter.Seq[model.Kind]
}

// RunOptions say how Run works. The zero value takes all processors.
type RunOptions struct {
	Goroutines int // 0 is as many as can run at a time
}

// Run returns a metric over the rows of a table, or over all facts. They are
// read in pieces by several goroutines, whose states are merged: the result is
// the same to the last digit. The only error is the context's, when it ends
// first.
func Run[F, R any](ctx context.Context, from Source[F], m Metric[F, R], o RunOptions) (Result[R], error) {
	s, err := run(ctx, from, m, o)
	if err != nil {
		return Result[R]{}, err
	}
	return s.last(), nil
}

func run[F, R any](ctx context.Context, from Source[F], m Metric[F, R], o RunOptions) (*State[F, R], error) {
	workers := o.Goroutines
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = max(1, min(workers, from.Pieces()))
	states := make([]*State[F, R], workers)
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range workers {
		states[w] = NewState(m)
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= from.Pieces() {
					return
				}
				for b := range from.Piece(i) {
					states[w].AddBlock(b)
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for k := range from.Supplied() {
		states[0].supplied(k)
	}
	for _, s := range states[1:] {
		states[0].merge(s)
	}
	return states[0], nil
}
