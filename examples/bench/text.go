package main

import (
	"fmt"
	"hash/fnv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// An answer is the text of one KPI, the same from every engine: amounts in
// cents, fractions not reduced, breakdowns as the number of their groups and a
// sum over them.
type answer struct{ name, text string }

// digest is a breakdown as text, in whatever order its groups come.
type digest struct {
	groups int
	sum    uint64
}

func (d *digest) add(key, value string) {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %s", key, value)
	d.groups++
	d.sum += h.Sum64()
}

func (d *digest) String() string { return fmt.Sprintf("%d groups, %016x", d.groups, d.sum) }

func fractionText(num, den any) string { return fmt.Sprintf("%v/%v", num, den) }

func quantilesText(n int, total, median, high int64) string {
	return fmt.Sprintf("%d: total %d, median %d, p95 %d µs", n, total, median, high)
}

func gapsText(mean decimal.Decimal, n int64) string {
	return fmt.Sprintf("%d gaps, mean %v µs", n, mean)
}

func abandonedText(abandoned, settled, recovered, lost int64) string {
	return fmt.Sprintf("%d/%d, %d recovered, %d lost", abandoned, settled, recovered, lost)
}

// cents is an amount as a whole number.
func cents(d decimal.Decimal) string { return d.Shift(2).String() }

func plain[T any](v T) string { return fmt.Sprint(v) }

func moneyText(m model.Money) string { return cents(m.Amount()) }

func ratioText(r kpi.Ratio) string {
	if r.Currency() != 0 {
		return fractionText(cents(r.Numerator()), cents(r.Denominator()))
	}
	return fractionText(r.Numerator(), r.Denominator())
}

func meanText(m kpi.Average[model.Money]) string {
	return fractionText(moneyText(m.Total()), m.Count())
}

func tableText[K comparable, R any](g kpi.Groups[K, R], text func(R) string) string {
	var d digest
	for k, r := range g.All() {
		if v, ok := r.Value(); ok {
			d.add(fmt.Sprint(k), text(v))
		}
	}
	return d.String()
}

func quantileText(d kpi.Distribution[time.Duration]) string {
	at := func(p int64) int64 { return d.QuantileOf(decimal.New(p, -2), kpi.Type1).Microseconds() }
	// Not d.Total, which holds 292 years at most: the mean is exact.
	seconds := d.Mean().Decimal(20).Mul(decimal.NewFromInt(d.Count())).Round(6)
	return quantilesText(int(d.Count()), seconds.Shift(6).IntPart(), at(50), at(95))
}

func abandonmentText(a kpi.CartAbandonment) string {
	lost, _ := a.Lost.Value()
	return abandonedText(a.Abandoned, a.Settled, a.Recovered, lost.Amount().Shift(2).IntPart())
}

func deliveryText(r kpi.Ranking[model.DeliveryMode]) string {
	var d digest
	for mode, n := range r.All() {
		d.add(string(mode), fmt.Sprint(n))
	}
	return d.String()
}

func revenueText(s kpi.Series[model.Money]) string {
	var d digest
	for p, r := range s.All() {
		v, _ := r.Value()
		d.add(monthOf(p.Start()), moneyText(v))
	}
	return d.String()
}

func cohortText(t cohort.Table) string {
	var d digest
	for _, row := range t.Rows {
		from := monthOf(row.Cohort.Start())
		for i, c := range row.Cells {
			if c.Status != cohort.NotYet {
				d.add(fmt.Sprintf("%s+%d", from, t.Columns[i].From), fractionText(c.Subjects, c.Of))
			}
		}
	}
	return d.String()
}

func monthOf(t time.Time) string { return t.In(zone).Format("2006-01") }
