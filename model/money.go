package model

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"
)

// ErrMixedCurrency is the kind of every error about amounts in different
// currencies; the currencies are in [MixedCurrencyError].
var ErrMixedCurrency = errors.New("mixed currency")

// MixedCurrencyError names the currencies that do not add up: the two sides of
// an operation on [Money], or all of a [MoneySum], sorted by code. It wraps
// [ErrMixedCurrency].
type MixedCurrencyError struct {
	Currencies []Currency
}

// Error names all of the currencies.
func (e *MixedCurrencyError) Error() string {
	codes := make([]string, len(e.Currencies))
	for i, c := range e.Currencies {
		codes[i] = c.Code()
	}
	return fmt.Sprintf("%v: %s", ErrMixedCurrency, strings.Join(codes, ", "))
}

// Unwrap returns [ErrMixedCurrency].
func (e *MixedCurrencyError) Unwrap() error { return ErrMixedCurrency }

// Money is an exact amount in a currency. It is a small immutable value; no
// operation rounds unless its name says so.
//
// The zero Money has no currency and stands for "not known"; it is the identity
// of addition in every currency. A known zero is 0 with its currency.
//
// Amounts that are numerically the same are the same Money: 100 EUR and 100.00
// EUR are Equal, print and encode alike. Compare with [Money.Equal]: Money is
// not comparable with ==, which would look at pointers.
//
// Money made from data ([NewMoney], [ParseMoney], UnmarshalText, UnmarshalJSON)
// keeps the limits [MaxIntegerDigits] and [MaxDecimalPlaces]. Results of
// arithmetic are exact beyond them, but cannot be read back from text then.
type Money struct {
	_ [0]func() // makes == a compile error

	// The amount is coef × 10^−scale in its shortest form (no trailing zeros
	// behind the point). What does not fit an int64 and MaxDecimalPlaces is in
	// big, shortest as well, and coef and scale are 0 then. One amount has one
	// form, so that engines can compare and store the parts.
	coef     int64
	big      *decimal.Decimal
	currency Currency
	scale    uint8
}

// NewMoney returns the amount in currency c. An amount beyond the limits of
// facts gives a [NumberError]; a c that is no currency gives an
// [UnknownCurrencyError], except that 0 without currency is the zero Money.
func NewMoney(amount decimal.Decimal, c Currency) (Money, error) {
	if !c.valid() && (c != 0 || !amount.IsZero()) {
		return Money{}, &UnknownCurrencyError{Code: c.Code()}
	}
	// The common case, without the allocations of the general one.
	if exp := amount.Exponent(); exp >= -MaxDecimalPlaces && exp <= 0 {
		if coef := amount.Coefficient(); coef.IsInt64() {
			return moneyFromInt(coef.Int64(), uint8(-exp), c), nil
		}
	}
	coef, scale, err := reduceDecimal(amount)
	if err != nil {
		return Money{}, err
	}
	return moneyFromBig(coef, scale, c), nil
}

// MoneyOf returns units × 10^−scale in currency c, exactly: MoneyOf(1250, 2,
// EUR) is 12.50 EUR. It is for constants and for engines that have checked
// their parts; it panics when scale is not 0 to 12 or c is no currency (0 units
// without currency are the zero Money). Use [NewMoney] for data.
func MoneyOf(units int64, scale int, c Currency) Money {
	if scale < 0 || scale > MaxDecimalPlaces {
		panic(fmt.Sprintf("model: MoneyOf: scale %d; pass 0 to %d decimal places", scale, MaxDecimalPlaces))
	}
	if !c.valid() && (c != 0 || units != 0) {
		panic(fmt.Sprintf("model: MoneyOf: %d is no currency; pass a constant such as EUR, or a Currency from ParseCurrency", c))
	}
	return moneyFromInt(units, uint8(scale), c)
}

// moneyFromInt brings coef × 10^−scale into its shortest form.
func moneyFromInt(coef int64, scale uint8, c Currency) Money {
	if coef == 0 {
		return Money{currency: c}
	}
	for scale > 0 && coef%10 == 0 {
		coef /= 10
		scale--
	}
	return Money{coef: coef, scale: scale, currency: c}
}

// moneyFromBig brings coef × 10^−scale into its shortest form. It takes coef
// over; scale is not negative.
func moneyFromBig(coef *big.Int, scale int, c Currency) Money {
	coef, scale = trimZeros(coef, scale)
	if coef.IsInt64() && scale <= MaxDecimalPlaces {
		return Money{coef: coef.Int64(), scale: uint8(scale), currency: c}
	}
	d := decimal.NewFromBigInt(coef, -int32(scale))
	return Money{big: &d, currency: c}
}

// parts returns the amount as coef × 10^−scale in its shortest form. The caller
// owns coef.
func (m Money) parts() (coef *big.Int, scale int) {
	if m.big == nil {
		return big.NewInt(m.coef), int(m.scale)
	}
	return m.big.Coefficient(), int(-m.big.Exponent())
}

// Amount returns the exact amount, 0 for the zero Money. Its exponent is the
// largest one possible, 0 at most.
func (m Money) Amount() decimal.Decimal {
	if m.big != nil {
		return *m.big
	}
	return decimal.New(m.coef, -int32(m.scale))
}

// Currency returns the currency, 0 for the zero Money.
func (m Money) Currency() Currency { return m.currency }

// Coefficient returns the amount as coef × 10^−scale in its shortest form,
// scale being 0 to 12 without trailing zeros; ok is false, and the rest 0, when
// it has no such form (then use [Money.Amount]). It is for engines: equal
// amounts have equal parts, and [MoneyOf] and [MoneySum.AddCoef] take them.
func (m Money) Coefficient() (coef int64, scale uint8, ok bool) {
	return m.coef, m.scale, m.big == nil
}

// IsNone tells whether m is the zero Money: amount 0 and no currency.
func (m Money) IsNone() bool { return m.currency == 0 }

// IsZero tells whether the amount is 0, known or not. Beware of the omitzero
// option of encoding/json, which calls it: a known zero would be left out.
func (m Money) IsZero() bool { return m.Sign() == 0 }

// Sign returns −1 for an amount below 0, 0 for 0, and 1 for one above 0.
func (m Money) Sign() int {
	switch {
	case m.big != nil:
		return m.big.Sign()
	case m.coef < 0:
		return -1
	case m.coef > 0:
		return 1
	}
	return 0
}

// Equal tells whether m and o are numerically the same amount in the same
// currency. The zero Money equals only itself, not a known zero.
func (m Money) Equal(o Money) bool {
	if m.currency != o.currency || m.coef != o.coef || m.scale != o.scale {
		return false
	}
	if m.big == nil || o.big == nil {
		return m.big == o.big
	}
	return m.big.Equal(*o.big)
}

// Cmp returns −1, 0 or 1 as the amount of m is below, at or above that of o.
// The zero Money compares as 0 in any currency. Different currencies give a
// [MixedCurrencyError].
func (m Money) Cmp(o Money) (int, error) {
	if err := m.checkCurrency(o); err != nil {
		return 0, err
	}
	if m.big == nil && o.big == nil {
		return int128Of(m.coef, m.scale).cmp(int128Of(o.coef, o.scale)), nil
	}
	return m.Amount().Cmp(o.Amount()), nil
}

// checkCurrency refuses two sides that both have a currency, and not the same.
func (m Money) checkCurrency(o Money) error {
	if m.currency == o.currency || m.currency == 0 || o.currency == 0 {
		return nil
	}
	return &MixedCurrencyError{Currencies: []Currency{m.currency, o.currency}}
}
