package kpi

import "slices"

// keptPeriods notes which periods got rows since the series was read last, so that
// the results of the others are taken as they were. What is read once, or merged into
// between readings, keeps nothing.
type keptPeriods struct {
	at    place  // with the periods
	epoch uint32 // rises with each reading
	rows  []uint32
	seen  kinds
	first int // period that is shown
}

// keptSeries are the results of the periods when they were read last.
type keptSeries[R any] struct {
	*keptPeriods
	of      uint32 // the reading they are of; 0 without
	results []Result[R]
}

// update notes the periods that get rows.
func (k *keptPeriods) update() {
	if k.epoch == 0 {
		return
	}
	sel, n := k.at.rows.get()
	if n == 0 {
		return
	}
	group := k.at.groups.get()
	k.rows = grown(k.rows, k.at.groups.len())
	each(sel, n, func(i int32) { k.rows[group[i]] = k.epoch })
}

// forget drops everything, when states were merged in.
func (k *keptPeriods) forget() {
	if k != nil {
		k.epoch, k.rows = 0, nil
	}
}

// take returns the result of each period: as it was, where nothing happened to it,
// and else by the function. What was supplied is part of every result.
func (k *keptSeries[R]) take(periods int, make func(i int) Result[R]) []Result[R] {
	known := k.epoch > 0 && len(k.results) == periods && k.seen == *k.at.plan.seen
	k.rows = grown(k.rows, k.at.groups.len())
	results := slices.Clone(k.results)
	if !known {
		results = slices.Grow(results[:0], periods)[:periods]
	}
	for i := range results {
		if !known || k.rows[k.first+i] >= k.of {
			results[i] = make(i)
		}
	}
	k.epoch++
	k.of, k.seen, k.results = k.epoch, *k.at.plan.seen, results
	return results
}
