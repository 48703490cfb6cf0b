package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// duckTask runs the statements of a mode over tables that were filled before.
func duckTask(ids duckIDs, mode duckMode) func(context.Context, job) (*task, error) {
	return func(ctx context.Context, j job) (*task, error) {
		d, err := openDuck(ctx, ids, j.Goroutines)
		if err != nil {
			return nil, err
		}
		if err := d.load(generate(j.Orders), &stopwatch{}); err != nil {
			return nil, err
		}
		statements, err := statementsOf(mode.file)
		if err != nil {
			return nil, err
		}
		var r *duckRun
		return &task{
			run:     func(*stopwatch) (err error) { r, err = d.run(ctx, statements); return err },
			answers: func() ([]answer, error) { return d.answers(ctx, r, mode.baskets) },
			close:   d.close,
		}, nil
	}
}

// prepareDuckStructs appends the rows in every run.
func prepareDuckStructs(ctx context.Context, j job) (*task, error) {
	s := generate(j.Orders)
	return duckLoads(ctx, j, func(d *duck, w *stopwatch) error { return d.load(s, w) })
}

// prepareDuckCSV reads the files that the library reads in every run.
func prepareDuckCSV(ctx context.Context, j job) (*task, error) {
	statements, err := statementsOf("csv")
	if err != nil {
		return nil, err
	}
	return duckLoads(ctx, j, func(d *duck, _ *stopwatch) error {
		for _, s := range statements {
			s = strings.ReplaceAll(s, "FOLDER", strings.ReplaceAll(filepath.ToSlash(j.Folder), "'", "''"))
			if _, err := d.conn.ExecContext(ctx, s); err != nil {
				return fmt.Errorf("%w in: %s", err, s)
			}
		}
		return nil
	})
}

// duckLoads fills the tables of a new database in every run, and computes the
// suite by the merged statements.
func duckLoads(ctx context.Context, j job, load func(*duck, *stopwatch) error) (*task, error) {
	statements, err := statementsOf(duckMerged.file)
	if err != nil {
		return nil, err
	}
	var d *duck
	var r *duckRun
	return &task{
		before: func() (err error) {
			if d != nil {
				if err := d.close(); err != nil {
					return err
				}
			}
			d, err = openDuck(ctx, textIDs, j.Goroutines)
			return err
		},
		run: func(w *stopwatch) (err error) {
			if err := load(d, w); err != nil {
				return err
			}
			r, err = d.run(ctx, statements)
			return err
		},
		answers: func() ([]answer, error) { return d.answers(ctx, r, duckMerged.baskets) },
		close:   func() error { return d.close() },
	}, nil
}
