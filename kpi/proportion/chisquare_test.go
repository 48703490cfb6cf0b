package proportion

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestChiSquareVectors(t *testing.T) {
	type input struct {
		Table         [][]int64
		Correction    string
		Observed      []int64
		Probabilities []float64
		P             float64
		DF            int
		Points        []struct {
			X  float64
			DF int
		}
	}
	for _, c := range vectors(t, "chi_square") {
		t.Run(c.ID, func(t *testing.T) {
			in := decode[input](t, c.Input)
			var got ChiSquareTest
			switch c.ID {
			case "zero_margin_is_error":
				if r, err := ChiSquare(in.Table, Uncorrected); !errors.Is(err, ErrZeroExpected) || r.P != 0 {
					t.Errorf("%v, %v; want ErrZeroExpected", r, err)
				}
				return
			case "critical_0.95_df1", "critical_0.99_df1", "critical_0.95_df2", "critical_0.95_df10":
				x := must(CriticalValue(1-in.P, in.DF))(t)
				check(t, "quantile", x, c.Expected["quantile"], c.Tolerance["rel"], 0)
				return
			case "upper_tail_small_p":
				var tails []float64
				for _, p := range in.Points {
					tails = append(tails, chiSquareTail(p.X, p.DF))
				}
				check(t, "sf", tails, c.Expected["sf"], c.Tolerance["rel"], 0)
				return
			case "yates_not_beyond_difference":
				if in.Correction != "yates" {
					t.Fatalf("unknown correction %q", in.Correction)
				}
				got = must(ChiSquare(in.Table, Yates))(t)
				check(t, "p", got.P, c.Expected["p"], 0, c.Tolerance["abs"])
				return
			case "agresti_party_gender", "scipy_assoc":
				got = must(ChiSquare(in.Table, Uncorrected))(t)
			case "gof_unequal", "gof_equal", "gof_mendel":
				got = must(GoodnessOfFit(in.Observed, in.Probabilities))(t)
			default:
				t.Fatal("unknown case")
			}
			values := map[string]any{
				"statistic": got.Statistic, "df": got.DF, "p": got.P,
				"expected_counts": got.Expected, "cramers_v": got.CramersV,
			}
			for _, key := range sorted(c.Expected) {
				switch key {
				case "p":
					check(t, key, got.P, c.Expected[key], c.Tolerance["p_rel"], 0)
				case "statistic", "df", "expected_counts", "cramers_v":
					check(t, key, values[key], c.Expected[key], 0, c.Tolerance["abs"])
				case "published":
					published(t, c.Expected[key], values, c.Tolerance["published_rel"], 0)
				default:
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

func TestChiSquareRefuses(t *testing.T) {
	for _, c := range []struct {
		table [][]int64
		c     Correction
		want  error
	}{
		{nil, Uncorrected, ErrTable},
		{[][]int64{{1, 2}}, Uncorrected, ErrTable},
		{[][]int64{{1}, {2}}, Uncorrected, ErrTable},
		{[][]int64{{1, 2}, {3}}, Uncorrected, ErrTable},
		{[][]int64{{1, 2}, {3, -4}}, Uncorrected, ErrNegative},
		{[][]int64{{0, 0}, {0, 0}}, Uncorrected, ErrNoTrials},
		{[][]int64{{0, 0}, {1, 1}}, Uncorrected, ErrZeroExpected},
		{[][]int64{{1, 2, 3}, {3, 4, 5}}, Yates, ErrOption},
		{[][]int64{{1, 2}, {3, 4}}, Yates + 1, ErrOption},
	} {
		if r, err := ChiSquare(c.table, c.c); !errors.Is(err, c.want) || r.Expected != nil {
			t.Errorf("ChiSquare(%v, %v) = %v, %v; want %v", c.table, c.c, r, err, c.want)
		}
	}
	for _, c := range []struct {
		observed []int64
		p        []float64
		want     error
	}{
		{nil, nil, ErrTable},
		{[]int64{1, 2}, []float64{1}, ErrTable},
		{[]int64{1, -2}, []float64{0.5, 0.5}, ErrNegative},
		{[]int64{1, 2}, []float64{0.5, 0.6}, ErrRate},
		{[]int64{1, 2}, []float64{-0.5, 1.5}, ErrRate},
		{[]int64{1, 2}, []float64{math.NaN(), 0.5}, ErrRate},
		{[]int64{1, 2}, []float64{1, 0}, ErrRate},
		{[]int64{1, 2, 3}, []float64{0.5, 0.5, 0}, ErrZeroExpected},
		{[]int64{0, 0}, []float64{0.5, 0.5}, ErrNoTrials},
	} {
		if r, err := GoodnessOfFit(c.observed, c.p); !errors.Is(err, c.want) || r.Expected != nil {
			t.Errorf("GoodnessOfFit(%v, %v) = %v, %v; want %v", c.observed, c.p, r, err, c.want)
		}
	}
	for _, c := range []struct {
		alpha float64
		df    int
		want  error
	}{{0, 1, ErrLevel}, {1, 1, ErrLevel}, {0.05, 0, ErrOption}, {0.05, 2_000_000_000, ErrTooLarge}} {
		if x, err := CriticalValue(c.alpha, c.df); !errors.Is(err, c.want) || x != 0 {
			t.Errorf("CriticalValue(%g, %d) = %v, %v; want %v", c.alpha, c.df, x, err, c.want)
		}
	}
}

func TestChiSquareLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(2, 6).Draw(t, "rows"), rapid.IntRange(2, 6).Draw(t, "columns")
		cell := rapid.OneOf(rapid.Int64Range(1, 50), rapid.Int64Range(1, math.MaxInt64))
		table, turned := make([][]int64, rows), make([][]int64, columns)
		for range rows {
			table = append(table[1:], rapid.SliceOfN(cell, columns, columns).Draw(t, "row"))
		}
		for j := range columns {
			for i := range rows {
				turned[j] = append(turned[j], table[i][j])
			}
		}
		a, err := ChiSquare(table, Uncorrected)
		b, err2 := ChiSquare(turned, Uncorrected)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if !finite(a.Statistic, a.P, a.CramersV) || a.Statistic < 0 || a.P < 0 || a.P > 1 || a.CramersV > 1 {
			t.Fatalf("%v", a)
		}
		if !near(a.Statistic, b.Statistic, 1e-9, 1e-9) || a.DF != b.DF || !near(a.CramersV, b.CramersV, 1e-9, 1e-9) {
			t.Errorf("%v, turned %v", a, b)
		}
		// No row differs from itself.
		if same, err := ChiSquare([][]int64{table[0], table[0]}, Uncorrected); err != nil || same.P < 1-1e-6 {
			t.Errorf("equal rows: %v, %v", same, err)
		}
	})
}

func TestCriticalValueInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alpha := math.Pow(10, -rapid.Float64Range(0.001, 300).Draw(t, "digits"))
		df := rapid.OneOf(rapid.IntRange(1, 30), rapid.IntRange(1, 100_000)).Draw(t, "df")
		x, err := CriticalValue(alpha, df)
		if err != nil {
			t.Fatal(err)
		}
		if got := chiSquareTail(x, df); !near(got, alpha, 1e-9, 0) {
			t.Errorf("tail of %g with %d df = %g, want %g", x, df, got, alpha)
		}
	})
}
