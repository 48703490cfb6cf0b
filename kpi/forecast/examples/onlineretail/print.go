package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// printText prints the document as tables.
func printText(w io.Writer, d *document) error {
	out := &strings.Builder{}
	fmt.Fprintf(out, "%s\n%d lines, %d orders, observed through %s. Amounts in %s before returns; intervals of %s.\n",
		strings.Join(d.Files, ", "), d.Rows, d.Orders, orDash(&d.ObservedThrough), d.Currency, d.Level)
	for _, n := range d.Notes {
		fmt.Fprintf(out, "note: %s\n", n)
	}
	for _, f := range d.Forecasts {
		fmt.Fprintf(out, "\n%s by month, %s\n", f.Of, f.Unit)
		printForecast(out, f)
	}
	if len(d.Products) > 0 {
		fmt.Fprint(out, "\nproducts that sell best, demand by month in pieces\n")
	}
	for _, p := range d.Products {
		fmt.Fprintf(out, "\n%s: revenue of the complete months %s %s, demand %s\n", p.Product, p.Revenue, d.Currency, p.Pattern)
		if p.Forecast != nil {
			printForecast(out, *p.Forecast)
		}
	}
	printCustomers(out, d)
	printReorders(out, d)
	if len(d.Undefined) > 0 {
		fmt.Fprint(out, "\nundefined\n")
		for _, name := range slices.Sorted(maps.Keys(d.Undefined)) {
			fmt.Fprintf(out, "%s: %s\n", name, d.Undefined[name])
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// table prints lines of cells in columns, to the right.
func table(w io.Writer, head string, rows func(line func(cells ...any))) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(cells ...any) {
		for _, c := range cells {
			fmt.Fprint(t, c, "\t")
		}
		fmt.Fprintln(t)
	}
	names := strings.Split(head, ", ")
	cells := make([]any, len(names))
	for i, n := range names {
		cells[i] = n
	}
	line(cells...)
	rows(line)
	_ = t.Flush() // a strings.Builder takes everything
}

func orDash(s *string) string {
	if s == nil || *s == "" {
		return "-"
	}
	return *s
}

func printForecast(w io.Writer, f forecastOf) {
	table(w, "month, estimate, lower, upper, "+f.Baseline, func(line func(...any)) {
		for _, p := range f.Points {
			line(p.Month, p.Estimate, orDash(p.Lower), orDash(p.Upper), p.Baseline)
		}
	})
	fmt.Fprintf(w, "%s is %s\n", f.Model, f.Verdict)
	if b := f.Backtest; b != nil {
		fmt.Fprintf(w, "MASE %s, of %s %s; mean absolute error %s, of %s %s\n",
			orDash(b.MASE), f.Baseline, orDash(b.BaselineMASE), orDash(b.MAE), f.Baseline, orDash(b.BaselineMAE))
	}
}

func printCustomers(w io.Writer, d *document) {
	c := d.Customers
	if c == nil {
		return
	}
	fmt.Fprintf(w, "\ncustomers: %d, %d of them reordered\n", c.Count, c.Repeaters)
	for _, f := range c.Models {
		var parts []string
		for _, p := range f.Parameters {
			if p.StdError == nil {
				parts = append(parts, p.Name+" not identified")
				continue
			}
			parts = append(parts, fmt.Sprintf("%s %s (standard error %s)", p.Name, p.Estimate, *p.StdError))
		}
		fmt.Fprintf(w, "%s %s: %s\n", f.Model, f.Status, strings.Join(parts, ", "))
		if f.Problem != "" {
			fmt.Fprintf(w, "  not to be relied on: %s\n", f.Problem)
		}
	}
	doubt := ""
	if !c.Reliable {
		doubt = ", by a fit that is not to be relied on"
	}
	fmt.Fprintf(w, "next %d months: %s orders, value %s %s; %s customers still buy%s\n",
		valuation.Steps, c.Orders, orDash(c.Value), d.Currency, c.Alive, doubt)
	if len(c.Holdout) > 0 {
		fmt.Fprintf(w, "\nthe last %s weeks, predicted from the time before: %d orders came\n", c.HoldoutIn, c.Holdout[0].Actual)
		table(w, "method, orders, MAE, RMSE", func(line func(...any)) {
			for _, h := range c.Holdout {
				line(h.Method, h.Total, h.MAE, h.RMSE)
			}
		})
		for _, h := range c.Holdout {
			if h.Better != nil && !*h.Better {
				fmt.Fprintf(w, "%s is not better per customer than rules that need no model\n", h.Method)
			}
		}
		for _, doubt := range c.Doubts {
			fmt.Fprintf(w, "not to be relied on: %s\n", doubt)
		}
	}
	fmt.Fprint(w, "\nmost valuable in the next 12 months\n")
	table(w, "customer, still buys, orders, spend each, value", func(line func(...any)) {
		for _, one := range c.Worth {
			line(one.Customer, one.Alive, one.Orders, orDash(one.Spend), orDash(one.Value))
		}
	})
	fmt.Fprintf(w, "\nat risk: %d customers who reordered for %s %s\n", c.AtRisk, orDash(c.RiskSpent), d.Currency)
	if len(c.Risks) == 0 {
		return
	}
	table(w, "customer, still buys, reorders, last order, spent on them", func(line func(...any)) {
		for _, one := range c.Risks {
			line(one.Customer, one.Alive, one.Repeats, one.Last, one.Spent)
		}
	})
}

func printReorders(w io.Writer, d *document) {
	r := d.Reorders
	if r == nil {
		return
	}
	fmt.Fprintf(w, "\noverdue to reorder: %d of %d customers who reordered\n", r.Overdue, r.Customers)
	if r.Problem != "" {
		fmt.Fprintf(w, "  not to be relied on: %s\n", r.Problem)
	}
	if !r.Regular {
		fmt.Fprintf(w, "gaps are not regular (shape %s, 2 and more would be): silence says less of a customer here\n", r.Shape)
	} else {
		fmt.Fprintf(w, "gaps are regular (shape %s)\n", r.Shape)
	}
	if len(r.Calls) == 0 {
		return
	}
	table(w, "customer, gaps, usual days, silent days, intervals late, gaps as long", func(line func(...any)) {
		for _, c := range r.Calls {
			line(c.Customer, c.Gaps, c.Usual, c.Silence, c.Overdue, c.StillSilent)
		}
	})
}
