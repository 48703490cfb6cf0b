package association

import (
	"fmt"
	"math/bits"
)

// Fraction is an exact count over a count: 6 of 1000 is 0.6 %. The zero Fraction
// has nothing to divide by.
type Fraction struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// Percent returns so many percent, as an option.
func Percent(n int64) Fraction { return Fraction{n, 100} }

// PerMille returns so many thousandths, as an option.
func PerMille(n int64) Fraction { return Fraction{n, 1000} }

// Float64 returns the nearest float64; false where there is nothing to divide
// by.
func (f Fraction) Float64() (float64, bool) {
	if f.Den == 0 {
		return 0, false
	}
	return float64(f.Num) / float64(f.Den), true
}

// String returns both numbers, such as "6/1000".
func (f Fraction) String() string { return fmt.Sprintf("%d/%d", f.Num, f.Den) }

// isShare says whether the fraction is zero, or lies in [0, 1].
func (f Fraction) isShare() bool {
	return f == Fraction{} || f.Den > 0 && f.Num >= 0 && f.Num <= f.Den
}

// holds says whether part / whole is at least the fraction; all numbers are 0 or
// above.
func (f Fraction) holds(part, whole int64) bool {
	return comparePairs(part, f.Den, f.Num, whole) >= 0
}

// comparePairs compares a*b with c*d in 128 bits; all are 0 or above.
func comparePairs(a, b, c, d int64) int {
	h1, l1 := bits.Mul64(uint64(a), uint64(b))
	h2, l2 := bits.Mul64(uint64(c), uint64(d))
	switch {
	case h1 == h2 && l1 == l2:
		return 0
	case h1 > h2 || h1 == h2 && l1 > l2:
		return 1
	}
	return -1
}
