package cohort

import (
	"encoding/json"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Exact is an exact fraction, of money or of nothing: what a third of 100 EUR
// is, before it is rounded. The zero Exact is 0.
type Exact struct {
	rat      *big.Rat
	currency model.Currency
}

// Rat returns the fraction.
func (e Exact) Rat() *big.Rat {
	if e.rat == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(e.rat)
}

// Currency returns the currency, 0 where the fraction is no money.
func (e Exact) Currency() model.Currency { return e.currency }

// Round returns the fraction rounded once, half to even, to so many decimal
// places, 0 or more.
func (e Exact) Round(places int32) decimal.Decimal {
	r := e.Rat()
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, 0))), nil)
	num := new(big.Int).Mul(r.Num(), scale)
	q, m := new(big.Int).DivMod(num, r.Denom(), new(big.Int)) // m is never negative
	switch twice := m.Lsh(m, 1).Cmp(r.Denom()); {
	case twice > 0, twice == 0 && q.Bit(0) == 1:
		q.Add(q, big.NewInt(1))
	}
	return decimal.NewFromBigInt(q, -max(places, 0))
}

// exactPlaces is how many decimal places an Exact prints with.
const exactPlaces = 4

// String returns the fraction rounded to 4 decimal places, and the currency.
func (e Exact) String() string {
	s := e.Round(exactPlaces).StringFixed(exactPlaces)
	if e.currency != 0 {
		s += " " + e.currency.Code()
	}
	return s
}

// MarshalJSON returns an object with value, rounded to 6 places, the fraction
// as numerator/denominator, and the currency of money.
func (e Exact) MarshalJSON() ([]byte, error) {
	out := struct {
		Value    string `json:"value"`
		Fraction string `json:"fraction"`
		Currency string `json:"currency,omitempty"`
	}{e.Round(6).StringFixed(6), e.Rat().String(), ""}
	if e.currency != 0 {
		out.Currency = e.currency.Code()
	}
	return json.Marshal(out)
}

// ratOf is an amount of money as a fraction.
func ratOf(m model.Money) *big.Rat { return m.Amount().Rat() }

// percent is a fraction of nothing as a percentage, for tables.
func (e Exact) percent() string {
	hundred := Exact{rat: new(big.Rat).Mul(e.Rat(), big.NewRat(100, 1))}
	return hundred.Round(1).StringFixed(1) + "%  "
}
