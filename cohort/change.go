package cohort

import (
	"fmt"
	"math/big"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Totals is what a change of revenue is made of.
type Totals struct {
	Customers int64
	Orders    int64
	Revenue   model.Money
}

// Change is a change of revenue as the sum of its parts, exactly:
//
//	Revenue = Customers + Frequency + Value
//
// It is the Shapley decomposition of customers x orders per customer x value
// per order: each factor's part is the mean of what its change does over the
// six orders in which the three factors can change one after the other. No
// factor is favoured by coming first, and no residual is left.
type Change struct {
	Revenue   Exact `json:"revenue"`   // after less before
	Customers Exact `json:"customers"` // by more or fewer customers
	Frequency Exact `json:"frequency"` // by more or fewer orders per customer
	Value     Exact `json:"value"`     // by more or less value per order
}

// String returns the change and its parts.
func (c Change) String() string {
	return fmt.Sprintf("%v = %v customers, %v orders per customer, %v value per order", c.Revenue, c.Customers, c.Frequency, c.Value)
}

// Decompose returns the change from one period to another. Where either has no
// customers or no orders, there is no order per customer or no value per order
// that could have changed: all the change is then by customers. It is undefined
// for several currencies (MixedCurrency), and for negative counts (OutOfRange).
func Decompose(before, after Totals) kpi.Result[Change] {
	if before.Customers < 0 || before.Orders < 0 || after.Customers < 0 || after.Orders < 0 {
		return kpi.Undefined[Change](kpi.OutOfRange, "a negative count")
	}
	d, err := after.Revenue.Sub(before.Revenue)
	if err != nil {
		return kpi.Undefined[Change](kpi.MixedCurrency, before.Revenue.Currency().Code()+", "+after.Revenue.Currency().Code())
	}
	part := func(r *big.Rat) Exact { return Exact{r, d.Currency()} }
	zero := new(big.Rat)
	if before.Customers == 0 || before.Orders == 0 || after.Customers == 0 || after.Orders == 0 {
		return kpi.Value(Change{part(ratOf(d)), part(ratOf(d)), part(zero), part(zero)})
	}
	a, b := before.factors(), after.factors()
	return kpi.Value(Change{part(ratOf(d)), part(shapley(a, b, 0)), part(shapley(a, b, 1)), part(shapley(a, b, 2))})
}

// factors returns customers, orders per customer and value per order.
func (t Totals) factors() [3]*big.Rat {
	value := ratOf(t.Revenue)
	return [3]*big.Rat{
		big.NewRat(t.Customers, 1), big.NewRat(t.Orders, t.Customers), value.Quo(value, big.NewRat(t.Orders, 1)),
	}
}

// shapley returns the part of factor k: the change of the factor times the mean
// of the products of the others, which counts both at one time twice as much.
func shapley(a, b [3]*big.Rat, k int) *big.Rat {
	i, j := (k+1)%3, (k+2)%3
	product := func(x, y *big.Rat, weight int64) *big.Rat {
		p := new(big.Rat).Mul(x, y)
		return p.Mul(p, big.NewRat(weight, 6))
	}
	sum := product(a[i], a[j], 2)
	sum.Add(sum, product(b[i], b[j], 2))
	sum.Add(sum, product(a[i], b[j], 1))
	sum.Add(sum, product(b[i], a[j], 1))
	return sum.Mul(sum, new(big.Rat).Sub(b[k], a[k]))
}

// PeriodChange is the change from the period before to a period.
type PeriodChange struct {
	Period period.Period      `json:"period"`
	Status Status             `json:"status"` // Partial where the period is not over
	Change kpi.Result[Change] `json:"change"`
}

// Changes returns the change to every period but the first from the one before
// it: customers are the active subjects, orders their events.
func (f Flows) Changes() []PeriodChange {
	var out []PeriodChange
	for i := 1; i < len(f); i++ {
		change := PeriodChange{Period: f[i].Period, Status: f[i].Status}
		before, ok := f[i-1].totals()
		after, too := f[i].totals()
		if ok && too {
			change.Change = Decompose(before, after)
		} else {
			change.Change = kpi.Undefined[Change](kpi.MixedCurrency, "")
		}
		out = append(out, change)
	}
	return out
}

func (f Flow) totals() (Totals, bool) {
	r, ok := f.Revenue.Value()
	return Totals{f.Closing, f.Events, r.Closing}, ok
}
