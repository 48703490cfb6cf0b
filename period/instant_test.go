package period

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestMicros(t *testing.T) {
	for _, tt := range []struct {
		at          string
		floor, ceil int64
	}{
		{"1970-01-01T00:00:00Z", 0, 0},
		{"1970-01-01T00:00:00.000000001Z", 0, 1},
		{"1969-12-31T23:59:59.999999999Z", -1, 0},
		{"1969-12-31T23:59:59.999999Z", -1, -1},
		{"1969-12-31T23:59:59Z", -1e6, -1e6},
		{"1970-01-01T01:00:00+01:00", 0, 0},
		{"0001-01-01T00:00:00Z", -62135596800e6, -62135596800e6},
		{"9999-12-31T23:59:59.999999999Z", 253402300799999999, 253402300800000000},
	} {
		if x := instant(tt.at); Micros(x) != tt.floor || CeilMicros(x) != tt.ceil {
			t.Errorf("%s: %d, %d, want %d, %d", tt.at, Micros(x), CeilMicros(x), tt.floor, tt.ceil)
		}
	}
}

// The oracle divides nanoseconds in big integers; big.Int.Div rounds down.
func TestMicrosAgreeWithBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawInstant(t, drawZone(t))
		nanos := new(big.Int).Mul(big.NewInt(x.Unix()), big.NewInt(1e9))
		nanos.Add(nanos, big.NewInt(int64(x.Nanosecond())))
		floor, rest := new(big.Int).DivMod(nanos, big.NewInt(1000), new(big.Int))
		if Micros(x) != floor.Int64() || CeilMicros(x) != floor.Int64()+int64(rest.Sign()) {
			t.Fatalf("%s: %d, %d; want %s and %s/1000", x, Micros(x), CeilMicros(x), floor, rest)
		}
		if back := FromMicros(Micros(x)); !back.Equal(x.Truncate(time.Microsecond)) && rest.Sign() == 0 || Micros(back) != Micros(x) || back.Location() != time.UTC {
			t.Fatalf("%s came back as %s", x, back)
		}
	})
}
