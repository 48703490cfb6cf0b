package kpi

import (
	"slices"
	"sync"
	"testing"

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
