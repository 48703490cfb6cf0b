package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A candidate is one way to compute the suite.
type candidate struct {
	engine, mode string
	loads        bool // reads the facts within the time that is measured
	prepare      func(ctx context.Context, j job) (*task, error)
}

func (c candidate) name() string { return c.engine + "/" + c.mode }

// A task is a candidate that is ready to run.
type task struct {
	before   func() error             // untimed, ahead of each run; nil for nothing
	run      func(w *stopwatch) error // which may hold the watch where it prepares
	answers  func() ([]answer, error) // of the last run
	problems func() ([]string, error) // for a task that has other answers than the suite's
	close    func() error
}

// The rows that others are measured against.
const (
	ownEngine, ownMode     = "ecomkpi", "run"
	floorEngine, floorMode = "hand-written", "columns"
)

// candidates are in the order of the table.
func candidates() []candidate {
	return []candidate{
		{engine: floorEngine, mode: floorMode, prepare: prepareHand},
		{engine: ownEngine, mode: ownMode, prepare: prepareRun},
		{engine: ownEngine, mode: "report", prepare: prepareReport},
		{engine: "naive", mode: "structs and maps", prepare: prepareNaive},
		{engine: "duckdb", mode: "statements", prepare: duckTask(textIDs, duckStatements)},
		{engine: "duckdb", mode: "merged", prepare: duckTask(textIDs, duckMerged)},
		{engine: "duckdb", mode: "merged, numeric IDs", prepare: duckTask(numberIDs, duckMerged)},
		{engine: ownEngine, mode: "structs", loads: true, prepare: prepareStructs},
		{engine: "duckdb", mode: "structs", loads: true, prepare: prepareDuckStructs},
		{engine: ownEngine, mode: "csv", loads: true, prepare: prepareCSV},
		{engine: "duckdb", mode: "csv", loads: true, prepare: prepareDuckCSV},
	}
}

// chosen are the candidates of a list of engines, or engine/mode; an empty list
// is all of them. Those that load are left out unless they are asked for.
func chosen(list string, load bool) ([]candidate, error) {
	var out []candidate
	names := strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
	used := map[string]bool{}
	for _, c := range candidates() {
		asked := len(names) == 0 && (load || !c.loads)
		for _, n := range names {
			if n == c.engine && (load || !c.loads) || n == c.name() {
				asked, used[n] = true, true
			}
		}
		if asked {
			out = append(out, c)
		}
	}
	if i := slices.IndexFunc(names, func(n string) bool { return !used[n] }); i >= 0 {
		return nil, fmt.Errorf("no engine %q: want %s", names[i], candidateNames())
	}
	return out, nil
}

func candidateNames() string {
	var names []string
	for _, c := range candidates() {
		names = append(names, c.name())
	}
	return strings.Join(names, ", ")
}

// find returns the candidate of a job.
func find(engine, mode string) (candidate, error) {
	for _, c := range candidates() {
		if c.engine == engine && c.mode == mode {
			return c, nil
		}
	}
	return candidate{}, fmt.Errorf("no engine %q with mode %q", engine, mode)
}

func prepareHand(_ context.Context, j job) (*task, error) {
	s := generate(j.Orders)
	var f *figures
	return &task{
		run:     func(*stopwatch) (err error) { f, err = runHand(s, j.Goroutines); return err },
		answers: func() ([]answer, error) { return f.answers(), nil },
	}, nil
}
