package kpi

import "encoding/binary"

// everyFold keeps a state per period; wider frames merge them when the result
// is asked for.
type everyFold struct {
	def    *bucketsOf
	outer  place
	groups *timeGroups
	metric func(place) state
	inner  state
	kept   *touched // nil where nothing is
}

func (f *everyFold) check(other state) error {
	o, ok := other.(*everyFold)
	if !ok || len(o.def.periods) != len(f.def.periods) {
		return ErrIncompatible
	}
	return f.inner.check(o.inner)
}

func (f *everyFold) merge(other state, from, into []int32) {
	o := other.(*everyFold)
	childFrom, childInto := f.groups.merge(o.groups, from, into)
	f.inner.merge(o.inner, childFrom, childInto)
	f.kept.forget()
}

// seriesOf are the results of a metric in the periods below a group.
func seriesOf[R any](f *everyFold, g int32, per func(int32) Result[R], metric func(place) fold[R], kept *keptSeries[R]) Result[Series[R]] {
	s := Series[R]{periods: f.def.shown}
	if kept != nil && !f.outer.plan.final {
		s.results = kept.take(len(s.periods), func(i int) Result[R] { return per(int32(i + f.def.skip)) })
		return Value(s)
	}
	s.results = make([]Result[R], len(s.periods))
	if f.def.start != nil {
		at := f.scratch(len(s.results))
		all := metric(at)
		f.framed(g, at.plan, all.state)
		for i := range s.results {
			s.results[i] = all.result(int32(i))
		}
		return Value(s)
	}
	var empty *Result[R]
	for i := range s.results {
		if child := f.groups.find(g, int32(i+f.def.skip)); child >= 0 {
			s.results[i] = per(child)
			continue
		}
		if empty == nil {
			r := metric(f.scratch(1)).result(0)
			empty = &r
		}
		s.results[i] = *empty
	}
	return Value(s)
}

// scratch returns a place with groups of its own.
func (f *everyFold) scratch(groups int) place {
	_, at := newPlan(f.outer.plan.seen, int32(groups))
	return at
}

// framed merges the states of the periods of each frame. A frame that begins
// where the one before it did goes on from it.
func (f *everyFold) framed(g int32, plan *plan, all state) {
	before := -1
	for i := range f.def.shown {
		k := i + f.def.skip
		start := f.def.start(k, f.def.periods)
		var from, into []int32
		first := start
		if i > 0 && start == before {
			plan.op++
			all.merge(all, []int32{int32(i - 1)}, []int32{int32(i)})
			first = k
		}
		for ; first <= k; first++ {
			if child := f.groups.find(g, int32(first)); child >= 0 {
				from, into = append(from, child), append(into, int32(i))
			}
		}
		plan.op++
		all.merge(f.inner, from, into)
		before = start
	}
}

// append writes the periods that have rows.
func (f *everyFold) append(b []byte, g int32) ([]byte, error) {
	var used []int32
	var states [][]byte
	empty, err := f.metric(f.scratch(1)).append(nil, 0)
	if err != nil {
		return nil, err
	}
	for k := range f.def.periods {
		child := f.groups.find(g, int32(k))
		if child < 0 {
			continue
		}
		state, err := f.inner.append(nil, child)
		if err != nil {
			return nil, err
		}
		if string(state) != string(empty) { // a period without rows is as if it were not there
			used, states = append(used, int32(k)), append(states, state)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(used)))
	for i, k := range used {
		b = binary.AppendUvarint(b, uint64(k))
		b = append(b, states[i]...)
	}
	return b, nil
}

func (f *everyFold) decode(b []byte, g int32) ([]byte, error) {
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	f.kept.forget()
	next := uint64(0)
	for range count {
		k, rest, err := cutUvarint(b)
		if err != nil || k < next || k >= uint64(len(f.def.periods)) {
			return nil, ErrCorrupt
		}
		next = k + 1
		if b, err = f.inner.decode(rest, f.groups.pairs.group(g, int32(k))); err != nil {
			return nil, err
		}
	}
	return b, nil
}
