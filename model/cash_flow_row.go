package model

import "github.com/ecomkpi/ecomkpi/period"

// CashFlowRow is a row of CashFlows. Its methods return the fields of
// CashFlow; zero values mean "not known". The zero CashFlowRow is no cash
// flow.
type CashFlowRow struct{ row }

// The fields of a cash flow.
func (r CashFlowRow) ID() CashFlowID       { return CashFlowID(r.text(cashID)) }
func (r CashFlowRow) ProjectID() ProjectID { return ProjectID(r.text(cashProject)) }
func (r CashFlowRow) Date() period.Date    { return r.date(cashDate) }
func (r CashFlowRow) Kind() CashFlowKind   { return CashFlowKind(r.text(cashKind)) }
func (r CashFlowRow) Amount() Money        { return r.money(cashAmount) }
func (r CashFlowRow) Basis() Basis         { return Basis(r.text(cashBasis)) }
func (r CashFlowRow) Category() Code       { return Code(r.text(cashCategory)) }
func (r CashFlowRow) Portfolio() Portfolio { return Portfolio(r.text(cashPortfolio)) }

// Signed returns the amount, negative for a cost.
func (r CashFlowRow) Signed() Money {
	if r.Kind() == CashCost {
		return r.Amount().Neg()
	}
	return r.Amount()
}

// CashFlow returns the row as it was appended, with the basis it is recorded
// on.
func (r CashFlowRow) CashFlow() CashFlow {
	return CashFlow{
		ID: r.ID(), ProjectID: r.ProjectID(), Date: r.Date(), Kind: r.Kind(), Amount: r.Amount(), Basis: r.Basis(),
		Category: r.Category(), Portfolio: r.Portfolio(),
	}
}

// Keys of cash flows. CashFlowType is the kind.
var (
	CashFlowKey       = refKey[CashFlowRow, CashFlowID]("cash-flow.id", cashID)
	CashFlowProject   = refKey[CashFlowRow, ProjectID]("cash-flow.project", cashProject)
	CashFlowType      = refKey[CashFlowRow, CashFlowKind]("cash-flow.kind", cashKind)
	CashFlowBasis     = refKey[CashFlowRow, Basis]("cash-flow.basis", cashBasis)
	CashFlowCategory  = refKey[CashFlowRow, Code]("cash-flow.category", cashCategory)
	CashFlowPortfolio = refKey[CashFlowRow, Portfolio]("cash-flow.portfolio", cashPortfolio)
)

// Fields of cash flows. CashFlowDate becomes an instant by DateAt.
var (
	CashFlowDate   = dateField[CashFlowRow]("cash-flow.date", cashDate)
	CashFlowAmount = moneyField[CashFlowRow]("cash-flow.amount", cashAmount)
)
