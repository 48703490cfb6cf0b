package model

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func goodCashFlow() CashFlow {
	return CashFlow{
		ID: "f1", ProjectID: "shop", Date: day(8, 1), Kind: CashCost, Amount: euros("1200.50"), Basis: BasisPlanned, Category: "licences",
		Portfolio: "digital",
	}
}

func cashFlowsOf(f *Facts) *CashFlows { return f.CashFlows }

func TestCashFlowRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	tiny := times(euros("0.0000001"), decimal.New(1, -7))
	type C = CashFlow
	testRefused(t, cashFlowsOf, goodCashFlow(), []spoilt[C]{
		{"no ID", func(m *C) { m.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(m *C) { m.ID = CashFlowID(long) }, fault{"id", long, "at most 256", ErrInvalid}},
		{"no project", func(m *C) { m.ProjectID = "" }, fault{"project_id", "", "required", ErrMissing}},
		{"project", func(m *C) { m.ProjectID = ProjectID(long) }, fault{"project_id", long, "at most 256", ErrInvalid}},
		{"no date", func(m *C) { m.Date = period.Date{} }, fault{"date", "", "required", ErrMissing}},
		{"date", func(m *C) { m.Date.Year = -1 }, fault{"date", "-001-08-01", "no such day", ErrInvalid}},
		{"no kind", func(m *C) { m.Kind = "" }, fault{"kind", "", "required", ErrMissing}},
		{"kind", func(m *C) { m.Kind = "tax" }, fault{"kind", "tax", "neither cost nor benefit", ErrInvalid}},
		{"no amount", func(m *C) { m.Amount = Money{} }, fault{"amount", "", "required", ErrMissing}},
		{"negative", func(m *C) { m.Amount = euros("-1") }, fault{"amount", "-1.00 EUR", "negative", ErrInvalid}},
		{"too fine", func(m *C) { m.Amount = tiny }, fault{"amount", "1e-14", "12", ErrInvalid}},
		{"basis", func(m *C) { m.Basis = "guess" }, fault{"basis", "guess", "neither actual nor planned", ErrInvalid}},
		{"category", func(m *C) { m.Category = Code(long) }, fault{"category", long, "at most 64", ErrInvalid}},
		{"portfolio", func(m *C) { m.Portfolio = "\xff" }, fault{"portfolio", "\xff", "not UTF-8", ErrInvalid}},
	})
}

func genCashFlow(id string) *rapid.Generator[CashFlow] {
	return rapid.Custom(func(t *rapid.T) CashFlow {
		return CashFlow{
			ID: CashFlowID(id), ProjectID: rapid.SampledFrom([]ProjectID{"a", "é"}).Draw(t, "project"), Date: genDate.Draw(t, "date"),
			Kind: rapid.SampledFrom([]CashFlowKind{CashCost, CashBenefit}).Draw(t, "kind"), Amount: genAmount(0).Draw(t, "amount"),
			Basis:    rapid.SampledFrom([]Basis{"", BasisActual, BasisPlanned}).Draw(t, "basis"),
			Category: drawn[Code](t, genCode), Portfolio: drawn[Portfolio](t, genCode),
		}
	})
}

func TestCashFlowRoundTrip(t *testing.T) {
	testRoundTrip(t, cashFlowsOf, genCashFlow, func(m CashFlow) CashFlow {
		if m.Basis == "" {
			m.Basis = BasisActual
		}
		return m
	}, CashFlowRow.CashFlow)
}

func TestCashFlowReads(t *testing.T) {
	table, err := NewCashFlows(goodCashFlow(), CashFlow{ID: "f2", ProjectID: "crm", Date: day(9, 1), Kind: CashBenefit, Amount: euros("0")})
	if err != nil {
		t.Fatal(err)
	}
	v := &table.View
	testKey(t, v, CashFlowKey)
	testKey(t, v, CashFlowProject)
	testKey(t, v, CashFlowType)
	testKey(t, v, CashFlowBasis)
	testKey(t, v, CashFlowCategory)
	testKey(t, v, CashFlowPortfolio)
	testField(t, v, CashFlowDate)
	testField(t, v, CashFlowAmount)
	testField(t, v, DateAt(CashFlowDate, paris))
	facts := factView(v)
	testKey(t, facts, FactProject)
	testKey(t, facts, FactPortfolio)
	testField(t, facts, FactAtIn(paris))

	cost, _ := table.Find("f1")
	benefit, _ := table.Find("f2")
	if got := cost.Signed(); !got.Equal(euros("-1200.50")) {
		t.Errorf("the cost is %v", got)
	}
	if got := benefit.Signed(); !got.Equal(euros("0")) || got.IsNone() {
		t.Errorf("the benefit is %v", got)
	}
	if got := (CashFlowRow{}).Signed(); !got.IsNone() {
		t.Errorf("no cash flow is %v", got)
	}
}
