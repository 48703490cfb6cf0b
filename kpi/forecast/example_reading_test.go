package forecast_test

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

var utc = period.In(time.UTC)

// monthsOf returns the months of a range of dates, both included.
func monthsOf(from, to string) kpi.Buckets {
	first, err := period.ParseDate(from)
	if err != nil {
		panic(err)
	}
	last, err := period.ParseDate(to)
	if err != nil {
		panic(err)
	}
	r, err := utc.Range(first, last.AddDays(1))
	if err != nil {
		panic(err)
	}
	return kpi.Buckets{Range: r, Grain: period.Month, Calendar: utc}
}

func instant(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t.Add(9 * time.Hour)
}

// valves sells two products: one every month, one now and then.
func valves() iter.Seq[model.Fact] {
	facts := model.NewFacts(model.FactsOptions{})
	for i, o := range []struct {
		date            string
		gaskets, valves int64
	}{
		{"2025-01-07", 100, 0}, {"2025-02-11", 110, 2}, {"2025-02-20", 90, 0}, {"2025-03-14", 105, 0},
		{"2025-05-02", 95, 0}, {"2025-05-28", 0, 3}, {"2025-06-10", 120, 0},
	} {
		in := model.Order{ID: model.OrderID(fmt.Sprint(i)), PlacedAt: instant(o.date), Status: model.StatusPlaced, AccountID: "acme"}
		for no, l := range []model.Line{
			{ProductID: "gasket", Quantity: decimal.NewFromInt(o.gaskets), UnitPrice: model.MustParseMoney("0.35 EUR")},
			{ProductID: "valve", Quantity: decimal.NewFromInt(o.valves), UnitPrice: model.MustParseMoney("49.90 EUR")},
		} {
			if l.No = int64(no); !l.Quantity.IsZero() {
				in.Lines = append(in.Lines, l)
			}
		}
		if err := facts.Orders.Append(in); err != nil {
			panic(err)
		}
	}
	return facts.All()
}

func byMonth[R any](b kpi.Buckets, m kpi.Metric[model.OrderRow, R]) kpi.Series[R] {
	s, _ := kpi.On(model.OrderFacts, kpi.Every(model.OrderPlacedAt, b, m)).Of(valves()).Value()
	return s
}

func show(s forecast.Series) {
	names := map[forecast.Mark]string{forecast.Missing: " missing", forecast.Partial: " partial"}
	for i := range s.Len() {
		v, mark := s.At(i)
		fmt.Printf("%s%s; ", v.Round(6), names[mark])
	}
	fmt.Println("frequency", s.Frequency())
}

// June still runs: its 1 order is no drop. April without orders is 0.
func ExampleFromCounts() {
	orders := byMonth(monthsOf("2025-01-01", "2025-06-15"), kpi.Count[model.OrderRow]())
	s, err := forecast.FromCounts(orders, forecast.Reading{})
	show(s)
	fmt.Println(err)
	// Output:
	// 1; 2; 1; 0; 2; 1 partial; frequency 12
	// <nil>
}

// The range has whole months, the export ended on 12 May.
func ExampleReading() {
	orders := byMonth(monthsOf("2025-01-01", "2025-12-31"), kpi.Count[model.OrderRow]())
	s, _ := forecast.FromCounts(orders, forecast.Reading{Frequency: 1, From: instant("2025-01-05"), Through: instant("2025-05-12")})
	show(s)
	// Output:
	// 1 missing; 2; 1; 0; 2 partial; frequency 1
}

func ExampleFromMoney() {
	revenue := byMonth(monthsOf("2025-01-01", "2025-06-30"), kpi.Sum(model.OrderNet))
	s, currency, err := forecast.FromMoney(revenue, forecast.Reading{})
	show(s)
	fmt.Println(currency, err)
	// Output:
	// 35; 169.8; 36.75; 0; 182.95; 42; frequency 12
	// EUR <nil>
}

// A month without orders has no average order value: it is missing, not 0.
func ExampleFromAverages() {
	values := byMonth(monthsOf("2025-01-01", "2025-06-30"), kpi.Mean(model.OrderNet))
	s, currency, _ := forecast.FromAverages(values, forecast.Reading{})
	show(s)
	fmt.Println(currency)
	// Output:
	// 35; 84.9; 36.75; 0 missing; 91.475; 42; frequency 12
	// EUR
}

