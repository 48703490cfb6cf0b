package association

import (
	"cmp"
	"slices"
)

// miner searches frequent sets depth first. A set is grown by items of higher
// rank only, so that each set is met once. What is handed down is where the
// last item of the set lies in the baskets: whatever follows it up to the end
// of its basket grows the set. So a step costs what the baskets hold, and not
// the square of the number of items.
type miner struct {
	options Options
	least   int64   // baskets a set has to be in
	codes   []int32 // of the frequent items, by rank: rare ones first, which keeps the rests of baskets short
	content []int32 // ranks of all baskets, each sorted; before each basket, and at the end, -1
	count   []int64 // by rank; all 0 between calls
	slot    []int32 // by rank, of items that grow the set at hand
	steps   int64
	found   []frequent
}

// frequent is a set by the ranks of its items, in ascending order.
type frequent struct {
	items []int32
	count int64
}

// mine finds the frequent sets.
func (b *Baskets[T]) mine(o Options) (*miner, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	if err := b.checkSize(); err != nil {
		return nil, err
	}
	o = o.filled()
	counts := b.frequencies()
	m := &miner{options: o}
	for code, n := range counts {
		if n >= o.MinCount && o.MinSupport.holds(n, b.Len()) {
			m.codes = append(m.codes, int32(code))
		}
	}
	m.least = max(o.MinCount, 1)
	slices.SortFunc(m.codes, func(x, y int32) int {
		return cmp.Or(cmp.Compare(counts[x], counts[y]), b.compare(b.items[x], b.items[y]))
	})
	m.count, m.slot = make([]int64, len(m.codes)), make([]int32, len(m.codes))
	starts := b.ranked(m)
	enough := func(n int64) bool { return n >= m.least && o.MinSupport.holds(n, b.Len()) }
	if err := m.grow(nil, starts, enough); err != nil {
		return nil, err
	}
	return m, nil
}

// ranked fills the content of the miner, and returns where baskets start.
func (b *Baskets[T]) ranked(m *miner) (starts []int32) {
	rank := make([]int32, len(b.items))
	for i := range rank {
		rank[i] = -1
	}
	for r, code := range m.codes {
		rank[code] = int32(r)
	}
	m.content = append(m.content, -1)
	for i := range len(b.ends) {
		from := len(m.content)
		for _, code := range b.basket(i) {
			if r := rank[code]; r >= 0 {
				m.content = append(m.content, r)
			}
		}
		if len(m.content) == from {
			continue
		}
		slices.Sort(m.content[from:])
		starts = append(starts, int32(from-1))
		m.content = append(m.content, -1)
	}
	return starts
}

// grow finds the frequent sets that a set grows to. The places are where its
// last item lies.
func (m *miner) grow(set, places []int32, enough func(int64) bool) error {
	var more []int32 // items that follow
	for _, p := range places {
		for p++; m.content[p] >= 0; p++ {
			item := m.content[p]
			if m.count[item] == 0 {
				more = append(more, item)
			}
			m.count[item]++
			m.steps++
		}
		if m.steps > m.options.MaxSteps {
			return &LimitError{"steps", m.options.MaxSteps}
		}
	}
	kept := more[:0]
	var counts []int64
	for _, item := range more {
		if n := m.count[item]; enough(n) {
			m.slot[item] = int32(len(kept))
			kept = append(kept, item)
			counts = append(counts, n)
		} else {
			m.slot[item] = -1
		}
		m.count[item] = 0
	}
	if int64(len(m.found)+len(kept)) > m.options.MaxResults {
		return &LimitError{"itemsets", m.options.MaxResults}
	}
	for i, item := range kept {
		m.found = append(m.found, frequent{append(slices.Clone(set), item), counts[i]})
	}
	if len(set)+1 == m.options.MaxItems || len(kept) < 2 {
		return nil // nothing follows what is alone
	}
	below := make([][]int32, len(kept))
	for i, n := range counts {
		below[i] = make([]int32, 0, n)
	}
	for _, p := range places {
		for p++; m.content[p] >= 0; p++ {
			if s := m.slot[m.content[p]]; s >= 0 {
				below[s] = append(below[s], p)
			}
		}
	}
	for i, item := range kept {
		if err := m.grow(append(slices.Clone(set), item), below[i], enough); err != nil {
			return err
		}
		below[i] = nil
	}
	return nil
}
