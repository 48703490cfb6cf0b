package kpi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Ranking is the keys that occur with their counts, the largest first, equal
// counts in the order of the keys.
type Ranking[K comparable] struct {
	entries []Entry[K, int64]
}

// All yields keys and counts, the largest count first.
func (r Ranking[K]) All() iter.Seq2[K, int64] {
	return func(yield func(K, int64) bool) {
		for _, e := range r.entries {
			if !yield(e.Key, e.Value) {
				return
			}
		}
	}
}

// Len returns the number of keys.
func (r Ranking[K]) Len() int { return len(r.entries) }

// First returns the keys of the largest count: all of them where several tie.
func (r Ranking[K]) First() []K {
	var top []K
	for _, e := range r.entries {
		if e.Value == r.entries[0].Value {
			top = append(top, e.Key)
		}
	}
	return top
}

// String returns the keys with their counts.
func (r Ranking[K]) String() string {
	parts := make([]string, len(r.entries))
	for i, e := range r.entries {
		parts[i] = fmt.Sprintf("%v %d", e.Key, e.Value)
	}
	return strings.Join(parts, ", ")
}

// MarshalJSON returns an array of objects with key and count.
func (r Ranking[K]) MarshalJSON() ([]byte, error) {
	type entry struct {
		Key   K     `json:"key"`
		Count int64 `json:"count"`
	}
	out := make([]entry, len(r.entries))
	for i, e := range r.entries {
		out[i] = entry{e.Key, e.Value}
	}
	return json.Marshal(out)
}

// Rank is the ranking of the groups by their counts. The group of the unknown
// key is left out and counted in a warning. Of no group it is undefined
// (NoData).
func Rank[F any, K comparable](m Metric[F, Groups[K, int64]]) Metric[F, Ranking[K]] {
	return Then("rank", m, func(g Groups[K, int64]) Result[Ranking[K]] {
		var r Ranking[K]
		for k, n := range g.All() {
			if v, ok := n.Value(); ok {
				r.entries = append(r.entries, Entry[K, int64]{k, v})
			}
		}
		slices.SortStableFunc(r.entries, func(a, b Entry[K, int64]) int { return cmp.Compare(b.Value, a.Value) })
		if len(r.entries) == 0 {
			return Undefined[Ranking[K]](NoData, "")
		}
		var w Warning
		if u, ok := g.Unknown(); ok {
			w.Count, _ = u.Value()
			w.Text = "rows of unknown key"
		}
		return Value(r, w)
	})
}
