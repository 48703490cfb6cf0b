package cohort

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Class is one of the classes A, B and C.
type Class byte

// The classes: few that hold most, the middle, many that hold little.
const (
	ClassA Class = 'A'
	ClassB Class = 'B'
	ClassC Class = 'C'
)

// String returns the letter.
func (c Class) String() string { return string(c) }

// ABCCuts are the shares of the total up to which keys are of class A, and of A
// or B. The zero value is 0.8 and 0.95.
type ABCCuts struct{ A, B decimal.Decimal }

func (c ABCCuts) or() ABCCuts {
	if c.A.IsZero() && c.B.IsZero() {
		return ABCCuts{decimal.New(80, -2), decimal.New(95, -2)}
	}
	return c
}

// Classes is keys by what they are worth.
type Classes[K comparable] struct {
	items  []ClassItem[K]
	counts [3]ClassCount
	index  map[K]int
}

// ClassItem is a key with its amount and class.
type ClassItem[K comparable] struct {
	Key    K
	Amount model.Money
	Class  Class
}

// ClassCount is how many keys a class has, and what they are worth.
type ClassCount struct {
	Class  Class
	Keys   int64
	Amount model.Money
}

// Items returns the keys from the largest amount to the smallest, those of one
// amount in the order of the keys.
func (c Classes[K]) Items() []ClassItem[K] { return slices.Clone(c.items) }

// Of returns the class of a key; false where the key does not occur.
func (c Classes[K]) Of(key K) (Class, bool) {
	i, ok := c.index[key]
	if !ok {
		return 0, false
	}
	return c.items[i].Class, true
}

// Counts returns keys and amounts of A, B and C.
func (c Classes[K]) Counts() []ClassCount { return slices.Clone(c.counts[:]) }

// String returns a line for each class.
func (c Classes[K]) String() string {
	var lines []string
	for _, n := range c.counts {
		lines = append(lines, fmt.Sprintf("%v: %d, %v", n.Class, n.Keys, n.Amount))
	}
	return strings.Join(lines, "\n")
}

// MarshalJSON returns an object with counts and items, each an array.
func (c Classes[K]) MarshalJSON() ([]byte, error) {
	type count struct {
		Class  string      `json:"class"`
		Keys   int64       `json:"keys"`
		Amount model.Money `json:"amount"`
	}
	type item struct {
		Key    K           `json:"key"`
		Amount model.Money `json:"amount"`
		Class  string      `json:"class"`
	}
	out := struct {
		Counts []count `json:"counts"`
		Items  []item  `json:"items"`
	}{Items: []item{}}
	for _, n := range c.counts {
		out.Counts = append(out.Counts, count{n.Class.String(), n.Keys, n.Amount})
	}
	for _, i := range c.items {
		out.Items = append(out.Items, item{i.Key, i.Amount, i.Class.String()})
	}
	return json.Marshal(out)
}

// ABC classes keys by their share of the total amount, products or customers by
// revenue: in descending order, a key is of class A while those before it hold
// less than the cut of A, of class B while they hold less than that of B, else
// of class C. So the key that reaches a cut is still inside, and the first one
// is always of class A. Keys of one amount are of one class: that of the first.
//
// Negative amounts are no part of the total: who gave back more than they
// bought, or is worth nothing, is of class C. Rows without the key and keys
// whose amount is undefined are left out and counted in warnings. It is
// undefined where no amount is above 0 (NoDenominator), and where the keys have
// amounts in several currencies (MixedCurrency). It panics where the cuts are
// not 0 < A <= B <= 1.
func ABC[F any, K comparable](key model.Key[F, K], amount kpi.Metric[F, model.Money], cuts ABCCuts) kpi.Metric[F, Classes[K]] {
	cuts = cuts.or()
	if !cuts.A.IsPositive() || cuts.B.LessThan(cuts.A) || cuts.B.GreaterThan(decimal.New(1, 0)) {
		panic(fmt.Sprintf("cohort: ABC needs cuts 0 < A <= B <= 1, got %v and %v", cuts.A, cuts.B))
	}
	name := fmt.Sprintf("abc %v %v", cuts.A, cuts.B)
	return kpi.Across(key, amount, kpi.Then(name, amounts[K](), func(in []keyAmount[K]) kpi.Result[Classes[K]] {
		if codes := currencies(in); len(codes) > 1 {
			return kpi.Undefined[Classes[K]](kpi.MixedCurrency, joined(codes))
		}
		return classify(in, key.Compare, cuts)
	}))
}

func classify[K comparable](in []keyAmount[K], compare func(a, b K) int, cuts ABCCuts) kpi.Result[Classes[K]] {
	in = slices.SortedFunc(slices.Values(in), func(a, b keyAmount[K]) int {
		if c := b.amount.Amount().Cmp(a.amount.Amount()); c != 0 {
			return c
		}
		return compare(a.key, b.key)
	})
	var total decimal.Decimal
	for _, a := range in {
		if v := a.amount.Amount(); v.IsPositive() {
			total = total.Add(v)
		}
	}
	if !total.IsPositive() {
		return kpi.Undefined[Classes[K]](kpi.NoDenominator, "")
	}
	out := Classes[K]{
		items: make([]ClassItem[K], len(in)), index: make(map[K]int, len(in)),
		counts: [3]ClassCount{{Class: ClassA}, {Class: ClassB}, {Class: ClassC}},
	}
	toA, toB := total.Mul(cuts.A), total.Mul(cuts.B)
	var before, sum decimal.Decimal // of all larger amounts, and of all up to here
	var sums [3]model.MoneySum
	for i, a := range in {
		v := a.amount.Amount()
		if i == 0 || v.LessThan(in[i-1].amount.Amount()) {
			before = sum
		}
		class := ClassC
		switch {
		case !v.IsPositive():
		case before.LessThan(toA):
			class = ClassA
		case before.LessThan(toB):
			class = ClassB
		}
		out.items[i], out.index[a.key] = ClassItem[K]{a.key, a.amount, class}, i
		out.counts[class-ClassA].Keys++
		sums[class-ClassA].Add(a.amount)
		sum = sum.Add(v)
	}
	for i := range sums {
		out.counts[i].Amount, _ = sums[i].Total() // one currency: it was checked
	}
	return kpi.Value(out)
}
