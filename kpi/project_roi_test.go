package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// cost and benefit are cash flows of a project.
func cost(id, project, day, amount string, basis ...model.Basis) model.CashFlow {
	f := model.CashFlow{ID: model.CashFlowID(id), ProjectID: model.ProjectID(project), Date: date(day), Kind: model.CashCost, Amount: model.MustParseMoney(amount)}
	if len(basis) > 0 {
		f.Basis = basis[0]
	}
	return f
}

func benefit(id, project, day, amount string, basis ...model.Basis) model.CashFlow {
	f := cost(id, project, day, amount, basis...)
	f.Kind = model.CashBenefit
	return f
}

func TestProjectROI(t *testing.T) {
	at := kpi.Window{Calendar: utc, AsOf: instant("2025-12-31")}
	planned := model.BasisPlanned
	one := []model.CashFlow{cost("1", "x", "2025-01-01", "1000 EUR"), benefit("2", "x", "2025-06-01", "700 EUR"), benefit("3", "x", "2025-09-01", "500 EUR")}
	avoid(t, kpi.ProjectROI, []trap{
		{name: "plain", window: at, book: book{flows: one},
			want: "20.00 % (benefits 1200.00 EUR, costs 1000.00 EUR), at completion 20.00 %, paid back 2025-09-01, NPV 200.00 EUR"},
		{name: "planned ones after the as-of only", window: kpi.Window{Calendar: utc, AsOf: instant("2025-07-01")}, book: book{flows: append([]model.CashFlow{
			benefit("4", "x", "2025-08-01", "1300 EUR", planned), benefit("5", "x", "2025-03-01", "9000 EUR", planned),
		}, one...)}, want: "-30.00 % (benefits 700.00 EUR, costs 1000.00 EUR), at completion 100.00 %, paid back (no data: benefits do not cover the costs), NPV 1000.00 EUR"},
		{name: "a flow on the day of the as-of", window: kpi.Window{Calendar: utc, AsOf: instant("2025-06-01")}, book: book{flows: one},
			want: "-30.00 % (benefits 700.00 EUR, costs 1000.00 EUR), at completion -30.00 %, paid back (no data: benefits do not cover the costs), NPV -300.00 EUR"},
		{name: "paid back for good", window: at, book: book{flows: append([]model.CashFlow{cost("4", "x", "2025-10-01", "300 EUR"), benefit("5", "x", "2025-11-01", "100 EUR")}, one...)},
			want: "0.00 % (benefits 1300.00 EUR, costs 1300.00 EUR), at completion 0.00 %, paid back 2025-11-01, NPV 0.00 EUR"},
		{name: "discounted", policy: kpi.Policy{DiscountRate: number("0.1")}, window: kpi.Window{Calendar: utc, AsOf: instant("2027-01-01")},
			book: book{flows: []model.CashFlow{cost("1", "x", "2025-01-01", "1000 EUR"), benefit("2", "x", "2026-01-01", "1100 EUR")}},
			want: "10.00 % (benefits 1100.00 EUR, costs 1000.00 EUR), at completion 10.00 %, paid back 2026-01-01, NPV 0.00 EUR"},
		{name: "trap: zero cost", window: at, book: book{flows: one[1:2]},
			want: "(no denominator) (benefits 700.00 EUR, costs 0), at completion (no denominator), paid back 2025-06-01, NPV 700.00 EUR"},
		{name: "several currencies", window: at, book: book{flows: []model.CashFlow{cost("1", "x", "2025-01-01", "1000 EUR"), benefit("2", "x", "2025-01-01", "1000 USD")}},
			want: "(mixed currency: EUR, USD) (benefits 1000.00 USD, costs 1000.00 EUR), at completion (mixed currency: EUR, USD), paid back (mixed currency: EUR, USD), NPV (mixed currency: EUR, USD)"},
		{name: "no as-of", window: kpi.Window{Calendar: utc}, book: book{flows: one}, want: "(missing field: as-of)"},
		{name: "no calendar", window: kpi.Window{AsOf: instant("2025-12-31")}, book: book{flows: one}, want: "(missing field: calendar)"},
		{name: "no cash flows", window: at, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: cash-flow)"},
	})
}

// Trap: 100 % on 100 and 0 % on 900 are 10 % on all, not 50 %.
func TestPortfolioROIIsNotTheMeanOfROIs(t *testing.T) {
	b := book{flows: []model.CashFlow{
		cost("1", "small", "2025-01-01", "100 EUR"), benefit("2", "small", "2025-02-01", "200 EUR"),
		cost("3", "large", "2025-01-01", "900 EUR"), benefit("4", "large", "2025-02-01", "900 EUR"),
	}}
	r, _ := of(kpi.ProjectROI(kpi.Policy{}, kpi.Window{Calendar: utc, AsOf: instant("2025-12-31")}), b).Value()
	wantText(t, r.Ratio, "10.00 %")
	small, _ := r.ByProject.Get("small")
	each, _ := small.Value()
	wantText(t, each.Ratio, "100.00 %")
}
