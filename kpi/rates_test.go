package kpi_test

import (
	"errors"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	noError(err)
	return d
}

func rate(date string, from, to model.Currency, value string) kpi.Rate {
	return kpi.Rate{Date: day(date), From: from, To: to, Rate: decimal.RequireFromString(value)}
}

func rates(of ...kpi.Rate) *kpi.Rates {
	r, err := kpi.NewRates(of...)
	noError(err)
	return r
}

func TestRates(t *testing.T) {
	r := rates(
		rate("2025-01-01", model.EUR, model.CHF, "0.94"), rate("2025-02-01", model.EUR, model.CHF, "0.95"),
		rate("2025-01-01", model.EUR, model.USD, "1.04"), rate("2025-01-15", model.USD, model.EUR, "0.97"),
		rate("2025-01-15", model.EUR, model.USD, "1.03"), rate("2025-03-01", model.USD, model.EUR, "0.9"),
	)
	for _, c := range []struct {
		from, to model.Currency
		day      string
		want     string
	}{
		{model.EUR, model.EUR, "2024-01-01", "1 EUR = 1 EUR of 2024-01-01"},
		{model.EUR, model.CHF, "2025-01-01", "1 EUR = 0.94 CHF of 2025-01-01"},
		{model.EUR, model.CHF, "2025-01-31", "1 EUR = 0.94 CHF of 2025-01-01"},
		{model.EUR, model.CHF, "2025-02-01", "1 EUR = 0.95 CHF of 2025-02-01"},
		{model.CHF, model.EUR, "2025-06-01", "1 CHF = 1.052631578947368421 EUR of 2025-02-01"},
		{model.USD, model.EUR, "2025-01-14", "1 USD = 0.961538461538461538 EUR of 2025-01-01"}, // only the reverse is known
		{model.USD, model.EUR, "2025-01-20", "1 USD = 0.97 EUR of 2025-01-15"},                 // both of one day: its own
		{model.EUR, model.USD, "2025-04-01", "1 EUR = 1.111111111111111111 USD of 2025-03-01"}, // the reverse is newer
		{model.CHF, model.USD, "2025-01-01", "1 CHF = 1.106382978723404255 USD of 2025-01-01"}, // over EUR
		{model.EUR, model.CHF, "2024-12-31", "invalid exchange rate: no rate of EUR to CHF on 2024-12-31"},
		{model.EUR, model.JPY, "2025-01-01", "invalid exchange rate: no rate of EUR to JPY on 2025-01-01"},
	} {
		x, err := r.Find(c.from, c.to, day(c.day))
		got := x.String()
		if err != nil {
			got = err.Error()
			if !errors.Is(err, kpi.ErrRate) {
				t.Errorf("%v is no ErrRate", err)
			}
		}
		if got != c.want {
			t.Errorf("%v to %v on %s: got %q, want %q", c.from, c.to, c.day, got, c.want)
		}
	}
}

func TestNewRatesRefuses(t *testing.T) {
	for _, bad := range [][]kpi.Rate{
		{rate("2025-01-01", model.EUR, model.EUR, "1")}, {rate("2025-01-01", model.EUR, model.CHF, "0")}, {rate("2025-01-01", model.EUR, model.CHF, "-1")},
		{{From: model.EUR, To: model.CHF, Rate: decimal.New(1, 0)}}, {rate("2025-01-01", 0, model.CHF, "1")}, {{Date: day("2025-01-01"), From: model.EUR, To: model.CHF, Rate: decimal.New(1, 999999)}},
		{rate("2025-01-01", model.EUR, model.CHF, "1"), rate("2025-01-01", model.EUR, model.CHF, "1")},
	} {
		if _, err := kpi.NewRates(bad...); !errors.Is(err, kpi.ErrRate) {
			t.Errorf("%v: got %v, want ErrRate", bad, err)
		}
	}
}

func TestConvert(t *testing.T) {
	zurich, err := time.LoadLocation("Europe/Zurich")
	noError(err)
	cal := period.In(zurich)
	r := rates(rate("2025-01-01", model.CHF, model.EUR, "1.05"), rate("2025-02-01", model.CHF, model.EUR, "1.07"))
	b := book{orders: []model.Order{
		order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-31T22:59:59Z", "100 CHF"), order("3", "2025-01-31T23:00:00Z", "100 CHF"),
	}}
	sum := kpi.Convert(r, model.EUR, cal, kpi.On(model.OrderFacts, kpi.Sum(model.OrderNet)))
	got := of(sum, b)
	wantText(t, got, "312.00 EUR") // the day begins at midnight in Zurich
	if used := fmt.Sprint(got.Rates()); used != "[1 CHF = 1.05 EUR of 2025-01-01 1 CHF = 1.07 EUR of 2025-02-01]" {
		t.Errorf("rates: got %s", used)
	}
	wantText(t, of(kpi.Convert(r, model.EUR, cal, kpi.AverageOrderValue(kpi.Policy{})), b), "104.0000 EUR")
	wantText(t, of(kpi.Convert(r, model.EUR, cal, kpi.MaximumBasket(kpi.Policy{})), b), "a: 107.00 EUR (3, 2025-01-31T23:00:00Z)")
	b.orders = append(b.orders, order("4", "2024-12-31", "1 CHF"))
	wantText(t, of(sum, b), "(missing rate: CHF to EUR on 2024-12-31)")
}

// Converted sums against a loop over the orders.
func TestOracleOfConvert(t *testing.T) {
	cal := period.In(time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		first := rapid.SampledFrom([]string{"0001-01-01", "2025-02-01", "2025-02-15"}).Draw(t, "first")
		list := []kpi.Rate{rate(first, model.USD, model.EUR, "0.93"), rate("2025-02-20", model.USD, model.EUR, "0.97")}
		sum, missing := new(big.Rat), false
		for _, o := range s.counted() {
			v := new(big.Rat).Sub(o.Goods.Amount().Rat(), o.Discount.Amount().Rat())
			if o.Goods.Currency() == model.USD {
				var at *kpi.Rate
				for i := range list {
					if !cal.DateOf(o.PlacedAt).Before(list[i].Date) {
						at = &list[i]
					}
				}
				if missing = missing || at == nil; at != nil {
					v.Mul(v, at.Rate.Rat())
				}
			}
			sum.Add(sum, v)
		}
		m := kpi.On(model.OrderFacts, kpi.Where(s.policy.CountedOrders(), kpi.Sum(model.OrderNet)))
		got := kpi.Convert(rates(list...), model.EUR, cal, m).Of(s.facts().All())
		switch v, ok := got.Value(); {
		case len(s.orders) == 0:
		case missing:
			if got.Why() != kpi.MissingRate {
				t.Fatalf("got %v, want a missing rate", got)
			}
		case !ok || v.Amount().Rat().Cmp(sum) != 0:
			t.Fatalf("got %v, want %v", got, sum)
		}
	})
}
