package proportion

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestIntervalClip(t *testing.T) {
	bound := rapid.Float64Range(-3, 3)
	rapid.Check(t, func(t *rapid.T) {
		low := bound.Draw(t, "low")
		iv := Interval{low, low + rapid.Float64Range(0, 3).Draw(t, "width")}
		v := bound.Draw(t, "v")
		cut := iv.Clip(-1, 1)
		if cut.Low < -1 || cut.High > 1 || cut.Width() < 0 || cut.Width() > iv.Width() || cut.Clip(-1, 1) != cut {
			t.Errorf("%v clipped is %v", iv, cut)
		}
		if iv.Contains(v) && math.Abs(v) <= 1 && !cut.Contains(v) {
			t.Errorf("%v clipped to %v lost %g", iv, cut, v)
		}
	})
	if iv := (Interval{}); !iv.Contains(0) || iv.Width() != 0 {
		t.Errorf("the zero interval is not the point 0: %v", iv)
	}
}
