package kpi

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

// Ratio is an exact fraction of like quantities: 20 of 30 visitors, 480 EUR of
// 1000 EUR. It is divided and rounded when it is asked for. Its denominator is
// above zero, but for the zero Ratio, which is no ratio.
type Ratio struct {
	num, den decimal.Decimal
	per      decimal.Decimal // both are so many times what they stand for; zero is 1
	currency model.Currency
	subset   bool
}

// Numerator returns the upper part of the fraction. Where days are shared out
// it may be no decimal: it is rounded to 12 places then, and exact in the
// fraction.
func (r Ratio) Numerator() decimal.Decimal { return unscaled(r.num, r.per) }

// Denominator returns the lower part of the fraction, as Numerator does.
func (r Ratio) Denominator() decimal.Decimal { return unscaled(r.den, r.per) }

// Currency returns the currency of both parts; 0 where they are no money.
func (r Ratio) Currency() model.Currency { return r.currency }

// Round returns the fraction rounded once, half to even, to so many decimal
// places.
func (r Ratio) Round(places int32) decimal.Decimal {
	if r.den.IsZero() {
		return decimal.Decimal{}
	}
	return divide(r.num, r.den, places)
}

// Percent returns 100 times the fraction, rounded once, half to even, to so
// many decimal places.
func (r Ratio) Percent(places int32) decimal.Decimal {
	if r.den.IsZero() {
		return decimal.Decimal{}
	}
	return divide(r.num.Shift(2), r.den, places)
}

// Interval returns the Wilson interval of a share of counts at the level, such
// as 0.95; false where the ratio is not a count out of a count that holds it.
func (r Ratio) Interval(level float64) (proportion.Interval, bool) {
	num, ok := fit(r.num)
	den, fits := fit(r.den)
	if !r.subset || !ok || !fits {
		return proportion.Interval{}, false
	}
	i, err := proportion.CI(num, den, level, proportion.Wilson)
	return i, err == nil
}

// String returns the fraction as a percentage with 2 decimal places.
func (r Ratio) String() string { return r.Percent(2).StringFixed(2) + " %" }

// MarshalJSON returns an object with value, rounded to 6 places, numerator and
// denominator, all strings.
func (r Ratio) MarshalJSON() ([]byte, error) {
	out := struct {
		Value       string `json:"value"`
		Numerator   string `json:"numerator"`
		Denominator string `json:"denominator"`
		Currency    string `json:"currency,omitempty"`
	}{r.Round(6).StringFixed(6), plain(r.Numerator()), plain(r.Denominator()), ""}
	if r.currency != 0 {
		out.Currency = r.currency.Code()
	}
	return json.Marshal(out)
}

// RatioOf is the exact fraction of two like quantities. It is undefined
// (NoDenominator) where the denominator is zero or negative, and where the
// two are in different currencies (MixedCurrency).
func RatioOf[F any, T model.Quantity](num, den Metric[F, T]) Metric[F, Ratio] {
	return Join("ratio", num, den, func(a, b T) Result[Ratio] { return ratioOf(a, b, false) })
}

// Share is the exact fraction of two counts of which the second holds the
// first, in [0, 1]; it has an interval. It is undefined (NoDenominator) where
// the second is zero.
func Share[F any](part, whole Metric[F, int64]) Metric[F, Ratio] {
	return Join("share", part, whole, func(a, b int64) Result[Ratio] { return ratioOf(a, b, true) })
}

// NewRatio returns the fraction of two like quantities as RatioOf does.
func NewRatio[T model.Quantity](num, den T) Result[Ratio] { return ratioOf(num, den, false) }

func ratioOf[T model.Quantity](num, den T, subset bool) Result[Ratio] {
	n, numCurrency := exactOf(num)
	d, denCurrency := exactOf(den)
	if numCurrency != 0 && denCurrency != 0 && numCurrency != denCurrency {
		return Undefined[Ratio](MixedCurrency, numCurrency.Code()+", "+denCurrency.Code())
	}
	if !d.IsPositive() {
		return Undefined[Ratio](NoDenominator, "")
	}
	return Value(Ratio{num: n, den: d, currency: denCurrency, subset: subset})
}

// Per is the exact amount per unit: a quantity divided by a count. It is
// undefined (NoDenominator) where the count is zero.
func Per[F any, T model.Quantity](amount Metric[F, T], count Metric[F, int64]) Metric[F, Average[T]] {
	return Join("per", amount, count, func(a T, n int64) Result[Average[T]] {
		if n <= 0 {
			return Undefined[Average[T]](NoDenominator, "")
		}
		d, cur := exactOf(a)
		return Value(Average[T]{total: amountOf(d, cur), count: n})
	})
}
