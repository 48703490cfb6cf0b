package cohort

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Concentration is how unequal amounts are: how much of the revenue hangs on
// few customers. Shares are of exact sums, and divided at the edge.
type Concentration struct {
	sorted []decimal.Decimal // ascending
	total  decimal.Decimal   // above 0
}

// The errors of a concentration.
var (
	ErrNegativeAmount = errors.New("an amount is negative")
	ErrNoAmount       = errors.New("the amounts come to nothing")
)

// NewConcentration returns the concentration of amounts in any order. Errors:
// ErrNegativeAmount, since shares of a total with negative parts mean nothing:
// leave out who gave back more than they bought, or take them for 0;
// ErrNoAmount where there are none, or all are 0.
func NewConcentration(amounts []decimal.Decimal) (Concentration, error) {
	c := Concentration{sorted: slices.SortedFunc(slices.Values(amounts), decimal.Decimal.Cmp)}
	if len(amounts) > 0 && c.sorted[0].IsNegative() {
		return Concentration{}, fmt.Errorf("cohort: concentration: %w: %v", ErrNegativeAmount, c.sorted[0])
	}
	for _, v := range c.sorted {
		c.total = c.total.Add(v)
	}
	if !c.total.IsPositive() {
		return Concentration{}, fmt.Errorf("cohort: concentration: %w: %d of them", ErrNoAmount, len(amounts))
	}
	return c, nil
}

// ConcentrationBy is the concentration of an amount over the keys that have
// one: of revenue over customers, with kpi.Sum(model.OrderNet) by account.
// Rows without the key and keys whose amount is undefined are left out and
// counted in warnings. It is undefined without amounts (NoDenominator), where a key's amount is negative
// (OutOfRange), and in several currencies (MixedCurrency).
func ConcentrationBy[F any, K comparable](key model.Key[F, K], amount kpi.Metric[F, model.Money]) kpi.Metric[F, Concentration] {
	return kpi.Across(key, amount, kpi.Then("concentration", amounts[K](), func(in []keyAmount[K]) kpi.Result[Concentration] {
		if codes := currencies(in); len(codes) > 1 {
			return kpi.Undefined[Concentration](kpi.MixedCurrency, joined(codes))
		}
		values := make([]decimal.Decimal, len(in))
		for i, a := range in {
			values[i] = a.amount.Amount()
		}
		c, err := NewConcentration(values)
		switch {
		case errors.Is(err, ErrNegativeAmount):
			return kpi.Undefined[Concentration](kpi.OutOfRange, err.Error())
		case err != nil:
			return kpi.Undefined[Concentration](kpi.NoDenominator, "")
		}
		return kpi.Value(c)
	}))
}

// Len returns how many amounts there are.
func (c Concentration) Len() int { return len(c.sorted) }

// Total returns their exact sum.
func (c Concentration) Total() decimal.Decimal { return c.total }

// Gini returns the Gini coefficient: 0 where all amounts are equal, and
// (n-1)/n where one holds all; 0 for the zero Concentration. With x in
// ascending order it is
//
//	2 sum(i x_i) / (n sum(x)) - (n + 1) / n
func (c Concentration) Gini() float64 {
	if len(c.sorted) == 0 {
		return 0
	}
	return toFloat(c.gini())
}

// GiniCorrected returns the Gini coefficient times n/(n-1), which is 1 where
// one holds all, whatever n; 0 for less than two amounts.
func (c Concentration) GiniCorrected() float64 {
	n := int64(len(c.sorted))
	if n < 2 {
		return 0
	}
	g := c.gini()
	return toFloat(g.Mul(g, big.NewRat(n, n-1)))
}

func (c Concentration) gini() *big.Rat {
	n := int64(len(c.sorted))
	var weighted decimal.Decimal
	for i, v := range c.sorted {
		weighted = weighted.Add(v.Mul(decimal.NewFromInt(2*int64(i+1) - n - 1)))
	}
	return weighted.Rat().Quo(weighted.Rat(), new(big.Rat).Mul(big.NewRat(n, 1), c.total.Rat()))
}

