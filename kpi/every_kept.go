package kpi

import "slices"

// keptSeries are the results of the periods when they were read last.
type keptSeries[R any] struct {
	*touched
	first   int    // period that is shown
	of      uint32 // the reading they are of
	results []Result[R]
}

// take returns the result of each period: as it was, where nothing happened to it,
// and else by the function.
func (k *keptSeries[R]) take(periods int, make func(i int) Result[R]) []Result[R] {
	known := k.begin() && len(k.results) == periods
	results := slices.Clone(k.results)
	if !known {
		results = slices.Grow(results[:0], periods)[:periods]
	}
	for i := range results {
		if !known || k.since(int32(k.first+i), k.of) {
			results[i] = make(i)
		}
	}
	k.of, k.results = k.epoch, results
	return results
}
