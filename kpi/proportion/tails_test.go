package proportion

import (
	"errors"
	"math"
	"testing"
)

// The numbers are those of qnorm and pchisq of R 4.2.2.
func TestTails(t *testing.T) {
	for level, want := range map[float64]float64{0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004} {
		if got, err := NormalQuantile(level); err != nil || math.Abs(got-want) > 1e-14 {
			t.Errorf("NormalQuantile(%v) = %v, %v, want %v", level, got, err, want)
		}
	}
	for _, level := range []float64{0, 1, -1, math.NaN()} {
		if _, err := NormalQuantile(level); !errors.Is(err, ErrLevel) {
			t.Errorf("NormalQuantile(%v): %v", level, err)
		}
	}
	if got, err := ChiSquareTail(16.7929409892165, 1); err != nil || math.Abs(got-4.16880910933453e-05) > 1e-16 {
		t.Errorf("ChiSquareTail = %v, %v", got, err)
	}
	for x, want := range map[float64]float64{-1: 1, 0: 1, math.Inf(-1): 1, math.Inf(1): 0} {
		if got, err := ChiSquareTail(x, 3); err != nil || got != want {
			t.Errorf("ChiSquareTail(%v) = %v, %v, want %v", x, got, err, want)
		}
	}
	if _, err := ChiSquareTail(1, 0); !errors.Is(err, ErrOption) {
		t.Error(err)
	}
	if _, err := ChiSquareTail(1, 2_000_000_000); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	if _, err := ChiSquareTail(math.NaN(), 1); !errors.Is(err, ErrRate) {
		t.Error(err)
	}
}
