package kpi

// keptValues are the results of the groups of Across where what is over them has to
// take them all each time, from the second reading on.
type keptValues[A any] struct {
	*touched
	made    []uint32 // by group: the reading that its result is of; 0 without
	results []Result[A]
}

// reading returns how the results of the groups are read now.
func (k *keptValues[A]) reading(per func(group int32) Result[A]) func(group int32) Result[A] {
	if k == nil || k.at.plan.final {
		return per
	}
	if !k.begin() {
		k.made, k.results = nil, nil
		return per
	}
	k.made = grown(k.made, k.at.groups.len())
	k.results = grown(k.results, k.at.groups.len())
	return func(group int32) Result[A] {
		if k.made[group] == 0 || k.since(group, k.made[group]) {
			k.made[group], k.results[group] = k.epoch, per(group)
		}
		return k.results[group]
	}
}