// HHI returns the Herfindahl–Hirschman index: the sum of the squared shares,
// from 1/n where all are equal to 1 where one holds all; 0 for the zero
// Concentration. Its inverse is the number of equal customers that would be as
// concentrated.
func (c Concentration) HHI() float64 {
	if len(c.sorted) == 0 {
		return 0
	}
	var squares decimal.Decimal
	for _, v := range c.sorted {
		squares = squares.Add(v.Mul(v))
	}
	return toFloat(new(big.Rat).Quo(squares.Rat(), c.total.Mul(c.total).Rat()))
}

// Theil returns Theil's T: the mean of x/mean × ln(x/mean), from 0 where all
// are equal to ln n where one holds all.
func (c Concentration) Theil() float64 {
	sum, n := 0.0, float64(len(c.sorted))
	for _, v := range c.sorted {
		if share := toFloat(c.share(v)); share > 0 {
			sum += share * math.Log(share*n)
		}
	}
	return max(0, sum)
}

func (c Concentration) share(v decimal.Decimal) *big.Rat {
	return new(big.Rat).Quo(v.Rat(), c.total.Rat())
}

// TopShare returns the exact share of the total that the largest amounts hold:
// the part of them, such as 0.2 for a fifth, rounded up to a whole number of
// amounts (Pareto's 80/20 asks what a fifth holds). A part outside [0, 1] is
// taken as the nearer end. It is undefined (NoDenominator) for the zero
// Concentration.
func (c Concentration) TopShare(part decimal.Decimal) kpi.Result[kpi.Ratio] {
	part = decimal.Max(decimal.Decimal{}, decimal.Min(part, decimal.New(1, 0)))
	k := int(part.Mul(decimal.NewFromInt(int64(len(c.sorted)))).Ceil().IntPart())
	var top decimal.Decimal
	for _, v := range c.sorted[len(c.sorted)-k:] {
		top = top.Add(v)
	}
	return kpi.NewRatio(top, c.total)
}

// CountFor returns the smallest number of amounts, the largest ones, that hold
// so much of the total, such as 0.8. A share of 0 or less needs none, one above
// 1 is taken as 1.
func (c Concentration) CountFor(share decimal.Decimal) int {
	want := decimal.Min(share, decimal.New(1, 0)).Mul(c.total)
	var top decimal.Decimal
	for k := range c.sorted {
		if top.GreaterThanOrEqual(want) {
			return k
		}
		top = top.Add(c.sorted[len(c.sorted)-1-k])
	}
	return len(c.sorted)
}

// Lorenz returns the Lorenz curve: the n+1 shares of the total, from 0 to 1,
// that the 0, 1 … n smallest amounts hold; nil for the zero Concentration.
func (c Concentration) Lorenz() []float64 {
	if len(c.sorted) == 0 {
		return nil
	}
	out := make([]float64, 1, len(c.sorted)+1)
	var sum decimal.Decimal
	for _, v := range c.sorted {
		sum = sum.Add(v)
		out = append(out, toFloat(c.share(sum)))
	}
	return out
}

// String returns the share of the top fifth, how many hold four fifths, and the
// Gini coefficient.
func (c Concentration) String() string {
	return fmt.Sprintf("top 20 %% hold %v, %d of %d hold 80 %%, Gini %.4f",
		c.TopShare(fifth), c.CountFor(fourFifths), len(c.sorted), c.Gini())
}

var fifth, fourFifths = decimal.New(2, -1), decimal.New(8, -1)

// MarshalJSON returns an object with count, total, gini, hhi, theil,
// top_20_percent and count_for_80_percent.
func (c Concentration) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Count   int                   `json:"count"`
		Total   string                `json:"total"`
		Gini    float64               `json:"gini"`
		HHI     float64               `json:"hhi"`
		Theil   float64               `json:"theil"`
		Top     kpi.Result[kpi.Ratio] `json:"top_20_percent"`
		Holding int                   `json:"count_for_80_percent"`
	}{len(c.sorted), c.total.String(), c.Gini(), c.HHI(), c.Theil(), c.TopShare(fifth), c.CountFor(fourFifths)})
}

func toFloat(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
