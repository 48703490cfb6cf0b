package proportion

import (
	"fmt"
	"math"
)

// ChiSquareTest is the outcome of [ChiSquare] and [GoodnessOfFit].
type ChiSquareTest struct {
	// Statistic is the sum of (observed − expected)²/expected, 0 or more.
	Statistic float64
	// DF is the number of degrees of freedom, 1 or more.
	DF int
	// P is the p-value, in [0, 1].
	P float64
	// Expected holds the expected counts in the shape of the table; one row for
	// a test of fit. Pearson's approximation wants them to be 5 or more.
	Expected [][]float64
	// CramersV is the strength of the association, from 0 (none) to 1, without
	// correction; 0 for a test of fit, where it has no meaning.
	CramersV float64
}

// ChiSquare tests whether the rows of a table of counts have the same
// distribution over its columns (Pearson 1900), so for two or more variants and
// two or more outcomes. With [Yates], for 2×2 tables, each difference is reduced
// by 0.5 or by itself, whichever is less. The table is not changed.
//
// Errors: [ErrTable] when the table has fewer than two rows or columns or is
// ragged, [ErrNoTrials] for a table of zeros, [ErrZeroExpected] for an empty row
// or column, [ErrNegative], [ErrOption] for Yates on a larger table.
func ChiSquare(table [][]int64, c Correction) (ChiSquareTest, error) {
	rows, columns, n, err := margins(table)
	if err != nil {
		return ChiSquareTest{}, err
	}
	if c > Yates || c == Yates && (len(rows) != 2 || len(columns) != 2) {
		return ChiSquareTest{}, &ValueError{ErrOption, "correction", float64(c)}
	}
	t := ChiSquareTest{DF: (len(rows) - 1) * (len(columns) - 1)}
	var plain float64
	for i, row := range table {
		expected := make([]float64, len(row))
		for j, count := range row {
			e := rows[i] / n * columns[j]
			gap := math.Abs(float64(count) - e)
			plain += gap / e * gap
			if c == Yates {
				gap -= min(0.5, gap)
			}
			t.Statistic += gap / e * gap
			expected[j] = e
		}
		t.Expected = append(t.Expected, expected)
	}
	t.P = chiSquareTail(t.Statistic, t.DF)
	t.CramersV = min(1, math.Sqrt(plain/n/float64(min(len(rows), len(columns))-1)))
	return t, nil
}

// margins returns the totals of the rows, of the columns and of the table.
func margins(table [][]int64) (rows, columns []float64, n float64, err error) {
	if len(table) < 2 || len(table[0]) < 2 {
		return nil, nil, 0, fmt.Errorf("proportion: %w: fewer than two rows or columns", ErrTable)
	}
	rows, columns = make([]float64, len(table)), make([]float64, len(table[0]))
	for i, row := range table {
		if len(row) != len(columns) {
			return nil, nil, 0, fmt.Errorf("proportion: %w: row %d has %d columns, the first has %d", ErrTable, i, len(row), len(columns))
		}
		for j, count := range row {
			if count < 0 {
				return nil, nil, 0, &CountError{ErrNegative, fmt.Sprintf("cell [%d][%d]", i, j), count}
			}
			rows[i] += float64(count)
			columns[j] += float64(count)
			n += float64(count)
		}
	}
	if n == 0 {
		return nil, nil, 0, &CountError{ErrNoTrials, "total", 0}
	}
	for i, total := range rows {
		if total == 0 {
			return nil, nil, 0, &CountError{ErrZeroExpected, fmt.Sprintf("total of row %d", i), 0}
		}
	}
	for j, total := range columns {
		if total == 0 {
			return nil, nil, 0, &CountError{ErrZeroExpected, fmt.Sprintf("total of column %d", j), 0}
		}
	}
	return rows, columns, n, nil
}

// GoodnessOfFit tests whether counts follow given probabilities, which must be
// above 0 and add up to 1 within 1e-9.
//
// Errors: [ErrTable] for fewer than two counts or a probability per count
// missing, [ErrRate] for probabilities that do not add up or are no
// probabilities, [ErrZeroExpected] for a probability of 0, [ErrNoTrials] when
// all counts are 0, [ErrNegative].
func GoodnessOfFit(observed []int64, probabilities []float64) (ChiSquareTest, error) {
	if len(observed) < 2 || len(observed) != len(probabilities) {
		return ChiSquareTest{}, fmt.Errorf("proportion: %w: %d counts and %d probabilities", ErrTable, len(observed), len(probabilities))
	}
	var n, sum float64
	for i, count := range observed {
		if count < 0 {
			return ChiSquareTest{}, &CountError{ErrNegative, fmt.Sprintf("count %d", i), count}
		}
		p := probabilities[i]
		switch {
		case p == 0:
			return ChiSquareTest{}, &ValueError{ErrZeroExpected, fmt.Sprintf("probability %d", i), p}
		case !(p > 0 && p < 1):
			return ChiSquareTest{}, &ValueError{ErrRate, fmt.Sprintf("probability %d", i), p}
		}
		n += float64(count)
		sum += p
	}
	if math.Abs(sum-1) > 1e-9 {
		return ChiSquareTest{}, &ValueError{ErrRate, "sum of probabilities", sum}
	}
	if n == 0 {
		return ChiSquareTest{}, &CountError{ErrNoTrials, "total", 0}
	}
	t := ChiSquareTest{DF: len(observed) - 1}
	expected := make([]float64, len(observed))
	for i, count := range observed {
		expected[i] = n * probabilities[i]
		gap := float64(count) - expected[i]
		// A probability of 1e-300 can drive this beyond the largest float.
		t.Statistic = min(math.MaxFloat64, t.Statistic+gap/expected[i]*gap)
	}
	t.Expected = [][]float64{expected}
	t.P = chiSquareTail(t.Statistic, t.DF)
	return t, nil
}

// CriticalValue returns the chi-square statistic that is exceeded with
// probability alpha under df degrees of freedom: a larger one is significant.
//
// Errors: [ErrLevel] for alpha outside (0, 1), [ErrOption] for df below 1,
// [ErrTooLarge] for df above a thousand million.
func CriticalValue(alpha float64, df int) (float64, error) {
	if err := checkLevel("alpha", alpha); err != nil {
		return 0, err
	}
	if df < 1 {
		return 0, &CountError{ErrOption, "degrees of freedom", int64(df)}
	}
	if df > 1_000_000_000 {
		return 0, &CountError{ErrTooLarge, "degrees of freedom", int64(df)}
	}
	a := float64(df) / 2
	// The smallest alpha lies below the top of this bracket for every df.
	top := 2*a + 80*math.Sqrt(a) + 2000
	return 2 * solveTail(alpha, a, top, false, func(x float64) (value, slope float64) {
		tail, front := gammaTail(a, x)
		return tail, -front
	}), nil
}
