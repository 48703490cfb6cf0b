package kpi

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The groups below an outer one are those that came below it, in the order in which
// they came, however many outer groups there are and whenever somebody asks.
func TestPairsChildren(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p pairs
		want := map[int32][]int32{}
		outers := rapid.SampledFrom([]int32{1, 3, 40, 3 * fewOuters}).Draw(t, "outers")
		keys := int32(0)
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			for range rapid.IntRange(0, 60).Draw(t, "pairs") {
				outer := rapid.Int32Range(0, outers-1).Draw(t, "outer")
				key := rapid.Int32Range(0, keys).Draw(t, "key")
				keys = max(keys, key+1)
				if n := int32(len(p.key)); p.group(outer, key) == n {
					want[outer] = append(want[outer], n)
				}
			}
			for outer := range outers {
				if got := p.children(outer); !slices.Equal(got, want[outer]) {
					t.Fatalf("below %d: %v, want %v", outer, got, want[outer])
				}
			}
		}
	})
}
