package main

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// lazy is a result that is written when somebody asks.
type lazy func() string

// suite is the 25 KPIs and their names.
func suite() (metrics []kpi.KPI[lazy], names []string, err error) {
	hours, err := period.ParseHours(calendar, openingHours)
	if err != nil {
		return nil, nil, err
	}
	p := kpi.Policy{Hours: hours}
	all := kpi.Window{Calendar: calendar, AsOf: years.End()}
	q4 := kpi.Buckets{Range: quarter, Grain: period.Quarter, Calendar: calendar}
	months := kpi.Buckets{Range: years, Grain: period.Month, Calendar: calendar}
	counted := model.OrderState.In("placed", "shipped", "delivered", "completed")
	net := onOrders(kpi.Where(counted, kpi.Sum(model.OrderNet)))

	add := func(name string, m kpi.KPI[lazy]) {
		names, metrics = append(names, name), append(metrics, m)
	}
	add("sales-share", written(kpi.ECommerceSalesShare(p), ratioText))
	add("retention", written(kpi.CustomerRetentionRate(p, q4), func(r kpi.Retention) string {
		return fmt.Sprintf("%d of %d", r.Retained, r.Before)
	}))
	add("unique-visitors", written(kpi.UniqueVisitors(p), func(v kpi.VisitorCount) string { return fmt.Sprint(v.Visitors) }))
	add("new-customers", written(newCustomers(counted), plain[int64]))
	add("conversion", written(kpi.ConversionRate(p), ratioText))
	add("average-order-value", written(kpi.AverageOrderValue(p), meanText))
	add("gmv", written(kpi.GrossMerchandiseValue(p), moneyText))
	add("basket-per-account", written(kpi.AverageBasket(p), func(b kpi.Baskets) string { return tableText(b.PerAccount, meanText) }))
	add("bounce", written(kpi.BounceRate(p), ratioText))
	add("home-page", written(kpi.HomepageVisitors(p), func(v kpi.CatalogueVisitors) string { return fmt.Sprint(v.Visitors) }))
	add("identified", written(kpi.IdentifiedVisitors(p), plain[int64]))
	add("session-quantiles", written(kpi.ConnectionTime(p), quantileText))
	add("quotes", written(kpi.Quotes(p, all), func(q kpi.QuoteActivity) string {
		v, _ := q.Value.Value()
		return fmt.Sprintf("%d, %s", q.Quotes, moneyText(v))
	}))
	add("quote-to-order", written(kpi.QuoteToOrderRate(p, all), func(q kpi.QuoteConversion) string {
		return fmt.Sprintf("%d won, %d lost, %d open", q.Won, q.Lost, q.Open)
	}))
	add("login-to-order", written(kpi.LoginToOrderRate(p, all), ratioText))
	waits := model.OrderState.In("pending-approval", "rejected")
	add("approvals", written(onOrders(kpi.Share(kpi.Where(waits, kpi.Count[model.OrderRow]()), kpi.Where(model.Or(counted, waits), kpi.Count[model.OrderRow]()))), ratioText))
	add("off-hours", written(kpi.OffHoursRevenue(p), func(o kpi.OffHours) string {
		v, _ := o.Amount.Value()
		return fmt.Sprintf("%d, %s", o.Orders, moneyText(v))
	}))
	add("order-frequency", written(kpi.OrderInterval(p, years), func(o kpi.OrderIntervals) string {
		return gapsText(o.Gaps.Mean().In(time.Microsecond, 0), o.Gaps.Count())
	}))
	add("maximum-basket", written(kpi.MaximumBasket(p), func(g kpi.Groups[model.AccountID, kpi.Best[model.Money, model.OrderID]]) string {
		return tableText(g, func(b kpi.Best[model.Money, model.OrderID]) string { return moneyText(b.Value) })
	}))
	add("abandonment", written(kpi.CartAbandonmentRate(p, all), abandonmentText))
	add("abandonment-per-account", written(kpi.Where(model.PredOf(model.CartFacts, model.And[model.CartRow]()), kpi.By(model.FactAccount, kpi.CartAbandonmentRate(p, all))),
		func(g kpi.Groups[model.AccountID, kpi.CartAbandonment]) string { return tableText(g, abandonmentText) }))
	add("payment-mix", written(kpi.OrdersByPaymentMethod(p), func(g kpi.Groups[model.PaymentMethod, kpi.MethodUse]) string {
		return tableText(g, func(u kpi.MethodUse) string { return fmt.Sprint(u.Orders) })
	}))
	add("delivery-mix", written(kpi.MostUsedDeliveryMode(p), deliveryText))
	add("monthly-revenue", written(kpi.Every(model.FactAt, months, net), revenueText))
	add("cohorts", written(cohort.Retention(cohort.Orders(p), cohort.TableOptions{Cohorts: months}), cohortText))
	return metrics, names, nil
}

// written is a metric whose result is text, once somebody asks for it.
func written[R any](m kpi.KPI[R], text func(R) string) kpi.KPI[lazy] {
	return kpi.Map("as text", m, func(v R) lazy { return func() string { return text(v) } })
}

func onOrders[R any](m kpi.Metric[model.OrderRow, R]) kpi.KPI[R] { return kpi.On(model.OrderFacts, m) }

// newCustomers are the accounts whose first counted order lies in the quarter.
func newCustomers(counted model.Pred[model.OrderRow]) kpi.KPI[int64] {
	first := kpi.EntryIf[model.AccountID]("first order in the quarter", quarter.Contains)
	return onOrders(kpi.Where(counted, kpi.Across(model.OrderAccount, kpi.Earliest(model.OrderPlacedAt),
		kpi.Where(first, kpi.Count[kpi.Entry[model.AccountID, time.Time]]()))))
}
