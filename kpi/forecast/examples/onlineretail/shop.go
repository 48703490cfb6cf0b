package main

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// seasonMonths is how many complete months it takes to look for a season.
const seasonMonths = 24

// figures are the results that forecasts are made from, in one pass over the facts.
type figures struct {
	orders    kpi.Result[kpi.Series[int64]]
	revenue   kpi.Result[kpi.Series[model.Money]]
	demand    kpi.Result[kpi.Groups[model.ProductID, kpi.Series[decimal.Decimal]]]
	products  kpi.Result[kpi.Groups[model.ProductID, model.Money]]
	summaries kpi.Result[kpi.Groups[kpi.SubjectID, cohort.Summary]]
	early     kpi.Result[kpi.Groups[kpi.SubjectID, cohort.Summary]] // before the holdout
	held      kpi.Result[kpi.Groups[kpi.SubjectID, int64]]          // purchases in the holdout
	log       kpi.Result[kpi.Groups[kpi.SubjectID, customer.Purchases]]
}

// part is a metric that says where its result goes.
type part = kpi.KPI[func()]

// put makes a part. A metric joined with an empty list is always defined, so
// that undefined results get there, too.
func put[R any](m kpi.KPI[R], to *kpi.Result[R]) part {
	return kpi.Map("put", kpi.Both(m, kpi.List[model.Fact, R]()), func(p kpi.Pair[R, []kpi.Result[R]]) func() {
		return func() { *to = p.A }
	})
}

// holdoutDays are the last days of the observation that test the models of
// customers: 13 weeks.
const holdoutDays = 91

func measure(ctx context.Context, s *uci.Shop, through period.Date, t timeline) (*figures, error) {
	cal := t.calendar
	split := through.AddDays(-holdoutDays)
	held, err := cal.Range(split.AddDays(1), through.AddDays(1))
	if err != nil {
		return nil, err
	}
	months := kpi.Buckets{Range: t.months, Grain: period.Month, Calendar: cal}
	p := kpi.Policy{}
	f := &figures{}
	parts := kpi.List(
		put(kpi.On(model.OrderFacts, kpi.Every(model.OrderPlacedAt, months, kpi.Count[model.OrderRow]())), &f.orders),
		put(kpi.On(model.OrderFacts, kpi.Every(model.OrderPlacedAt, months, kpi.Sum(model.OrderNet))), &f.revenue),
		put(kpi.On(model.LineFacts, kpi.By(model.LineProduct, kpi.Every(model.LinePlacedAt, months, kpi.Sum(model.LineQuantity)))), &f.demand),
		put(kpi.On(model.LineFacts, kpi.By(model.LineProduct, kpi.During(model.LinePlacedAt, t.over, kpi.Sum(model.LineNet)))), &f.products),
		put(cohort.Summaries(p, cohort.Observation{Calendar: cal, Through: through}), &f.summaries),
		put(cohort.Summaries(p, cohort.Observation{Calendar: cal, Through: split}), &f.early),
		put(cohort.PurchaseDays(p, cal, held), &f.held),
		put(customer.PurchaseLog(p, cohort.Observation{Calendar: cal, Through: through}), &f.log),
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
	return f, nil
}

// forecastShop computes all that is printed.
func forecastShop(ctx context.Context, s *uci.Shop, set settings) (*document, error) {
	d := &document{
		Files: s.Files, Rows: s.Rows, Orders: s.Facts.Orders.Len(), Currency: uci.Currency.Code(), Level: fixed(level, 2),
		Notes: []string{}, Forecasts: []forecastOf{}, Products: []product{}, Undefined: map[string]string{},
	}
	if s.First.IsZero() {
		d.Undefined["forecasts"] = "no orders"
		return d, nil
	}
	cal := uci.Calendar()
	through := cal.DateOf(s.Last)
	d.ObservedThrough = through.String()
	t, err := newTimeline(s, through, cal)
	if err != nil {
		return nil, err
	}
	f, err := measure(ctx, s, through, t)
	if err != nil {
		return nil, err
	}
	d.CompleteMonths, d.Frequency = t.complete, t.reading.Frequency
	if t.running != "" {
		d.RunningMonth = new(t.running)
		d.Notes = append(d.Notes, fmt.Sprintf("%s was observed through %s only: it is forecast, and its figures so far are not read.", t.running, through))
	}
	if t.reading.Frequency == 1 {
		d.Notes = append(d.Notes, fmt.Sprintf("%d complete months are fewer than %d: a season cannot be told from them. Forecasts have none, and are compared with the last month (naive).", t.complete, seasonMonths))
	} else if t.complete < 2*seasonMonths {
		d.Notes = append(d.Notes, fmt.Sprintf("%d complete months show each season twice at most: a season that a form of ETS takes from them is a weak one, and in the backtest, which has fewer than %d to fit, mostly none could have one.", t.complete, seasonMonths))
	}
	t.demandForecasts(d, f, set)
	customerForecasts(d, f)
	trim(d, set.top)
	return d, nil
}

// timeline is the months that forecasts of the shop share.
type timeline struct {
	reading  forecast.Reading
	calendar period.Calendar
	months   period.Range // all of them
	over     period.Range // the complete ones
	complete int
	running  string // label of the running month, "" where all are over
}

func newTimeline(s *uci.Shop, through period.Date, cal period.Calendar) (timeline, error) {
	// The day of the last order counts as observed to its end.
	t := timeline{calendar: cal, reading: forecast.Reading{Frequency: 12, Through: cal.Start(through.AddDays(1))}}
	first, last := cal.Of(s.First, period.Month), cal.Of(s.Last, period.Month)
	end := last.End()
	if end.After(t.reading.Through) {
		t.running, end = last.Label(), last.Start()
	}
	for month := first; month.Start().Before(end); month = cal.Of(month.End(), period.Month) {
		t.complete++
	}
	if t.complete < seasonMonths {
		t.reading.Frequency = 1
	}
	var err error
	if t.months, err = period.NewRange(first.Start(), last.End()); err == nil {
		t.over, err = period.NewRange(first.Start(), end)
	}
	return t, err
}

// mustDate reads a date that this program wrote.
func mustDate(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// day returns a date some days before another.
func day(through period.Date, before float64) string {
	return through.AddDays(-int(before + 0.5)).String()
}
