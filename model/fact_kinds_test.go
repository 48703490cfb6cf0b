package model

import (
	"slices"
	"testing"
)

// A fact is of exactly one kind, by its number, by its row and in Facts.
func TestFactKinds(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for _, err := range []error{
		f.AccountRequests.Append(goodRequest()), f.Spends.Append(goodSpend()), f.SurveyResponses.Append(goodResponse()),
		f.Milestones.Append(goodMilestone()), f.Allocations.Append(goodAllocation()), f.CashFlows.Append(goodCashFlow()),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	kinds := []Kind{KindAccountRequest, KindSpend, KindSurveyResponse, KindMilestone, KindAllocation, KindCashFlow}
	of := []Kind{
		AccountRequestFacts.Kind(), SpendFacts.Kind(), SurveyResponseFacts.Kind(), MilestoneFacts.Kind(), AllocationFacts.Kind(), CashFlowFacts.Kind(),
	}
	if !slices.Equal(of, kinds) || !slices.Equal(slices.Collect(f.Supplied()), kinds) {
		t.Errorf("kinds %v, supplied %v, want %v", of, slices.Collect(f.Supplied()), kinds)
	}
	i := 0
	for fact := range f.All() {
		request, isRequest := fact.AccountRequest()
		spend, isSpend := fact.Spend()
		response, isResponse := fact.SurveyResponse()
		milestone, isMilestone := fact.Milestone()
		allocation, isAllocation := fact.Allocation()
		flow, isFlow := fact.CashFlow()
		ids := []string{
			string(request.ID()), string(spend.ID()), string(response.ID()), string(milestone.ID()), string(allocation.ID()), string(flow.ID()),
		}
		want := []string{"q1", "m1", "r1", "k1", "w1", "f1"}
		for j, is := range []bool{isRequest, isSpend, isResponse, isMilestone, isAllocation, isFlow} {
			if is != (i == j) || is && ids[j] != want[i] {
				t.Errorf("fact %d is of kind %d: %v, ID %q", i, j, is, ids[j])
			}
		}
		i++
	}
	if i != len(kinds) || f.Pieces() != len(kinds) {
		t.Errorf("%d facts in %d pieces", i, f.Pieces())
	}
}

// The zero rows answer with zero values.
func TestZeroRows(t *testing.T) {
	if r := (AccountRequestRow{}); r.AccountRequest() != (AccountRequest{}) {
		t.Errorf("%+v", r.AccountRequest())
	}
	if r := (SurveyResponseRow{}); r.SurveyResponse() != (SurveyResponse{}) {
		t.Errorf("%+v", r.SurveyResponse())
	}
	if r := (MilestoneRow{}); r.Milestone() != (Milestone{}) {
		t.Errorf("%+v", r.Milestone())
	}
	if s := (SpendRow{}).Spend(); !s.Amount.IsNone() || s.ID != "" || s.From.Valid() {
		t.Errorf("%+v", s)
	}
	if a := (AllocationRow{}).Allocation(); a.Gross.Valid || !a.Logged.IsZero() || a.ID != "" {
		t.Errorf("%+v", a)
	}
	if m := (CashFlowRow{}).CashFlow(); !m.Amount.IsNone() || m.Basis != "" || m.Date.Valid() {
		t.Errorf("%+v", m)
	}
}

// The tables that stand alone refuse what Append refuses.
func TestNewTablesRefuse(t *testing.T) {
	_, requests := NewAccountRequests(AccountRequest{})
	_, spends := NewSpends(Spend{})
	_, responses := NewSurveyResponses(SurveyResponse{})
	_, milestones := NewMilestones(Milestone{})
	_, allocations := NewAllocations(Allocation{})
	_, flows := NewCashFlows(CashFlow{})
	for i, c := range []struct {
		err    error
		faults int // the required fields
	}{{requests, 4}, {spends, 5}, {responses, 3}, {milestones, 3}, {allocations, 4}, {flows, 5}} {
		if got := len(faultsOf(c.err)); got != c.faults {
			t.Errorf("kind %d: %d faults, want %d: %v", i, got, c.faults, c.err)
		}
	}
}
