package cohort_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// sixOrders is the decomposition by its definition: the factors change one
// after the other, in each of the six orders.
func sixOrders(before, after cohort.Totals) [3]*big.Rat {
	factors := func(t cohort.Totals) [3]*big.Rat {
		return [3]*big.Rat{
			big.NewRat(t.Customers, 1), big.NewRat(t.Orders, t.Customers),
			new(big.Rat).Quo(t.Revenue.Amount().Rat(), big.NewRat(t.Orders, 1)),
		}
	}
	product := func(f [3]*big.Rat) *big.Rat {
		p := new(big.Rat).Mul(f[0], f[1])
		return p.Mul(p, f[2])
	}
	sums := [3]*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		now, end := factors(before), factors(after)
		for _, k := range order {
			was := product(now)
			now[k] = end[k]
			sums[k].Add(sums[k], new(big.Rat).Sub(product(now), was))
		}
	}
	for _, s := range sums {
		s.Mul(s, big.NewRat(1, 6))
	}
	return sums
}

func totals() *rapid.Generator[cohort.Totals] {
	return rapid.Custom(func(t *rapid.T) cohort.Totals {
		return cohort.Totals{
			Customers: rapid.Int64Range(0, 50).Draw(t, "customers"), Orders: rapid.Int64Range(0, 90).Draw(t, "orders"),
			Revenue: model.MoneyOf(rapid.Int64Range(-5000, 90000).Draw(t, "revenue"), 2, model.EUR),
		}
	})
}

// The parts are those of the six orders, and add up to the change exactly.
func TestDecomposeAgainstSixOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := totals().Draw(t, "before"), totals().Draw(t, "after")
		c, ok := cohort.Decompose(before, after).Value()
		if !ok {
			t.Fatal("undefined")
		}
		sum := c.Customers.Rat()
		sum.Add(sum, c.Frequency.Rat())
		sum.Add(sum, c.Value.Rat())
		if d := after.Revenue.Amount().Sub(before.Revenue.Amount()).Rat(); sum.Cmp(d) != 0 || c.Revenue.Rat().Cmp(d) != 0 {
			t.Fatalf("%v adds up to %v, not to %v", c, sum, d)
		}
		if before.Customers == 0 || before.Orders == 0 || after.Customers == 0 || after.Orders == 0 {
			if c.Frequency.Rat().Sign() != 0 || c.Value.Rat().Sign() != 0 {
				t.Fatalf("%v", c)
			}
			return
		}
		want := sixOrders(before, after)
		if c.Customers.Rat().Cmp(want[0]) != 0 || c.Frequency.Rat().Cmp(want[1]) != 0 || c.Value.Rat().Cmp(want[2]) != 0 {
			t.Fatalf("%v, want %v", c, want)
		}
		back, _ := cohort.Decompose(after, before).Value()
		if sum := back.Value.Rat(); sum.Add(sum, c.Value.Rat()).Sign() != 0 {
			t.Fatalf("back and forth: %v and %v", c, back)
		}
	})
}

func TestDecomposeRefuses(t *testing.T) {
	eur := cohort.Totals{Customers: 1, Orders: 1, Revenue: model.MoneyOf(1, 0, model.EUR)}
	usd := cohort.Totals{Customers: 1, Orders: 1, Revenue: model.MoneyOf(1, 0, model.USD)}
	if c := cohort.Decompose(eur, usd); c.Why() != kpi.MixedCurrency {
		t.Errorf("%v", c)
	}
	if c := cohort.Decompose(eur, cohort.Totals{Customers: -1}); c.Why() != kpi.OutOfRange {
		t.Errorf("%v", c)
	}
	if c, ok := cohort.Decompose(cohort.Totals{}, eur).Value(); !ok || c.Customers.String() != "1.0000 EUR" {
		t.Errorf("%v", c)
	}
}

// Rounded once, half to even, as a second implementation says.
func TestExactRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := cohort.Totals{Revenue: model.MoneyOf(rapid.Int64Range(-100000, 100000).Draw(t, "millis"), 4, model.EUR)}
		c, _ := cohort.Decompose(before, cohort.Totals{}).Value()
		for places := range int32(5) {
			if got, want := c.Revenue.Round(places), before.Revenue.Amount().Neg().RoundBank(places); !got.Equal(want) {
				t.Fatalf("%v to %d places is %v, want %v", before.Revenue, places, got, want)
			}
		}
	})
}
