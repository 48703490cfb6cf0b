package kpi

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// QuantileType is one of the nine definitions of a sample quantile that Hyndman
// and Fan (1996, The American Statistician 50:361-365) number. The zero value
// is taken as Type7.
type QuantileType uint8

// The types. The first three take values of the sample, or the middle of two;
// the others interpolate between the values next to a place that they define.
const (
	Type1 QuantileType = iota + 1 // inverse of the empirical distribution function
	Type2                         // as type 1, with the mean of both values at its jumps (SAS)
	Type3                         // the nearest order statistic, the even one of two
	Type4                         // linear interpolation of the distribution function
	Type5                         // its knots are the middles of the steps (hydrology)
	Type6                         // knots at k/(n+1) (Minitab, SPSS)
	Type7                         // knots at (k-1)/(n-1) (R, S, NumPy, spreadsheets); the default
	Type8                         // nearly unbiased for the median whatever the distribution; recommended by the paper
	Type9                         // nearly unbiased for a normal distribution
)

// String returns the type as "type 7".
func (t QuantileType) String() string {
	if t == 0 {
		t = Type7
	}
	return fmt.Sprintf("type %d", uint8(t))
}

// The errors of quantiles.
var (
	ErrNoValues     = errors.New("no values")
	ErrQuantileType = errors.New("quantile type is not 1 to 9")
	ErrProbability  = errors.New("probability is not in 0 to 1")
	ErrNotFinite    = errors.New("value is not a finite number")
)

// QuantileOf returns the p-quantile of a type as Quantile does: exact, but for
// thirds of type 8, which are rounded once, half to even, to 12 decimal places;
// counts are rounded to whole numbers and durations to nanoseconds in the same
// way. A p outside [0, 1] is taken as the nearer end, an unknown type as
// Type7; of the zero Distribution it is zero.
func (d Distribution[T]) QuantileOf(p decimal.Decimal, t QuantileType) T {
	v := d.QuantileOfDecimal(p, t)
	var q T
	switch any(q).(type) {
	case int64:
		v = v.RoundBank(0)
	case time.Duration:
		v = v.RoundBank(9)
	}
	return d.quantity(v)
}

// QuantileOfDecimal is QuantileOf as a number, of counts and durations
// (seconds) too.
func (d Distribution[T]) QuantileOfDecimal(p decimal.Decimal, t QuantileType) decimal.Decimal {
	if d.values.len() == 0 {
		return decimal.Decimal{}
	}
	p = decimal.Max(decimal.Decimal{}, decimal.Min(p, decimal.New(1, 0)))
	return exactQuantileOf(d.values.len(), d.values.at, p, decimal.New(1, 0), t)
}

// QuantileDecimal returns the p-quantile of numbers in any order, which are
// left as they are: exact, but for thirds of type 8, which are rounded once,
// half to even, to 12 decimal places more than the values have. The zero type
// is Type7. Errors: ErrNoValues, ErrProbability for a p outside [0, 1],
// ErrQuantileType.
func QuantileDecimal(values []decimal.Decimal, p decimal.Decimal, t QuantileType) (decimal.Decimal, error) {
	switch {
	case len(values) == 0:
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile: %w", ErrNoValues)
	case p.IsNegative() || p.GreaterThan(decimal.New(1, 0)):
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile %v: %w", p, ErrProbability)
	case t > Type9:
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile: %w: %d", ErrQuantileType, t)
	}
	sorted := slices.SortedFunc(slices.Values(values), decimal.Decimal.Cmp)
	return exactQuantileOf(len(sorted), func(i int) decimal.Decimal { return sorted[i] }, p, decimal.New(1, 0), t), nil
}

// QuantileAt returns the k/n-quantile of numbers as QuantileDecimal does, but
// exactly at k/n, which may have no end as a decimal: at a third, say. Errors:
// those of QuantileDecimal; ErrProbability where n is below 1 or k is not in
// 0 to n.
func QuantileAt(values []decimal.Decimal, k, n int64, t QuantileType) (decimal.Decimal, error) {
	switch {
	case len(values) == 0:
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile: %w", ErrNoValues)
	case n < 1 || k < 0 || k > n:
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile %d/%d: %w", k, n, ErrProbability)
	case t > Type9:
		return decimal.Decimal{}, fmt.Errorf("kpi: quantile: %w: %d", ErrQuantileType, t)
	}
	sorted := slices.SortedFunc(slices.Values(values), decimal.Decimal.Cmp)
	at := func(i int) decimal.Decimal { return sorted[i] }
	return exactQuantileOf(len(sorted), at, decimal.NewFromInt(k), decimal.NewFromInt(n), t), nil
}

