package proportion

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

var methods = []Method{Wilson, WilsonContinuity, ClopperPearson, AgrestiCoull, Jeffreys, Wald}

// counts draws trials and successes of every size, edges included.
func counts(most int64) *rapid.Generator[Group] {
	return rapid.Custom(func(t *rapid.T) Group {
		n := rapid.OneOf(rapid.Int64Range(1, 30), rapid.Int64Range(1, 3000), rapid.Int64Range(1, most)).Draw(t, "trials")
		x := rapid.OneOf(rapid.Int64Range(0, n), rapid.Int64Range(0, min(n, 3)), rapid.Int64Range(max(0, n-3), n)).Draw(t, "successes")
		return Group{x, n}
	})
}

func levels() *rapid.Generator[float64] { return rapid.Float64Range(0.3, 0.9999) }

func TestCIVectors(t *testing.T) {
	keys := map[string]Method{
		"wilson": Wilson, "wilson_cc": WilsonContinuity, "clopper_pearson": ClopperPearson,
		"agresti_coull": AgrestiCoull, "jeffreys": Jeffreys, "wald_unclipped": Wald,
	}
	for _, c := range vectors(t, "proportion_ci") {
		t.Run(c.ID, func(t *testing.T) {
			in := decode[struct {
				X, N       int64
				Confidence float64
			}](t, c.Input)
			if c.ID == "n_zero" {
				for _, m := range methods {
					if iv, err := CI(in.X, in.N, in.Confidence, m); !errors.Is(err, ErrNoTrials) || iv != (Interval{}) {
						t.Errorf("%v: %v, %v; want ErrNoTrials", m, iv, err)
					}
				}
				return
			}
			got := map[string]any{}
			for key, m := range keys {
				got[key] = pairOf(must(CI(in.X, in.N, in.Confidence, m))(t))
			}
			for _, key := range sorted(c.Expected) {
				switch _, known := keys[key]; {
				case key == "published_table":
					published(t, c.Expected[key], got, 0, c.Tolerance["published_abs"])
				case key == "jeffreys":
					check(t, key, got[key], c.Expected[key], 0, c.Tolerance["jeffreys_abs"])
				case known:
					check(t, key, got[key], c.Expected[key], 0, c.Tolerance["abs"])
				default:
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

func TestCIRefuses(t *testing.T) {
	for _, c := range []struct {
		x, n  int64
		level float64
		m     Method
		want  error
	}{
		{0, 0, 0.95, Wilson, ErrNoTrials},
		{1, 0, 0.95, Wilson, ErrExcess},
		{5, 4, 0.95, Wilson, ErrExcess},
		{-1, 4, 0.95, Wilson, ErrNegative},
		{0, -4, 0.95, Wilson, ErrNegative},
		{1, 4, 0, Wilson, ErrLevel},
		{1, 4, 1, Wilson, ErrLevel},
		{1, 4, 95, Wilson, ErrLevel},
		{1, 4, math.NaN(), Wilson, ErrLevel},
		{1, 4, 0.95, Wald + 1, ErrOption},
	} {
		if iv, err := CI(c.x, c.n, c.level, c.m); !errors.Is(err, c.want) || iv != (Interval{}) {
			t.Errorf("CI(%d, %d, %g, %v) = %v, %v; want %v", c.x, c.n, c.level, c.m, iv, err, c.want)
		}
	}
}

func TestCIContainsTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, level := counts(math.MaxInt64).Draw(t, "group"), levels().Draw(t, "level")
		p, err := g.Rate()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range methods {
			iv, err := CI(g.Successes, g.Trials, level, m)
			if err != nil {
				t.Fatal(err)
			}
			if !finite(iv.Low, iv.High) || !iv.Contains(p) {
				t.Errorf("%v of %v at %g: %v misses %g", m, g, level, iv, p)
			}
			if m != Wald && iv != iv.Clip(0, 1) {
				t.Errorf("%v of %v at %g: %v leaves [0, 1]", m, g, level, iv)
			}
		}
	})
}

// Counts that no float64 holds are not rounded before they are compared.
func TestRateOfManyTrials(t *testing.T) {
	g := Group{Successes: 1<<53 + 3, Trials: 1<<53 + 4}
	p, err := g.Rate()
	if want := 1 - 0x1p-53; err != nil || p != want {
		t.Errorf("%v is %.17g, %v; want %.17g", g, p, err, want)
	}
	for _, m := range methods {
		if iv, err := CI(g.Successes, g.Trials, 0.3, m); err != nil || !iv.Contains(p) {
			t.Errorf("%v: [%.17g, %.17g] misses %.17g", m, iv.Low, iv.High, p)
		}
	}
}

func TestCIMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, level := counts(1e15).Draw(t, "group"), levels().Draw(t, "level")
		for _, m := range methods {
			a, err := CI(g.Successes, g.Trials, level, m)
			b, err2 := CI(g.Trials-g.Successes, g.Trials, level, m)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if !near(a.Low, 1-b.High, 0, 4e-16) || !near(a.High, 1-b.Low, 0, 4e-16) {
				t.Errorf("%v of %v at %g: %v against %v", m, g, level, a, b)
			}
		}
	})
}

func TestCIWidensWithTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, level := counts(1e12).Draw(t, "group"), levels().Draw(t, "level")
		higher := level + (1-level)*rapid.Float64Range(0.01, 0.99).Draw(t, "step")
		for _, m := range methods {
			a, err := CI(g.Successes, g.Trials, level, m)
			b, err2 := CI(g.Successes, g.Trials, higher, m)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if b.Low > a.Low || b.High < a.High {
				t.Errorf("%v of %v: %v at %g, but %v at %g", m, g, a, level, b, higher)
			}
		}
	})
}

// The same rate from more trials is known better.
func TestCINarrowsWithTrials(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, level := counts(1e6).Draw(t, "group"), levels().Draw(t, "level")
		k := rapid.Int64Range(2, 100).Draw(t, "times")
		for _, m := range methods {
			a, err := CI(g.Successes, g.Trials, level, m)
			b, err2 := CI(g.Successes*k, g.Trials*k, level, m)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if b.Width() > a.Width() {
				t.Errorf("%v at %g: %v of %v, but %v of %d times as many", m, level, a, g, b, k)
			}
		}
	})
}

// Corrected, exact and plain intervals nest: Wilson lies within Wilson with
// continuity correction, and within Agresti-Coull.
func TestCINests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, level := counts(1e9).Draw(t, "group"), levels().Draw(t, "level")
		inner, err := CI(g.Successes, g.Trials, level, Wilson)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []Method{WilsonContinuity, AgrestiCoull} {
			outer, err := CI(g.Successes, g.Trials, level, m)
			if err != nil {
				t.Fatal(err)
			}
			if outer.Low > inner.Low+1e-14 || outer.High < inner.High-1e-14 {
				t.Errorf("%v of %v at %g: %v does not hold %v", m, g, level, outer, inner)
			}
		}
	})
}

// Oracle: the defining property of Clopper and Pearson, with binomial tails
// added up exactly in rational arithmetic.
func TestClopperPearsonAgainstExactTails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 40).Draw(t, "trials")
		x := rapid.Int64Range(0, n).Draw(t, "successes")
		level := rapid.SampledFrom([]float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.999}).Draw(t, "level")
		iv, err := CI(x, n, level, ClopperPearson)
		if err != nil {
			t.Fatal(err)
		}
		q := (1 - level) / 2
		// A bound near 1 is known to the spacing of floats there and no better, so
		// the tail must pass q between its neighbours.
		const ulps = 2.5e-16
		if x == 0 != (iv.Low == 0) || x == n != (iv.High == 1) {
			t.Fatalf("%d/%d: %v", x, n, iv)
		}
		if x > 0 {
			below, above := binomialTail(n, x, n, iv.Low-ulps), binomialTail(n, x, n, iv.Low+ulps)
			if !(below <= q*(1+1e-12) && q <= above*(1+1e-12)) {
				t.Errorf("%d/%d: P(X ≥ %d) is %g just below %g and %g just above, want %g", x, n, x, below, iv.Low, above, q)
			}
		}
		if x < n {
			below, above := binomialTail(n, 0, x, iv.High-ulps), binomialTail(n, 0, x, iv.High+ulps)
			if !(above <= q*(1+1e-12) && q <= below*(1+1e-12)) {
				t.Errorf("%d/%d: P(X ≤ %d) is %g just below %g and %g just above, want %g", x, n, x, below, iv.High, above, q)
			}
		}
	})
}

// binomialTail returns P(from ≤ X ≤ to) for n trials of probability p, exactly.
func binomialTail(n, from, to int64, p float64) float64 {
	r := new(big.Rat).SetFloat64(p)
	s := new(big.Rat).Sub(big.NewRat(1, 1), r)
	sum := new(big.Rat)
	for k := from; k <= to; k++ {
		term := new(big.Rat).SetInt(new(big.Int).Binomial(n, k))
		for range k {
			term.Mul(term, r)
		}
		for range n - k {
			term.Mul(term, s)
		}
		sum.Add(sum, term)
	}
	v, _ := sum.Float64()
	return v
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func near(got, want, rel, abs float64) bool {
	return math.Abs(got-want) <= rel*math.Abs(want)+abs
}

// Any level inside (0, 1) and any counts give numbers that marshal.
func FuzzCI(f *testing.F) {
	f.Add(int64(1), int64(29), 0.95)
	f.Add(int64(0), int64(math.MaxInt64), math.SmallestNonzeroFloat64)
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64), math.Nextafter(1, 0))
	f.Add(int64(2001), int64(1e15), 0.999999)
	// Both bounds round the same median, and once came out in the wrong order.
	f.Add(int64(5), int64(math.MaxInt64), math.SmallestNonzeroFloat64)
	f.Fuzz(func(t *testing.T, x, n int64, level float64) {
		for _, m := range methods {
			iv, err := CI(x, n, level, m)
			if err != nil {
				continue
			}
			if !finite(iv.Low, iv.High) || iv.Low > iv.High {
				t.Errorf("%v of %d/%d at %g: %v", m, x, n, level, iv)
			}
			if _, err := json.Marshal(iv); err != nil {
				t.Error(err)
			}
		}
	})
}

func BenchmarkCI(b *testing.B) {
	for _, m := range methods {
		b.Run(m.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := CI(81, 263, 0.95, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("clopper-pearson/huge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := CI(4e17, 1e18, 0.95, ClopperPearson); err != nil {
				b.Fatal(err)
			}
		}
	})
}
