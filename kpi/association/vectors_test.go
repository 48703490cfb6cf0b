package association

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// vector is one case of the reference values beside the repository; their
// README gives the rules.
type vector struct {
	ID       string
	Input    vectorInput
	Expected struct {
		Itemsets  []vectorSet
		NItemsets int `json:"n_itemsets"`

		Rules         []vectorRule
		Top5          []vectorRule `json:"top5_by_lift"`
		Top3          []vectorRule `json:"top3_by_lift"`
		NRules        int          `json:"n_rules"`
		NRulesAB      int          `json:"n_rules_rhs_a_or_b_lhs_without_a_b"`
		NRulesFromAny int          `json:"n_rules_with_nonempty_lhs"`
		Lengths       map[int]int  `json:"rule_length_distribution"`

		Transactions, Items int64
		Occurrences         int64 `json:"item_occurrences"`
		Counts              map[string]int64

		vectorRule                    // of one rule
		Support    json.RawMessage    `json:"support"` // of the rule, or by item
		Published  map[string]float64 `json:"published"`
	}
	Tolerance struct {
		Abs       float64
		Published float64 `json:"published_abs"`
	}
	Level, Source, Note string
}

type vectorInput struct {
	Transactions  [][]item
	Dataset       string
	MinSupport    json.Number `json:"min_support"`
	MinCount      int64       `json:"min_support_count"`
	MinConfidence json.Number `json:"min_confidence"`
	EmptyLHS      bool        `json:"include_empty_lhs"`
	RHSSize       size        `json:"rhs_size"`
	MinLen        int         `json:"min_len"`
	Rule          string
}

type vectorSet struct {
	Items   []item
	Count   int64
	Support *float64
}

type vectorRule struct {
	LHS, RHS side
	Count    *int64

	Support           *float64
	Coverage          *float64
	RHSSupport        *float64 `json:"rhs_support"`
	AntecedentSupport *float64 `json:"antecedent_support"`
	ConsequentSupport *float64 `json:"consequent_support"`
	Confidence        *float64
	Lift, Leverage    *float64
	Conviction        json.RawMessage
	Cosine, Jaccard   *float64
	Kulczynski        *float64
	Chi2              json.RawMessage
}

// item is a name, or a number that stands for one.
type item string

func (i *item) UnmarshalJSON(b []byte) error {
	*i = item(strings.Trim(string(b), `"`))
	return nil
}

// side is a list of items, or one item.
type side []item

func (s *side) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]item)(s))
	}
	*s = make(side, 1)
	return json.Unmarshal(b, &(*s)[0])
}

// size is a number, or "any".
type size int

func (s *size) UnmarshalJSON(b []byte) error {
	if string(b) == `"any"` {
		*s = MostItems
		return nil
	}
	return json.Unmarshal(b, (*int)(s))
}

const shared = "../../../shared/vectors"

