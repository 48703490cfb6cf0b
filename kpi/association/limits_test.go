package association

import (
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"testing"
)

func TestOptionsAreChecked(t *testing.T) {
	b := Collect(slices.Values([][]string{{"a", "b"}}))
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{MinCount: -1}, "association: option out of range: MinCount = -1"},
		{Options{MinSupport: Fraction{3, 2}}, "association: option out of range: MinSupport = 3/2"},
		{Options{MinSupport: Fraction{1, 0}}, "association: option out of range: MinSupport = 1/0"},
		{Options{MinConfidence: Fraction{-1, 2}}, "association: option out of range: MinConfidence = -1/2"},
		{Options{MaxItems: 21}, "association: option out of range: MaxItems = 21"},
		{Options{MaxConsequent: -2}, "association: option out of range: MaxConsequent = -2"},
		{Options{MaxResults: -2}, "association: option out of range: MaxResults = -2"},
		{Options{MaxSteps: -2}, "association: option out of range: MaxSteps = -2"},
	} {
		_, err := b.Itemsets(c.o)
		_, again := b.Rules(c.o)
		if _, ok := errors.AsType[*OptionError](err); !ok || !errors.Is(again, ErrOption) || err.Error() != c.want {
			t.Errorf("got %v and %v, want %s", err, again, c.want)
		}
	}
}

// wide are some baskets of very many items, all the same.
func wide(baskets, items int) *Baskets[int] {
	b := NewBaskets[int]()
	basket := make([]int, items)
	for i := range basket {
		basket[i] = i
	}
	for range baskets {
		b.Add(basket...)
	}
	return b
}

// TestAbsurdBaskets: two equal baskets of 50 000 items have more frequent sets
// than there are atoms; to say so costs little.
func TestAbsurdBaskets(t *testing.T) {
	b := wide(2, 50_000)
	var before, after runtime.MemStats
	for _, c := range []struct {
		o    Options
		name string
	}{
		{Options{}, "itemsets"},
		{Options{MaxItems: 20, MaxResults: 1 << 40, MaxSteps: 500_000}, "steps"},
		{Options{MaxItems: 20, MaxResults: 200_000}, "itemsets"},
	} {
		runtime.ReadMemStats(&before)
		_, err := b.Rules(c.o)
		runtime.ReadMemStats(&after)
		limit, ok := errors.AsType[*LimitError](err)
		if !ok || limit.Name != c.name || !errors.Is(err, ErrLimit) {
			t.Errorf("%v: got %v", c.o, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 {
			t.Errorf("%v: %d MB", c.o, used)
		}
	}
	if sets, err := b.Itemsets(Options{MaxItems: 1}); err != nil || len(sets) != 50_000 {
		t.Errorf("%d single items, %v", len(sets), err)
	}
}

func TestLimitsAreExact(t *testing.T) {
	b := wide(2, 4) // 4 + 6 + 4 sets, and 12 + 12 rules to one item
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{MaxResults: 24}, ""},
		{Options{MaxResults: 23}, "association: more than 23 rules: limit exceeded; ask for a higher support or smaller sets"},
		{Options{MaxResults: 13}, "association: more than 13 itemsets: limit exceeded; ask for a higher support or smaller sets"},
		{Options{MaxSteps: 30}, "association: more than 30 steps: limit exceeded; ask for a higher support or smaller sets"},
	} {
		rules, err := b.Rules(c.o)
		if c.want == "" && (err != nil || len(rules) != 24) || c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%v: %d rules, %v; want %s", c.o, len(rules), err, c.want)
		}
	}
}

func TestNoBaskets(t *testing.T) {
	b := NewBaskets[string]()
	sets, err := b.Itemsets(Options{MinCount: 1})
	rules, again := b.Rules(Options{MinCount: 1, EmptyAntecedent: true})
	if err != nil || again != nil || len(sets) != 0 || len(rules) != 0 {
		t.Errorf("got %v, %v, %v, %v", sets, err, rules, again)
	}
	r, err := b.Rule([]string{"a"}, []string{"b"})
	if got := r.String(); err != nil || got != "{a} => {b}: support 0/0, confidence 0/0, lift undefined" {
		t.Errorf("got %s, %v", got, err)
	}
	if _, ok := r.Support().Float64(); ok {
		t.Error("the support of no baskets is defined")
	}
}

