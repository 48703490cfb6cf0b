package kpi

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// twinValues are a lane of values beside the values themselves, by group.
type twinValues struct {
	valuesLane
	all  map[int32][]int64
	seed int64 // of the next values
}

func newTwinValues() *twinValues { return &twinValues{all: map[int32][]int64{}} }

func (v *twinValues) push(t *rapid.T, groups int32) {
	v.seed += 7919
	g := rapid.Int32Range(0, groups-1).Draw(t, "group")
	n := rapid.SampledFrom([]int{1, 5, 1500, 9000}).Draw(t, "values")
	some := make([]int64, n)
	for i := range some {
		some[i] = (v.seed*int64(i+1))%2003 - 1000
	}
	v.pushMany(g, some)
	v.all[g] = append(v.all[g], some...)
}

// merge takes groups of another lane, which may be v.
func (v *twinValues) merge(t *rapid.T, o *twinValues, groups int32) {
	factor := int64(1)
	for range o.scale {
		factor *= 10
	}
	own := int64(1)
	for range v.scale {
		own *= 10
	}
	from := rapid.SliceOfNDistinct(rapid.Int32Range(0, groups-1), 0, int(groups), func(g int32) int32 { return g }).Draw(t, "from")
	into := make([]int32, len(from))
	for i := range from {
		into[i] = rapid.Int32Range(0, groups-1).Draw(t, "into")
	}
	same := rapid.Bool().Draw(t, "same groups")
	if same {
		from = from[:0]
		for g := range groups {
			from = append(from, g)
		}
		into = from
	}
	before := map[int32][]int64{}
	for _, g := range from {
		before[g] = slices.Clone(o.all[g])
	}
	if o != v && o.scale == v.scale && rapid.Bool().Draw(t, "all") {
		to := slices.Repeat([]int32{-1}, int(groups))
		for i, g := range from {
			to[g] = into[i]
		}
		v.mergeAll(&o.valuesLane, to, same)
	} else {
		v.mergeGroups(&o.valuesLane, from, into)
	}
	for i, g := range from {
		for _, x := range before[g] {
			v.all[into[i]] = append(v.all[into[i]], x*own/factor)
		}
	}
}

func (v *twinValues) check(t *rapid.T, groups int32) {
	for g := range groups {
		want := slices.Sorted(slices.Values(v.all[g]))
		s := v.of(g)
		total := decimal.Decimal{}
		for _, x := range want {
			total = total.Add(decimal.New(x, -int32(v.scale)))
		}
		if got := s.inOrder(); s.len() != len(want) || !slices.Equal(got, want) || !s.total().Equal(total) {
			t.Fatalf("group %d: %d values of %v together, want %d of %v", g, s.len(), s.total(), len(want), total)
		}
		if n := len(want); n > 0 {
			if got := s.nth(n / 3); !got.Equal(decimal.New(want[n/3], -int32(v.scale))) {
				t.Fatalf("group %d: %v at a third", g, got)
			}
		}
	}
}

// Whatever is added, merged and made finer between readings, a lane has the values of
// each group, and what was read before stays as it was.
func TestValuesByGroup(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SampledFrom([]int32{1, 4}).Draw(t, "groups")
		twins := [2]*twinValues{newTwinValues(), newTwinValues()}
		var read sortedValues
		var was []int64
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			v := twins[rapid.IntRange(0, 1).Draw(t, "lane")]
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			default:
				v.push(t, groups)
			case 5:
				if v.scale < 3 && v.reaches(v.scale+1) {
					for g, all := range v.all {
						for i := range all {
							v.all[g][i] *= 10
						}
					}
				}
			case 6, 9:
				if o := twins[rapid.IntRange(0, 1).Draw(t, "of")]; o.scale <= v.scale {
					v.merge(t, o, groups)
				}
			case 7, 8:
				v.check(t, groups)
				if was != nil && !slices.Equal(read.inOrder(), was) {
					t.Fatal("what was read before has changed")
				}
				read = v.of(0)
				was = slices.Sorted(slices.Values(v.all[0]))
			}
		}
		for _, v := range twins {
			v.check(t, groups)
		}
		if was != nil && !slices.Equal(read.inOrder(), was) {
			t.Fatal("what was read before has changed")
		}
	})
}

// Values that a lane shares with another one are not taken for those that came last.
func TestValuesSharedLate(t *testing.T) {
	var l, x valuesLane
	for g := range int32(4) {
		l.pushMany(g, slices.Repeat([]int64{int64(g)}, 5000))
	}
	l.index(nil)
	l.pushMany(1, []int64{7})
	x.pushMany(0, slices.Repeat([]int64{9}, 1500))
	l.mergeAll(&x, []int32{0, -1, -1, -1}, false)
	for g, want := range map[int32]decimal.Decimal{0: decimal.New(9, 0), 1: decimal.New(7, 0), 2: decimal.New(2, 0)} {
		s := l.of(g)
		if got := s.nth(s.len() - 1); !got.Equal(want) {
			t.Errorf("the largest value of group %d: %v, want %v", g, got, want)
		}
	}
}

// A lane merged with itself takes what its groups had before: not what others gave
// them on the way, nor values too large for the lane.
func TestValuesMergedWithThemselves(t *testing.T) {
	var l valuesLane
	huge := decimal.New(1, 30)
	l.put(0, decimal.New(1, 0))
	l.put(0, huge)
	l.put(1, decimal.New(2, 0))
	l.mergeGroups(&l, []int32{0, 1}, []int32{1, 2})
	for g, want := range map[int32][]decimal.Decimal{
		1: {decimal.New(1, 0), decimal.New(2, 0), huge},
		2: {decimal.New(2, 0)},
	} {
		s := l.of(g)
		var got []decimal.Decimal
		for i := range s.len() {
			got = append(got, s.nth(i))
		}
		if !slices.EqualFunc(got, want, decimal.Decimal.Equal) {
			t.Errorf("group %d: %v, want %v", g, got, want)
		}
	}
}

// Groups are put in order by all that are idle.
func TestValuesIndexedByMany(t *testing.T) {
	t.Parallel()
	var l valuesLane
	groups := 2*groupsAtATime + 7
	want := make([][]int64, groups)
	next := uint32(1)
	for i := range 5 * groups {
		next = next*1664525 + 1013904223
		g := i * 31 % groups
		if g == 2 {
			g = 5 // one that is empty
		}
		want[g] = append(want[g], int64(next))
		l.push(int32(g), int64(next))
	}
	c := new(crew)
	c.idle.Store(2)
	l.index(c)
	for g := range want {
		slices.Sort(want[g])
		if s := l.of(int32(g)); !slices.Equal(s.inOrder(), want[g]) {
			t.Fatalf("group %d: got %v, want %v", g, s.inOrder(), want[g])
		}
	}
}
