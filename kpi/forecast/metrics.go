package forecast

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/shopspring/decimal"
)

// quotientPlaces is where a quotient that does not end is rounded, once: far
// beyond the digits of a float.
const quotientPlaces = 40

// FromCounts reads a series of counts, such as orders by month. A period without
// rows has a count of 0 and is observed. Errors as for FromResults.
func FromCounts(s kpi.Series[int64], r Reading) (Series, error) {
	return FromResults(s, r, func(n int64) (decimal.Decimal, error) { return decimal.NewFromInt(n), nil })
}

// FromNumbers reads a series of exact numbers, such as quantities. Errors as for
// FromResults.
func FromNumbers(s kpi.Series[decimal.Decimal], r Reading) (Series, error) {
	return FromResults(s, r, func(d decimal.Decimal) (decimal.Decimal, error) { return d, nil })
}

// FromMoney reads a series of amounts, such as revenue by month, exactly, and
// returns the currency, which is that of the estimates; 0 where every amount is
// of nothing. It returns an error wrapping ErrCurrency for amounts of several
// currencies; others as for FromResults.
func FromMoney(s kpi.Series[model.Money], r Reading) (Series, model.Currency, error) {
	var one oneCurrency
	out, err := FromResults(s, r, func(m model.Money) (decimal.Decimal, error) {
		return m.Amount(), one.add(m.Currency())
	})
	return out, one.seen, err
}

// FromDurations reads a series of durations, exactly, as numbers of seconds.
// Errors as for FromResults.
func FromDurations(s kpi.Series[time.Duration], r Reading) (Series, error) {
	return FromResults(s, r, func(d time.Duration) (decimal.Decimal, error) { return decimal.New(int64(d), -9), nil })
}

// FromRatios reads a series of ratios, such as conversion by month, as numbers: 0.2
// for 20 %. A quotient that does not end is rounded once, at the 40th place. A
// period with nothing to divide by is missing. Errors as for FromResults.
func FromRatios(s kpi.Series[kpi.Ratio], r Reading) (Series, error) {
	return FromResults(s, r, func(v kpi.Ratio) (decimal.Decimal, error) { return v.Round(quotientPlaces), nil })
}

// FromAverages reads a series of means, such as the average order value by month,
// and returns their currency, 0 for what is no money. Durations become seconds.
// A quotient that does not end is rounded once, at the 40th place. A period
// with nothing to divide by is missing. Errors as for FromMoney.
func FromAverages[T model.Quantity](s kpi.Series[kpi.Average[T]], r Reading) (Series, model.Currency, error) {
	var one oneCurrency
	out, err := FromResults(s, r, func(v kpi.Average[T]) (decimal.Decimal, error) {
		return v.Decimal(quotientPlaces), one.add(v.Currency())
	})
	return out, one.seen, err
}
