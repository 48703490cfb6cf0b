// Onlineretail prints the KPIs on orders of the UCI Online Retail files: every
// invoice line of a seller of gift-ware, many of whose customers are
// wholesalers.
//
//	go run ./examples/onlineretail [-json] [FILE...]
//
// A FILE is a .csv or .csv.gz with the columns InvoiceNo, StockCode,
// Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country. Without
// any, the program reads a small sample that it makes itself, in the same
// format.
//
// # Rules
//
//   - An invoice is an order of its customer. Its lines are the qualifying ones:
//     those with a customer, a quantity above 0 and a price above 0. An invoice
//     that names two customers or two countries on them is an error.
//   - Invoices whose number begins with C are cancellations, with A adjustments;
//     they are no orders. The files do not say which order a cancellation
//     takes back, so revenue is before returns.
//   - An order was placed at the earliest time of its lines. Times are those of
//     the clocks in Europe/London: of an hour that they show twice the first
//     one is meant, a time that they skip is the first instant after it.
//   - Amounts are in GBP, and the shop is open from Monday to Friday, 09:00 to
//     17:00, without holidays.
//   - Files may overlap. The same invoice in two files, line for line in any
//     order, descriptions aside, is one order. Other lines under the same
//     number in two files are an error.
//   - The files record neither channel, payment nor delivery, and nothing is made
//     up: KPIs that need them say so.
//   - Every line left out is counted under the first of these reasons that
//     applies: repeated_invoice, cancellation, adjustment, no_customer,
//     quantity_not_positive, price_not_positive.
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
		fmt.Fprintln(stderr, "usage: onlineretail [-json] [FILE...]\n\nPrints the KPIs on orders of UCI Online Retail files (.csv or .csv.gz),\nor of a small sample of its own.")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "print one JSON object")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage
	}

	b, err := readAll(flags.Args())
	if err != nil {
		return err
	}
	s, err := newShop(b)
	if err != nil {
		return err
	}
	r, err := measure(ctx, s)
	if err != nil {
		return err
	}
	if *asJSON {
		return printJSON(stdout, r)
	}
	return printText(stdout, r)
}

// readAll reads the files, or the sample where there are none.
func readAll(files []string) (*books, error) {
	b := newBooks()
	if len(files) == 0 {
		return b, b.add(sampleName, readRows(sampleName, sample()))
	}
	for _, name := range files {
		f, err := open(name)
		if err != nil {
			return nil, err
		}
		err = b.add(name, readRows(name, f))
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
	}
	return b, nil
}