// read returns a file that lies beside the repository.
func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(filepath.FromSlash(shared), name))
	if errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("reference values missing: %v", err)
		}
		t.Skipf("no reference values beside the repository: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func lines(data []byte) []string { return strings.Split(strings.TrimRight(string(data), "\n"), "\n") }

// groceries are the 9835 baskets of the R package arules.
func groceries(t testing.TB) *Baskets[item] {
	names := lines(read(t, "groceries_items.txt"))
	b := NewBaskets[item]()
	for _, line := range lines(read(t, "groceries_baskets.txt")) {
		var basket []item
		for field := range strings.SplitSeq(line, ",") {
			n, err := strconv.Atoi(field)
			if err != nil || n >= len(names) {
				t.Fatalf("item %q of %q", field, line)
			}
			basket = append(basket, item(names[n]))
		}
		b.Add(basket...)
	}
	return b
}

// fraction is a decimal number as it is written.
func fraction(t *testing.T, n json.Number) Fraction {
	t.Helper()
	if n == "" {
		return Fraction{}
	}
	r, ok := new(big.Rat).SetString(n.String())
	if !ok {
		t.Fatalf("number %q", n)
	}
	return Fraction{r.Num().Int64(), r.Denom().Int64()}
}

func (v *vector) baskets(t *testing.T) *Baskets[item] {
	if strings.HasPrefix(v.Input.Dataset, "groceries_baskets.txt") {
		return groceries(t)
	}
	if len(v.Input.Transactions) == 0 {
		t.Fatal("no transactions")
	}
	return Collect(slices.Values(v.Input.Transactions))
}

func (v *vector) options(t *testing.T) Options {
	return Options{
		MinCount: max(v.Input.MinCount, 1), MinSupport: fraction(t, v.Input.MinSupport), MinConfidence: fraction(t, v.Input.MinConfidence),
		MaxItems: 10, MaxConsequent: int(v.Input.RHSSize), EmptyAntecedent: v.Input.EmptyLHS || v.Input.MinLen == 1,
	}
}

// TestVectors holds the package against values of arules, mlxtend and
// textbooks.
func TestVectors(t *testing.T) {
	kinds := map[string]func(*testing.T, *vector){
		"arules_toy_itemsets": checkSets, "agrawal_srikant_1994": checkSets,
		"arules_toy_rules": checkRules, "mlxtend_default": checkRules,
		"groceries_463_rules": checkRules, "groceries_410_rules": checkRules, "groceries_5668_rules": checkRules,
		"tan_steinbach_kumar_milk_diapers_beer": checkRule, "duplicate_items_in_basket": checkRule,
		"groceries_item_frequency": checkItems,
	}
	var file struct {
		Method      string
		Definitions map[string]string
		Cases       []vector
	}
	d := json.NewDecoder(strings.NewReader(string(read(t, "association_rules.json"))))
	d.DisallowUnknownFields() // what the test does not know, it would not check
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < len(kinds) {
		t.Errorf("%d cases of at least %d", len(file.Cases), len(kinds))
	}
	for _, v := range file.Cases {
		t.Run(v.ID, func(t *testing.T) {
			check, ok := kinds[v.ID]
			if !ok {
				t.Fatal("the test does not know this case")
			}
			check(t, &v)
		})
	}
}

func checkSets(t *testing.T, v *vector) {
	sets, err := v.baskets(t).Itemsets(v.options(t))
	if err != nil || len(sets) != v.Expected.NItemsets || len(v.Expected.Itemsets) != len(sets) {
		t.Fatalf("%d sets, %v; want %d", len(sets), err, v.Expected.NItemsets)
	}
	for _, want := range v.Expected.Itemsets {
		slices.Sort(want.Items)
		i := slices.IndexFunc(sets, func(s Itemset[item]) bool { return slices.Equal(s.Items, want.Items) })
		if i < 0 || sets[i].Count != want.Count {
			t.Errorf("%v: got %v, want %d", want.Items, sets, want.Count)
			continue
		}
		if want.Support != nil {
			got, _ := sets[i].Support().Float64()
			near(t, v, "support", got, *want.Support)
		}
	}
}

func checkRules(t *testing.T, v *vector) {
	rules, err := v.baskets(t).Rules(v.options(t))
	if err != nil || len(rules) != v.Expected.NRules {
		t.Fatalf("%d rules, %v; want %d", len(rules), err, v.Expected.NRules)
	}
	lengths := map[int]int{}
	ab, fromAny := 0, 0
	for _, r := range rules {
		lengths[len(r.Antecedent)+len(r.Consequent)]++
		if len(r.Antecedent) > 0 {
			fromAny++
		}
		isAB := func(i item) bool { return i == "a" || i == "b" }
		if slices.ContainsFunc(r.Consequent, isAB) && !slices.ContainsFunc(r.Antecedent, isAB) {
			ab++
		}
	}
	for n, want := range v.Expected.Lengths {
		if lengths[n] != want {
			t.Errorf("%d rules of %d items, want %d", lengths[n], n, want)
		}
	}
	if v.Expected.NRulesFromAny > 0 && (fromAny != v.Expected.NRulesFromAny || ab != v.Expected.NRulesAB) {
		t.Errorf("%d rules from items, %d to a or b alone; want %d and %d", fromAny, ab, v.Expected.NRulesFromAny, v.Expected.NRulesAB)
	}
	top := slices.Concat(v.Expected.Top3, v.Expected.Top5)
	for i, want := range slices.Concat(v.Expected.Rules, top) {
		slices.Sort(want.LHS)
		slices.Sort(want.RHS)
		j := slices.IndexFunc(rules, func(r Rule[item]) bool {
			return slices.Equal(r.Antecedent, want.LHS) && slices.Equal(r.Consequent, want.RHS)
		})
		if j < 0 || len(top) > 0 && j != i {
			t.Errorf("rule %v => %v is at place %d of those by lift", want.LHS, want.RHS, j)
			continue
		}
		checkCounts(t, v, rules[j].Counts, want)
	}
	if v.Expected.Rules != nil && len(v.Expected.Rules) != len(rules) || v.Expected.Rules == nil && len(top) == 0 {
		t.Error("the case does not list its rules")
	}
}

func checkRule(t *testing.T, v *vector) {
	from, to, ok := strings.Cut(v.Input.Rule, " -> ")
	if !ok {
		t.Fatalf("rule %q", v.Input.Rule)
	}
	var lhs []item
	for field := range strings.SplitSeq(strings.Trim(from, "{}"), ", ") {
		lhs = append(lhs, item(field))
	}
	r, err := v.baskets(t).Rule(lhs, []item{item(to)})
	if err != nil {
		t.Fatal(err)
	}
	want := v.Expected.vectorRule
	want.Support = new(float64)
	if err := json.Unmarshal(v.Expected.Support, want.Support); err != nil {
		t.Fatal(err)
	}
	checkCounts(t, v, r.Counts, want)
	got := map[string]float64{}
	got["support"], _ = r.Support().Float64()
	got["confidence"], _ = r.Confidence().Float64()
	for name, published := range v.Expected.Published {
		if x, ok := got[name]; !ok || math.Abs(x-published) > v.Tolerance.Published {
			t.Errorf("published %s: got %g, want %g", name, x, published)
		}
	}
}

func checkItems(t *testing.T, v *vector) {
	b := v.baskets(t)
	counts, occurrences := map[string]int64{}, int64(0)
	for name, n := range b.Items() {
		counts[string(name)] = n
		occurrences += n
	}
	if b.Len() != v.Expected.Transactions || int64(len(counts)) != v.Expected.Items || occurrences != v.Expected.Occurrences {
		t.Errorf("%d baskets, %d items, %d occurrences", b.Len(), len(counts), occurrences)
	}
	var supports map[string]float64
	if err := json.Unmarshal(v.Expected.Support, &supports); err != nil || len(supports) != len(v.Expected.Counts) {
		t.Fatal(err)
	}
	for name, want := range v.Expected.Counts {
		if counts[name] != want {
			t.Errorf("%s: got %d, want %d", name, counts[name], want)
		}
		got, _ := Fraction{counts[name], b.Len()}.Float64()
		near(t, v, name, got, supports[name])
	}
}

// checkCounts holds what a case says about a rule against its counts.
func checkCounts(t *testing.T, v *vector, c Counts, want vectorRule) {
	t.Helper()
	if want.Count != nil && *want.Count != c.Both() {
		t.Errorf("%v => %v: count %d, want %d", want.LHS, want.RHS, c.Both(), *want.Count)
	}
	for _, f := range []struct {
		name string
		got  Fraction
		want *float64
	}{
		{"support", c.Support(), want.Support}, {"coverage", c.Coverage(), want.Coverage}, {"rhs_support", c.ConsequentSupport(), want.RHSSupport},
		{"antecedent_support", c.Coverage(), want.AntecedentSupport}, {"consequent_support", c.ConsequentSupport(), want.ConsequentSupport},
		{"confidence", c.Confidence(), want.Confidence},
	} {
		if got, ok := f.got.Float64(); f.want != nil && ok {
			near(t, v, f.name, got, *f.want)
		} else if f.want != nil {
			t.Errorf("%s is undefined", f.name)
		}
	}
	for _, m := range []struct {
		name string
		got  Measure
		want *float64
	}{
		{"lift", c.Lift(), want.Lift}, {"leverage", c.Leverage(), want.Leverage}, {"cosine", c.Cosine(), want.Cosine},
		{"jaccard", c.Jaccard(), want.Jaccard}, {"kulczynski", c.Kulczynski(), want.Kulczynski},
	} {
		if got, ok := m.got.Float64(); m.want != nil && ok {
			near(t, v, m.name, got, *m.want)
		} else if m.want != nil {
			t.Errorf("%s is %v", m.name, m.got)
		}
	}
	checkRaw(t, v, "conviction", c.Conviction(), want.Conviction)
	checkRaw(t, v, "chi2", c.ChiSquare(), want.Chi2)
}

// checkRaw knows null for undefined and "inf".
func checkRaw(t *testing.T, v *vector, name string, got Measure, want json.RawMessage) {
	t.Helper()
	switch string(want) {
	case "":
		return
	case "null", `"inf"`:
		if b, err := got.MarshalJSON(); err != nil || string(b) != string(want) {
			t.Errorf("%s: got %v, want %s", name, got, want)
		}
		return
	}
	number, err := strconv.ParseFloat(string(want), 64)
	x, ok := got.Float64()
	if err != nil || !ok {
		t.Errorf("%s: got %v, want %s", name, got, want)
		return
	}
	near(t, v, name, x, number)
}

func near(t *testing.T, v *vector, name string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= v.Tolerance.Abs) && !(v.Tolerance.Abs == 0 && got == want) {
		t.Errorf("%s: got %.17g, want %.17g", name, got, want)
	}
}
