package customer

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Reorder is a model of regular reorderers: the gaps of a customer are gamma(k,
// rate) distributed, the rates gamma(r, alpha) over customers. A customer with
// few gaps is drawn towards all others (shrinkage), one with many stands for
// itself. It knows no leaving: a long silence is what it is there to show.
type Reorder struct {
	unit        Unit
	k, r, alpha float64
}

// NewReorder returns the model with given parameters, all positive; alpha is a
// time, counted in unit. It returns an error wrapping ErrUnit or ErrParameters.
func NewReorder(unit Unit, k, r, alpha float64) (Reorder, error) {
	if err := positive(unit, "k, r, alpha", k, r, alpha); err != nil {
		return Reorder{}, err
	}
	return Reorder{unit, k, r, alpha}, nil
}

// ReorderFit is a fit of Reorder with the regularity it rests on.
type ReorderFit struct {
	Fit[Reorder]
	Regularity Regularity
}

// FitReorder estimates k by EstimateRegularity, then r and alpha by maximum
// likelihood from the mean gaps of all customers with a gap. Silences do not
// enter: they may be the end of a customer, not a gap. The order of the list
// does not matter. It returns an error wrapping ErrUnit, ErrHistory or ErrTooFew;
// a search that failed, or a regularity at its bound, is told by Problem.
func FitReorder(unit Unit, histories []History) (ReorderFit, error) {
	if unit.Days() == 0 {
		return ReorderFit{}, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	// In the order of IDs and gaps, so that sums do not depend on the list's.
	histories = slices.Clone(histories)
	slices.SortStableFunc(histories, func(a, b History) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), slices.Compare(a.Gaps, b.Gaps))
	})
	regularity, err := EstimateRegularity(histories)
	if err != nil {
		return ReorderFit{}, err
	}
	var rows []spendRow
	for _, h := range histories {
		if n := float64(len(h.Gaps)); n > 0 {
			rows = append(rows, spendRow{x: n, spend: sum(h.Gaps) / n, count: 1})
		}
	}
	n := float64(len(rows))
	median := scaleSpend(rows)
	o := search(spendObjective(rows, n, regularity.Shape), nil, [][]float64{{1, 1}, {2, 3}, {0, 0}}, n)
	out := ReorderFit{Regularity: regularity}
	out.Model = Reorder{unit, regularity.Shape, math.Exp(o.log[0]), math.Exp(o.log[1]) * median}
	k := Parameter{Name: "k", Estimate: regularity.Shape}
	if !regularity.Bounded {
		k.Known, k.StdError = true, regularity.StdError
		k.Low, k.High = max(0, k.Estimate-1.959963984540054*k.StdError), k.Estimate+1.959963984540054*k.StdError
	}
	out.Parameters = append([]Parameter{k}, o.parameters([]string{"r", "alpha"}, []float64{1, median})...)
	out.LogLikelihood = -o.value*n - n*math.Log(median)
	out.Customers, out.Rows, out.Evaluations = len(rows), len(rows), o.tried
	out.Gradient, out.Status = o.gradient, o.status
	if regularity.Bounded && out.Status == Converged {
		out.Status = Boundary
	}
	return out, nil
}

func sum(values []float64) float64 {
	var s float64
	for _, v := range values {
		s += v
	}
	return s
}

// TimeUnit returns the unit in which the model counts.
func (m Reorder) TimeUnit() Unit { return m.unit }

// Shape returns k, the regularity; 1 is pure chance.
func (m Reorder) Shape() float64 { return m.k }

// own returns the parameters of one customer's rate, given the gaps.
func (m Reorder) own(h History) (r, alpha float64, err error) {
	if m.unit == 0 {
		return 0, 0, fmt.Errorf("%w: the model is empty", ErrParameters)
	}
	if err := h.check(); err != nil {
		return 0, 0, err
	}
	return m.r + m.k*float64(len(h.Gaps)), m.alpha + sum(h.Gaps), nil
}

// Usual returns the customer's usual interval, the mean gap k/rate at the rate to
// be expected of the customer, by what is known of it and of all others: for
// a customer with one order theirs, for one with many its own mean gap. Errors
// wrap ErrHistory, or ErrParameters for the zero model.
func (m Reorder) Usual(h History) (Span, error) {
	r, alpha, err := m.own(h)
	if err != nil {
		return Span{}, err
	}
	t := m.k * alpha / r
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return Span{}, ErrNotFinite
	}
	return Span{t, m.unit}, nil
}

// quantile returns the time by which a gap has ended with the given probability:
// gap/(gap+alpha) is beta(k, r) distributed.
func (m Reorder) quantile(h History, p float64) (Span, error) {
	r, alpha, err := m.own(h)
	if err != nil {
		return Span{}, err
	}
	// From the other end, where a long gap keeps its digits.
	y := numeric.IncompleteBetaQuantile(r, m.k, 1-p)
	t := alpha * (1 - y) / y
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return Span{}, ErrNotFinite
	}
	return Span{t, m.unit}, nil
}

// StillSilent returns the probability, in [0, 1], that a gap of this customer lasts
// longer than the present silence: 0.02 means that one gap in fifty does. It
// falls with the silence. Errors as for Usual.
func (m Reorder) StillSilent(h History) (float64, error) {
	r, alpha, err := m.own(h)
	if err != nil {
		return 0, err
	}
	return probability(numeric.IncompleteBeta(r, m.k, alpha/(alpha+h.Silence))), nil
}

// NextOrder returns the time from now until the next order, as the median given
// the silence so far, for a customer who is still one; Span.After turns it into a
// date. ok is false where the silence is longer than all but one gap in a
// million: such a customer has left. Errors as for Usual.
func (m Reorder) NextOrder(h History) (wait Span, ok bool, err error) {
	silent, err := m.StillSilent(h)
	if err != nil || silent < 1e-6 {
		return Span{}, false, err
	}
	until, err := m.quantile(h, 1-silent/2)
	if err != nil {
		return Span{}, false, err
	}
	return Span{max(0, until.Length-h.Silence), m.unit}, true, nil
}

// String returns the name and the parameters.
func (m Reorder) String() string {
	return fmt.Sprintf("reorder(k=%.4g, r=%.4g, alpha=%.4g %s)", m.k, m.r, m.alpha, m.unit)
}
