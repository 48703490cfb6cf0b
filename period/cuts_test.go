package period

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// searchCuts is the oracle of Cuts.Find: a binary search.
func searchCuts(at []int64, t int64) int32 {
	i := sort.Search(len(at), func(i int) bool { return at[i] > t }) - 1
	if i >= len(at)-1 {
		return -1
	}
	return int32(i)
}

func checkCuts(t interface{ Fatalf(string, ...any) }, at, times []int64) {
	c, err := NewCuts(at)
	if err != nil || c.Len() != max(0, len(at)-1) {
		t.Fatalf("%d cuts give %d intervals, %v", len(at), c.Len(), err)
	}
	dst := make([]int32, len(times)+1)
	c.FindAll(times, dst)
	for i, x := range times {
		want := searchCuts(at, x)
		if got := c.Find(x); got != want || dst[i] != want {
			t.Fatalf("%d in %v: Find %d, FindAll %d, want %d", x, at, got, dst[i], want)
		}
		if want >= 0 {
			if from, to := c.Bounds(int(want)); x < from || x >= to {
				t.Fatalf("%d is not in %d..%d", x, from, to)
			}
		}
	}
}

func TestCutsZeroValue(t *testing.T) {
	var c Cuts
	dst := []int32{7, 7}
	c.FindAll([]int64{0, 1}, dst)
	if c.Len() != 0 || c.Find(0) != -1 || dst[0] != -1 || dst[1] != -1 {
		t.Error(c.Len(), dst)
	}
	for _, at := range [][]int64{nil, {5}} {
		if c, err := NewCuts(at); err != nil || c.Len() != 0 || c.Find(5) != -1 {
			t.Error(c, err)
		}
	}
}

func TestNewCutsRefusesAndCopies(t *testing.T) {
	for _, at := range [][]int64{{1, 1}, {2, 1}, {1, 2, 2}, {math.MaxInt64, math.MinInt64}} {
		if _, err := NewCuts(at); !errors.Is(err, ErrCuts) {
			t.Errorf("%v: %v", at, err)
		}
	}
	at := []int64{10, 20, 30}
	c := must(NewCuts(at))
	at[1] = 11
	if c.Find(15) != 0 {
		t.Error("the caller's slice was kept")
	}
}

func TestCutsAgreeWithBinarySearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SliceOf(rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-1e15, 1e15), rapid.Int64())).Draw(t, "cuts")
		slices.Sort(at)
		at = slices.Compact(at)
		times := rapid.SliceOf(rapid.Int64()).Draw(t, "times")
		times = append(times, math.MinInt64, math.MaxInt64)
		for _, x := range at {
			times = append(times, x, x-1, x+1)
		}
		checkCuts(t, at, times)
	})
}

// Many cuts inside one cell of the table: a dense hour within ten centuries.
func TestCutsDenseAndSparse(t *testing.T) {
	at := []int64{math.MinInt64 / 4}
	for i := range int64(100000) {
		at = append(at, i*36000)
	}
	at = append(at, math.MaxInt64/4)
	times := make([]int64, 2000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range times {
		times[i] = r.Int64N(100001*36000) - 36000
	}
	checkCuts(t, at, times)
	if c := must(NewCuts(at)); len(c.cells) > maxCells+1 {
		t.Errorf("%d cells", len(c.cells))
	}
}

func FuzzCuts(f *testing.F) {
	f.Add(int64(0), uint64(1), uint64(1000), uint64(3), int64(5))
	f.Add(int64(math.MinInt64), uint64(1), uint64(math.MaxUint64/4), uint64(9), int64(0))
	f.Fuzz(func(t *testing.T, first int64, small, large, pattern uint64, x int64) {
		at := []int64{first}
		for i := range 64 {
			gap := small
			if pattern>>i&1 == 1 {
				gap = large
			}
			next := at[len(at)-1] + int64(gap)
			if next <= at[len(at)-1] {
				break
			}
			at = append(at, next)
		}
		times := []int64{x, math.MinInt64, math.MaxInt64}
		for _, a := range at {
			times = append(times, a-1, a, a+1)
		}
		checkCuts(t, at, times)
	})
}

func TestCalendarCutsAreThePeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, g := drawCalendar(t), drawGrain(t)
		r := drawRange(t, c.Zone(), longest[g])
		cuts, periods, err := c.Cuts(r, g)
		if err != nil || cuts.Len() != len(periods) {
			t.Fatalf("%d intervals, %d periods, %v", cuts.Len(), len(periods), err)
		}
		for range 10 {
			x := r.Start().Add(time.Duration(rapid.Int64Range(-int64(time.Hour), int64(r.Duration())+int64(time.Hour)).Draw(t, "x"))).Truncate(time.Microsecond)
			i := cuts.Find(Micros(x))
			if (i >= 0) != r.Contains(x) || i >= 0 && !periods[i].Contains(x) {
				t.Fatalf("%s in %s is in interval %d", x, r, i)
			}
		}
	})
}

func benchmarkCuts(b *testing.B, g Grain) {
	c := cal(b, "Europe/Paris")
	r := must(c.Range(date("2023-01-15"), date("2026-01-15")))
	cuts, _, err := c.Cuts(r, g)
	if err != nil {
		b.Fatal(err)
	}
	rows, dst := make([]int64, 1024), make([]int32, 1024)
	from, to := r.Micros()
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range rows {
		rows[i] = from + rnd.Int64N(to-from)
	}
	b.ReportAllocs()
	for b.Loop() {
		cuts.FindAll(rows, dst)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/row")
}

func BenchmarkCuts(b *testing.B) {
	for _, g := range []Grain{Month, Day, Hour} {
		b.Run(g.String(), func(b *testing.B) { benchmarkCuts(b, g) })
	}
}
