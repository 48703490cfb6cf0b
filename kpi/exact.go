package kpi

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

var two = decimal.NewFromInt(2)

// divide returns num / den rounded once, half to even, to so many decimal
// places. The denominator is not zero.
func divide(num, den decimal.Decimal, places int32) decimal.Decimal {
	q, r := num.QuoRem(den, places)
	if r.IsZero() {
		return q
	}
	unit := decimal.New(1, -places)
	switch twice := r.Abs().Mul(two).Cmp(den.Abs().Mul(unit)); {
	case twice > 0, twice == 0 && odd(q, places):
		if num.Sign() != den.Sign() {
			unit = unit.Neg()
		}
		return q.Add(unit)
	}
	return q
}

// odd tells whether the last of so many decimal places is odd.
func odd(d decimal.Decimal, places int32) bool {
	return d.Shift(places).BigInt().Bit(0) == 1
}

// plain returns the decimal without trailing zeros, as its shortest text has
// it.
func plain(d decimal.Decimal) string { return d.String() }

// fit returns the decimal as an int64; false where it has decimals or does not
// fit.
func fit(d decimal.Decimal) (int64, bool) {
	if !d.IsInteger() {
		return 0, false
	}
	b := d.BigInt()
	return b.Int64(), b.IsInt64()
}

// small returns the decimal as v / 10^scale; false where that does not fit.
func small(d decimal.Decimal) (v int64, scale uint8, ok bool) {
	coef, exp := shortest(d)
	if !coef.IsInt64() || exp < -model.MaxDecimalPlaces {
		return 0, 0, false
	}
	v = coef.Int64()
	if exp > 0 { // round numbers are no wider than others
		f, fits := factorOf(uint8(min(exp, 19)))
		if !fits || v > math.MaxInt64/f || v < -(math.MaxInt64/f) {
			return 0, 0, false
		}
		v, exp = v*f, 0
	}
	return v, uint8(-exp), v > model.Wide
}

var bigTen = big.NewInt(10)

// shortest returns the decimal as coef x 10^exp with no trailing zeros in
// coef: the one form of a value.
func shortest(d decimal.Decimal) (coef *big.Int, exp int32) {
	coef, exp = d.Coefficient(), d.Exponent()
	if coef.Sign() == 0 {
		return coef, 0
	}
	var q, r big.Int
	for {
		if q.QuoRem(coef, bigTen, &r); r.Sign() != 0 {
			return coef, exp
		}
		coef.Set(&q)
		exp++
	}
}
