package cohort_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func isError(err, kind error) bool { return errors.Is(err, kind) }

// Gini is half the mean difference of all pairs, relative to the mean; HHI and
// Theil are their sums over the amounts.
func TestConcentrationIsItsDefinition(t *testing.T) {
	check(t, func(t *rapid.T) {
		cents := rapid.SliceOfN(rapid.Int64Range(0, 500), 1, 15).Draw(t, "cents")
		part := rapid.Int64Range(0, 20).Draw(t, "part")
		values := make([]decimal.Decimal, len(cents))
		sum := int64(0)
		for i, c := range cents {
			values[i] = decimal.New(c, -2)
			sum += c
		}
		c, err := cohort.NewConcentration(values)
		if sum == 0 {
			if !isError(err, cohort.ErrNoAmount) {
				t.Fatal(err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		n := int64(len(cents))
		pairs, squares, theil := int64(0), int64(0), 0.0
		for _, a := range cents {
			for _, b := range cents {
				pairs += max(a-b, b-a)
			}
			squares += a * a
			if x := float64(a) * float64(n) / float64(sum); x > 0 {
				theil += x * math.Log(x) / float64(n)
			}
		}
		gini := float64(pairs) / float64(2*n*sum)
		near(t, "gini", c.Gini(), gini, 0, 1e-12)
		near(t, "hhi", c.HHI(), float64(squares)/float64(sum)/float64(sum), 0, 1e-12)
		near(t, "theil", c.Theil(), theil, 0, 1e-12)
		if n > 1 {
			near(t, "corrected", c.GiniCorrected(), gini*float64(n)/float64(n-1), 0, 1e-12)
		}
		largest := slices.Sorted(slices.Values(cents))
		slices.Reverse(largest)
		k := int((part*n + 19) / 20)
		top, holding := int64(0), 0
		for i, v := range largest {
			if top*20 < part*sum {
				holding = i + 1
			}
			top += v
		}
		top = 0
		for _, v := range largest[:k] {
			top += v
		}
		share, ok := c.TopShare(decimal.New(5*part, -2)).Value()
		if !ok || new(big.Rat).Quo(share.Numerator().Rat(), share.Denominator().Rat()).Cmp(big.NewRat(top, sum)) != 0 {
			t.Fatalf("top %d/20 of %v hold %v, want %d/%d", part, cents, share, top, sum)
		}
		if got := c.CountFor(decimal.New(5*part, -2)); got != holding {
			t.Fatalf("%d hold %d/20 of %v, want %d", got, part, cents, holding)
		}
		l := c.Lorenz()
		if len(l) != len(cents)+1 || l[0] != 0 || l[len(l)-1] != 1 || !slices.IsSorted(l) {
			t.Fatalf("lorenz %v", l)
		}
		area := 0.0
		for i := 1; i < len(l); i++ {
			area += (l[i-1] + l[i]) / 2 / float64(n)
		}
		near(t, "twice the area above", 1-2*area, gini, 0, 1e-12)
	})
}

func TestConcentrationOfNothing(t *testing.T) {
	var c cohort.Concentration
	if c.Gini() != 0 || c.GiniCorrected() != 0 || c.HHI() != 0 || c.Theil() != 0 || c.Lorenz() != nil || c.CountFor(decimal.New(8, -1)) != 0 {
		t.Error("the zero concentration is of something")
	}
	if r := c.TopShare(decimal.New(2, -1)); r.Why() != kpi.NoDenominator {
		t.Error(r)
	}
	if _, err := cohort.NewConcentration(nil); !isError(err, cohort.ErrNoAmount) {
		t.Error(err)
	}
}

var (
	purchaseAccount = model.TextKey("account", func(d purchase) (string, bool) { return d.account, d.account != "" })
	purchaseNet     = model.NewField("net", func(d purchase) (model.Money, bool) { return model.MoneyOf(d.cents-2*d.back, 2, model.EUR), true })
)

func TestConcentrationBy(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 0, 20).Draw(t, "purchases")
		got := holdLaws(t, cohort.ConcentrationBy(purchaseAccount, kpi.Sum(purchaseNet)), all)
		sums, guests := map[string]int64{}, int64(0)
		for _, d := range all {
			if d.account == "" {
				guests++
				continue
			}
			sums[d.account] += d.cents - 2*d.back
		}
		var values []decimal.Decimal
		for _, s := range sums {
			values = append(values, decimal.New(s, -2))
		}
		want, err := cohort.NewConcentration(values)
		c, ok := got.Value()
		switch {
		case isError(err, cohort.ErrNegativeAmount):
			if got.Why() != kpi.OutOfRange {
				t.Fatal(got)
			}
		case err != nil:
			if got.Why() != kpi.NoDenominator {
				t.Fatal(got)
			}
		case !ok || c.String() != want.String() || !c.Total().Equal(want.Total()) || c.Len() != want.Len():
			t.Fatalf("got %v, want %v", got, want)
		case guests > 0 && (len(got.Warnings()) != 1 || got.Warnings()[0].Count != guests):
			t.Fatalf("%d guests: %v", guests, got.Warnings())
		}
	})
}

