package kpi

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Values in several runs are at the places at which they are in all of them together.
func TestValueRunsNth(t *testing.T) {
	t.Parallel()
	value := rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64(), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64}))
	rapid.Check(t, func(t *rapid.T) {
		var r valueRuns
		var all []int64
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			v := rapid.SliceOfN(value, 0, 40).Draw(t, "run")
			r.n, r.all, all = r.n+len(v), append(r.all, &valueRun{v: slices.Clip(v)}), append(all, v...)
		}
		slices.Sort(all)
		for k, want := range all {
			if got := r.nth(k); got != want {
				t.Fatalf("at %d: %d, want %d", k, got, want)
			}
		}
		if got := r.inOrder(); !slices.Equal(got, all) {
			t.Fatalf("in order: %d, want %d", got, all)
		}
	})
}
