package kpi

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Unit is what a figure is measured in.
type Unit uint8

// The units.
const (
	UnitCount    Unit = iota // things
	UnitRatio                // a fraction
	UnitMoney                // an amount in a currency
	UnitDuration             // seconds
	UnitPoints               // points of a score
)

var unitNames = [...]string{"count", "ratio", "money", "duration", "points"}

// String returns the unit in a word.
func (u Unit) String() string {
	if int(u) < len(unitNames) {
		return unitNames[u]
	}
	return "unknown"
}

// MarshalText returns the unit in a word.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// Figure is the headline of a KPI, of whatever type its result is: an exact
// fraction with its unit, and the whole result as its parts. In a series, that of
// the largest basket has the amount alone as its parts: it is not told by account.
type Figure struct {
	num, den decimal.Decimal
	unit     Unit
	currency model.Currency
	text     func() string
	parts    func() ([]byte, error)
}

// Unit returns the unit.
func (f Figure) Unit() Unit { return f.unit }

// Currency returns the currency of money; 0 otherwise.
func (f Figure) Currency() model.Currency { return f.currency }

// Decimal returns the figure rounded once, half to even, to so many places;
// durations in seconds.
func (f Figure) Decimal(places int32) decimal.Decimal {
	if f.den.IsZero() {
		return decimal.Decimal{}
	}
	return divide(f.num, f.den, places)
}

// Compare compares two figures of one unit exactly.
func (f Figure) Compare(g Figure) int {
	return f.num.Mul(g.den).Cmp(g.num.Mul(f.den))
}

// String returns the figure for people: 12.34 %, 480.87 GBP, 40 h.
func (f Figure) String() string {
	switch f.unit {
	case UnitRatio:
		if f.den.IsZero() {
			return "0"
		}
		return divide(f.num.Shift(2), f.den, 2).StringFixed(2) + " %"
	case UnitMoney:
		s := f.Decimal(2).StringFixed(2)
		if f.currency != 0 {
			s += " " + f.currency.Code()
		}
		return s
	case UnitDuration:
		return durationText(time.Duration(f.Decimal(0).IntPart()) * time.Second)
	case UnitPoints:
		return f.Decimal(1).StringFixed(1)
	}
	return f.Decimal(0).String()
}

// durationText is a duration as people say it.
func durationText(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return decimal.NewFromInt(int64(d)).DivRound(decimal.NewFromInt(int64(24*time.Hour)), 1).String() + " d"
	case d >= time.Hour:
		return d.Round(time.Minute).String()
	}
	return d.String()
}

// Detail returns the whole result as text.
func (f Figure) Detail() string {
	if f.text == nil {
		return ""
	}
	return f.text()
}

// figurePlaces is how many places a figure has in JSON.
const figurePlaces = 6

// MarshalJSON returns an object with value, rounded to 6 places, and currency.
func (f Figure) MarshalJSON() ([]byte, error) {
	out := struct {
		Value    string `json:"value"`
		Currency string `json:"currency,omitempty"`
	}{Value: f.value()}
	if f.currency != 0 {
		out.Currency = f.currency.Code()
	}
	return json.Marshal(out)
}

func (f Figure) value() string { return plain(f.Decimal(figurePlaces)) }

// Parts returns the whole result as JSON.
func (f Figure) Parts() (json.RawMessage, error) {
	if f.parts == nil {
		return json.RawMessage("null"), nil
	}
	return f.parts()
}

// figured turns a KPI into the figure that a function picks of its value.
func figured[R any](m KPI[R], pick func(R) Result[Figure]) KPI[Figure] {
	return Then("figure", m, func(v R) Result[Figure] { return withParts(pick(v), v) })
}

// withParts is a figure, where it is defined, with the whole result as its parts.
func withParts[R any](r Result[Figure], whole R) Result[Figure] {
	if r.Why() == Defined {
		r.value.text = func() string { return Value(whole).String() }
		r.value.parts = func() ([]byte, error) { return json.Marshal(whole) }
	}
	return r
}

func countFigure(n int64) Result[Figure] {
	return Value(Figure{num: decimal.NewFromInt(n), den: decimal.New(1, 0), unit: UnitCount})
}

func ratioFigure(r Ratio) Result[Figure] {
	return Value(Figure{num: r.num, den: r.den, unit: UnitRatio})
}

func moneyFigure(m model.Money) Result[Figure] {
	return Value(Figure{num: m.Amount(), den: decimal.New(1, 0), unit: UnitMoney, currency: m.Currency()})
}

func averageFigure[T model.Quantity](a Average[T]) Result[Figure] {
	f := Figure{num: a.total.decimal(), den: a.divisor(), unit: UnitCount, currency: a.total.currency}
	var v T
	switch any(v).(type) {
	case model.Money:
		f.unit = UnitMoney
	case time.Duration:
		f.unit = UnitDuration
	}
	return Value(f)
}

// inResult is a figure of a result that may be undefined.
func inResult[R any](r Result[R], pick func(R) Result[Figure]) Result[Figure] {
	v, ok := r.Value()
	if !ok {
		return undefinedAs[Figure](r)
	}
	return pick(v)
}
