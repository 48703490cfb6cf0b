package kpi

import (
	"math/big"

	"github.com/shopspring/decimal"
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
