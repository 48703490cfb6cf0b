// Bench measures one suite of 25 KPIs: with this library, with a program written
// by hand for exactly this suite, with structs and maps, and with an embedded
// DuckDB. It checks that all of them find the same answers.
//
//	go run . [-orders 20000] [-runs 5] [-goroutines 1] [-engines list] [-load] [-json]
//
// # What is measured
//
// The data is made up, the same for the same number of orders: twice as many
// sessions, half as many carts, a fifth as many quotes, in two years of
// Europe/Paris. The suite is in sdk.go: share of sales, retention, visitors, new
// customers, conversion, order values, baskets by account, bounces, logins and
// their exact quantiles, quotes, approvals, orders while the shop is closed,
// intervals between orders, abandoned carts over all and by account, payment and
// delivery, monthly revenue, and the matrix of monthly cohorts.
//
// Each row of the table is a process of its own, which makes the data, loads it
// and runs the suite; wall and CPU time are the medians over the runs of the
// suite alone, memory is the peak of the process, with the data. The ratios are
// those of CPU time, to this library and to the program written by hand.
//
//	hand-written  columns             one scan per table over interned columns, flat state: the floor
//	ecomkpi       run                 kpi.Run of the 25 metrics in one list
//	ecomkpi       report              kpi.NewReport of the 20 of them that the catalogue holds
//	naive         structs and maps    time.Time, decimal.Decimal, a loop for each KPI
//	duckdb        statements          one statement for each KPI
//	duckdb        merged              eleven statements, merged by somebody who knows DuckDB
//	duckdb        merged, numeric IDs the same over identifiers that are numbers
//
// With -load the time is that from Go structs, or from CSV files, to the answers;
// it does not run while the structs are made, a batch at a time:
//
//	ecomkpi       structs, csv        Append, or model/factfile; then kpi.Run
//	duckdb        structs, csv        Appender, or read_csv; then the merged statements
//
// Their ratios are to the row of this library with the same source.
//
// All engines answer exactly: amounts are decimals in DuckDB, cents in the
// program written by hand. Breakdowns by account are complete tables when the
// clock stops, in DuckDB temporary ones; they are written as text only for the
// comparison. Where one engine has to do more than another, it is the library: it
// also names the largest order of an account, adds up the money of the cohort
// matrix, and says what its warnings are about.
//
// The exit status is 1 where an answer differs, and the output says which.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/ecomkpi/ecomkpi/model/factfile"
)

// measureFlag is how a process is told its job; nobody needs to write it.
const measureFlag = "-measure"

func main() {
	ctx := context.Background()
	if len(os.Args) == 3 && os.Args[1] == measureFlag {
		if err := child(ctx, os.Args[2], os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	switch err := bench(ctx, os.Args[1:], os.Stdout, inProcess); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// child measures one job, and writes what came of it.
func child(ctx context.Context, text string, w io.Writer) error {
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return err
	}
	m, err := measure(ctx, j)
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(m)
}

// inProcess measures a job in a process of its own.
func inProcess(ctx context.Context, j job) (measurement, error) {
	var m measurement
	text, err := json.Marshal(j)
	if err != nil {
		return m, err
	}
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	cmd := exec.CommandContext(ctx, self, measureFlag, string(text))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return m, fmt.Errorf("%s/%s: %w", j.Engine, j.Mode, err)
	}
	return m, json.Unmarshal(out, &m)
}

// bench measures what the arguments ask for, each job by the given function.
func bench(ctx context.Context, args []string, w io.Writer, by func(context.Context, job) (measurement, error)) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	orders := flags.Int("orders", 20_000, "number of orders")
	runs := flags.Int("runs", 5, "runs of each engine, of which the median is told")
	goroutines := flags.Int("goroutines", 1, "goroutines, or threads of DuckDB")
	engines := flags.String("engines", "", "comma-separated engines, or engine/mode: "+candidateNames())
	load := flags.Bool("load", false, "measure from Go structs and from CSV files to the answers too")
	asJSON := flags.Bool("json", false, "print an array of objects")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *orders < 50 || *runs < 1 || *goroutines < 1 || flags.NArg() > 0 {
		return errors.New("want at least 50 orders, a run and a goroutine, and no other arguments")
	}
	list, err := chosen(*engines, *load)
	if err != nil {
		return err
	}
	folder, done, err := csvFolder(list, *orders)
	if err != nil {
		return err
	}
	defer done()
	var all []measurement
	for _, c := range list {
		m, err := by(ctx, job{c.engine, c.mode, *orders, *runs, *goroutines, folder})
		if err != nil {
			return err
		}
		all = append(all, m)
	}
	differ := check(all)
	if *asJSON {
		err = writeJSON(w, all)
	} else {
		err = writeTable(w, all)
	}
	return errors.Join(err, differ)
}

// csvFolder writes the files that the modes named csv read, where there is one.
func csvFolder(list []candidate, orders int) (folder string, done func(), err error) {
	done = func() {}
	for _, c := range list {
		if c.mode != "csv" || folder != "" {
			continue
		}
		dir, err := os.MkdirTemp("", "bench")
		if err != nil {
			return "", done, err
		}
		folder, done = filepath.Join(dir, "shop"), func() { os.RemoveAll(dir) }
		f, err := generate(orders).facts()
		if err == nil {
			err = factfile.WriteFolder(folder, f, factfile.Form{})
		}
		if err != nil {
			done()
			return "", done, err
		}
	}
	return folder, done, nil
}
