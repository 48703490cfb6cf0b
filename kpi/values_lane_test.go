package kpi

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// A distribution puts its values in order when somebody asks: many may at a
// time, also while the state that it comes from goes on.
func TestDistributionAtATime(t *testing.T) {
	state := NewState(Quantiles(model.NewField("value", func(v int64) (int64, bool) { return v, true })))
	for v := range int64(5001) {
		state.Add(v * 7919 % 5001)
	}
	d, _ := state.Result().Value()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := d.Median(); got != 2500 {
				t.Errorf("median %d, want 2500", got)
			}
		})
	}
	copied := state.Snapshot()
	state.Add(slices.Repeat([]int64{-1}, 6000)...)
	wait.Wait()
	again, _ := copied.Result().Value()
	after, _ := state.Result().Value()
	if d.Min() != 0 || again.Median() != 2500 || after.Median() != -1 || d.Median() != 2500 {
		t.Errorf("least %d, copy %d, later %d", d.Min(), again.Median(), after.Median())
	}
}

// Durations of more than 292 years together do not fit one: their total is cut,
// and not 0, and their mean is exact.
func TestTotalsThatDoNotFit(t *testing.T) {
	const century = 100 * 365 * 24 * time.Hour
	value := model.NewField("value", func(d time.Duration) (time.Duration, bool) { return d, true })
	for _, c := range []struct{ each, total time.Duration }{{century, math.MaxInt64}, {-century, math.MinInt64}} {
		rows := slices.Repeat([]time.Duration{c.each}, 5)
		d, _ := Quantiles(value).Of(slices.Values(rows)).Value()
		mean, _ := Mean(value).Of(slices.Values(rows)).Value()
		if d.Total() != c.total || mean.Total() != c.total || d.Mean().Round(0) != c.each || mean.Round(0) != c.each {
			t.Errorf("5 of %v: total %v and %v, mean %v and %v", c.each, d.Total(), mean.Total(), d.Mean(), mean)
		}
	}
	number := model.NewField("number", func(n int64) (int64, bool) { return n, true })
	n, _ := Quantiles(number).Of(slices.Values([]int64{math.MaxInt64, math.MaxInt64})).Value()
	if n.Total() != math.MaxInt64 {
		t.Errorf("total %d of two of the largest counts", n.Total())
	}
}
