package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// asked is a request that was decided some time later; an undecided one has
// no time.
func asked(id, contact, at string, d model.Decision, took time.Duration) model.AccountRequest {
	r := model.AccountRequest{ID: model.RequestID(id), Contact: model.Contact(contact), ReceivedAt: instant(at), Decision: d}
	if d != model.DecisionPending {
		r.DecidedAt = after(at, took)
	}
	return r
}

func TestAccountRequests(t *testing.T) {
	testing := asked("9", "z", "2025-01-10", model.DecisionPending, 0)
	testing.Test = true
	avoid(t, ofPolicy(kpi.AccountRequests), []trap{
		{name: "trap: the same e-mail twice, while undecided", book: book{requests: []model.AccountRequest{
			asked("1", "anna@example.com", "2025-01-10", model.DecisionPending, 0), asked("2", " Anna@Example.com ", "2025-01-11", model.DecisionPending, 0),
		}}, want: "1 requests, besides 1 duplicates"},
		{name: "again after being approved", book: book{requests: []model.AccountRequest{
			asked("1", "x", "2025-01-10", model.DecisionApproved, time.Hour), asked("2", "x", "2025-02-11", model.DecisionPending, 0),
		}}, want: "1 requests, besides 1 duplicates"},
		{name: "again after being rejected", book: book{requests: []model.AccountRequest{
			asked("1", "x", "2025-01-10", model.DecisionRejected, time.Hour), asked("2", "x", "2025-01-11", model.DecisionPending, 0),
		}}, want: "2 requests, besides 0 duplicates"},
		{name: "decided to be a duplicate", book: book{requests: []model.AccountRequest{
			asked("1", "x", "2025-01-10", model.DecisionPending, 0), asked("2", "y", "2025-01-11", model.DecisionDuplicate, time.Hour),
		}}, want: "1 requests, besides 1 duplicates"},
		{name: "tests alone", book: book{requests: []model.AccountRequest{testing}}, want: "0 requests, besides 0 duplicates"},
		{name: "no requests", book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: account-request)"},
	})
}

func TestDecisionsOnAccountRequests(t *testing.T) {
	b := book{requests: []model.AccountRequest{
		asked("1", "x", "2025-01-10", model.DecisionApproved, 2*time.Hour), asked("2", "y", "2025-01-10", model.DecisionRejected, 4*time.Hour),
		asked("3", "z", "2025-01-10", model.DecisionPending, 0), asked("4", "x", "2025-01-11", model.DecisionRejected, 400*time.Hour),
	}}
	r, _ := of(kpi.AccountRequests(kpi.Policy{}), b).Value()
	took, _ := r.TimeToDecide.Value()
	if got := r.ByDecision.String(); got != "approved: 1\npending: 1\nrejected: 1" || took.Count() != 2 || took.Mean().String() != "3h0m0s" {
		t.Errorf("got %s and %v", got, took)
	}
}
