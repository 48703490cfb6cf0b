package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// printText prints the report as tables.
func printText(w io.Writer, r *report, cohorts *kpi.Result[cohort.Table]) error {
	out := &strings.Builder{}
	fmt.Fprintf(out, "%s\n%d lines: %d in orders, %d left out. Amounts in %v before returns, times in %v.\n\n",
		strings.Join(r.shop.Files, ", "), r.shop.Rows, r.shop.Kept, r.shop.Rows-r.shop.Kept, uci.Currency, uci.Calendar())
	printOrders(out, r)
	printKPIs(out, r)
	printMonths(out, r)
	printLeftOut(out, r)
	if cohorts != nil {
		printCohorts(out, cohorts)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// table prints lines of cells in columns, those of numbers to the right.
func table(w io.Writer, flags uint, rows func(line func(cells ...any))) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', flags)
	rows(func(cells ...any) {
		for i, c := range cells {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, c)
		}
		if flags&tabwriter.AlignRight != 0 {
			fmt.Fprint(t, "\t")
		}
		fmt.Fprintln(t)
	})
	_ = t.Flush() // a strings.Builder takes everything
	fmt.Fprintln(w)
}

func printOrders(w io.Writer, r *report) {
	table(w, 0, func(line func(...any)) {
		line("orders", r.orders)
		line("customers", r.customers)
		line("  with more than one order", r.repeat)
		line("revenue", show(r.revenue, money))
		line("median order value", show(r.values, func(v kpi.Distribution[model.Money]) string { return money(v.Median()) }))
		line("first order", show(r.first, instant))
		line("last order", show(r.last, instant))
	})
}

// printKPIs prints the KPIs on orders with their numbers.
func printKPIs(w io.Writer, r *report) {
	table(w, 0, func(line func(...any)) {
		row := func(number, name, value string, doubts []kpi.Warning) {
			line(number, name, value)
			for _, d := range doubts {
				line("", "", "  note: "+d.String())
			}
		}
		row("O1", "e-commerce sales share", show(r.salesShare, kpi.Ratio.String), r.salesShare.Warnings())
		row("O2", "customer retention rate, "+r.retention.Label(), show(r.retained, retained), r.retained.Warnings())
		row("O6", "average order value", show(r.averageValue, kpi.Average[model.Money].String), r.averageValue.Warnings())
		row("O7", "gross merchandise value", show(r.merchandise, money), r.merchandise.Warnings())
		row("K11", "off-hours orders", show(r.offHours, func(n int64) string { return fmt.Sprint(n) }), r.offHours.Warnings())
		row("K13", "order interval", show(r.interval, interval), r.interval.Warnings())
		row("K14", "average basket", show(r.baskets, baskets), r.baskets.Warnings())
		row("K15", "maximum basket", show(r.largest, largest), r.largest.Warnings())
		row("K17", "orders by payment method", show(r.payments, methods), r.payments.Warnings())
		revenue, share := offHoursParts(r.offHoursMoney)
		row("K18", "off-hours revenue", show(revenue, money), r.offHoursMoney.Warnings())
		row("", "  share of revenue", show(share, kpi.Ratio.String), nil)
		row("K19", "most used delivery mode", show(r.delivery, kpi.Ranking[model.DeliveryMode].String), r.delivery.Warnings())
		row("T14", "online and offline orders", show(r.mix, mix), r.mix.Warnings())
	})
}

func printMonths(w io.Writer, r *report) {
	table(w, tabwriter.AlignRight, func(line func(...any)) {
		line("month  ", "orders", "revenue", "active customers", "new customers")
		for label, m := range r.series() {
			line(label, m.orders, show(m.revenue, amount), m.customers, m.newcomers)
		}
	})
}

func printLeftOut(w io.Writer, r *report) {
	table(w, tabwriter.AlignRight, func(line func(...any)) {
		line("lines left out", "")
		for _, why := range uci.Reasons() {
			line(why, r.shop.LeftOut[why])
		}
	})
}

// show is a value as text, or the reason why there is none.
func show[R any](r kpi.Result[R], text func(R) string) string {
	v, ok := r.Value()
	if !ok {
		return "undefined (" + why(r) + ")"
	}
	return text(v)
}

func money(m model.Money) string { return amount(m) + " " + uci.Currency.Code() }

func retained(v kpi.Retention) string {
	return fmt.Sprintf("%v: %d of %d customers of the month before came back; %d new, %d reactivated",
		v.Rate, v.Retained, v.Before, v.New, v.Reactivated)
}

func interval(v kpi.OrderIntervals) string {
	median := v.Gaps.QuantileDecimal(decimal.New(5, -1)) // in seconds
	return fmt.Sprintf("%s days, mean of %d; median %s days",
		v.Gaps.Mean().In(24*time.Hour, 6).StringFixed(6), v.Gaps.Count(), median.DivRound(decimal.NewFromInt(24*60*60), 6).StringFixed(6))
}

func baskets(v kpi.Baskets) string {
	return fmt.Sprintf("%s overall; %d customers", show(v.Overall, kpi.Average[model.Money].String), v.PerAccount.Len())
}

// largest names the customers with the largest order of all.
func largest(g kpi.Groups[model.AccountID, kpi.Best[model.Money, model.OrderID]]) string {
	type best = kpi.Best[model.Money, model.OrderID]
	top := kpi.Top(g, 1, func(a, b best) int {
		order, _ := a.Value.Cmp(b.Value) // all are of one currency
		return order
	})
	var names []string
	for customer, r := range top.All() {
		names = append(names, show(r, func(b best) string {
			return fmt.Sprintf("%s, order %s of customer %s", money(b.Value), b.Key, customer)
		}))
	}
	return strings.Join(names, "; ")
}

func methods(g kpi.Groups[model.PaymentMethod, kpi.MethodUse]) string {
	var parts []string
	for method, r := range g.All() {
		parts = append(parts, fmt.Sprintf("%s %s", method, show(r, func(u kpi.MethodUse) string { return fmt.Sprint(u.Orders) })))
	}
	return strings.Join(parts, ", ")
}

func mix(m kpi.OrderMix) string {
	average := kpi.Average[model.Money].String
	return fmt.Sprintf("%d online of %s, %d offline of %s", m.Online.Orders, show(m.Online.AverageValue, average),
		m.Offline.Orders, show(m.Offline.AverageValue, average))
}