func ExampleFromRatios() {
	big := kpi.Where(model.AtLeast(model.OrderNet, model.MustParseMoney("100 EUR")), kpi.Count[model.OrderRow]())
	large := byMonth(monthsOf("2025-01-01", "2025-06-30"), kpi.Share(big, kpi.Count[model.OrderRow]()))
	s, _ := forecast.FromRatios(large, forecast.Reading{})
	show(s)
	// Output:
	// 0; 0.5; 0; 0 missing; 0.5; 0; frequency 12
}

func ExampleFromNumbers() {
	m := kpi.On(model.LineFacts, kpi.Every(model.LinePlacedAt, monthsOf("2025-01-01", "2025-06-30"), kpi.Sum(model.LineQuantity)))
	pieces, _ := m.Of(valves()).Value()
	s, _ := forecast.FromNumbers(pieces, forecast.Reading{})
	show(s)
	// Output:
	// 100; 202; 105; 0; 98; 120; frequency 12
}

// The latest hour of an order in the month, in seconds.
func ExampleFromDurations() {
	hour := model.NewField("order.hour", func(o model.OrderRow) (time.Duration, bool) {
		return time.Duration(o.PlacedAt().Hour()) * time.Hour, true
	})
	latest := byMonth(monthsOf("2025-01-01", "2025-05-31"), kpi.Max(hour))
	s, err := forecast.FromDurations(latest, forecast.Reading{})
	if err != nil {
		fmt.Println(err)
	}
	show(s)
	// Output:
	// 32400; 32400; 32400; 0 missing; 32400; frequency 12
}

// Any other metric: say what its exact number is.
func ExampleFromResults() {
	median := byMonth(monthsOf("2025-01-01", "2025-06-30"), kpi.Quantiles(model.OrderNet))
	s, _ := forecast.FromResults(median, forecast.Reading{}, func(d kpi.Distribution[model.Money]) (decimal.Decimal, error) {
		return d.Median().Amount(), nil
	})
	show(s)
	// Output:
	// 35; 84.9; 36.75; 0 missing; 91.475; 42; frequency 12
}

// Demand per product from the lines of the orders, by Croston's method.
func ExampleFromGroups() {
	months := monthsOf("2025-01-01", "2025-06-30")
	demand := kpi.On(model.LineFacts, kpi.By(model.LineProduct, kpi.Every(model.LinePlacedAt, months, kpi.Sum(model.LineQuantity))))
	groups, _ := demand.Of(valves()).Value()
	series, err := forecast.FromGroups(groups, func(s kpi.Series[decimal.Decimal]) (forecast.Series, error) {
		return forecast.FromNumbers(s, forecast.Reading{Frequency: 1})
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, product := range slices.Sorted(maps.Keys(series)) {
		fmt.Println(product, forecast.Classify(series[product]).Pattern)
	}
	for _, e := range forecast.PredictEach(series, forecast.Croston{}, forecast.Options{Horizon: 1}) {
		fmt.Printf("%s: %.2f a month\n", e.Key, e.Forecast.Points[0].Estimate)
	}
	// Output:
	// gasket smooth
	// valve intermittent
	// gasket: 95.21 a month
	// valve: 0.95 a month
}

func ExampleAhead() {
	orders := byMonth(monthsOf("2025-01-01", "2025-06-15"), kpi.Count[model.OrderRow]())
	s, _ := forecast.FromCounts(orders, forecast.Reading{})
	for _, p := range forecast.Ahead(orders, s, utc, 2) {
		fmt.Println(p.Label())
	}
	// Output:
	// 2025-06
	// 2025-07
}

// Amounts of two currencies do not add up to a revenue.
func ExampleUndefined() {
	orders, _ := model.NewOrders(
		model.Order{ID: "1", PlacedAt: instant("2025-01-07"), Status: model.StatusPlaced, Goods: model.MustParseMoney("10 EUR")},
		model.Order{ID: "2", PlacedAt: instant("2025-01-08"), Status: model.StatusPlaced, Goods: model.MustParseMoney("12 USD")},
	)
	months := monthsOf("2025-01-01", "2025-06-30")
	revenue, _ := kpi.On(model.OrderFacts, kpi.Every(model.OrderPlacedAt, months, kpi.Sum(model.OrderNet))).Of(orders.Facts()).Value()
	_, _, err := forecast.FromMoney(revenue, forecast.Reading{})
	fmt.Println(err)
	var why *forecast.Undefined
	fmt.Println(errors.As(err, &why), why.Why == kpi.MixedCurrency)
	// Output:
	// metric is undefined in 2025-01: mixed currency: EUR, USD
	// true true
}