// exactQuantileOf finds the quantile at num/den of n sorted values, n > 0. It
// counts places in parts of 1/(3 den), so that those of type 8 are whole
// numbers of them too.
func exactQuantileOf(n int, at func(int) decimal.Decimal, num, den decimal.Decimal, t QuantileType) decimal.Decimal {
	three, one := decimal.New(3, 0), decimal.New(1, 0)
	unit := den.Mul(three)
	place := num.Mul(decimal.NewFromInt(int64(n)).Mul(three)) // np
	switch t {                                                // + m
	case Type1, Type2, Type4:
	case Type3:
		place = place.Sub(den.Mul(decimal.New(15, -1)))
	case Type5:
		place = place.Add(den.Mul(decimal.New(15, -1)))
	case Type6:
		place = place.Add(num.Mul(three))
	case Type8:
		place = place.Add(num).Add(den)
	case Type9:
		place = place.Add(num.Mul(decimal.New(75, -2))).Add(den.Mul(decimal.New(1125, -3)))
	default:
		place = place.Add(den.Sub(num).Mul(three))
	}
	j, part := place.QuoRem(unit, 0)
	if part.IsNegative() { // QuoRem cuts towards zero
		j, part = j.Sub(one), part.Add(unit)
	}
	k := j.IntPart()
	low, high := at(int(max(1, min(k, int64(n))))-1), at(int(max(1, min(k+1, int64(n))))-1)
	switch t {
	case Type1, Type3:
		if part.IsZero() && (t == Type1 || k%2 == 0) {
			return low
		}
		return high
	case Type2:
		if !part.IsZero() {
			return high
		}
		part = unit.Mul(decimal.New(5, -1))
	}
	part = part.Mul(high.Sub(low))
	if exact := part.DivRound(unit, max(0, -part.Exponent())+model.MaxDecimalPlaces); exact.Mul(unit).Equal(part) {
		return low.Add(exact)
	}
	return low.Add(divide(part, unit, max(0, -low.Exponent(), -high.Exponent())+model.MaxDecimalPlaces))
}

// QuantileFloat is QuantileDecimal of floats. Where a place is within four
// machine epsilons of a whole number it is taken as that number, as R does, so
// that the jumps of types 1 to 3 do not depend on the rounding of p. Errors:
// those of QuantileDecimal, and ErrNotFinite for a NaN or an infinity.
func QuantileFloat(values []float64, p float64, t QuantileType) (float64, error) {
	switch {
	case len(values) == 0:
		return 0, fmt.Errorf("kpi: quantile: %w", ErrNoValues)
	case !(p >= 0 && p <= 1):
		return 0, fmt.Errorf("kpi: quantile %v: %w", p, ErrProbability)
	case t > Type9:
		return 0, fmt.Errorf("kpi: quantile: %w: %d", ErrQuantileType, t)
	}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0, fmt.Errorf("kpi: quantile: %w: %v", ErrNotFinite, v)
		}
	}
	x := slices.Sorted(slices.Values(values))
	n := float64(len(x))
	m := [...]float64{1 - p, 0, 0, -0.5, 0, 0.5, p, 1 - p, (p + 1) / 3, p/4 + 0.375}[t]
	place := n*p + m
	j := math.Floor(place + 4*epsilon)
	g := place - j
	if math.Abs(g) < 4*epsilon*max(1, n) {
		g = 0
	}
	low, high := x[int(max(1, min(j, n)))-1], x[int(max(1, min(j+1, n)))-1]
	switch t {
	case Type1, Type3:
		if g == 0 && (t == Type1 || math.Mod(j, 2) == 0) {
			return low, nil
		}
		return high, nil
	case Type2:
		if g != 0 {
			return high, nil
		}
		g = 0.5
	}
	if low == high {
		return low, nil
	}
	return (1-g)*low + g*high, nil // of large values of two signs the difference might overflow
}

const epsilon = 0x1p-52
