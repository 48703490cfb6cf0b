package kpi

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Pairs number what occurs like a map would, whether they are looked up by
// number, by hash or in an array, and however they wander between these.
func TestPairsAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type pair struct{ outer, key int32 }
		var p pairs
		want := map[pair]int32{}
		children := map[int32]int{}
		outers := rapid.SampledFrom([]int32{1, 2, 5, 40}).Draw(t, "outers")
		keys := rapid.SampledFrom([]int32{3, 30, 300}).Draw(t, "keys")
		far := rapid.Bool().Draw(t, "far")
		flat := int32(0)
		for range rapid.IntRange(0, 3000).Draw(t, "n") {
			var q pair
			q.outer = rapid.Int32Range(0, outers-1).Draw(t, "outer")
			if q.key = rapid.Int32Range(0, keys-1).Draw(t, "key"); outers == 1 && q.key > flat {
				q.key = flat // below one outer group new keys come one after the other
			}
			if far && rapid.IntRange(0, 400).Draw(t, "away") == 0 {
				q.outer += 1 << 20
				q.key += 1 << 24
			}
			g, ok := want[q]
			if !ok {
				g = int32(len(want))
				want[q] = g
				children[q.outer]++
				flat = max(flat, q.key+1)
				if found := p.find(q.outer, q.key); found != -1 {
					t.Fatalf("%v is there as %d before it came", q, found)
				}
			}
			if got := p.group(q.outer, q.key); got != g {
				t.Fatalf("%v is group %d, want %d", q, got, g)
			}
		}
		for q, g := range want {
			if got := p.find(q.outer, q.key); got != g {
				t.Fatalf("%v is group %d in the end, want %d", q, got, g)
			}
		}
		for outer, n := range children {
			got := p.children(outer)
			if len(got) != n {
				t.Fatalf("%d groups below %d, want %d", len(got), outer, n)
			}
			for _, g := range got {
				if p.outer[g] != outer {
					t.Fatalf("group %d is below %d, not %d", g, p.outer[g], outer)
				}
			}
		}
	})
}

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
