package kpi

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// packedNumbers are numbers that fit 4 bytes, or just do not, in units of both.
func packedNumbers(fitting bool) *rapid.Generator[int64] {
	return rapid.Custom(func(t *rapid.T) int64 {
		v := rapid.OneOf(rapid.Int64Range(-3, 3), rapid.SampledFrom([]int64{math.MinInt32 + 1, math.MaxInt32})).Draw(t, "number") * second
		if fitting {
			return v
		}
		return rapid.OneOf(rapid.Just(v), rapid.SampledFrom([]int64{
			v + 1, v / second, math.MinInt32, math.MinInt32, math.MinInt32 * second, (math.MaxInt32 + 1) * second, model.Wide + 1, math.MaxInt64,
		})).Draw(t, "number that may not fit")
	})
}

// Numbers by group against a list of them: whatever fits, and when it ceases to.
func TestPacked(t *testing.T) {
	t.Parallel()
	const groups = 5
	better := func(a, b int64, sign int) int64 {
		switch {
		case a == model.Unknown:
			return b
		case b == model.Unknown:
			return a
		case sign < 0:
			return min(a, b)
		}
		return max(a, b)
	}
	type both struct {
		p    packed
		want []int64
	}
	rapid.Check(t, func(t *rapid.T) {
		sign := rapid.SampledFrom([]int{-1, 1}).Draw(t, "sign")
		unit := rapid.SampledFrom([]int64{1, second}).Draw(t, "unit")
		fill := func() *both {
			b := &both{p: packed{unit: unit}, want: slices.Repeat([]int64{model.Unknown}, groups)}
			b.p.grow(groups - 2)
			b.p.grow(groups)
			numbers := packedNumbers(rapid.Bool().Draw(t, "all fit"))
			for range rapid.IntRange(0, 3).Draw(t, "blocks") {
				v := rapid.SliceOfN(numbers, 1, 8).Draw(t, "block")
				group := rapid.SliceOfN(rapid.Int32Range(0, groups-1), len(v), len(v)).Draw(t, "groups")
				var sel []int32
				rows := len(v)
				if rapid.Bool().Draw(t, "selected") {
					sel = []int32{int32(rows - 1)}
					rows = 1
				}
				if sign < 0 {
					b.p.least(v, sel, rows, group)
				} else {
					b.p.most(v, sel, rows, group)
				}
				each(sel, rows, func(i int32) { b.want[group[i]] = better(b.want[group[i]], v[i], sign) })
			}
			for range rapid.IntRange(0, 4).Draw(t, "sets") {
				g, v := rapid.Int32Range(0, groups-1).Draw(t, "group"), numbers.Draw(t, "to")
				b.p.set(g, v)
				b.want[g] = v
			}
			return b
		}
		a, b := fill(), fill()
		from, into := []int32{0, 3, 4, 9}, []int32{1, 3, 1, 0} // 9 is not there
		small := b.p.large == nil
		if a.p.merge(&b.p, from, into, sign); small != (b.p.large == nil) {
			t.Fatal("to be merged changes a state")
		}
		for i, g := range from {
			if int(g) < groups {
				a.want[into[i]] = better(a.want[into[i]], b.want[g], sign)
			}
		}
		for what, one := range map[string]*both{"into": a, "from": b} {
			for g, want := range one.want {
				if got := one.p.of(int32(g)); got != want {
					t.Fatalf("%s: group %d is %d of %d", what, g, got, want)
				}
			}
		}
	})
}

// What fits takes 4 bytes.
func TestPackedStaysSmall(t *testing.T) {
	p := packed{unit: second}
	p.grow(2)
	p.least([]int64{5 * second, math.MaxInt32 * second}, nil, 2, []int32{0, 1})
	p.set(0, -7*second)
	if p.large != nil || p.of(0) != -7*second || p.of(1) != math.MaxInt32*second {
		t.Errorf("got %+v", p)
	}
	least := packed{unit: 1}
	least.grow(1)
	if least.set(0, noSmall); least.of(0) != noSmall {
		t.Errorf("the number that stands for none: got %+v", least)
	}
	if p.set(1, second/2); p.small != nil || p.of(0) != -7*second || p.of(1) != second/2 {
		t.Errorf("got %+v", p)
	}
}
