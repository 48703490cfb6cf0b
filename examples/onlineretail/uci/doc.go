// Package uci reads the UCI Online Retail files as facts: every invoice line of
// a seller of gift-ware, many of whose customers are wholesalers. It is shared by
// the programs that show what the library makes of them.
//
//	s, err := uci.Read("online_retail_2010_2011.csv.gz")
//	...
//	kpi.Run(ctx, s.Facts, kpi.AverageOrderValue(kpi.Policy{}), kpi.RunOptions{})
//
// # Files
//
// A file is a .csv or .csv.gz with the columns InvoiceNo, StockCode,
// Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country, in any
// order. Without any file, Read takes a small sample that it makes itself, in
// the same format: see Sample.
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
//   - Amounts are in GBP.
//   - Files may overlap. The same invoice in two files, line for line in any
//     order, descriptions aside, is one order. Other lines under the same
//     number in two files are an error.
//   - The files record neither channel, payment nor delivery, and nothing is made
//     up.
//   - Every line left out is counted under the first Reason that applies.
//
// Anything else in a file is an error that names file, line and column: see
// FormatError.
package uci
