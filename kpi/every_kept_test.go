package kpi_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Of a live series only the periods are worked out again in which something
// happened.
func TestLiveSeriesKeepsPeriods(t *testing.T) {
	cal := period.In(time.UTC)
	year, err := cal.Parse("2025")
	noError(err)
	worked := 0
	revenue := kpi.Map("counted", kpi.Sum(model.OrderNet), func(m model.Money) model.Money { worked++; return m })
	months := kpi.Buckets{Range: year, Grain: period.Month, Calendar: cal}
	f := model.NewFacts(model.FactsOptions{})
	order := func(i int, month time.Month, units int64) model.Order {
		return model.Order{
			ID: model.OrderID(fmt.Sprint("o", i)), PlacedAt: time.Date(2025, month, 3, 9, 0, 0, 0, time.UTC), Status: model.StatusPlaced,
			Goods: model.MoneyOf(units, 0, model.EUR),
		}
	}
	live := kpi.NewLive(f, kpi.On(model.OrderFacts, kpi.Every(model.OrderPlacedAt, months, revenue)))
	for i, step := range []struct {
		do     func() error
		worked int
		want   string
	}{
		{func() error { return f.Orders.Append(order(0, 1, 5), order(1, 2, 7)) }, 12, "5.00 EUR 7.00 EUR 0 0"},
		{func() error { return f.Orders.Append(order(2, 2, 1)) }, 1, "5.00 EUR 8.00 EUR 0 0"},
		{func() error { return nil }, 0, "5.00 EUR 8.00 EUR 0 0"},
		{func() error { return f.Orders.Append(order(3, 4, 9)) }, 1, "5.00 EUR 8.00 EUR 0 9.00 EUR"},
		{func() error { return f.Orders.Append(order(4, 1, 1), order(5, 4, 1)) }, 2, "6.00 EUR 8.00 EUR 0 10.00 EUR"},
		{func() error { return f.Orders.Correct(order(3, 3, 9)) }, 12, "6.00 EUR 8.00 EUR 9.00 EUR 1.00 EUR"}, // all: stretches were merged
		{func() error { return f.Orders.Append(order(6, 3, 1)) }, 1, "6.00 EUR 8.00 EUR 10.00 EUR 1.00 EUR"},
		{func() error { return f.Orders.Append(order(7, 3, 1)) }, 1, "6.00 EUR 8.00 EUR 11.00 EUR 1.00 EUR"},
	} {
		noError(step.do())
		worked = 0
		series, ok := live.Result().Value()
		if !ok {
			t.Fatal("no series")
		}
		got := ""
		for month, r := range series.All() {
			if month.Start().Month() > 4 {
				break
			}
			text := "-"
			if m, ok := r.Value(); ok {
				text = m.String()
			}
			got += " " + text
		}
		if got = got[1:]; got != step.want || worked != step.worked {
			t.Errorf("step %d: %s, %d periods worked out; want %s, %d", i, got, worked, step.want, step.worked)
		}
	}
}
