package proportion

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestSpecialFunctionVectors covers the functions this package computes; those
// of the file that other packages need are named, so that a new one is noticed.
func TestSpecialFunctionVectors(t *testing.T) {
	for _, c := range vectors(t, "special_functions") {
		t.Run(c.ID, func(t *testing.T) {
			rel := c.Tolerance["rel"]
			switch c.ID {
			case "normal_quantile":
				in := decode[struct{ P []float64 }](t, c.Input)
				var got []float64
				for _, p := range in.P {
					got = append(got, lowerNormalQuantile(p))
				}
				check(t, "z", got, c.Expected["z"], rel, 0)
			case "incomplete_beta":
				in := decode[struct {
					Args [][3]float64 `json:"args_a_b_x"`
				}](t, c.Input)
				var got []float64
				for _, a := range in.Args {
					lower, _ := betaTails(a[0], a[1], a[2])
					got = append(got, lower)
				}
				check(t, "regularized", got, c.Expected["regularized"], rel, 0)
			case "hyp2f1", "log_beta", "log_gamma_ratio", "tricomi_U_s_s_z", "log_sum_exp", "student_t_quantile":
				t.Skip("not computed by this package")
			default:
				t.Error("unknown case")
			}
		})
	}
}

func TestNormalQuantileInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := math.Pow(10, -rapid.Float64Range(0.302, 307).Draw(t, "digits"))
		z := upperNormalQuantile(q)
		// An error of one bit in z is one of z²·2⁻⁵³ in the tail.
		if got := normalCDF(-z); !near(got, q, 1e-14+z*z*4e-16, 0) {
			t.Errorf("tail of %g = %g, want %g", z, got, q)
		}
		if got := lowerNormalQuantile(q); got != -z {
			t.Errorf("lower quantile %g, want %g", got, -z)
		}
	})
	for _, q := range []float64{math.SmallestNonzeroFloat64, math.Nextafter(1, 0), 0.5} {
		if z := upperNormalQuantile(q); !finite(z) {
			t.Errorf("quantile of %g = %g", q, z)
		}
	}
}

// Reference: the definition in 50-digit decimal arithmetic.
func TestExcess(t *testing.T) {
	for _, c := range [][2]float64{
		{1e-9, 4.99999999666666725e-19},
		{-1e-5, 5.00003333358333643e-11},
		{0.2999, 3.76126615681636398e-02},
		{0.3001, 3.76588154140140366e-02},
		{-0.9, 1.40258509299404599e+00},
		{0, 0.00000000000000000e+00},
	} {
		if got := excess(c[0], 1+c[0]); !near(got, c[1], 1e-14, 0) {
			t.Errorf("excess(%g) = %.17g, want %.17g", c[0], got, c[1])
		}
	}
}

// Oracle: I_x(a, b) for whole a and b is a binomial tail, summed exactly.
func TestBetaTailsAgainstExactSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(1, 40).Draw(t, "a"), rapid.Int64Range(1, 40).Draw(t, "b")
		x := rapid.Float64Range(0.001, 0.999).Draw(t, "x")
		n := a + b - 1
		lower, upper := betaTails(float64(a), float64(b), x)
		wantLower, wantUpper := binomialTail(n, a, n, x), binomialTail(n, 0, a-1, x)
		// The smaller tail is computed; the other is its complement.
		if !near(lower, wantLower, 1e-12, 1e-15) || !near(upper, wantUpper, 1e-12, 1e-15) {
			t.Errorf("betaTails(%d, %d, %g) = %g, %g; want %g, %g", a, b, x, lower, upper, wantLower, wantUpper)
		}
	})
}

// Two independent ways to the same number meet where one hands over to the
// other: the continued fraction and the quadrature.
func TestBetaQuadratureAgainstFraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(wideBeta, 20*wideBeta).Draw(t, "a"), rapid.Float64Range(wideBeta, 1e9).Draw(t, "b")
		f := newBeta(a, b)
		z := rapid.Float64Range(-9, 0).Draw(t, "z")
		d := z * math.Sqrt(a/f.n*b)
		quadrature, _ := f.tailsByQuadrature(d)
		x := (a + d) / f.n
		fraction := f.front(x, 1-x, d) / betaFraction(a, b, x, -d)
		if !near(quadrature, fraction, 1e-11, 0) {
			t.Errorf("a=%g b=%g z=%g: %g and %g", a, b, z, quadrature, fraction)
		}
	})
}

// At the mean the distance is +0, and quadrature once integrated the upper tail
// there and called it the lower one. For a ≈ b the two hardly differ, so the
// interval was off in the seventh digit only.
func TestBetaTailsAtTheMean(t *testing.T) {
	const a, b = 2000.5, 3739
	f := newBeta(a, b)
	at, _ := f.tailsByQuadrature(0)
	below, _ := f.tailsByQuadrature(-1e-9)
	if !near(at, below, 1e-10, 0) {
		t.Errorf("lower tail jumps from %g to %g at the mean", below, at)
	}
}

func TestBetaQuantileInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		half := func(name string) float64 {
			return float64(rapid.OneOf(rapid.Int64Range(1, 20), rapid.Int64Range(1, 1e9)).Draw(t, name)) / 2
		}
		a, b := half("a"), half("b")
		q := math.Pow(10, -rapid.Float64Range(0.302, 16).Draw(t, "digits"))
		if x := betaQuantile(a, b, q, false); x < 0.5 {
			if lower, _ := betaTails(a, b, x); !near(lower, q, 1e-9, 0) {
				t.Errorf("I_%g(%g, %g) = %g, want %g", x, a, b, lower, q)
			}
		}
		if x := betaQuantile(a, b, q, true); x < 0.5 {
			if _, upper := betaTails(a, b, x); !near(upper, q, 1e-9, 0) {
				t.Errorf("1 − I_%g(%g, %g) = %g, want %g", x, a, b, upper, q)
			}
		}
	})
}

// Oracle: for even degrees of freedom the tail is a Poisson sum.
func TestChiSquareTailAgainstPoissonSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 60).Draw(t, "k")
		x := rapid.Float64Range(0.01, 300).Draw(t, "x")
		term, sum := math.Exp(-x/2), 0.0
		for i := range k {
			sum += term
			term *= x / 2 / float64(i+1)
		}
		if got := chiSquareTail(x, 2*k); !near(got, sum, 1e-12, 0) {
			t.Errorf("tail of %g with %d df = %g, want %g", x, 2*k, got, sum)
		}
	})
}
