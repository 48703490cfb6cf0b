package kpi

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Average is an exact quantity per count: 100 EUR over 3 orders. It is divided
// and rounded when it is asked for, so that nothing is lost before. Averages
// are made by metrics; the zero Average is 0 over 0.
type Average[T model.Quantity] struct {
	total amount // durations in seconds
	count int64
	per   decimal.Decimal // the total is so many times the quantity; zero is 1
}

// Total returns the quantity before it is divided. A duration or count that does
// not fit is cut to what does. The days' share of a quantity may be no decimal: it is
// rounded to 12 places then, and exact where it is divided.
func (a Average[T]) Total() T {
	return cutTo[T](a.exactTotal(), a.total.currency)
}

func (a Average[T]) exactTotal() decimal.Decimal { return unscaled(a.total.decimal(), a.per) }

// divisor is what the total is divided by.
func (a Average[T]) divisor() decimal.Decimal {
	n := decimal.NewFromInt(a.count)
	if !a.per.IsZero() {
		n = n.Mul(a.per)
	}
	return n
}

// Count returns by how many the quantity is divided.
func (a Average[T]) Count() int64 { return a.count }

// Round returns the quotient rounded once, half to even, to so many decimal
// places: of a currency unit, of 1, or, for durations, of a second. Counts are
// rounded to whole numbers whatever the places. Zero by zero is zero.
func (a Average[T]) Round(places int32) T {
	var v T
	switch any(&v).(type) {
	case *int64:
		places = 0
	case *time.Duration:
		places = min(places, 9)
	}
	v, _ = quantityOf[T](a.Decimal(places), a.total.currency).Value()
	return v
}

// Decimal returns the quotient as a number rounded once, half to even, to so
// many places; durations in seconds.
func (a Average[T]) Decimal(places int32) decimal.Decimal {
	if a.count == 0 {
		return decimal.Decimal{}
	}
	return divide(a.total.decimal(), a.divisor(), places)
}

// In returns an average duration as a number of the given units, such as days
// of 24 h, rounded once, half to even. Other averages and a unit that is not
// above 0 give zero.
func (a Average[T]) In(unit time.Duration, places int32) decimal.Decimal {
	var v T
	if _, ok := any(v).(time.Duration); !ok || unit <= 0 || a.count == 0 {
		return decimal.Decimal{}
	}
	return divide(a.total.decimal(), decimal.New(int64(unit), -9).Mul(a.divisor()), places)
}

// Currency returns the currency of an average of money.
func (a Average[T]) Currency() model.Currency { return a.total.currency }

// printPlaces is how many decimal places an average prints with: enough to
// tell it from its neighbours, few enough to read.
const printPlaces = 4

// String returns the quotient rounded to 4 decimal places, and the currency.
func (a Average[T]) String() string {
	var v T
	switch any(v).(type) {
	case model.Money:
		s := a.Decimal(printPlaces).StringFixed(printPlaces)
		if a.total.currency != 0 {
			s += " " + a.total.currency.Code()
		}
		return s
	case time.Duration:
		d, _ := any(a.Round(3)).(time.Duration)
		return d.String()
	}
	return a.Decimal(printPlaces).StringFixed(printPlaces)
}

// MarshalJSON returns an object with value, rounded to 4 places, total and
// count; decimals are strings, durations seconds.
func (a Average[T]) MarshalJSON() ([]byte, error) {
	out := struct {
		Value    string `json:"value"`
		Total    string `json:"total"`
		Count    int64  `json:"count"`
		Currency string `json:"currency,omitempty"`
	}{a.Decimal(printPlaces).StringFixed(printPlaces), plain(a.exactTotal()), a.count, ""}
	if a.total.currency != 0 {
		out.Currency = a.total.currency.Code()
	}
	return json.Marshal(out)
}
