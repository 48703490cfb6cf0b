package association

import (
	"cmp"
	"iter"
	"math"
	"slices"
)

// Baskets are lists of items that were bought together. Make them with
// [NewBaskets], [NewBasketsFunc] or [Collect]. Adding must not go on while
// others read.
type Baskets[T comparable] struct {
	compare func(a, b T) int
	items   []T         // by code
	codes   map[T]int32 // of items
	content []int32     // codes of all baskets, one after the other, each sorted
	ends    []int       // of baskets in content
}

// NewBaskets returns no baskets, of items with an order of their own.
func NewBaskets[T cmp.Ordered]() *Baskets[T] { return NewBasketsFunc(cmp.Compare[T]) }

// NewBasketsFunc returns no baskets, of items in the given order, by which
// results are sorted; it has to tell any two items apart. It panics without an
// order.
func NewBasketsFunc[T comparable](compare func(a, b T) int) *Baskets[T] {
	if compare == nil {
		panic("association: NewBasketsFunc needs an order of the items")
	}
	return &Baskets[T]{compare: compare, codes: map[T]int32{}}
}

// Collect returns the baskets of a sequence. The slices are not kept.
func Collect[T cmp.Ordered](baskets iter.Seq[[]T]) *Baskets[T] {
	b := NewBaskets[T]()
	for items := range baskets {
		b.Add(items...)
	}
	return b
}

// Len returns the number of baskets, those without items among them.
func (b *Baskets[T]) Len() int64 { return int64(len(b.ends)) }

// Add puts in one basket. An item that is listed twice counts once.
func (b *Baskets[T]) Add(items ...T) {
	start := len(b.content)
	for _, item := range items {
		code, ok := b.codes[item]
		if !ok {
			code = int32(len(b.items))
			b.codes[item] = code
			b.items = append(b.items, item)
		}
		b.content = append(b.content, code)
	}
	slices.Sort(b.content[start:])
	b.content = b.content[:start+len(slices.Compact(b.content[start:]))]
	b.ends = append(b.ends, len(b.content))
}

// Merge puts in all baskets of another one, which stays as it is; it may be the
// same.
func (b *Baskets[T]) Merge(other *Baskets[T]) {
	var items []T
	for i := range len(other.ends) {
		items = items[:0]
		for _, code := range other.basket(i) {
			items = append(items, other.items[code])
		}
		b.Add(items...)
	}
}

func (b *Baskets[T]) basket(i int) []int32 {
	start := 0
	if i > 0 {
		start = b.ends[i-1]
	}
	return b.content[start:b.ends[i]]
}

// Items yields every item with the number of baskets that hold it, in the order
// of the items.
func (b *Baskets[T]) Items() iter.Seq2[T, int64] {
	counts := b.frequencies()
	codes := make([]int32, len(b.items))
	for i := range codes {
		codes[i] = int32(i)
	}
	slices.SortFunc(codes, func(x, y int32) int { return b.compare(b.items[x], b.items[y]) })
	return func(yield func(T, int64) bool) {
		for _, c := range codes {
			if !yield(b.items[c], counts[c]) {
				return
			}
		}
	}
}

// frequencies are the numbers of baskets by code of the item.
func (b *Baskets[T]) frequencies() []int64 {
	counts := make([]int64, len(b.items))
	for _, code := range b.content {
		counts[code]++
	}
	return counts
}

// Count returns the number of baskets that hold all the items: all baskets, of
// no items.
func (b *Baskets[T]) Count(items ...T) int64 {
	want := make([]int32, 0, len(items))
	for _, item := range items {
		code, ok := b.codes[item]
		if !ok {
			return 0
		}
		want = append(want, code)
	}
	n := int64(0)
	for i := range len(b.ends) {
		basket := b.basket(i)
		missing := slices.ContainsFunc(want, func(code int32) bool {
			_, found := slices.BinarySearch(basket, code)
			return !found
		})
		if !missing {
			n++
		}
	}
	return n
}

// checkSize refuses more than can be numbered in 31 bits.
func (b *Baskets[T]) checkSize() error {
	if len(b.content)+len(b.ends) >= math.MaxInt32 {
		return &LimitError{"occurrences", math.MaxInt32}
	}
	return nil
}
