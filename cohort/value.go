package cohort

import (
	"math/big"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Cumulative returns the money of a cohort up to a column, that included. It is
// undefined where the column has not begun (WindowOpen) and for several
// currencies (MixedCurrency). It may still grow where the column is partial.
func (r Row) Cumulative(column int) kpi.Result[model.Money] {
	var sum model.MoneySum
	for _, c := range r.Cells[:column+1] {
		if c.Status == NotYet {
			return kpi.Undefined[model.Money](kpi.WindowOpen, "")
		}
		m, ok := c.Money.Value()
		if !ok {
			return c.Money
		}
		sum.Add(m)
	}
	return kpi.TotalOf(&sum)
}

// ValuePerCustomer returns the money up to a column per subject of the cohort,
// those who left included: what a customer has been worth by then.
//
//	money of the cohort up to the column / subjects of the cohort
//
// It is undefined where Cumulative is, and for a cohort without subjects
// (NoDenominator).
func (r Row) ValuePerCustomer(column int) kpi.Result[Exact] {
	m, ok := r.Cumulative(column).Value()
	if !ok {
		c := r.Cumulative(column)
		return kpi.Undefined[Exact](c.Why(), c.Detail())
	}
	if r.Size == 0 {
		return kpi.Undefined[Exact](kpi.NoDenominator, "")
	}
	return kpi.Value(Exact{new(big.Rat).Quo(ratOf(m), big.NewRat(r.Size, 1)), m.Currency()})
}

// Payback is when a cohort has paid back what it cost to acquire.
type Payback struct {
	Column  int         `json:"column"`  // the first one by whose end the money reached the cost
	Status  Status      `json:"status"`  // of that column: in a partial one it may not stay so, where events can be worth less than 0
	Surplus model.Money `json:"surplus"` // money up to that column less the cost
}

// Payback returns the first column by which a cohort's money has reached the
// cost of acquiring it, all of the cohort together; with margins as the money
// it is the payback of margin. It is undefined where that has not happened yet
// (WindowOpen, with what is missing), and in several currencies (MixedCurrency).
func (r Row) Payback(cost model.Money) kpi.Result[Payback] {
	missing := ""
	for column, c := range r.Cells {
		if c.Status == NotYet {
			break
		}
		money, ok := r.Cumulative(column).Value()
		if !ok {
			return kpi.Undefined[Payback](kpi.MixedCurrency, r.Cumulative(column).Detail())
		}
		left, err := money.Sub(cost)
		if err != nil {
			return kpi.Undefined[Payback](kpi.MixedCurrency, money.Currency().Code()+", "+cost.Currency().Code())
		}
		if left.Sign() >= 0 {
			return kpi.Value(Payback{column, c.Status, left})
		}
		missing = left.Neg().String() + " missing"
	}
	return kpi.Undefined[Payback](kpi.WindowOpen, missing)
}
