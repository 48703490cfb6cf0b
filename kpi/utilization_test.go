package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// week is what a resource did for a project from Monday to Sunday, with
// changes.
func week(id, resource, project, logged string, changes ...func(*model.Allocation)) model.Allocation {
	a := model.Allocation{
		ID: model.AllocationID(id), ResourceID: model.ResourceID(resource), ProjectID: model.ProjectID(project),
		From: date("2025-03-03"), To: date("2025-03-10"), Logged: number(logged), Productive: known(logged),
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

func capacity(gross, net string) func(*model.Allocation) {
	return func(a *model.Allocation) { a.Gross, a.Net = known(gross), known(net) }
}

func days(from, to string) func(*model.Allocation) {
	return func(a *model.Allocation) { a.From, a.To = date(from), date(to) }
}

func productive(hours, billable string) func(*model.Allocation) {
	return func(a *model.Allocation) { a.Productive, a.Billable = known(hours), known(billable) }
}

func TestResourceUtilizationRate(t *testing.T) {
	march := asOf("2025-03", "")
	unknown := func(a *model.Allocation) { a.Productive.Valid = false }
	mixed := book{allocations: []model.Allocation{week("1", "anna", "x", "30", productive("20", "10"), capacity("40", "35")), week("2", "anna", "y", "4", productive("4", "0"))}}
	avoid(t, kpi.ResourceUtilizationRate, []trap{
		{name: "golden 18: capacity counts once per resource", window: march, book: book{allocations: []model.Allocation{
			week("1", "anna", "x", "20", capacity("40", "35")), week("2", "anna", "y", "10", capacity("40", "35")),
		}}, want: "85.71 % (30 of 35 hours)"},
		{name: "capacity on one row only", window: march, book: book{allocations: []model.Allocation{week("1", "anna", "x", "20", capacity("40", "35")), week("2", "anna", "y", "10")}},
			want: "85.71 % (30 of 35 hours)"},
		{name: "two resources", window: march, book: book{allocations: []model.Allocation{week("1", "anna", "x", "20", capacity("40", "35")), week("2", "bert", "x", "10", capacity("40", "35"))}},
			want: "42.86 % (30 of 70 hours)"},
		{name: "trap: productive of net", window: march, book: mixed, want: "68.57 % (24 of 35 hours)"},
		{name: "billable of net", policy: kpi.Policy{Used: kpi.UsedBillable}, window: march, book: mixed, want: "28.57 % (10 of 35 hours)"},
		{name: "logged of gross", policy: kpi.Policy{Used: kpi.UsedLogged, Capacity: kpi.CapacityGross}, window: march, book: mixed, want: "85.00 % (34 of 40 hours)"},
		{name: "productive of logged", policy: kpi.Policy{Capacity: kpi.CapacityLogged}, window: march, book: mixed, want: "70.59 % (24 of 34 hours)"},
		{name: "working days at the range's edge", window: asOf("2025-03-06/2025-04-01", ""), book: book{allocations: []model.Allocation{week("1", "anna", "x", "20", capacity("40", "35"))}},
			want: "57.14 % (8 of 14 hours)"},
		{name: "other working days", policy: kpi.Policy{Workdays: hours(utc, "Sat-Sun 08:00-18:00")}, window: asOf("2025-03-09/2025-04-01", ""),
			book: book{allocations: []model.Allocation{week("1", "anna", "x", "21", capacity("40", "35"))}}, want: "60.00 % (10.5 of 17.5 hours)"},
		{name: "thirds are added up exactly", window: asOf("2025-03-05/2025-04-01", ""), book: book{allocations: []model.Allocation{
			week("1", "anna", "x", "10", days("2025-03-03", "2025-03-06"), capacity("10", "10")), week("2", "bert", "x", "10", days("2025-03-04", "2025-03-07"), capacity("10", "10")),
		}}, want: "100.00 % (10 of 10 hours)"},
		{name: "no productive hours known", window: march, book: book{allocations: []model.Allocation{week("1", "anna", "x", "10", unknown, capacity("40", "35"))}},
			want: "(missing field: allocation.productive)"},
		{name: "no capacity", window: march, book: book{allocations: []model.Allocation{week("1", "anna", "x", "10")}}, want: "(no denominator)"},
		{name: "capacity of other months", window: asOf("2025-04", ""), book: mixed, want: "(no denominator)"},
		{name: "no allocations", window: march, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: allocation)"},
		{name: "no calendar", window: kpi.Window{Range: within("2025")}, want: "(missing field: calendar)"},
		{name: "no range", window: kpi.Window{Calendar: utc}, want: "(missing field: range)"},
	})
}

func TestBenefitPerUsedHour(t *testing.T) {
	b := book{
		allocations: []model.Allocation{week("1", "anna", "x", "20", capacity("40", "35")), week("2", "anna", "x", "10")},
		flows: []model.CashFlow{
			{ID: "1", ProjectID: "x", Date: date("2025-03-31"), Kind: model.CashBenefit, Amount: model.MustParseMoney("3100 EUR")},
			{ID: "2", ProjectID: "x", Date: date("2025-03-31"), Kind: model.CashBenefit, Amount: model.MustParseMoney("9 EUR"), Basis: model.BasisPlanned},
			{ID: "3", ProjectID: "x", Date: date("2025-03-31"), Kind: model.CashCost, Amount: model.MustParseMoney("9 EUR")},
			{ID: "4", ProjectID: "x", Date: date("2025-04-01"), Kind: model.CashBenefit, Amount: model.MustParseMoney("9 EUR")},
		},
	}
	u, _ := of(kpi.ResourceUtilizationRate(kpi.Policy{}, asOf("2025-03", "")), b).Value()
	wantText(t, u.BenefitPerHour(2), "103.33 EUR")
	idle := book{allocations: []model.Allocation{week("1", "anna", "x", "0", capacity("40", "35"))}, flows: b.flows}
	u, _ = of(kpi.ResourceUtilizationRate(kpi.Policy{}, asOf("2025-03", "")), idle).Value()
	wantText(t, u.BenefitPerHour(2), "(no denominator)")
	u, _ = of(kpi.ResourceUtilizationRate(kpi.Policy{}, asOf("2025-03", "")), book{allocations: b.allocations}).Value()
	wantText(t, u.BenefitPerHour(2), "(missing facts: cash-flow)")
	cut, _ := of(kpi.ResourceUtilizationRate(kpi.Policy{}, asOf("2025-03-06/2025-04-01", "")), b).Value() // 2 of 5 working days: 12 hours
	wantText(t, cut.BenefitPerHour(2), "258.33 EUR")
}
