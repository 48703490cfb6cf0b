package association

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn are baskets of few items, so that much coincides; items may repeat and
// baskets be empty.
var drawn = rapid.Custom(func(t *rapid.T) [][]string {
	basket := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}), 0, 7)
	return rapid.SliceOfN(basket, 0, 12).Draw(t, "baskets")
})

var drawnOptions = rapid.Custom(func(t *rapid.T) Options {
	share := func(name string) Fraction {
		den := rapid.Int64Range(1, 12).Draw(t, name+" of")
		return Fraction{rapid.Int64Range(0, den).Draw(t, name), den}
	}
	return Options{
		MinCount: rapid.Int64Range(1, 4).Draw(t, "count"), MinSupport: share("support"), MinConfidence: share("confidence"),
		MaxItems: rapid.IntRange(1, 7).Draw(t, "items"), MaxConsequent: rapid.IntRange(1, 7).Draw(t, "consequent"),
		EmptyAntecedent: rapid.Bool().Draw(t, "empty"),
	}
})

// subsets are all sets of the items, as sorted slices.
func subsets(items []string) [][]string {
	all := [][]string{nil}
	for _, item := range items {
		for _, s := range all {
			all = append(all, append(slices.Clone(s), item))
		}
	}
	return all
}

// naive is the oracle: it asks every basket for every subset.
type naive [][]string

func (n naive) count(set []string) int64 {
	sum := int64(0)
	for _, basket := range n {
		missing := false
		for _, item := range set {
			missing = missing || !slices.Contains(basket, item)
		}
		if !missing {
			sum++
		}
	}
	return sum
}

func (n naive) frequent(o Options, set []string) bool {
	count := n.count(set)
	return count >= o.MinCount && big.NewRat(count, int64(len(n))).Cmp(big.NewRat(o.MinSupport.Num, o.MinSupport.Den)) >= 0
}

func (n naive) sets(o Options) map[string]int64 {
	found := map[string]int64{}
	if len(n) == 0 {
		return found
	}
	for _, set := range subsets([]string{"a", "b", "c", "d", "e", "f"})[1:] {
		if len(set) <= o.MaxItems && n.frequent(o, set) {
			found[fmt.Sprint(set)] = n.count(set)
		}
	}
	return found
}

func (n naive) rules(o Options) map[string]string {
	found := map[string]string{}
	if len(n) == 0 {
		return found
	}
	all := subsets([]string{"a", "b", "c", "d", "e", "f"})
	for _, set := range all[1:] {
		if len(set) > o.MaxItems || !n.frequent(o, set) {
			continue
		}
		for _, right := range subsets(set)[1:] {
			left := slices.DeleteFunc(slices.Clone(set), func(s string) bool { return slices.Contains(right, s) })
			confidence := big.NewRat(n.count(set), n.count(left))
			if len(right) <= o.MaxConsequent && (len(left) > 0 || o.EmptyAntecedent) && confidence.Cmp(big.NewRat(o.MinConfidence.Num, o.MinConfidence.Den)) >= 0 {
				found[fmt.Sprint(left, right)] = fmt.Sprint(n.count(set), n.count(left), n.count(right), len(n))
			}
		}
	}
	return found
}

func TestItemsetsAreThoseOfAllSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		baskets, o := drawn.Draw(t, "baskets"), drawnOptions.Draw(t, "options")
		sets, err := Collect(slices.Values(baskets)).Itemsets(o)
		want := naive(baskets).sets(o)
		if err != nil || len(sets) != len(want) {
			t.Fatalf("got %v, %v; want %v", sets, err, want)
		}
		for i, s := range sets {
			if want[fmt.Sprint(s.Items)] != s.Count || s.Baskets != int64(len(baskets)) {
				t.Fatalf("got %v; want %v", s, want)
			}
			if i > 0 && (len(s.Items) < len(sets[i-1].Items) || len(s.Items) == len(sets[i-1].Items) && s.Count > sets[i-1].Count) {
				t.Fatalf("%v after %v", s, sets[i-1])
			}
		}
	})
}

func TestRulesAreThoseOfAllSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		baskets, o := drawn.Draw(t, "baskets"), drawnOptions.Draw(t, "options")
		b := Collect(slices.Values(baskets))
		rules, err := b.Rules(o)
		want := naive(baskets).rules(o)
		if err != nil || len(rules) != len(want) {
			t.Fatalf("got %v, %v; want %v", rules, err, want)
		}
		for i, r := range rules {
			if got := fmt.Sprint(r.Both(), r.WithAntecedent(), r.WithConsequent(), r.Baskets()); want[fmt.Sprint(r.Antecedent, r.Consequent)] != got {
				t.Fatalf("got %v; want %v", r, want)
			}
			one, err := b.Rule(r.Antecedent, r.Consequent)
			if err != nil || one.Counts != r.Counts {
				t.Fatalf("counted alone: %v, %v; want %v", one, err, r)
			}
			if i > 0 && lift(r.Counts).Cmp(lift(rules[i-1].Counts)) > 0 {
				t.Fatalf("%v after %v", r, rules[i-1])
			}
		}
	})
}

func lift(c Counts) *big.Rat {
	return big.NewRat(c.Both()*c.Baskets(), c.WithAntecedent()*c.WithConsequent())
}

// all is everything that baskets say.
func all(t *rapid.T, b *Baskets[string], o Options) string {
	sets, err := b.Itemsets(o)
	rules, again := b.Rules(o)
	if err != nil || again != nil {
		t.Fatal(err, again)
	}
	var items []string
	for item, n := range b.Items() {
		items = append(items, fmt.Sprint(item, n))
	}
	return fmt.Sprint(b.Len(), items, sets, rules)
}

func TestOrderAndSplitDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		baskets, o := drawn.Draw(t, "baskets"), drawnOptions.Draw(t, "options")
		want := all(t, Collect(slices.Values(baskets)), o)
		shuffled := rapid.Permutation(baskets).Draw(t, "order")
		for i := range shuffled {
			shuffled[i] = rapid.Permutation(shuffled[i]).Draw(t, "order of items")
		}
		if got := all(t, Collect(slices.Values(shuffled)), o); got != want {
			t.Fatalf("in another order %s, want %s", got, want)
		}
		cut := rapid.IntRange(0, len(shuffled)).Draw(t, "cut")
		left, right := Collect(slices.Values(shuffled[:cut])), Collect(slices.Values(shuffled[cut:]))
		before := all(t, right, o)
		left.Merge(right)
		if got := all(t, left, o); got != want {
			t.Fatalf("merged %s, want %s", got, want)
		}
		if got := all(t, right, o); got != before {
			t.Fatalf("merge has changed its argument to %s from %s", got, before)
		}
		left.Merge(NewBaskets[string]())
		if got := all(t, left, o); got != want {
			t.Fatalf("merged with nothing %s, want %s", got, want)
		}
		n := left.Len()
		if left.Merge(left); left.Len() != 2*n {
			t.Fatalf("merged with itself: %d baskets of %d", left.Len(), n)
		}
	})
}

// tables are counts that fit together, zeros among them.
var tables = rapid.Custom(func(t *rapid.T) Counts {
	cell := rapid.Int64Range(0, 40)
	both, left, right, none := cell.Draw(t, "both"), cell.Draw(t, "left"), cell.Draw(t, "right"), cell.Draw(t, "none")
	c, err := NewCounts(both, both+left, both+right, both+left+right+none)
	if err != nil {
		t.Fatal(err)
	}
	return c
})

// TestMeasures: the identities that tie measures to each other, ranges, and the
// rule read in the other direction.
func TestMeasures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := tables.Draw(t, "counts")
		back, err := NewCounts(c.both, c.consequent, c.antecedent, c.baskets)
		if err != nil {
			t.Fatal(err)
		}
		for name, pair := range map[string][2]Measure{
			"lift": {c.Lift(), back.Lift()}, "leverage": {c.Leverage(), back.Leverage()}, "cosine": {c.Cosine(), back.Cosine()},
			"jaccard": {c.Jaccard(), back.Jaccard()}, "kulczynski": {c.Kulczynski(), back.Kulczynski()}, "chi-square": {c.ChiSquare(), back.ChiSquare()},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("%s of %v is %v, and %v backwards", name, c, pair[0], pair[1])
			}
		}
		lift, hasLift := c.Lift().Float64()
		leverage, _ := c.Leverage().Float64()
		if hasLift && ((lift > 1) != (leverage > 0) || (lift < 1) != (leverage < 0)) {
			t.Fatalf("lift %g, leverage %g", lift, leverage)
		}
		if leverage < -0.25 || leverage > 0.25 {
			t.Fatalf("leverage %g", leverage)
		}
		jaccard, hasJaccard := c.Jaccard().Float64()
		cosine, hasCosine := c.Cosine().Float64()
		kulczynski, _ := c.Kulczynski().Float64()
		const ulp = 1e-15
		if hasCosine && (jaccard < 0 || jaccard > cosine+ulp || cosine > kulczynski+ulp || kulczynski > 1) {
			t.Fatalf("jaccard %g, cosine %g, kulczynski %g", jaccard, cosine, kulczynski)
		}
		chi, hasChi := c.ChiSquare().Float64()
		free := c.antecedent > 0 && c.antecedent < c.baskets && c.consequent > 0 && c.consequent < c.baskets
		if hasChi != free || chi < 0 || chi > float64(c.baskets)*(1+ulp) {
			t.Fatalf("chi-square %v of %+v", c.ChiSquare(), c)
		}
		if hasJaccard != (c.antecedent+c.consequent > 0) || hasLift != (c.antecedent*c.consequent > 0) {
			t.Fatalf("defined: lift %t, jaccard %t of %+v", hasLift, hasJaccard, c)
		}
		conviction := c.Conviction()
		if conviction.IsInf() != (c.antecedent > 0 && c.both == c.antecedent) || (conviction == Measure{}) != (c.antecedent == 0) {
			t.Fatalf("conviction %v of %+v", conviction, c)
		}
	})
}

// TestChiSquareOfIndependence: sides that occur together as often as chance
// lets them have no statistic, and sides that are one have that of the total.
func TestChiSquareOfIndependence(t *testing.T) {
	for _, c := range []struct {
		both, left, right, all int64
		want                   string
	}{
		{10, 20, 50, 100, "0.0000 1.0000 1.0000"}, {20, 20, 20, 100, "100.0000 5.0000 inf"}, {0, 50, 50, 100, "100.0000 0.0000 0.5000"},
		{0, 0, 5, 9, "undefined undefined undefined"}, {9, 9, 9, 9, "undefined 1.0000 inf"}, {0, 0, 0, 0, "undefined undefined undefined"},
		{1 << 30, 1 << 30, 1 << 30, 1<<31 - 1, "2147483647.0000 2.0000 inf"},
	} {
		counts, err := NewCounts(c.both, c.left, c.right, c.all)
		if got := strings.Join([]string{counts.ChiSquare().String(), counts.Lift().String(), counts.Conviction().String()}, " "); err != nil || got != c.want {
			t.Errorf("%+v: got %s, %v; want %s", c, got, err, c.want)
		}
	}
}
