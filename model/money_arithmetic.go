package model

import (
	"math"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// Add returns m + o, exactly. The zero Money adds to any currency and changes
// nothing. Different currencies give a [MixedCurrencyError].
func (m Money) Add(o Money) (Money, error) {
	if err := m.checkCurrency(o); err != nil {
		return Money{}, err
	}
	c := max(m.currency, o.currency) // the one that is not 0
	if m.big == nil && o.big == nil && m.scale == o.scale {
		if sum := m.coef + o.coef; (sum > m.coef) == (o.coef > 0) {
			return moneyFromInt(sum, m.scale, c), nil
		}
	}
	if m.big == nil && o.big == nil {
		sum, _ := int128Of(m.coef, m.scale).add(int128Of(o.coef, o.scale)) // 105 bits at most
		return moneyFromInt128(sum, c), nil
	}
	a, scale := m.parts()
	b, other := o.parts()
	if scale < other {
		a.Mul(a, bigTenTo(other-scale))
	} else {
		b.Mul(b, bigTenTo(scale-other))
	}
	return moneyFromBig(a.Add(a, b), max(scale, other), c), nil
}

// Sub returns m − o, exactly. The zero Money is 0 in any currency. Different
// currencies give a [MixedCurrencyError].
func (m Money) Sub(o Money) (Money, error) { return m.Add(o.Neg()) }

// Neg returns −m in the same currency; the zero Money stays itself.
func (m Money) Neg() Money {
	if m.big == nil && m.coef != math.MinInt64 {
		m.coef = -m.coef
		return m
	}
	coef, scale := m.parts()
	return moneyFromBig(coef.Neg(coef), scale, m.currency)
}

// Abs returns m without its sign.
func (m Money) Abs() Money {
	if m.Sign() < 0 {
		return m.Neg()
	}
	return m
}

// Mul returns m × factor, exactly. A factor beyond the limits of facts gives a
// [NumberError]. The zero Money stays itself.
func (m Money) Mul(factor decimal.Decimal) (Money, error) {
	if product, ok := m.mulSmall(factor); ok {
		return product, nil
	}
	return m.mulLarge(factor)
}

// mulSmall is Mul where all parts fit into 64 bits, as those of order lines do:
// reading a shop is mostly quantity times price.
func (m Money) mulSmall(factor decimal.Decimal) (product Money, ok bool) {
	exp := factor.Exponent()
	if m.big != nil || exp > 0 || exp < int32(m.scale)-MaxDecimalPlaces || m.coef == math.MinInt64 || factor.NumDigits() > 18 {
		return Money{}, false
	}
	f := factor.CoefficientInt64()
	p := m.coef * f
	if f != 0 && (p/f != m.coef || p == math.MinInt64) {
		return Money{}, false
	}
	return moneyFromInt(p, m.scale+uint8(-exp), m.currency), true
}

func (m Money) mulLarge(factor decimal.Decimal) (Money, error) {
	f, places, err := reduceDecimal(factor)
	if err != nil {
		return Money{}, err
	}
	coef, scale := m.parts()
	return moneyFromBig(coef.Mul(coef, f), scale+places, m.currency), nil
}

// DivRound returns m ÷ divisor, rounded once, half to even, to the given number
// of decimal places: −24 to 12, a negative number rounding to tens, hundreds
// and so on. A divisor of 0 gives a [NumberError] of kind [ErrDivisionByZero];
// places or a divisor beyond the limits give one of kind [ErrOutOfRange]. The
// zero Money stays itself.
func (m Money) DivRound(divisor decimal.Decimal, places int32) (Money, error) {
	d, dScale, err := reduceDecimal(divisor)
	if err != nil {
		return Money{}, err
	}
	if d.Sign() == 0 {
		return Money{}, &NumberError{Text: "0", Reason: "divisor of " + m.String(), Err: ErrDivisionByZero}
	}
	if places < -MaxIntegerDigits || places > MaxDecimalPlaces {
		return Money{}, &NumberError{Text: strconv.Itoa(int(places)), Reason: "places must be -24 to 12", Err: ErrOutOfRange}
	}
	// (n × 10^−nScale) ÷ (d × 10^−dScale) in units of 10^−places
	n, nScale := m.parts()
	if shift := dScale + int(places) - nScale; shift >= 0 {
		n.Mul(n, bigTenTo(shift))
	} else {
		d.Mul(d, bigTenTo(-shift))
	}
	return moneyFromUnits(divideHalfEven(n, d), int(places), m.currency), nil
}

// Round returns m rounded half to even to the given number of decimal places; a
// negative number rounds to tens, hundreds and so on. An amount with no more
// places than that is returned as it is.
func (m Money) Round(places int32) Money {
	if m.big == nil && int64(places) >= int64(m.scale) {
		return m
	}
	coef, scale := m.parts()
	drop := int64(scale) - int64(places)
	if drop <= 0 {
		return m
	}
	// 10^drop is more than twice coef then, however large drop is.
	if drop > int64(coef.BitLen()) {
		return Money{currency: m.currency}
	}
	return moneyFromUnits(divideHalfEven(coef, bigTenTo(int(drop))), int(places), m.currency)
}

// RoundMinor returns m rounded half to even to the minor unit of its currency:
// 0.125 EUR is 0.12 EUR. Where ISO 4217 has no minor unit (XAU, XXX …) m is
// returned as it is.
func (m Money) RoundMinor() Money {
	if !m.currency.hasMinorUnits() {
		return m
	}
	return m.Round(int32(m.currency.MinorUnits()))
}

// moneyFromUnits is moneyFromBig for a scale that may be negative.
func moneyFromUnits(coef *big.Int, scale int, c Currency) Money {
	if scale < 0 {
		coef.Mul(coef, bigTenTo(-scale))
		scale = 0
	}
	return moneyFromBig(coef, scale, c)
}
