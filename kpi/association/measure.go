package association

import (
	"encoding/json"
	"strconv"
)

// Measure is a derived number of a rule: defined, infinite, or undefined where
// there is nothing to divide by. The zero Measure is undefined.
type Measure struct {
	value float64
	state measureState
}

type measureState uint8

const (
	undefined measureState = iota
	finite
	infinite
)

// Float64 returns the value; false where it is undefined or infinite.
func (m Measure) Float64() (float64, bool) { return m.value, m.state == finite }

// IsInf says whether the measure is infinite, above all bounds.
func (m Measure) IsInf() bool { return m.state == infinite }

// String returns the value with four decimals, "inf" or "undefined".
func (m Measure) String() string {
	switch m.state {
	case infinite:
		return "inf"
	case finite:
		return strconv.FormatFloat(m.value, 'f', 4, 64)
	}
	return "undefined"
}

// MarshalJSON returns the number, "inf", or null where it is undefined.
func (m Measure) MarshalJSON() ([]byte, error) {
	switch m.state {
	case infinite:
		return []byte(`"inf"`), nil
	case finite:
		return json.Marshal(m.value)
	}
	return []byte("null"), nil
}

// quotient divides; it is undefined without a denominator.
func quotient(num, den float64) Measure {
	if den == 0 {
		return Measure{}
	}
	return Measure{num / den, finite}
}
