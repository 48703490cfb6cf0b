package model

import (
	"math"

	"github.com/shopspring/decimal"
)

// Marks among the values of Numbers.
const (
	Unknown int64 = math.MinInt64     // the value is not known
	Wide    int64 = math.MinInt64 + 1 // the value does not fit; see Numbers.At
)

var pow10 = [...]int64{
	1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
	100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
	10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
}

// scaleUp returns v times 10 to the power of by; ok is false where that does
// not fit between the marks.
func scaleUp(v int64, by int) (scaled int64, ok bool) {
	if v == 0 {
		return 0, true
	}
	if by >= len(pow10) {
		return 0, false
	}
	p := pow10[by]
	if r := v * p; r/p == v && r > Wide {
		return r, true
	}
	return 0, false
}

// number is one value on its way into a column.
type number struct {
	coef  int64 // or Unknown, or Wide
	scale uint8
	wide  decimal.Decimal // when coef is Wide
}

var noNumber = number{coef: Unknown}

func whole(v int64) number { return number{coef: v} }

func numberOf(d decimal.Decimal) number {
	if d.IsZero() {
		return number{}
	}
	exp := int(d.Exponent())
	if c := d.Coefficient(); c.IsInt64() && c.Int64() > Wide {
		switch {
		case exp <= 0 && exp >= -MaxDecimalPlaces:
			return number{coef: c.Int64(), scale: uint8(-exp)}
		case exp > 0:
			if v, ok := scaleUp(c.Int64(), exp); ok {
				return whole(v)
			}
		}
	}
	return number{coef: Wide, wide: d}
}

// decimal returns the value of a known number.
func (n number) decimal() decimal.Decimal {
	if n.coef == Wide {
		return n.wide
	}
	return decimal.New(n.coef, -int32(n.scale))
}

func (n number) equal(o number) bool {
	if n.coef == Unknown || o.coef == Unknown {
		return n.coef == o.coef
	}
	if n.scale == o.scale && n.coef != Wide && o.coef != Wide {
		return n.coef == o.coef
	}
	return n.decimal().Equal(o.decimal())
}

// numCol is one column of numbers of a chunk, all at one scale, so that a
// block adds up without looking at exponents. A value that does not fit at
// the column's scale stands aside in wide.
type numCol struct {
	v     []int64
	scale uint8
	marks bool     // some value is Unknown or Wide
	among interval // all values that fit, and maybe some that were there before
	wide  map[int32]decimal.Decimal
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}

// put writes n at row i, which is a row of the column or the next one.
func (c *numCol) put(i int, n number) {
	if i == len(c.v) {
		c.v = append(c.v, Unknown)
	}
	if c.wide != nil {
		delete(c.wide, int32(i))
	}
	if n.coef == Unknown {
		c.v[i], c.marks = Unknown, true
		return
	}
	v, ok := n.coef, n.coef != Wide
	if ok && n.scale > c.scale {
		c.raise(n.scale)
	}
	if ok && n.scale != c.scale {
		ok = n.scale < c.scale
		if ok {
			v, ok = scaleUp(n.coef, int(c.scale-n.scale))
		}
	}
	if !ok {
		if c.wide == nil {
			c.wide = make(map[int32]decimal.Decimal)
		}
		c.wide[int32(i)] = n.decimal()
		c.v[i], c.marks = Wide, true
		return
	}
	c.v[i] = v
	c.among.add(v)
}

// raise moves the column to a finer scale where all its values fit there.
func (c *numCol) raise(scale uint8) {
	by := int(scale - c.scale)
	if bound := c.among.bound(); bound > 0 {
		if by >= len(pow10) || bound > uint64(math.MaxInt64)/uint64(pow10[by]) {
			return
		}
		for i, v := range c.v {
			if v > Wide {
				c.v[i] = v * pow10[by]
			}
		}
		c.among = c.among.times(pow10[by])
	}
	c.scale = scale
}

func (c *numCol) at(i int) number {
	switch v := c.v[i]; v {
	case Unknown:
		return noNumber
	case Wide:
		return number{coef: Wide, wide: c.wide[int32(i)]}
	default:
		return number{coef: v, scale: c.scale}
	}
}

func (c *numCol) truncate(n int) {
	if n >= len(c.v) {
		return
	}
	c.v = c.v[:n]
	for i := range c.wide {
		if int(i) >= n {
			delete(c.wide, i)
		}
	}
}

// refCol is one column of codes of a chunk: a byte a row while the codes are
// small, as those of statuses and channels are, then four.
type refCol struct {
	small []uint8
	large []uint32
	gaps  bool // some code is 0, or was
}

func (c *refCol) put(i int, code uint32) {
	c.gaps = c.gaps || code == 0
	if c.large == nil && code <= math.MaxUint8 {
		if i == len(c.small) {
			c.small = append(c.small, uint8(code))
			return
		}
		c.small[i] = uint8(code)
		return
	}
	if c.large == nil {
		c.large = make([]uint32, len(c.small), max(cap(c.small), len(c.small)+1))
		for j, s := range c.small {
			c.large[j] = uint32(s)
		}
		c.small = nil
	}
	if i == len(c.large) {
		c.large = append(c.large, code)
		return
	}
	c.large[i] = code
}

func (c *refCol) at(i int) uint32 {
	if c.large != nil {
		return c.large[i]
	}
	return uint32(c.small[i])
}

func (c *refCol) truncate(n int) {
	if c.large != nil {
		c.large = c.large[:min(n, len(c.large))]
		return
	}
	c.small = c.small[:min(n, len(c.small))]
}
