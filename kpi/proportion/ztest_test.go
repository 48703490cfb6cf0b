package proportion

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestTwoProportionTestRefuses(t *testing.T) {
	ok := Group{1, 2}
	for _, c := range []struct {
		a, b Group
		alt  Alternative
		c    Correction
		want error
	}{
		{Group{}, ok, TwoSided, Uncorrected, ErrNoTrials},
		{ok, Group{0, -1}, TwoSided, Uncorrected, ErrNegative},
		{Group{0, 9}, Group{0, 5}, TwoSided, Uncorrected, ErrNoVariation},
		{Group{9, 9}, Group{5, 5}, TwoSided, Uncorrected, ErrNoVariation},
		{ok, ok, Greater + 1, Uncorrected, ErrOption},
		{ok, ok, TwoSided, Yates + 1, ErrOption},
	} {
		if z, err := TwoProportionTest(c.a, c.b, c.alt, c.c); !errors.Is(err, c.want) || z != (ZTest{}) {
			t.Errorf("TwoProportionTest(%v, %v, %v, %v) = %v, %v; want %v", c.a, c.b, c.alt, c.c, z, err, c.want)
		}
	}
}

func TestTwoProportionTestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := counts(math.MaxInt64).Draw(t, "a"), counts(math.MaxInt64).Draw(t, "b")
		c := rapid.SampledFrom([]Correction{Uncorrected, Yates}).Draw(t, "correction")
		two, err := TwoProportionTest(a, b, TwoSided, c)
		if errors.Is(err, ErrNoVariation) {
			if a.Successes+b.Successes != 0 && (a.Successes != a.Trials || b.Successes != b.Trials) {
				t.Fatalf("%v and %v do vary", a, b)
			}
			return
		}
		less, err2 := TwoProportionTest(a, b, Less, c)
		greater, err3 := TwoProportionTest(a, b, Greater, c)
		swapped, err4 := TwoProportionTest(b, a, Greater, c)
		plain, err5 := TwoProportionTest(a, b, TwoSided, Uncorrected)
		if err := errors.Join(err, err2, err3, err4, err5); err != nil {
			t.Fatal(err)
		}
		if !finite(two.Z, two.P) || two.P < 0 || two.P > 1 {
			t.Fatalf("%v", two)
		}
		if !near(less.P+greater.P, 1, 0, 1e-14) || !near(two.P, min(1, 2*min(less.P, greater.P)), 1e-12, 4*math.SmallestNonzeroFloat64) {
			t.Errorf("%v and %v: two-sided %v, less %v, greater %v", a, b, two, less, greater)
		}
		if !near(swapped.P, less.P, 1e-9, 0) {
			t.Errorf("%v and %v: less %v, exchanged greater %v", a, b, less, swapped)
		}
		if two.P < plain.P {
			t.Errorf("%v and %v: corrected %v is surer than plain %v", a, b, two, plain)
		}
	})
}