// The classes by their definition: the share of all that is strictly more.
func TestABCIsItsDefinition(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 0, 20).Draw(t, "purchases")
		a, b := rapid.Int64Range(1, 20).Draw(t, "a"), rapid.Int64Range(1, 20).Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		got := holdLaws(t, cohort.ABC(purchaseAccount, kpi.Sum(purchaseNet), cohort.ABCCuts{A: decimal.New(5*a, -2), B: decimal.New(5*b, -2)}), all)
		sums, total := map[string]int64{}, int64(0)
		for _, d := range all {
			if d.account != "" {
				sums[d.account] += d.cents - 2*d.back
			}
		}
		for _, s := range sums {
			total += max(s, 0)
		}
		classes, ok := got.Value()
		if ok != (total > 0) || !ok && got.Why() != kpi.NoDenominator {
			t.Fatal(got)
		}
		if !ok {
			return
		}
		for account, s := range sums {
			more := int64(0)
			for _, o := range sums {
				if o > s {
					more += max(o, 0)
				}
			}
			want := cohort.ClassC
			switch {
			case s <= 0:
			case more*20 < a*total:
				want = cohort.ClassA
			case more*20 < b*total:
				want = cohort.ClassB
			}
			if class, ok := classes.Of(account); !ok || class != want {
				t.Fatalf("%s of %v is %v, want %v", account, sums, class, want)
			}
		}
		keys, amount := int64(0), decimal.Decimal{}
		for _, c := range classes.Counts() {
			keys, amount = keys+c.Keys, amount.Add(c.Amount.Amount())
		}
		items := classes.Items()
		if keys != int64(len(sums)) || len(items) != len(sums) || items[0].Class != cohort.ClassA {
			t.Fatalf("%v of %v", classes, sums)
		}
		for _, s := range sums {
			amount = amount.Sub(decimal.New(s, -2))
		}
		if !amount.IsZero() {
			t.Fatalf("the classes differ from the total by %v", amount)
		}
		if _, ok := classes.Of("nobody"); ok {
			t.Fatal("a class of nobody")
		}
	})
}

func TestABCOfSeveralCurrencies(t *testing.T) {
	type sale struct{ account, goods string }
	key := model.TextKey("account", func(s sale) (string, bool) { return s.account, true })
	goods := kpi.Sum(model.NewField("goods", func(s sale) (model.Money, bool) { return model.MustParseMoney(s.goods), true }))
	rows := []sale{{"a", "1 EUR"}, {"b", "2 USD"}}
	if r := cohort.ABC(key, goods, cohort.ABCCuts{}).Of(slices.Values(rows)); r.Why() != kpi.MixedCurrency || r.Detail() != "EUR, USD" {
		t.Error(r)
	}
	if r := cohort.ConcentrationBy(key, goods).Of(slices.Values(rows)); r.Why() != kpi.MixedCurrency || r.Detail() != "EUR, USD" {
		t.Error(r)
	}
	for _, cuts := range []cohort.ABCCuts{{A: decimal.New(9, -1), B: decimal.New(8, -1)}, {B: decimal.New(8, -1)}, {A: decimal.New(5, -1), B: decimal.New(11, -1)}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("cuts %v were taken", cuts)
				}
			}()
			_ = cohort.ABC(key, goods, cuts)
		}()
	}
}
