package kpi

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
)

// Groups holds a result for each key that occurs, in the order of the keys;
// the unknown key comes last. The zero Groups is empty.
type Groups[K comparable, R any] struct {
	s *groupsState[K, R]
}

type groupsState[K comparable, R any] struct {
	n       int
	pieces  [][]groupEntry[K, R]      // that others share: they are never changed
	load    func() []groupEntry[K, R] // without pieces; breakdowns may be large, and nobody may look
	entries []groupEntry[K, R]
	compare func(a, b K) int
	fill    sync.Once
	sort    sync.Once
	index   map[K]int
	find    sync.Once
}

type groupEntry[K comparable, R any] struct {
	key    K
	known  bool
	result Result[R]
}

func newGroups[K comparable, R any](entries []groupEntry[K, R], compare func(a, b K) int) Groups[K, R] {
	return lazyGroups(len(entries), func() []groupEntry[K, R] { return entries }, compare)
}

// lazyGroups are worked out when somebody looks at them.
func lazyGroups[K comparable, R any](n int, load func() []groupEntry[K, R], compare func(a, b K) int) Groups[K, R] {
	return Groups[K, R]{&groupsState[K, R]{n: n, load: load, compare: compare}}
}

// piecedGroups are those of several pieces together.
func piecedGroups[K comparable, R any](n int, pieces [][]groupEntry[K, R], compare func(a, b K) int) Groups[K, R] {
	return Groups[K, R]{&groupsState[K, R]{n: n, pieces: pieces, compare: compare}}
}

// loaded works the groups out, and leaves it to whoever looks at them to put
// them in order.
func (g Groups[K, R]) loaded() {
	g.s.fill.Do(func() {
		if g.s.pieces != nil {
			g.s.entries = slices.Concat(g.s.pieces...)
			return
		}
		g.s.entries, g.s.load = g.s.load(), nil
	})
}

func (g Groups[K, R]) sorted() []groupEntry[K, R] {
	if g.s == nil {
		return nil
	}
	g.s.sort.Do(func() {
		g.loaded()
		slices.SortFunc(g.s.entries, func(a, b groupEntry[K, R]) int {
			if a.known != b.known {
				if a.known {
					return -1
				}
				return 1
			}
			return g.s.compare(a.key, b.key)
		})
	})
	return g.s.entries
}

// Len returns the number of groups, that of the unknown key included.
func (g Groups[K, R]) Len() int {
	if g.s == nil {
		return 0
	}
	return g.s.n
}

// All yields the groups of known keys in the order of their keys.
func (g Groups[K, R]) All() iter.Seq2[K, Result[R]] {
	return func(yield func(K, Result[R]) bool) {
		for _, e := range g.sorted() {
			if e.known && !yield(e.key, e.result) {
				return
			}
		}
	}
}

// Get returns the result of a key; false where the key does not occur.
func (g Groups[K, R]) Get(key K) (Result[R], bool) {
	if g.s == nil {
		return Result[R]{}, false
	}
	entries := g.sorted()
	g.s.find.Do(func() {
		g.s.index = make(map[K]int, len(entries))
		for i, e := range entries {
			if e.known {
				g.s.index[e.key] = i
			}
		}
	})
	i, ok := g.s.index[key]
	if !ok {
		return Result[R]{}, false
	}
	return entries[i].result, true
}

// Unknown returns the result of the rows without the key; false where every
// row has it.
func (g Groups[K, R]) Unknown() (Result[R], bool) {
	if e := g.sorted(); len(e) > 0 && !e[len(e)-1].known {
		return e[len(e)-1].result, true
	}
	return Result[R]{}, false
}

func (e groupEntry[K, R]) name() string {
	if !e.known {
		return "(unknown)"
	}
	return fmt.Sprint(e.key)
}

// String returns a line of key and result for every group.
func (g Groups[K, R]) String() string {
	var b strings.Builder
	for i, e := range g.sorted() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %v", e.name(), e.result)
	}
	return b.String()
}

// MarshalJSON returns an array of objects with key and result, in the order of
// the keys; the unknown key is null.
func (g Groups[K, R]) MarshalJSON() ([]byte, error) {
	type entry struct {
		Key    *K        `json:"key"`
		Result Result[R] `json:"result"`
	}
	out := make([]entry, g.Len())
	for i, e := range g.sorted() {
		out[i].Result = e.result
		if e.known {
			out[i].Key = &e.key
		}
	}
	return json.Marshal(out)
}

// Top returns the n groups of known keys whose defined values come first by
// less, ties in the order of the keys. All ties with the last one that counts
// are included, so that none is named at the cost of another.
func Top[K comparable, R any](g Groups[K, R], n int, compare func(a, b R) int) Groups[K, R] {
	var kept []groupEntry[K, R]
	for _, e := range g.sorted() {
		if _, ok := e.result.Value(); ok && e.known {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept, func(a, b groupEntry[K, R]) int { return compare(b.result.value, a.result.value) })
	if n = min(max(n, 0), len(kept)); n == 0 {
		return Groups[K, R]{}
	}
	for n > 0 && n < len(kept) && compare(kept[n].result.value, kept[n-1].result.value) == 0 {
		n++
	}
	top := newGroups(kept[:n], g.s.compare)
	top.s.sort.Do(func() { top.s.entries = kept[:n] }) // they stay in the order of their values
	return top
}
