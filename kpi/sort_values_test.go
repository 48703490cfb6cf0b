package kpi

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSortValues compares with the sort of the standard library.
func TestSortValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, fewValues - 1, fewValues, 3 * fewValues}).Draw(t, "size")
		spread := rapid.SampledFrom([]int64{0, 1, 1000, 1 << 30, math.MaxInt64}).Draw(t, "spread")
		values := make([]int64, size)
		seed := rapid.Uint64().Draw(t, "seed")
		for i := range values {
			seed = seed*6364136223846793005 + 1442695040888963407
			values[i] = int64(seed>>1)%(spread/2+1) - int64(seed%2)*(spread/2)
		}
		if size > 1 && spread == math.MaxInt64 {
			values[0], values[1] = math.MinInt64, math.MaxInt64
		}
		want := slices.Clone(values)
		slices.Sort(want)
		if sortValues(values); !slices.Equal(values, want) {
			t.Fatalf("%d values of spread %d are not in order", size, spread)
		}
	})
}
