package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The catalogue holds 20 of the 25 KPIs. New customers are there only as a part
// of the acquisition cost, which needs spends; the approval rate there needs the
// decisions of the approvers, not the status of the orders; abandonment by
// account is a breakdown, monthly revenue a series, and the cohort matrix is no
// figure. Retention has a range of its own, the last quarter, so that there are
// two reports.
//
// headlines are the KPIs over the two years, with the figure that each leads
// with, as a fraction.
func (f *figures) headlines() map[string]fraction {
	euros := func(cents int64) fraction { return fractionOf(cents, 100) }
	largest := int64(0)
	for _, b := range f.baskets {
		largest = max(largest, b.largest)
	}
	mean := fraction{decimal.NewFromInt(f.countedCents), decimal.NewFromInt(100 * f.counted)}
	return map[string]fraction{
		"ecommerce-sales-share":    fractionOf(f.onlineCents, f.countedCents),
		"unique-visitors":          fractionOf(f.visitors, 1),
		"conversion-rate":          fractionOf(f.converted, f.visitors),
		"average-order-value":      mean,
		"gross-merchandise-value":  euros(f.gmv),
		"bounce-rate":              fractionOf(f.bounced, f.viewed),
		"homepage-visitors":        fractionOf(f.home, 1),
		"identified-visitors":      fractionOf(f.identified, 1),
		"connection-time":          fractionOf(f.connected, second*f.logins),
		"quotes":                   fractionOf(f.quotes, 1),
		"quote-to-order-rate":      fractionOf(f.won, f.won+f.lost),
		"login-to-order-rate":      fractionOf(f.led, f.logins),
		"order-interval":           {decimal.NewFromBigInt(&f.gapSum, -6), decimal.NewFromInt(f.gaps)},
		"average-basket":           mean,
		"maximum-basket":           euros(largest),
		"cart-abandonment-rate":    fractionOf(f.carts.abandoned, f.carts.settled),
		"orders-by-payment-method": fractionOf(most(f.payments), 1),
		"off-hours-revenue":        euros(f.offCents),
		"most-used-delivery-mode":  fractionOf(most(f.modes), 1),
	}
}

const retentionID = "customer-retention-rate"

// fraction is the exact value of a headline.
type fraction struct{ num, den decimal.Decimal }

func fractionOf(num, den int64) fraction {
	return fraction{decimal.NewFromInt(num), decimal.NewFromInt(den)}
}

// rounds says whether a value is the fraction rounded to 6 places.
func (f fraction) rounds(to decimal.Decimal) bool {
	off := f.num.Sub(to.Mul(f.den)).Abs()
	return f.den.IsPositive() && off.Shift(6).Mul(decimal.NewFromInt(2)).LessThanOrEqual(f.den)
}

func most(counts []int64) int64 {
	n := int64(0)
	for _, c := range counts {
		n = max(n, c)
	}
	return n
}

// reportIDs are the KPIs of the report over the two years.
func reportIDs() []string {
	none := figures{baskets: func(func(string, basket) bool) {}}
	return slices.Sorted(maps.Keys(none.headlines()))
}

// reports are the report over the two years, and that over the last quarter.
func reports(ids []string) (kpi.KPI[[]kpi.Result[kpi.Report]], error) {
	hours, err := period.ParseHours(calendar, openingHours)
	if err != nil {
		return kpi.KPI[[]kpi.Result[kpi.Report]]{}, err
	}
	var parts []kpi.KPI[kpi.Report]
	for _, o := range []kpi.ReportOptions{{Range: years, KPIs: ids}, {Range: quarter, KPIs: []string{retentionID}}} {
		o.Calendar, o.Compare, o.AsOf = calendar, kpi.CompareNothing, years.End()
		r, err := kpi.NewReport(kpi.Policy{Hours: hours}, o)
		if err != nil {
			return kpi.KPI[[]kpi.Result[kpi.Report]]{}, err
		}
		parts = append(parts, r)
	}
	return kpi.List(parts...), nil
}

// prepareReport measures the reports. What they lead with is compared with the
// figures of the program written by hand.
func prepareReport(ctx context.Context, j job) (*task, error) {
	s := generate(j.Orders)
	f, err := s.facts()
	if err != nil {
		return nil, err
	}
	ids := reportIDs()
	var lines []kpi.ReportLine
	return &task{
		run: func(*stopwatch) (err error) { lines, err = runReports(ctx, f, ids, j.Goroutines); return err },
		problems: func() ([]string, error) {
			want, err := runHand(s, 1)
			if err != nil {
				return nil, err
			}
			return headlineProblems(want, lines), nil
		},
	}, nil
}

func runReports(ctx context.Context, f *model.Facts, ids []string, goroutines int) ([]kpi.ReportLine, error) {
	m, err := reports(ids)
	if err != nil {
		return nil, err
	}
	r, err := kpi.Run(ctx, f, m, kpi.RunOptions{Goroutines: goroutines})
	if err != nil {
		return nil, err
	}
	var lines []kpi.ReportLine
	list, _ := r.Value()
	for _, r := range list {
		one, _ := r.Value()
		lines = append(lines, one.Lines...)
	}
	return lines, nil
}

// headlineProblems names the lines that lead with another figure, and says so
// where some are missing.
func headlineProblems(f *figures, lines []kpi.ReportLine) []string {
	want := f.headlines()
	want[retentionID] = fractionOf(f.retained, f.before)
	var out []string
	for _, l := range lines {
		exact := want[l.ID]
		if got, ok := l.Value.Value(); !ok || !exact.rounds(got.Decimal(6)) {
			out = append(out, fmt.Sprintf("%s: %v, want %v/%v", l.ID, l.Value, exact.num, exact.den))
		}
		delete(want, l.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		out = append(out, "no line of "+id)
	}
	return out
}
