package association

import (
	"cmp"
	"fmt"
	"slices"
)

// Itemset is a set of items that baskets hold together.
type Itemset[T comparable] struct {
	Items   []T   `json:"items"` // sorted
	Count   int64 `json:"count"`
	Baskets int64 `json:"baskets"` // all of them, with the items or without
}

// Support returns the exact part of the baskets that hold the set.
func (s Itemset[T]) Support() Fraction { return Fraction{s.Count, s.Baskets} }

// String returns the items and the support.
func (s Itemset[T]) String() string { return fmt.Sprintf("%v %v", s.Items, s.Support()) }

// Itemsets returns all frequent sets of at most MaxItems items, single items
// among them: small sets first, those of one size by count, the largest first,
// then in the order of the items. MinConfidence and the options of rules are not
// looked at.
//
// Errors: [ErrOption], [ErrLimit].
func (b *Baskets[T]) Itemsets(o Options) ([]Itemset[T], error) {
	m, err := b.mine(o)
	if err != nil {
		return nil, err
	}
	sets := make([]Itemset[T], len(m.found))
	for i, f := range m.found {
		sets[i] = Itemset[T]{Items: b.named(m, f.items), Count: f.count, Baskets: b.Len()}
	}
	slices.SortFunc(sets, func(x, y Itemset[T]) int {
		return cmp.Or(cmp.Compare(len(x.Items), len(y.Items)), cmp.Compare(y.Count, x.Count), slices.CompareFunc(x.Items, y.Items, b.compare))
	})
	return sets, nil
}

// named returns the items of ranks, sorted.
func (b *Baskets[T]) named(m *miner, ranks []int32) []T {
	items := make([]T, len(ranks))
	for i, r := range ranks {
		items[i] = b.items[m.codes[r]]
	}
	slices.SortFunc(items, b.compare)
	return items
}
