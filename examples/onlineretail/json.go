package main

import (
	"encoding/json"
	"io"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// document is the report as JSON. Decimals are strings; what is undefined is
// null, and Undefined says why.
type document struct {
	Files                 []string           `json:"files"`
	Rows                  int                `json:"rows"`
	Orders                *int64             `json:"orders"`
	Customers             *int64             `json:"customers"`
	RepeatCustomers       *int64             `json:"repeat_customers"`
	Revenue               *string            `json:"revenue"`
	AverageOrderValue     *string            `json:"average_order_value"`
	MedianOrderValue      *string            `json:"median_order_value"`
	MaximumOrderValue     *string            `json:"maximum_order_value"`
	FirstOrderAt          *string            `json:"first_order_at"`
	LastOrderAt           *string            `json:"last_order_at"`
	OffHoursOrders        *int64             `json:"off_hours_orders"`
	OffHoursRevenue       *string            `json:"off_hours_revenue"`
	OffHoursRevenueShare  *string            `json:"off_hours_revenue_share"`
	OrderIntervals        *int64             `json:"order_intervals"`
	OrderIntervalMeanDays *string            `json:"order_interval_mean_days"`
	RetentionMonth        string             `json:"retention_month"`
	CustomerRetentionRate *string            `json:"customer_retention_rate"`
	ECommerceSalesShare   *string            `json:"ecommerce_sales_share"`
	GrossMerchandiseValue *string            `json:"gross_merchandise_value"`
	Monthly               []monthDocument    `json:"monthly"`
	QualifyingLines       int                `json:"qualifying_lines"`
	LeftOut               map[uci.Reason]int `json:"left_out"`
	Cohorts               *[]cohortDocument  `json:"cohorts,omitempty"` // where asked for
	Undefined             map[string]string  `json:"undefined"`
}

type monthDocument struct {
	Month           string  `json:"month"`
	Orders          *int64  `json:"orders"`
	Revenue         *string `json:"revenue"`
	ActiveCustomers *int64  `json:"active_customers"`
	NewCustomers    *int64  `json:"new_customers"`
}

func printJSON(w io.Writer, r *report, cohorts *kpi.Result[cohort.Table]) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	d := newDocument(r)
	if cohorts != nil {
		addCohorts(d, cohorts)
	}
	return encoder.Encode(d)
}

func newDocument(r *report) *document {
	d := &document{
		Files: r.shop.Files, Rows: r.shop.Rows, QualifyingLines: r.shop.Kept, RetentionMonth: r.retention.Label(),
		Monthly: []monthDocument{}, LeftOut: map[uci.Reason]int{}, Undefined: map[string]string{},
	}
	for _, why := range uci.Reasons() {
		d.LeftOut[why] = r.shop.LeftOut[why]
	}
	d.Orders = known(d, "orders", r.orders, count)
	d.Customers = known(d, "customers", r.customers, count)
	d.RepeatCustomers = known(d, "repeat_customers", r.repeat, count)
	d.Revenue = known(d, "revenue", r.revenue, amount)
	d.AverageOrderValue = known(d, "average_order_value", r.averageValue, func(a kpi.Average[model.Money]) string {
		return a.Decimal(4).StringFixed(4)
	})
	d.MedianOrderValue = known(d, "median_order_value", r.values, func(v kpi.Distribution[model.Money]) string { return amount(v.Median()) })
	d.MaximumOrderValue = known(d, "maximum_order_value", r.values, func(v kpi.Distribution[model.Money]) string { return amount(v.Max()) })
	d.FirstOrderAt = known(d, "first_order_at", r.first, instant)
	d.LastOrderAt = known(d, "last_order_at", r.last, instant)
	d.OffHoursOrders = known(d, "off_hours_orders", r.offHours, count)
	money, share := offHoursParts(r.offHoursMoney)
	d.OffHoursRevenue = known(d, "off_hours_revenue", money, amount)
	d.OffHoursRevenueShare = known(d, "off_hours_revenue_share", share, ratio)
	d.OrderIntervals = known(d, "order_intervals", r.interval, func(v kpi.OrderIntervals) int64 { return v.Gaps.Count() })
	d.OrderIntervalMeanDays = known(d, "order_interval_mean_days", r.interval, func(v kpi.OrderIntervals) string {
		return v.Gaps.Mean().In(24*time.Hour, 6).StringFixed(6)
	})
	d.CustomerRetentionRate = known(d, "customer_retention_rate", r.retained, func(v kpi.Retention) string { return ratio(v.Rate) })
	d.ECommerceSalesShare = known(d, "ecommerce_sales_share", r.salesShare, ratio)
	d.GrossMerchandiseValue = known(d, "gross_merchandise_value", r.merchandise, amount)
	noteUndefined(d, "orders_by_payment_method", r.payments)
	noteUndefined(d, "most_used_delivery_mode", r.delivery)
	noteUndefined(d, "online_and_offline_orders", r.mix)
	for label, m := range r.series() {
		d.Monthly = append(d.Monthly, monthDocument{
			Month:           label,
			Orders:          known(d, "monthly.orders", m.orders, count),
			Revenue:         known(d, "monthly.revenue", m.revenue, amount),
			ActiveCustomers: known(d, "monthly.active_customers", m.customers, count),
			NewCustomers:    known(d, "monthly.new_customers", m.newcomers, count),
		})
	}
	return d
}

// known returns a value as it is printed; of an undefined result it returns nil
// and notes the reason.
func known[R, T any](d *document, name string, r kpi.Result[R], print func(R) T) *T {
	noteUndefined(d, name, r)
	v, ok := r.Value()
	if !ok {
		return nil
	}
	out := print(v)
	return &out
}

func noteUndefined[R any](d *document, name string, r kpi.Result[R]) {
	if _, ok := r.Value(); !ok {
		d.Undefined[name] = why(r)
	}
}

// why is the reason of an undefined result in words.
func why[R any](r kpi.Result[R]) string {
	if r.Detail() == "" {
		return r.Why().String()
	}
	return r.Why().String() + ": " + r.Detail()
}

func count(n int64) int64 { return n }

func ratio(r kpi.Ratio) string { return r.Round(6).StringFixed(6) }

func instant(t time.Time) string { return t.In(uci.Calendar().Zone()).Format(time.RFC3339) }

// amount is an amount of the shop's currency; the sum of no orders has none of
// its own.
func amount(m model.Money) string {
	if m.IsNone() {
		m = model.MoneyOf(0, 0, uci.Currency)
	}
	return m.AmountString()
}

// offHoursParts are the amount and the share of K18, each with its reason.
func offHoursParts(r kpi.Result[kpi.OffHours]) (kpi.Result[model.Money], kpi.Result[kpi.Ratio]) {
	v, ok := r.Value()
	if !ok {
		return kpi.Undefined[model.Money](r.Why(), r.Detail()), kpi.Undefined[kpi.Ratio](r.Why(), r.Detail())
	}
	return v.Amount, v.Share
}
