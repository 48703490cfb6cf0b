package kpi

import "slices"

const (
	digitBits = 11
	fewValues = 1024 // are sorted as fast by comparing them

	// smallGroup is how many things are sorted fastest by inserting one after the other.
	smallGroup = 40
)

// sortValues sorts in ascending order, many values by their digits: as many
// passes as their spread has digits, each in the order of memory.
func sortValues(v []int64) {
	if len(v) <= smallGroup { // that of most groups
		for i := 1; i < len(v); i++ {
			x, k := v[i], i
			for ; k > 0 && v[k-1] > x; k-- {
				v[k] = v[k-1]
			}
			v[k] = x
		}
		return
	}
	if len(v) < fewValues {
		slices.Sort(v)
		return
	}
	least, most := slices.Min(v), slices.Max(v)
	spread := uint64(most) - uint64(least)
	from, to := v, make([]int64, len(v))
	for shift := 0; shift < 64 && spread>>shift > 0; shift += digitBits {
		var next [1 << digitBits]int32
		for _, x := range from {
			next[(uint64(x)-uint64(least))>>shift&(1<<digitBits-1)]++
		}
		sum := int32(0)
		for d, n := range next {
			next[d] = sum
			sum += n
		}
		for _, x := range from {
			d := (uint64(x) - uint64(least)) >> shift & (1<<digitBits - 1)
			to[next[d]] = x
			next[d]++
		}
		from, to = to, from
	}
	copy(v, from)
}
