package association

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Rule says that baskets with the antecedent tend to hold the consequent. Both
// are sorted sets without a common item.
type Rule[T comparable] struct {
	Antecedent []T
	Consequent []T
	Counts
}

// String returns both sides with support, confidence and lift.
func (r Rule[T]) String() string {
	return sideText(r.Antecedent) + " => " + sideText(r.Consequent) + ": " + r.Counts.String()
}

func sideText[T any](items []T) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = fmt.Sprint(item)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// MarshalJSON returns both sides, the counts, and the measures: null where one
// is undefined, "inf" where it is infinite.
func (r Rule[T]) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Antecedent     []T     `json:"antecedent"`
		Consequent     []T     `json:"consequent"`
		Both           int64   `json:"both"`
		WithAntecedent int64   `json:"with_antecedent"`
		WithConsequent int64   `json:"with_consequent"`
		Baskets        int64   `json:"baskets"`
		Lift           Measure `json:"lift"`
		Leverage       Measure `json:"leverage"`
		Conviction     Measure `json:"conviction"`
		Cosine         Measure `json:"cosine"`
		Jaccard        Measure `json:"jaccard"`
		Kulczynski     Measure `json:"kulczynski"`
		ChiSquare      Measure `json:"chi_square"`
	}{
		orEmpty(r.Antecedent), orEmpty(r.Consequent), r.both, r.antecedent, r.consequent, r.baskets,
		r.Lift(), r.Leverage(), r.Conviction(), r.Cosine(), r.Jaccard(), r.Kulczynski(), r.ChiSquare(),
	})
}

// orEmpty is a list that is marshaled as one.
func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// Rule counts one rule, however rare it is. Items may be listed twice.
//
// Errors: [ErrSides] without a consequent or with an item on both sides,
// [ErrLimit] beyond 2^31 items in all baskets.
func (b *Baskets[T]) Rule(antecedent, consequent []T) (Rule[T], error) {
	if err := b.checkSize(); err != nil {
		return Rule[T]{}, err
	}
	r := Rule[T]{Antecedent: b.set(antecedent), Consequent: b.set(consequent)}
	if len(consequent) == 0 {
		return Rule[T]{}, fmt.Errorf("association: %w: no consequent", ErrSides)
	}
	for _, item := range r.Consequent {
		if slices.Contains(r.Antecedent, item) {
			return Rule[T]{}, fmt.Errorf("association: %w: %v on both", ErrSides, item)
		}
	}
	r.Counts = Counts{
		b.Count(slices.Concat(r.Antecedent, r.Consequent)...), b.Count(r.Antecedent...), b.Count(r.Consequent...), b.Len(),
	}
	return r, nil
}

func (b *Baskets[T]) set(items []T) []T {
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, b.compare)
	return slices.Compact(sorted)
}

// Rules returns the rules of the frequent sets: the highest lift first, then the
// highest count, then the highest confidence, then in the order of the items.
//
// Errors: [ErrOption], [ErrLimit].
func (b *Baskets[T]) Rules(o Options) ([]Rule[T], error) {
	m, err := b.mine(o)
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int64, len(m.found)+1)
	counts[""] = b.Len()
	for _, f := range m.found {
		counts[codeText(f.items)] = f.count
	}
	var rules []Rule[T]
	for _, f := range m.found {
		if rules, err = b.split(rules, m, f, counts); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(rules, func(x, y Rule[T]) int {
		return cmp.Or(
			comparePairs(y.both, x.antecedent*x.consequent, x.both, y.antecedent*y.consequent),
			cmp.Compare(y.both, x.both),
			comparePairs(y.both, x.antecedent, x.both, y.antecedent),
			slices.CompareFunc(x.Antecedent, y.Antecedent, b.compare),
			slices.CompareFunc(x.Consequent, y.Consequent, b.compare),
		)
	})
	return rules, nil
}

// split appends the rules that a frequent set makes. All its parts are frequent,
// too, so that their counts are there.
func (b *Baskets[T]) split(rules []Rule[T], m *miner, f frequent, counts map[string]int64) ([]Rule[T], error) {
	all := len(f.items)
	most := min(m.options.MaxConsequent, all)
	if most == all && !m.options.EmptyAntecedent {
		most--
	}
	then := make([]int, 0, most) // places of the consequent in the set
	var choose func(from int) error
	choose = func(from int) error {
		if len(then) > 0 {
			if m.steps++; m.steps > m.options.MaxSteps {
				return &LimitError{"steps", m.options.MaxSteps}
			}
			left, right := sides(f.items, then)
			c := Counts{f.count, counts[codeText(left)], counts[codeText(right)], b.Len()}
			if m.options.MinConfidence.holds(c.both, c.antecedent) {
				if int64(len(rules)) == m.options.MaxResults {
					return &LimitError{"rules", m.options.MaxResults}
				}
				rules = append(rules, Rule[T]{b.named(m, left), b.named(m, right), c})
			}
		}
		if len(then) == most {
			return nil
		}
		for i := from; i < all; i++ {
			then = append(then, i)
			if err := choose(i + 1); err != nil {
				return err
			}
			then = then[:len(then)-1]
		}
		return nil
	}
	err := choose(0) // it appends to rules
	return rules, err
}

// sides parts a set by the places of the consequent.
func sides(set []int32, then []int) (left, right []int32) {
	for i, item := range set {
		if slices.Contains(then, i) {
			right = append(right, item)
		} else {
			left = append(left, item)
		}
	}
	return left, right
}

// codeText is a set as a key of a map.
func codeText(items []int32) string {
	text := make([]byte, 0, 4*len(items))
	for _, c := range items {
		text = append(text, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
	}
	return string(text)
}
