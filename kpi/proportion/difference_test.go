package proportion

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

var differenceMethods = []DifferenceMethod{Newcombe, NewcombeContinuity, AgrestiCaffo, WaldDifference}

func TestTwoProportionsVectors(t *testing.T) {
	intervals := map[string]DifferenceMethod{
		"newcombe_10": Newcombe, "newcombe_11_cc": NewcombeContinuity,
		"agresti_caffo_unclipped": AgrestiCaffo, "wald_unclipped": WaldDifference,
	}
	for _, c := range vectors(t, "two_proportions") {
		t.Run(c.ID, func(t *testing.T) {
			in := decode[struct {
				X1, N1, X2, N2 int64
				Confidence     float64
			}](t, c.Input)
			a, b := Group{in.X1, in.N1}, Group{in.X2, in.N2}
			got := map[string]any{}
			for key, m := range intervals {
				e := must(Difference(a, b, in.Confidence, m))(t)
				got[key], got["difference"] = pairOf(e.Interval), e.Value
			}
			table := must(TableOf(a, b))(t)
			got["fisher_p_two_sided"] = must(FisherExact(table, TwoSided))(t)
			if _, undefined := c.Expected["z_behaviour"]; undefined {
				if z, err := TwoProportionTest(a, b, TwoSided, Uncorrected); !errors.Is(err, ErrNoVariation) || z != (ZTest{}) {
					t.Errorf("test = %v, %v; want ErrNoVariation", z, err)
				}
			} else {
				z := must(TwoProportionTest(a, b, TwoSided, Uncorrected))(t)
				y := must(TwoProportionTest(a, b, TwoSided, Yates))(t)
				rows := [][]int64{table[0][:], table[1][:]}
				chi := must(ChiSquare(rows, Uncorrected))(t)
				got["z_pooled"], got["p_two_sided"], got["p_yates"] = z.Z, z.P, y.P
				got["chi2"], got["chi2_yates"] = chi.Statistic, must(ChiSquare(rows, Yates))(t).Statistic
				// Both roads lead to the same numbers.
				if !near(chi.P, z.P, 1e-11, 0) || !near(y.Z*y.Z, got["chi2_yates"].(float64), 1e-12, 0) {
					t.Errorf("z-test %v, %v against chi-square %v, %v", z, y, chi, got["chi2_yates"])
				}
			}
			for _, key := range sorted(c.Expected) {
				want := c.Expected[key]
				switch _, known := got[key]; {
				case key == "z_behaviour":
				case key == "published_table":
					published(t, want, got, 0, c.Tolerance["published_abs"])
				case key == "p_two_sided", key == "p_yates":
					check(t, key, got[key], want, c.Tolerance["p_rel"], 0)
				case key == "fisher_p_two_sided":
					check(t, key, got[key], want, c.Tolerance["fisher_rel"], 0)
				case known:
					check(t, key, got[key], want, 0, c.Tolerance["abs"])
				default:
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

func TestDifferenceRefuses(t *testing.T) {
	ok := Group{1, 2}
	for _, c := range []struct {
		a, b  Group
		level float64
		m     DifferenceMethod
		want  error
	}{
		{Group{}, ok, 0.95, Newcombe, ErrNoTrials},
		{ok, Group{}, 0.95, Newcombe, ErrNoTrials},
		{ok, Group{3, 2}, 0.95, Newcombe, ErrExcess},
		{Group{-1, 2}, ok, 0.95, Newcombe, ErrNegative},
		{ok, ok, 1, Newcombe, ErrLevel},
		{ok, ok, 0.95, WaldDifference + 1, ErrOption},
	} {
		if e, err := Difference(c.a, c.b, c.level, c.m); !errors.Is(err, c.want) || e != (Estimate{}) {
			t.Errorf("Difference(%v, %v, %g, %v) = %v, %v; want %v", c.a, c.b, c.level, c.m, e, err, c.want)
		}
	}
}

func TestDifferenceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := counts(math.MaxInt64).Draw(t, "a"), counts(math.MaxInt64).Draw(t, "b")
		level := levels().Draw(t, "level")
		higher := level + (1-level)/2
		for _, m := range differenceMethods {
			e, err := Difference(a, b, level, m)
			r, err2 := Difference(b, a, level, m)
			w, err3 := Difference(a, b, higher, m)
			if err := errors.Join(err, err2, err3); err != nil {
				t.Fatal(err)
			}
			iv := e.Interval
			if !finite(e.Value, iv.Low, iv.High) || iv.Low > iv.High {
				t.Errorf("%v of %v and %v: %v", m, a, b, e)
			}
			if e.Value != -r.Value || !near(iv.Low, -r.Interval.High, 0, 1e-15) || !near(iv.High, -r.Interval.Low, 0, 1e-15) {
				t.Errorf("%v of %v and %v: %v, exchanged %v", m, a, b, e, r)
			}
			if w.Interval.Low > iv.Low || w.Interval.High < iv.High {
				t.Errorf("%v of %v and %v: %v within %v", m, a, b, w, e)
			}
			if m != AgrestiCaffo && !iv.Contains(e.Value) {
				t.Errorf("%v of %v and %v: %v misses its estimate", m, a, b, e)
			}
			if (m == Newcombe || m == NewcombeContinuity) && iv != iv.Clip(-1, 1) {
				t.Errorf("%v of %v and %v: %v leaves [−1, 1]", m, a, b, e)
			}
			if _, err := json.Marshal(e); err != nil {
				t.Error(err)
			}
		}
	})
}
