package model

import "github.com/ecomkpi/ecomkpi/period"

// CashFlow is a cost or a benefit of a project. Zero values mean "not known".
type CashFlow struct {
	ID        CashFlowID   // required
	ProjectID ProjectID    // required
	Date      period.Date  // required: value date
	Kind      CashFlowKind // required: CashCost or CashBenefit; it gives the sign
	Amount    Money        // required: not negative
	Basis     Basis        // recorded as BasisActual where not given
	Category  Code
	Portfolio Portfolio
}

const (
	cashID = iota
	cashProject
	cashKind
	cashBasis
	cashCategory
	cashPortfolio
)

const (
	cashDate = iota
	cashAmount
)

var cashFlowSchema = schema{
	kind:  KindCashFlow,
	refs:  []string{"id", "project_id", "kind", "basis", "category", "portfolio"},
	nums:  []string{"date", "amount"},
	at:    cashDate,
	dated: true,
	keyed: true,
}

// CashFlows is the table of cash flows.
type CashFlows = Table[CashFlow, CashFlowRow]

func newCashFlows(f *Facts) *CashFlows {
	t := &CashFlows{rules: &cashFlowRules}
	d := &f.dict
	t.init(&cashFlowSchema, f, &d.cashFlow, &d.project, &d.cashKind, &d.basis, &d.cashCategory, &d.portfolio)
	return t
}

// NewCashFlows returns a table of the cash flows with Facts of its own. The
// errors are those of Append.
func NewCashFlows(flows ...CashFlow) (*CashFlows, error) {
	return alone(func(f *Facts) *CashFlows { return f.CashFlows }, flows)
}

var cashFlowRules = rules[CashFlow]{
	id:    func(m *CashFlow) string { return string(m.ID) },
	check: checkCashFlow,
	fill:  fillCashFlow,
}

func checkCashFlow(c *check, m *CashFlow) {
	c.needIdent("id", string(m.ID))
	c.needIdent("project_id", string(m.ProjectID))
	c.needDate("date", m.Date)
	switch m.Kind {
	case CashCost, CashBenefit:
	case "":
		c.missing("kind")
	default:
		c.fail(ErrInvalid, "kind", string(m.Kind), "neither cost nor benefit")
	}
	c.needMoney("amount", m.Amount)
	switch m.Basis {
	case "", BasisActual, BasisPlanned:
	default:
		c.fail(ErrInvalid, "basis", string(m.Basis), "neither actual nor planned")
	}
	c.code("category", string(m.Category))
	c.code("portfolio", string(m.Portfolio))
}

func fillCashFlow(m *CashFlow, r *record) {
	basis := m.Basis
	if basis == "" {
		basis = BasisActual
	}
	r.words[cashID] = string(m.ID)
	r.words[cashProject] = string(m.ProjectID)
	r.words[cashKind] = string(m.Kind)
	r.words[cashBasis] = string(basis)
	r.words[cashCategory] = string(m.Category)
	r.words[cashPortfolio] = string(m.Portfolio)
	r.nums[cashDate] = numberOfDate(m.Date)
	r.nums[cashAmount] = numberOfMoney(m.Amount)
}
