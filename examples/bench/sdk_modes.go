package main

import (
	"context"
	"os"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/model/factfile"
)

// suiteSize is how many KPIs there are.
const suiteSize = 25

func prepareRun(_ context.Context, j job) (*task, error) {
	f, err := generate(j.Orders).facts()
	if err != nil {
		return nil, err
	}
	return sdkTask(j, func(*stopwatch) (*model.Facts, error) { return f, nil }), nil
}

// prepareStructs loads the facts from structs in every run.
func prepareStructs(_ context.Context, j job) (*task, error) {
	s := generate(j.Orders)
	return sdkTask(j, func(w *stopwatch) (*model.Facts, error) {
		f := model.NewFacts(model.FactsOptions{})
		return f, firstOf(
			func() error { return appendRows(len(s.sessions.started), s.session, f.Sessions.Append, w) },
			func() error { return appendRows(len(s.orders.placed), s.order, f.Orders.Append, w) },
			func() error { return appendRows(len(s.quotes.offered), s.quote, f.Quotes.Append, w) },
			func() error { return appendRows(len(s.carts.created), s.cart, f.Carts.Append, w) },
		)
	}), nil
}

// appendRows appends the rows of a table. The clock stands still while the
// structs are made.
func appendRows[T any](n int, row func(int) T, add func(...T) error, w *stopwatch) error {
	return w.batches(func(timed func(func() error) error) error {
		return inBatches(n, row, func(batch ...T) error { return timed(func() error { return add(batch...) }) })
	})
}

// prepareCSV loads the facts from files in every run.
func prepareCSV(_ context.Context, j job) (*task, error) {
	return sdkTask(j, func(*stopwatch) (*model.Facts, error) {
		f := model.NewFacts(model.FactsOptions{})
		_, err := factfile.ReadFolder(os.DirFS(j.Folder), f, factfile.Options{})
		return f, err
	}), nil
}

// sdkTask gets the facts and computes the suite.
func sdkTask(j job, load func(*stopwatch) (*model.Facts, error)) *task {
	var results []kpi.Result[lazy]
	return &task{
		run: func(w *stopwatch) error {
			f, err := load(w)
			if err == nil {
				results, err = runSDK(f, j.Goroutines)
			}
			return err
		},
		answers: func() ([]answer, error) { return sdkAnswers(results) },
	}
}
