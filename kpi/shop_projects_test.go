package kpi

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// drawProjects makes what is not about orders: spend, answers to surveys, and
// projects.
func drawProjects(t *rapid.T, f *model.Facts) {
	drawSpend(t, f)
	drawResponses(t, f)
	drawMilestones(t, f)
	drawAllocations(t, f)
	drawCashFlows(t, f)
}

// drawDay makes days about the beginning and the end of the first quarter of
// 2025, a week apart from it, and in 1970.
func drawDay(t *rapid.T) period.Date {
	day := oneOf(t, "day", period.Date{Year: 2025, Month: 1, Day: 1}, period.Date{Year: 2025, Month: 1, Day: 1}, period.Date{Year: 2025, Month: 3, Day: 30},
		period.Date{Year: 2025, Month: 4, Day: 1}, period.Date{Year: 1970, Month: 1, Day: 1})
	return day.AddDays(oneOf(t, "beside", 0, 0, 1, -1, 6, -7))
}

func drawSpend(t *rapid.T, f *model.Facts) {
	for i := range some(t, "spend", 5) {
		from := drawDay(t)
		amount := drawMoney(t, oneOf(t, "currency", model.EUR, model.EUR, model.EUR, model.USD))
		if rapid.IntRange(0, 4).Draw(t, "credit") == 0 {
			amount = amount.Neg()
		}
		record(f.Spends, model.Spend{
			ID: model.SpendID("m" + strconv.Itoa(i)), From: from, To: from.AddDays(rapid.IntRange(1, 13).Draw(t, "days")), Amount: amount,
			Kind: oneOf(t, "kind", model.SpendMedia, model.SpendTools), Purpose: oneOf(t, "purpose", "", model.ForAcquisition, model.ForOperations),
			Channel: oneOf[model.Channel](t, "channel", "", "web", "fax"),
		})
	}
}

func drawResponses(t *rapid.T, f *model.Facts) {
	for i := range some(t, "responses", 6) {
		record(f.SurveyResponses, model.SurveyResponse{
			ID: model.ResponseID("w" + strconv.Itoa(i)), AnsweredAt: drawTime(t), Score: rapid.Int64Range(1, 10).Draw(t, "score"),
			Scale: oneOf(t, "scale", model.Scale0To10, model.Scale1To10), PersonID: numbered[model.PersonID](t, "p", 2),
			SurveyID: numbered[model.SurveyID](t, "y", 2), AccountID: drawAccount(t), Test: rapid.IntRange(0, 9).Draw(t, "test") == 0,
		})
	}
}

func drawMilestones(t *rapid.T, f *model.Facts) {
	for i := range some(t, "milestones", 6) {
		due := drawDay(t)
		m := model.Milestone{
			ID: model.MilestoneID("g" + strconv.Itoa(i)), ProjectID: oneOf[model.ProjectID](t, "project", "j0", "j1"), BaselineDue: due,
			Team: oneOf[model.Team](t, "team", "", "t1"),
		}
		if rapid.Bool().Draw(t, "moved") {
			m.PlannedDue = drawDay(t)
		}
		end := berlin.Start(due.AddDays(1)).Add(oneOf[time.Duration](t, "beside", -time.Microsecond, 0, -days(3), days(3)))
		switch rapid.IntRange(0, 2).Draw(t, "fate") {
		case 0:
			m.CompletedAt = end
		case 1:
			m.CancelledAt = end
		}
		must(f.Milestones.Append(m))
	}
}

// drawAllocations makes hours that do not divide by the days they are shared
// out over.
func drawAllocations(t *rapid.T, f *model.Facts) {
	hours := func(what string) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, 1e4).Draw(t, what), -int32(rapid.IntRange(0, 3).Draw(t, "places")))
	}
	for i := range some(t, "allocations", 6) {
		from := drawDay(t)
		a := model.Allocation{
			ID: model.AllocationID("h" + strconv.Itoa(i)), ResourceID: oneOf[model.ResourceID](t, "resource", "r0", "r1"),
			ProjectID: numbered[model.ProjectID](t, "j", 2), From: from, To: from.AddDays(oneOf(t, "days", 1, 7, 7, 11)), Logged: hours("logged"),
			Team: oneOf[model.Team](t, "team", "", "t1"),
		}
		if rapid.IntRange(0, 3).Draw(t, "productive") > 0 {
			a.Productive = decimal.NewNullDecimal(a.Logged)
			a.Billable = decimal.NewNullDecimal(decimal.Min(a.Logged, hours("billable")))
		}
		if rapid.Bool().Draw(t, "capacity") {
			a.Gross, a.Net = decimal.NewNullDecimal(decimal.New(40, 0)), decimal.NewNullDecimal(decimal.New(35, 0))
		}
		record(f.Allocations, a)
	}
}

func drawCashFlows(t *rapid.T, f *model.Facts) {
	for i := range some(t, "cash flows", 6) {
		must(f.CashFlows.Append(model.CashFlow{
			ID: model.CashFlowID("k" + strconv.Itoa(i)), ProjectID: oneOf[model.ProjectID](t, "project", "j0", "j1"), Date: drawDay(t),
			Kind: oneOf(t, "kind", model.CashCost, model.CashBenefit), Amount: drawMoney(t, oneOf(t, "currency", model.EUR, model.EUR, model.EUR, model.USD)),
			Basis: oneOf(t, "basis", "", model.BasisActual, model.BasisPlanned),
		}))
	}
}

// listProjects lists the facts of these kinds, for the report of a failure.
func listProjects(b *strings.Builder, i int, f *model.Facts) {
	for r := range f.Spends.All() {
		fmt.Fprintf(b, "\n%d spend %+v", i, r.Spend())
	}
	for r := range f.SurveyResponses.All() {
		fmt.Fprintf(b, "\n%d response %+v", i, r.SurveyResponse())
	}
	for r := range f.Milestones.All() {
		fmt.Fprintf(b, "\n%d milestone %+v", i, r.Milestone())
	}
	for r := range f.Allocations.All() {
		fmt.Fprintf(b, "\n%d allocation %+v", i, r.Allocation())
	}
	for r := range f.CashFlows.All() {
		fmt.Fprintf(b, "\n%d cash flow %+v", i, r.CashFlow())
	}
}