func TestRuleNeedsTwoSets(t *testing.T) {
	b := Collect(slices.Values([][]string{{"a", "b"}, {"a"}}))
	for _, c := range []struct {
		left, right []string
		want        string
	}{
		{[]string{"a"}, nil, "association: sides of a rule are not two sets: no consequent"},
		{[]string{"a", "b"}, []string{"b"}, "association: sides of a rule are not two sets: b on both"},
	} {
		if _, err := b.Rule(c.left, c.right); !errors.Is(err, ErrSides) || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	if r, err := b.Rule(nil, []string{"b", "b"}); err != nil || r.String() != "{} => {b}: support 1/2, confidence 1/2, lift 1.0000" {
		t.Errorf("got %v, %v", r, err)
	}
}

func TestCountsAreChecked(t *testing.T) {
	for _, c := range [][4]int64{{-1, 2, 2, 5}, {3, 2, 4, 5}, {1, 6, 2, 5}, {0, 3, 3, 5}, {1, 1, 1, 1 << 31}, {0, 1 << 62, 1 << 62, 1<<63 - 1}} {
		if _, err := NewCounts(c[0], c[1], c[2], c[3]); !errors.Is(err, ErrCounts) {
			t.Errorf("%v: got %v", c, err)
		}
	}
}

func TestFractions(t *testing.T) {
	if PerMille(6) != (Fraction{6, 1000}) || Percent(6).String() != "6/100" {
		t.Errorf("got %v and %v", PerMille(6), Percent(6))
	}
	const most = 1<<63 - 1
	for _, c := range []struct {
		f           Fraction
		part, whole int64
		want        bool
	}{
		{Fraction{1, 3}, 1, 3, true}, {Fraction{1, 3}, 1, 4, false}, {Fraction{6, 1000}, 59, 9835, false}, {Fraction{6, 1000}, 60, 9835, true},
		{Fraction{most - 1, most}, most - 1, most, true}, {Fraction{most - 1, most}, most - 2, most, false}, {Fraction{0, 1}, 0, 5, true},
		{Fraction{1, most}, 1, 2, true}, {Fraction{1, 2}, 1, most, false}, {Fraction{most - 1, most}, 1, 2, false},
	} {
		if c.f.holds(c.part, c.whole) != c.want {
			t.Errorf("%d of %d is at least %v: %t", c.part, c.whole, c.f, !c.want)
		}
	}
}

func TestRulesMarshal(t *testing.T) {
	b := Collect(slices.Values([][]string{{"a", "b"}, {"a", "b"}, {"b"}, {"c"}}))
	rules, err := b.Rules(Options{})
	got, again := json.Marshal(rules[:1])
	want := `[{"antecedent":["a"],"consequent":["b"],"both":2,"with_antecedent":2,"with_consequent":3,"baskets":4,"lift":1.3333333333333333,` +
		`"leverage":0.125,"conviction":"inf","cosine":0.8164965809277261,"jaccard":0.6666666666666666,"kulczynski":0.8333333333333334,"chi_square":1.3333333333333333}]`
	if err != nil || again != nil || string(got) != want {
		t.Errorf("got %s, %v, %v", got, err, again)
	}
	nothing, err := json.Marshal(Rule[string]{})
	want = `{"antecedent":[],"consequent":[],"both":0,"with_antecedent":0,"with_consequent":0,"baskets":0,"lift":null,"leverage":null,` +
		`"conviction":null,"cosine":null,"jaccard":null,"kulczynski":null,"chi_square":null}`
	if err != nil || string(nothing) != want {
		t.Errorf("got %s, %v", nothing, err)
	}
}

func TestOptionsPrintWithDefaults(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, "count >= 2, support >= 0/1, confidence >= 0/1, at most 3 items, 1 concluded, limits 100000 and 500000000"},
		{Options{MinCount: 5, MinSupport: PerMille(6), EmptyAntecedent: true}, "count >= 5, support >= 6/1000, confidence >= 0/1, at most 3 items, 1 concluded, from nothing, limits 100000 and 500000000"},
	} {
		if got := c.o.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestItemsOfOnesOwnOrder(t *testing.T) {
	backwards := NewBasketsFunc(func(a, b string) int { return len(b) - len(a) })
	backwards.Add("a", "bb", "ccc")
	backwards.Add("ccc", "a")
	sets, err := backwards.Itemsets(Options{MinCount: 2})
	if err != nil || len(sets) != 3 || sets[2].String() != "[ccc a] 2/2" {
		t.Errorf("got %v, %v", sets, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic without an order")
		}
	}()
	NewBasketsFunc[string](nil)
}

func BenchmarkRulesOfGroceries(b *testing.B) {
	baskets := groceries(b)
	b.ReportAllocs()
	for b.Loop() {
		if rules, err := baskets.Rules(Options{MinSupport: PerMille(1), MinConfidence: Percent(50), MaxItems: 10}); err != nil || len(rules) != 5668 {
			b.Fatal(len(rules), err)
		}
	}
}

// BenchmarkRulesOfManyProducts has 100 000 baskets of 8 out of 10 000 products:
// what a search by pairs of items would spend on the square of these.
func BenchmarkRulesOfManyProducts(b *testing.B) {
	baskets := NewBaskets[string]()
	seed := uint64(1)
	for range 100_000 {
		var basket []string
		for range 8 {
			seed = seed*6364136223846793005 + 1442695040888963407
			n := (seed >> 33) % 10_000
			basket = append(basket, strconv.FormatUint(n*n/10_000, 10)) // some products sell more
		}
		baskets.Add(basket...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if rules, err := baskets.Rules(Options{MinCount: 10}); err != nil || len(rules) == 0 {
			b.Fatal(len(rules), err)
		}
	}
}
