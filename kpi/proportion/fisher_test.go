package proportion

import (
	"errors"
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFisherExactVectors(t *testing.T) {
	for _, c := range vectors(t, "fisher_exact") {
		t.Run(c.ID, func(t *testing.T) {
			if c.ID == "job_satisfaction_4x4" {
				t.Skip("larger tables are an optional feature that Table does not express")
			}
			in := decode[struct{ Table Table }](t, c.Input)
			o := must(OddsRatio(in.Table, 0.95))(t)
			got := map[string]any{
				"p_two_sided":                must(FisherExact(in.Table, TwoSided))(t),
				"p_less":                     must(FisherExact(in.Table, Less))(t),
				"p_greater":                  must(FisherExact(in.Table, Greater))(t),
				"odds_ratio_sample":          infOr(o.Sample),
				"odds_ratio_conditional_mle": infOr(o.Conditional),
				"odds_ratio_ci95":            []any{infOr(o.Low), infOr(o.High)},
			}
			for _, key := range sorted(c.Expected) {
				want := c.Expected[key]
				switch key {
				case "p_two_sided", "p_less", "p_greater":
					check(t, key, got[key], want, c.Tolerance["p_rel"], 0)
				case "odds_ratio_sample", "odds_ratio_conditional_mle", "odds_ratio_ci95":
					check(t, key, got[key], want, c.Tolerance["odds_rel"], 0)
				case "published_p":
					published(t, want, got, c.Tolerance["published_rel"], 0)
				default:
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

func TestFisherExactRefuses(t *testing.T) {
	for _, c := range []struct {
		t    Table
		alt  Alternative
		want error
	}{
		{Table{}, TwoSided, ErrNoTrials},
		{Table{{1, -1}, {1, 1}}, TwoSided, ErrNegative},
		{Table{{1e15, 1}, {1, 1}}, TwoSided, ErrTooLarge},
		{Table{{math.MaxInt64, math.MaxInt64}, {math.MaxInt64, math.MaxInt64}}, Less, ErrTooLarge},
		{Table{{MaxFisherTotal, 1}, {0, 0}}, TwoSided, ErrTooLarge},
		{Table{{1, 2}, {3, 4}}, Greater + 1, ErrOption},
	} {
		if p, err := FisherExact(c.t, c.alt); !errors.Is(err, c.want) || p != 0 {
			t.Errorf("FisherExact(%v, %v) = %v, %v; want %v", c.t, c.alt, p, err, c.want)
		}
	}
}

func tables(most int64) *rapid.Generator[Table] {
	return rapid.Custom(func(t *rapid.T) Table {
		cell := rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, most))
		return Table{
			{cell.Draw(t, "a"), cell.Draw(t, "b")},
			{cell.Draw(t, "c"), cell.Draw(t, "d")},
		}
	})
}

// exactFisher is the oracle: every table of the margins, in whole numbers. The
// two-sided slack is R's, on exact probabilities.
func exactFisher(t Table, alt Alternative) float64 {
	r, c := t[0][0]+t[0][1], t[0][0]+t[1][0]
	n := r + t[1][0] + t[1][1]
	ways := func(k int64) *big.Int {
		return new(big.Int).Mul(new(big.Int).Binomial(r, k), new(big.Int).Binomial(n-r, c-k))
	}
	limit := new(big.Int).Mul(ways(t[0][0]), big.NewInt(10_000_001))
	part, total := new(big.Int), new(big.Int)
	for k := max(0, r+c-n); k <= min(r, c); k++ {
		w := ways(k)
		total.Add(total, w)
		take := false
		switch alt {
		case Less:
			take = k <= t[0][0]
		case Greater:
			take = k >= t[0][0]
		case TwoSided:
			take = new(big.Int).Mul(w, big.NewInt(10_000_000)).Cmp(limit) <= 0
		}
		if take {
			part.Add(part, w)
		}
	}
	p, _ := new(big.Rat).SetFrac(part, total).Float64()
	return p
}

func TestFisherExactAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := tables(120).Draw(t, "table")
		if table == (Table{}) {
			return
		}
		for _, alt := range []Alternative{TwoSided, Less, Greater} {
			got, err := FisherExact(table, alt)
			if err != nil {
				t.Fatal(err)
			}
			if want := exactFisher(table, alt); !near(got, want, 1e-12, 0) {
				t.Errorf("FisherExact(%v, %v) = %.17g, want %.17g", table, alt, got, want)
			}
		}
	})
}

func TestFisherExactLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tables(100_000).Draw(t, "table")
		if m == (Table{}) {
			return
		}
		p := func(m Table, alt Alternative) float64 {
			v, err := FisherExact(m, alt)
			if err != nil {
				t.Fatal(err)
			}
			if !finite(v) || v < 0 || v > 1 {
				t.Fatalf("p(%v, %v) = %v", m, alt, v)
			}
			return v
		}
		rows := Table{m[1], m[0]}
		turned := Table{{m[0][0], m[1][0]}, {m[0][1], m[1][1]}}
		for _, alt := range []Alternative{TwoSided, Less, Greater} {
			if a, b := p(m, alt), p(turned, alt); !near(a, b, 1e-9, 0) {
				t.Errorf("%v %v: %v, rows for columns %v", m, alt, a, b)
			}
		}
		if a, b := p(m, Less), p(rows, Greater); !near(a, b, 1e-9, 0) {
			t.Errorf("%v: less %v, rows exchanged greater %v", m, a, b)
		}
		if p(m, Less)+p(m, Greater) < 1-1e-12 {
			t.Errorf("%v: the tails do not cover all tables", m)
		}
	})
}

// At the bound the exact test still answers at once, and agrees with the z-test.
func TestFisherExactAtTheBound(t *testing.T) {
	start := time.Now()
	a, b := Group{250_000_000, 500_000_000}, Group{250_030_000, 500_000_000}
	table, err := TableOf(a, b)
	if err != nil {
		t.Fatal(err)
	}
	got := must(FisherExact(table, TwoSided))(t)
	want := must(TwoProportionTest(a, b, TwoSided, Yates))(t).P
	if !near(got, want, 1e-6, 0) {
		t.Errorf("exact %v, normal %v", got, want)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func BenchmarkFisherExact(b *testing.B) {
	for name, m := range map[string]Table{
		"tea": {{3, 1}, {1, 3}}, "scipy": {{14500, 20000}, {30000, 40000}},
		"bound": {{25e7, 25e7}, {25e7, 25e7}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := FisherExact(m, TwoSided); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("odds/bound", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := OddsRatio(Table{{25e7, 25e7}, {25e7, 25e7}}, 0.95); err != nil {
				b.Fatal(err)
			}
		}
	})
}
