package main

import (
	"context"
	"iter"
	"time"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// report is what is printed: the results of all KPIs on orders.
type report struct {
	shop      *uci.Shop
	retention period.Period // the month that retention looks at

	salesShare    kpi.Result[kpi.Ratio]                                                         // O1
	retained      kpi.Result[kpi.Retention]                                                     // O2
	averageValue  kpi.Result[kpi.Average[model.Money]]                                          // O6
	merchandise   kpi.Result[model.Money]                                                       // O7
	offHours      kpi.Result[int64]                                                             // K11
	interval      kpi.Result[kpi.OrderIntervals]                                                // K13
	baskets       kpi.Result[kpi.Baskets]                                                       // K14
	largest       kpi.Result[kpi.Groups[model.AccountID, kpi.Best[model.Money, model.OrderID]]] // K15
	payments      kpi.Result[kpi.Groups[model.PaymentMethod, kpi.MethodUse]]                    // K17
	offHoursMoney kpi.Result[kpi.OffHours]                                                      // K18
	delivery      kpi.Result[kpi.Ranking[model.DeliveryMode]]                                   // K19
	mix           kpi.Result[kpi.OrderMix]                                                      // T14

	orders, customers, repeat kpi.Result[int64]
	revenue                   kpi.Result[model.Money]
	values                    kpi.Result[kpi.Distribution[model.Money]]
	first, last               kpi.Result[time.Time]
	months                    kpi.Result[kpi.Series[month]]
	newcomers                 kpi.Result[kpi.Series[int64]]
}

// month is what the series shows of a month. New customers come from a series
// of their own: which order is a customer's first takes the whole history.
type month struct {
	orders, customers, newcomers kpi.Result[int64]
	revenue                      kpi.Result[model.Money]
}

// series yields the months and their labels.
func (r *report) series() iter.Seq2[string, month] {
	return func(yield func(string, month) bool) {
		months, _ := r.months.Value()
		newcomers, _ := r.newcomers.Value() // of the same months
		for i := range months.Len() {
			p, result := months.At(i)
			m, _ := result.Value()
			_, m.newcomers = newcomers.At(i)
			if !yield(p.Label(), m) {
				return
			}
		}
	}
}

// part is a metric that says where its result goes.
type part = kpi.KPI[func()]

// put makes a part. A metric joined with an empty list is always defined, so
// that undefined results get to the report, too.
func put[R any](m kpi.KPI[R], to *kpi.Result[R]) part {
	return kpi.Map("put", kpi.Both(m, kpi.List[model.Fact, R]()), func(p kpi.Pair[R, []kpi.Result[R]]) func() {
		return func() { *to = p.A }
	})
}

// measure computes the report, in one pass over the facts.
func measure(ctx context.Context, s *uci.Shop) (*report, error) {
	hours, err := period.ParseHours(uci.Calendar(), "Mon-Fri 09:00-17:00")
	if err != nil {
		return nil, err
	}
	all, err := wholeMonths(s.First, s.Last)
	if err != nil {
		return nil, err
	}
	r := &report{shop: s, retention: monthBefore(s.Last)}
	p := kpi.Policy{Hours: hours}
	months := kpi.Buckets{Range: all, Grain: period.Month, Calendar: uci.Calendar()}
	lastMonth := kpi.Buckets{Range: r.retention.Range, Grain: period.Month, Calendar: uci.Calendar()}

	parts := kpi.List(
		put(kpi.ECommerceSalesShare(p), &r.salesShare),
		put(kpi.CustomerRetentionRate(p, lastMonth), &r.retained),
		put(kpi.AverageOrderValue(p), &r.averageValue),
		put(kpi.GrossMerchandiseValue(p), &r.merchandise),
		put(kpi.OffHoursOrders(p), &r.offHours),
		put(kpi.OrderInterval(p, all), &r.interval),
		put(kpi.AverageBasket(p), &r.baskets),
		put(kpi.MaximumBasket(p), &r.largest),
		put(kpi.OrdersByPaymentMethod(p), &r.payments),
		put(kpi.OffHoursRevenue(p), &r.offHoursMoney),
		put(kpi.MostUsedDeliveryMode(p), &r.delivery),
		put(kpi.OnlineAndOfflineOrders(p), &r.mix),

		put(onOrders(kpi.Count[model.OrderRow]()), &r.orders),
		put(onOrders(kpi.Distinct(model.OrderAccount)), &r.customers),
		put(onOrders(repeatCustomers()), &r.repeat),
		put(onOrders(kpi.Sum(model.OrderNet)), &r.revenue),
		put(onOrders(kpi.Quantiles(model.OrderNet)), &r.values),
		put(onOrders(kpi.Earliest(model.OrderPlacedAt)), &r.first),
		put(onOrders(kpi.Latest(model.OrderPlacedAt)), &r.last),
		put(onOrders(kpi.Every(model.OrderPlacedAt, months, monthly())), &r.months),
		put(onOrders(newCustomers(months)), &r.newcomers),
	)
	out, err := kpi.Run(ctx, s.Facts, parts, kpi.RunOptions{})
	if err != nil {
		return nil, err
	}
	each, _ := out.Value() // a list is always defined, and so is every part
	for _, one := range each {
		place, _ := one.Value()
		place()
	}
	if methods, ok := r.payments.Value(); ok && methods.Len() == 0 {
		r.payments = kpi.Undefined[kpi.Groups[model.PaymentMethod, kpi.MethodUse]](kpi.NoData, "no order names a payment method")
	}
	return r, nil
}

func onOrders[R any](m kpi.Metric[model.OrderRow, R]) kpi.KPI[R] { return kpi.On(model.OrderFacts, m) }

// repeatCustomers counts the customers with more than one order.
func repeatCustomers() kpi.Metric[model.OrderRow, int64] {
	repeated := kpi.EntryIf[model.AccountID]("more than one order", func(n int64) bool { return n > 1 })
	return kpi.Across(model.OrderAccount, kpi.Count[model.OrderRow](),
		kpi.Where(repeated, kpi.Count[kpi.Entry[model.AccountID, int64]]()))
}

// newCustomers counts each customer in the month of the first order.
func newCustomers(months kpi.Buckets) kpi.Metric[model.OrderRow, kpi.Series[int64]] {
	type first = kpi.Entry[model.AccountID, time.Time]
	return kpi.Across(model.OrderAccount, kpi.Earliest(model.OrderPlacedAt),
		kpi.Every(kpi.EntryValue[model.AccountID, time.Time](), months, kpi.Count[first]()))
}

// monthly is what the series shows of a month.
func monthly() kpi.Metric[model.OrderRow, month] {
	counts := kpi.Both(kpi.Count[model.OrderRow](), kpi.Distinct(model.OrderAccount))
	return kpi.Map("month", kpi.Both(counts, kpi.Sum(model.OrderNet)), func(p kpi.Pair[kpi.Pair[int64, int64], model.Money]) month {
		n, _ := p.A.Value()
		return month{orders: n.A, customers: n.B, revenue: p.B}
	})
}

// wholeMonths is the range of the months from that of the first order to that
// of the last.
func wholeMonths(first, last time.Time) (period.Range, error) {
	if first.IsZero() {
		return period.Range{}, nil
	}
	return period.NewRange(uci.Calendar().Of(first, period.Month).Start(), uci.Calendar().Of(last, period.Month).End())
}

// monthBefore is the month before that of the last order: that one may not be
// over.
func monthBefore(last time.Time) period.Period {
	if last.IsZero() {
		return period.Period{}
	}
	return uci.Calendar().Of(uci.Calendar().Of(last, period.Month).Start().Add(-time.Nanosecond), period.Month)
}
