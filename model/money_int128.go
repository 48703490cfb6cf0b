package model

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
)

// int128 is a signed number of 128 bits in two's complement, in units of
// 10^−12. At that one scale no sum is ever rescaled, every int64 coefficient at
// scale 0 to 12 fits (it takes 104 bits), and amounts up to 1.7 × 10^26 fit.
type int128 struct {
	high int64
	low  uint64
}

// int128Of returns coef × 10^−scale; scale is 0 to 12.
func int128Of(coef int64, scale uint8) int128 {
	factor := tenTo[MaxDecimalPlaces-scale]
	high, low := bits.Mul64(uint64(coef), factor)
	if coef < 0 {
		high -= factor // uint64(coef) was 2^64 too large
	}
	return int128{int64(high), low}
}

// add returns a + b; ok is false when that does not fit.
func (a int128) add(b int128) (sum int128, ok bool) {
	low, carry := bits.Add64(a.low, b.low, 0)
	high := a.high + b.high + int64(carry)
	// It overflows when both have one sign and the sum has the other.
	return int128{high, low}, (a.high^high)&(b.high^high) >= 0
}

func (a int128) cmp(b int128) int {
	return cmp.Or(cmp.Compare(a.high, b.high), cmp.Compare(a.low, b.low))
}

// shortest returns the value as ±(high, low) × 10^−scale with the smallest
// scale from 0 to 12.
func (a int128) shortest() (negative bool, high, low uint64, scale int) {
	high, low, scale = uint64(a.high), a.low, MaxDecimalPlaces
	if negative = a.high < 0; negative {
		var borrow uint64
		low, borrow = bits.Sub64(0, low, 0)
		high, _ = bits.Sub64(0, high, borrow)
	}
	if high|low == 0 {
		return false, 0, 0, 0
	}
	for _, step := range [...]int{8, 4, 2, 1} {
		// Every number of zeros up to 12 is a sum of some of these steps.
		if step > scale {
			continue
		}
		qh, rest := high/tenTo[step], high%tenTo[step]
		ql, rest := bits.Div64(rest, low, tenTo[step])
		if rest == 0 {
			high, low, scale = qh, ql, scale-step
		}
	}
	return negative, high, low, scale
}

// big returns the value in units of 10^−12.
func (a int128) big() *big.Int {
	b := big.NewInt(a.high)
	b.Lsh(b, 64)
	return b.Or(b, new(big.Int).SetUint64(a.low))
}

// moneyFromInt128 returns v units of 10^−12 in currency c.
func moneyFromInt128(v int128, c Currency) Money {
	negative, high, low, scale := v.shortest()
	if high != 0 || low > math.MaxInt64 {
		return moneyFromBig(v.big(), MaxDecimalPlaces, c)
	}
	coef := int64(low)
	if negative {
		coef = -coef
	}
	return Money{coef: coef, scale: uint8(scale), currency: c}
}
