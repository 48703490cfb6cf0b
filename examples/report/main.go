// Report prints the 33 KPIs of a shop to companies: a table in English or
// French, or JSON.
//
//	go run ./examples/report                        the built-in sample shop, its last year
//	go run ./examples/report -lang fr -kpi O6,K8    some KPIs, in French
//	go run ./examples/report -by branch,channel     broken down
//	go run ./examples/report -json                  for programs
//	go run ./examples/report -write DIR             writes the sample as files
//	go run ./examples/report -data DIR              reads a folder of files
//
// A folder holds files of facts as package factfile reads them, orders.csv,
// sessions.jsonl.gz and others, and perhaps settings.json with what is no fact:
// opening hours, exchange rates, targets and other assumptions (see settings).
// The sample has such settings too, and -write writes them beside its facts, so
// that reading the folder gives the same report.
//
// The report goes to standard output; what was noticed in files, errors and the
// progress of long work, on a terminal only, to standard error. The program ends
// with 0, with 1 where something could not be read, computed or written, and with
// 2 where it was called in a way that makes no sense.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends what does not look at the first
	code := exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr), os.Stderr)
	stop()
	os.Exit(code)
}

// exit says what went wrong, and returns the code to end with.
func exit(err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if _, wrong := errors.AsType[usageError](err); wrong || errors.Is(err, kpi.ErrReport) {
		fmt.Fprintf(stderr, "report: %v\nreport -h lists the flags\n", err)
		return 2
	}
	fmt.Fprintln(stderr, "report:", err)
	return 1
}

// run is the program without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parseFlags(args, stdout)
	if err != nil {
		return err
	}
	p := startProgress(stderr, terminal(stderr))
	defer p.stop()
	if o.write != "" {
		return writeSample(o, stdout, p)
	}
	in, err := o.input(p)
	p.stop()
	if in != nil {
		in.noticed(stderr)
	}
	if err != nil {
		return err
	}
	p = startProgress(stderr, terminal(stderr))
	defer p.stop()
	r, err := compute(ctx, o, in, p)
	if err != nil {
		return err
	}
	p.stop()
	return o.print(stdout, r, in)
}

func (o options) print(w io.Writer, r kpi.Report, in *input) error {
	if o.json {
		return printJSON(w, r)
	}
	_, err := io.WriteString(w, newText(o, r, in).String())
	return err
}
