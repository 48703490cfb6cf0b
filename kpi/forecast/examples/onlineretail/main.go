// Onlineretail forecasts the shop of the UCI Online Retail files: orders, revenue
// and the demand for the products that sell best by month, what customers are
// worth and who is at risk, and who is overdue to reorder.
//
//	go run ./examples/onlineretail [-json] [-months N] [-top N] [FILE...]
//
// A FILE is a .csv or .csv.gz as package uci of the root module reads it, which
// has the rules by which lines become orders. Without any, the program takes the
// small sample of that package.
//
// # Rules
//
//   - The shop was observed from the month of the first order through the day of
//     the last one. A month that this day cuts is running: its figures so far are
//     no drop, no method reads them, and the first forecast is that of the month.
//   - A season of twelve months is looked for from 24 complete months on. The file
//     of 2010 and 2011 has 12 of them and a running one: then forecasts have no
//     season, and are compared with the last month (naive). Both files together
//     have 24, and forecasts are compared with the month a year before.
//   - Every forecast is shown beside that baseline, and says so when a backtest
//     over the last months did not find it better.
//   - Demand is in pieces. Where it comes in few months only, the method is that of
//     Croston with the correction of Syntetos and Boylan, which gives no
//     intervals. Stock codes that do not begin with a digit are postage, charges
//     and the like, and no products.
//   - Customers are counted in weeks. Values are those of orders before returns, of
//     the next 12 months, discounted by 1 % a month. A customer at risk has
//     reordered before and still buys with a probability below one half.
//   - A customer is overdue where no more than one in ten of the usual gaps
//     lasts as long as the silence.
//
// All forecasts are estimates: floats, printed with a fixed number of digits, in
// JSON as strings. What cannot be estimated is left out and named under
// "undefined" with the reason.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
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

// errUsage says that the flags were wrong; standard error has been told how.
var errUsage = errors.New("usage")

// settings are what flags say.
type settings struct {
	months int // ahead
	top    int // rows of a list
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("onlineretail", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: onlineretail [-json] [-months N] [-top N] [FILE...]\n\nForecasts the shop of UCI Online Retail files (.csv or .csv.gz), or of a\nsmall sample.")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "print one JSON object")
	var set settings
	flags.IntVar(&set.months, "months", 3, "months to forecast, 1 to 36")
	flags.IntVar(&set.top, "top", 5, "products and customers to list, 1 to 1000")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage
	}
	if set.months < 1 || set.months > 36 || set.top < 1 || set.top > 1000 {
		fmt.Fprintf(stderr, "-months %d, want 1 to 36; -top %d, want 1 to 1000\n", set.months, set.top)
		return errUsage
	}

	s, err := uci.Read(flags.Args()...)
	if err != nil {
		return err
	}
	d, err := forecastShop(ctx, s, set)
	if err != nil {
		return err
	}
	if *asJSON {
		return printJSON(stdout, d)
	}
	return printText(stdout, d)
}
