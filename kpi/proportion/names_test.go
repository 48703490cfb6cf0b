package proportion

import "testing"

// A constant without a name would print as a number.
func TestNamesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	note := func(names ...string) {
		for _, s := range names {
			if seen[s] || s[len(s)-1] == ')' {
				t.Errorf("name %q is missing or not distinct", s)
			}
			seen[s] = true
		}
		clear(seen)
	}
	note(Wilson.String(), WilsonContinuity.String(), ClopperPearson.String(), AgrestiCoull.String(), Jeffreys.String(), Wald.String())
	note(Newcombe.String(), NewcombeContinuity.String(), AgrestiCaffo.String(), WaldDifference.String())
	note(TwoSided.String(), Less.String(), Greater.String())
	note(Uncorrected.String(), Yates.String())
	note(Pooled.String(), Unpooled.String(), BaselineVariance.String(), FleissContinuity.String())
	note(NPSAdjusted.String(), NPSWald.String())
	for _, s := range []string{Method(99).String(), DifferenceMethod(99).String(), Alternative(99).String(), Correction(99).String(), Formula(99).String(), NPSMethod(99).String()} {
		if s[len(s)-4:] != "(99)" {
			t.Errorf("unknown constant prints as %q", s)
		}
	}
}
