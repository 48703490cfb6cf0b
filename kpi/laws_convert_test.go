package kpi

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// convertLaws are the metrics that are made of others, whatever those are:
// conversions, funnels and reports.
func convertLaws() []law {
	cal := berlin
	p := Policy{NotCounted: []model.OrderStatus{"odd"}, ExpectedYears: decimal.New(3, 0), Hours: mustHours("Mon-Fri 08:00-18:00")}
	all, some := lawRates(true), lawRates(false)
	account := SubjectBy(model.FactAccount)
	w := Window{Range: span("2025"), Calendar: cal, AsOf: span("2026").Start()}
	steps := []Step{
		NewStep("web", model.OrderFacts, model.OrderChannel.Is("web"), model.OrderPlacedAt),
		NewStep("any", model.OrderFacts, model.And[model.OrderRow](), model.OrderPlacedAt),
		NewStep("back", model.RefundFacts, model.And[model.RefundRow](), model.RefundAt),
	}
	report, err := NewReport(p, ReportOptions{
		Range: span("2025-Q1"), Calendar: cal, KPIs: []string{"O2", "O6", "K15"}, Series: period.Month, By: []string{"account"},
		Rates: all, Currency: model.EUR, Targets: map[string]decimal.Decimal{"average-order-value": decimal.New(5, 1)}, Launch: period.Date{Year: 2025, Month: 2, Day: 14},
	})
	must(err)
	return []law{
		lawOf("Convert", Convert(all, model.EUR, cal, Sum(model.OrderNet))),
		lawOf("Convert", Convert(all, model.JPY, cal, By(model.OrderAccount, Both(Max(model.OrderNet), Mean(model.OrderGoods))))),
		lawOf("Convert", By(model.OrderChannel, Convert(some, model.EUR, cal, Quantiles(model.OrderNet)))),
		lawOf("Convert", Convert(some, model.EUR, cal, AverageOrderValue(p))),
		lawOf("Convert", Every(model.OrderPlacedAt, bucketed("2025", period.Quarter), Convert(all, model.USD, cal, Largest(model.OrderNet, model.OrderPlacedAt, model.OrderKey)))),
		lawOf("Convert", Rolling(model.OrderPlacedAt, bucketed("2025", period.Quarter), 2, Convert(some, model.USD, cal, First(model.OrderTax, model.OrderPlacedAt, model.OrderKey)))),
		lawOf("Funnel", Funnel(w, FunnelOptions{By: account, Within: 90 * 24 * time.Hour}, steps...)),
		lawOf("Funnel", Funnel(w, FunnelOptions{By: account, Order: StepsAnyOrder, Every: true, Within: 24 * time.Hour}, steps...)),
		lawOf("Funnel", By(model.FactBranch, Funnel(w, FunnelOptions{By: account, Order: StepsStrict, Later: true, StepWithin: []time.Duration{0, time.Hour}, Exclude: steps[2:]}, steps[:2]...))),
		lawOf("NewReport", report),
	}
}

// lawRates know all currencies of a shop, or only some of their days.
func lawRates(complete bool) *Rates {
	from := period.Date{Year: 2025, Month: 3, Day: 1}
	if complete {
		from = period.Date{Year: 1, Month: 1, Day: 1}
	}
	r, err := NewRates(
		Rate{from, model.USD, model.EUR, decimal.New(92, -2)},
		Rate{from.AddMonths(1), model.EUR, model.USD, decimal.New(107, -2)},
		Rate{from, model.EUR, model.JPY, decimal.New(16012, -2)},
	)
	must(err)
	return r
}
