package main

import (
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/model"
)

// level is that of all intervals.
const level = 0.95

// demandForecasts adds the forecasts of orders, revenue and the products that
// sell best.
func (t timeline) demandForecasts(d *document, f *figures, set settings) {
	if months, ok := f.orders.Value(); ok {
		s, err := forecast.FromCounts(months, t.reading)
		add(d, "orders", func() (*forecastOf, error) {
			return predict(t, months, s, err, forecast.ETS{}, set, "orders", "orders")
		})
	}
	if months, ok := f.revenue.Value(); ok {
		s, currency, err := forecast.FromMoney(months, t.reading)
		add(d, "revenue", func() (*forecastOf, error) {
			return predict(t, months, s, err, forecast.ETS{}, set, "revenue", currency.Code())
		})
	}
	groups, _ := f.demand.Value()
	for _, best := range bestSellers(f.products, set.top) {
		one := product{Product: string(best.id), Revenue: best.amount.AmountString()}
		demand, _ := groups.Get(best.id)
		months, _ := demand.Value() // of a group, a series is always defined
		s, err := forecast.FromNumbers(months, t.reading)
		if err == nil {
			pattern := forecast.Classify(s).Pattern
			one.Pattern = pattern.String()
			var m forecast.Method = forecast.ETS{}
			if pattern == forecast.Intermittent || pattern == forecast.Lumpy {
				m = forecast.Croston{}
			}
			one.Forecast, err = predict(t, months, s, err, m, set, one.Product, "pieces")
		}
		if err != nil {
			d.Undefined["product "+one.Product] = err.Error()
		}
		d.Products = append(d.Products, one)
	}
}

// seller is a product with the revenue of its lines.
type seller struct {
	id     model.ProductID
	amount model.Money
}

// bestSellers returns the products with the largest revenue, ties by their codes.
func bestSellers(r kpi.Result[kpi.Groups[model.ProductID, model.Money]], n int) []seller {
	amounts, _ := r.Value()
	var all []seller
	for id, result := range amounts.All() {
		if amount, ok := result.Value(); ok && isGood(id) {
			all = append(all, seller{id, amount})
		}
	}
	slices.SortStableFunc(all, func(a, b seller) int {
		order, _ := b.amount.Cmp(a.amount) // all are of one currency
		return order
	})
	return all[:min(n, len(all))]
}

// isGood leaves out postage, charges and adjustments.
func isGood(id model.ProductID) bool { return id != "" && '0' <= id[0] && id[0] <= '9' }

func add(d *document, name string, make func() (*forecastOf, error)) {
	one, err := make()
	if err != nil {
		d.Undefined[name] = err.Error()
		return
	}
	d.Forecasts = append(d.Forecasts, *one)
}

// named returns the form with its parameters to two places: more than that is
// noise with so few months.
func named(m *forecast.ETSModel) string {
	p, form := m.Smoothing(), m.Form()
	text := form.String() + " alpha " + fixed(p.Alpha, 2)
	if form.Trend != forecast.None {
		text += " beta " + fixed(p.Beta, 2)
	}
	if form.Season != forecast.None {
		text += " gamma " + fixed(p.Gamma, 2)
	}
	if form.Trend == forecast.Damped {
		text += " phi " + fixed(p.Phi, 2)
	}
	return text
}

// predict forecasts one series beside its baseline.
func predict[R any](t timeline, months kpi.Series[R], s forecast.Series, err error, m forecast.Method, set settings, name, unit string) (*forecastOf, error) {
	if err != nil {
		return nil, err
	}
	o := forecast.Options{Horizon: set.months, Level: level, Backtest: forecast.BacktestOptions{Level: level}}
	if t.reading.Frequency > 1 {
		o.Backtest.Train = t.reading.Frequency + 1 // the least that seasonal naive can forecast from
	}
	f, err := forecast.Predict(s, m, o)
	if err != nil {
		return nil, err
	}
	out := &forecastOf{Of: name, Unit: unit, Method: f.Method, Model: f.Method, Baseline: "naive", Points: []point{}}
	if t.reading.Frequency > 1 {
		out.Baseline = "seasonal naive"
	}
	if fitted, err := m.Fit(s); err == nil {
		if e, ok := fitted.(*forecast.ETSModel); ok {
			out.Model = named(e)
		}
	}
	for i, p := range forecast.Ahead(months, s, t.calendar, len(f.Points)) {
		q := point{
			Month: p.Label(), Running: f.Running && i == 0,
			Estimate: fixed(f.Points[i].Estimate, 2), Baseline: fixed(f.Baseline[i].Estimate, 2),
		}
		if f.Points[i].Bounded {
			q.Lower, q.Upper = new(fixed(f.Points[i].Lower, 2)), new(fixed(f.Points[i].Upper, 2))
		}
		out.Points = append(out.Points, q)
	}
	switch f.Verdict() {
	case forecast.NotCompared:
		out.Verdict = "not compared with " + out.Baseline
		return out, nil
	case forecast.Better:
		out.Better, out.Verdict = new(true), "better than "+out.Baseline
	default:
		out.Better, out.Verdict = new(false), "not better than "+out.Baseline
	}
	b := f.Backtest
	out.Backtest = &backtest{
		Origins: b.Origins, MAE: measured(b.Accuracy.MAE, 2), BaselineMAE: measured(b.BaselineAccuracy.MAE, 2),
		MASE: measured(b.Accuracy.MASE, 3), BaselineMASE: measured(b.BaselineAccuracy.MASE, 3),
		Within: measured(b.Coverage.Within, 3),
	}
	out.Verdict += fmt.Sprintf(" one month ahead, %d times", b.Origins)
	return out, nil
}
