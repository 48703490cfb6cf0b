package proportion

import (
	"fmt"
	"iter"
	"math"
)

// Table is a 2×2 table of counts: a row per group, a column per outcome.
type Table [2][2]int64

// MaxFisherTotal is the largest grand total of a table that [FisherExact] and
// [OddsRatio] accept, a thousand million. Their time grows with the root of the
// total, and stays well below a second at this bound; above it
// [TwoProportionTest] gives the same answer.
const MaxFisherTotal = 1_000_000_000

// TableOf returns the table of two groups, success before failure.
//
// Errors: [ErrNoTrials] when either group is empty, [ErrNegative], [ErrExcess].
func TableOf(a, b Group) (Table, error) {
	if err := pair(a, b); err != nil {
		return Table{}, err
	}
	return Table{{a.Successes, a.Trials - a.Successes}, {b.Successes, b.Trials - b.Successes}}, nil
}

// FisherExact returns the p-value of Fisher's exact test (Fisher 1935), in
// [0, 1]: given the margins, the probability of tables with a first cell at most
// as large ([Less]), at least as large ([Greater]), or of all tables no more
// probable than the observed one ([TwoSided], with a relative slack of 1e-7
// against rounding, as R does). A table with an empty row or column has p = 1.
// A p-value below 1e-300 is returned as 0.
//
// Errors: [ErrNoTrials] for a table of zeros, [ErrNegative], [ErrTooLarge] above
// [MaxFisherTotal], [ErrOption].
func FisherExact(t Table, alt Alternative) (float64, error) {
	h, err := newHypergeometric(t)
	if err != nil {
		return 0, err
	}
	if alt > Greater {
		return 0, &ValueError{ErrOption, "alternative", float64(alt)}
	}
	const floor = 1e-300
	s := h.sums(1, floor)
	part := s.below + s.at
	switch alt {
	case Greater:
		part = s.above + s.at
	case TwoSided:
		part = 0
		limit := s.at * (1 + 1e-7)
		for _, w := range h.weights(1, floor) {
			if w <= limit {
				part += w
			}
		}
	}
	return min(1, part/s.total), nil
}

// hypergeometric is the distribution of the first cell of a table, given its
// margins: the row total r, the column total c and the grand total n.
type hypergeometric struct {
	r, c, n int64
	low     int64 // smallest possible first cell
	high    int64 // largest possible first cell
	cell    int64 // the observed one
}

func newHypergeometric(t Table) (hypergeometric, error) {
	for i, row := range t {
		for j, count := range row {
			name := fmt.Sprintf("cell [%d][%d]", i, j)
			if count < 0 {
				return hypergeometric{}, &CountError{ErrNegative, name, count}
			}
			if count > MaxFisherTotal {
				return hypergeometric{}, &CountError{ErrTooLarge, name, count}
			}
		}
	}
	r, c := t[0][0]+t[0][1], t[0][0]+t[1][0]
	n := r + t[1][0] + t[1][1]
	switch {
	case n == 0:
		return hypergeometric{}, &CountError{ErrNoTrials, "total", n}
	case n > MaxFisherTotal:
		return hypergeometric{}, &CountError{ErrTooLarge, "total", n}
	}
	return hypergeometric{r, c, n, max(0, r+c-n), min(r, c), t[0][0]}, nil
}

// ratio returns the probability of k+1 over that of k.
func (h hypergeometric) ratio(k int64) float64 {
	return float64(h.r-k) * float64(h.c-k) / (float64(k+1) * float64(h.n-h.r-h.c+k+1))
}

// mode returns the likeliest first cell when the odds ratio is psi.
func (h hypergeometric) mode(psi float64) int64 {
	low, high := h.low, h.high
	for low < high {
		mid := low + (high-low)/2
		if psi*h.ratio(mid) < 1 {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// weights yields the first cells and their probabilities under the odds ratio
// psi, relative to that of the mode. It starts there, goes up, then down, and
// leaves out what is below floor: a number of cells in the order of the square
// root of the total, and no log-gammas, whose errors grow with the total.
func (h hypergeometric) weights(psi, floor float64) iter.Seq2[int64, float64] {
	return func(yield func(int64, float64) bool) {
		mode := h.mode(psi)
		w := 1.0
		for k := mode; w >= floor; k++ {
			if !yield(k, w) {
				return
			}
			if k == h.high {
				break
			}
			w *= psi * h.ratio(k)
		}
		w = 1
		for k := mode - 1; k >= h.low; k-- {
			w /= psi * h.ratio(k)
			if w < floor || !yield(k, w) {
				return
			}
		}
	}
}

// sums are weights gathered around the observed cell.
type sums struct{ below, at, above, total, mean float64 }

func (h hypergeometric) sums(psi, floor float64) sums {
	var s sums
	mode := h.mode(psi)
	for k, w := range h.weights(psi, floor) {
		switch {
		case k < h.cell:
			s.below += w
		case k > h.cell:
			s.above += w
		default:
			s.at = w
		}
		s.mean += float64(k-mode) * w
	}
	s.total = s.below + s.at + s.above
	s.mean = float64(mode) + s.mean/s.total
	return s
}

// empty reports whether a margin is zero.
func (h hypergeometric) empty() bool {
	return h.r == 0 || h.c == 0 || h.r == h.n || h.c == h.n
}

// solve returns the odds ratio at which f, which rises with it, is 0.
func (h hypergeometric) solve(f func(s sums) float64) float64 {
	const floor = 1e-30
	at := func(x float64) float64 { return f(h.sums(math.Exp(x), floor)) }
	low, high := -1.0, 1.0
	// The counts are bounded, and so are their odds and these loops; exp(±600)
	// is a guard against the impossible only.
	for at(low) > 0 && low > -600 {
		low, high = 2*low, low
	}
	for at(high) < 0 && high < 600 {
		low, high = high, 2*high
	}
	// The Illinois variant of false position: an end that stays twice has its
	// value halved. Each evaluation walks the table, so they are worth saving.
	atLow, atHigh, last := at(low), at(high), 0.0
	for range 200 {
		if high-low <= 1e-12*max(1, math.Abs(low)) {
			break
		}
		x := low + (high-low)*atLow/(atLow-atHigh)
		if !(x > low && x < high) {
			x = low + (high-low)/2
		}
		y := at(x)
		switch {
		case y == 0:
			return math.Exp(x)
		case y < 0:
			low, atLow = x, y
			if last < 0 {
				atHigh /= 2
			}
		default:
			high, atHigh = x, y
			if last > 0 {
				atLow /= 2
			}
		}
		last = y
	}
	return math.Exp(low + (high-low)/2)
}
