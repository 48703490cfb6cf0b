// Onlineretail prints the KPIs on orders of the UCI Online Retail files: every
// invoice line of a seller of gift-ware, many of whose customers are
// wholesalers.
//
//	go run ./examples/onlineretail [-json] [-cohorts] [FILE...]
//
// With -cohorts it adds how many of the customers who came first in a month
// came back in each month since.
//
// A FILE is a .csv or .csv.gz with the columns InvoiceNo, StockCode,
// Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country. Without
// any, the program reads a small sample that it makes itself, in the same
// format.
//
// Package uci has the rules by which the lines of the files become orders, and
// counts what is left out. Beyond them, the shop is open from Monday to Friday,
// 09:00 to 17:00, without holidays; KPIs that need what the files do not record,
// which is channel, payment and delivery, say so.
//
// Anything else in a file is an error that names file, line and column.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
)

func main() {
	err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "onlineretail:", err)
		os.Exit(1)
	}
}

// errUsage says that the flags were wrong; the flag set has already said how.
var errUsage = errors.New("usage")

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("onlineretail", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: onlineretail [-json] [-cohorts] [FILE...]\n\nPrints the KPIs on orders of UCI Online Retail files (.csv or .csv.gz),\nor of a small sample of its own.")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "print one JSON object")
	withCohorts := flags.Bool("cohorts", false, "add the monthly retention table")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage
	}

	s, err := uci.Read(flags.Args()...)
	if err != nil {
		return err
	}
	r, err := measure(ctx, s)
	if err != nil {
		return err
	}
	var cohorts *kpi.Result[cohort.Table]
	if *withCohorts {
		if cohorts, err = measureCohorts(ctx, s); err != nil {
			return err
		}
	}
	if *asJSON {
		return printJSON(stdout, r, cohorts)
	}
	return printText(stdout, r, cohorts)
}
