package forecast

import (
	"math"
	"strconv"
)

// Measure is an estimated number that may be undefined, as a percentage error is
// where an actual value is zero. Undefined is not zero. The zero Measure is
// undefined.
type Measure struct {
	value   float64
	defined bool
}

// measure makes what is not finite undefined.
func measure(v float64) Measure {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Measure{}
	}
	return Measure{v, true}
}

// Value returns the number, always finite, and whether there is one.
func (m Measure) Value() (float64, bool) { return m.value, m.defined }

// String returns the number with four digits, or "undefined".
func (m Measure) String() string {
	if !m.defined {
		return "undefined"
	}
	return strconv.FormatFloat(m.value, 'g', 4, 64)
}
