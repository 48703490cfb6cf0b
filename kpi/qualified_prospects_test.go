package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestQualifiedProspectRate(t *testing.T) {
	sessions := []model.Session{came("1", "v", "2025-01-10"), came("2", "w", "2025-01-10")}
	prospect := func(id, visitor, at, company string, in model.InTarget) model.AccountRequest {
		r := asked(id, id, at, model.DecisionPending, 0)
		r.VisitorID, r.Company, r.InTarget = model.VisitorID(visitor), company, in
		return r
	}
	good := prospect("1", "v", "2025-01-10", "Dachbau", model.InTargetYes)
	testing := good
	testing.Test = true
	avoid(t, ofPolicy(kpi.QualifiedProspectRate), []trap{
		{name: "contact, company and target group", book: book{sessions: sessions, requests: []model.AccountRequest{good}}, want: "50.00 %"},
		{name: "asking twice", book: book{sessions: sessions, requests: []model.AccountRequest{good, prospect("2", "v", "2025-01-11", "Dachbau", model.InTargetYes)}}, want: "50.00 %"},
		{name: "no company, or not in the target group", book: book{sessions: sessions, requests: []model.AccountRequest{
			prospect("1", "v", "2025-01-10", "", model.InTargetYes), prospect("2", "w", "2025-01-10", "Dachbau", model.InTargetNo),
		}}, want: "0.00 %"},
		{name: "before the first session", book: book{sessions: sessions, requests: []model.AccountRequest{prospect("1", "v", "2025-01-09", "Dachbau", model.InTargetYes)}}, want: "0.00 %"},
		{name: "of nobody who was seen", book: book{sessions: sessions, requests: []model.AccountRequest{prospect("1", "z", "2025-01-10", "Dachbau", model.InTargetYes)}}, want: "0.00 %"},
		{name: "no request has a visitor", book: book{sessions: sessions, requests: []model.AccountRequest{prospect("1", "", "2025-01-10", "Dachbau", model.InTargetYes)}},
			want: "(missing field: account-request.visitor)"},
		{name: "no request tells the target group", book: book{sessions: sessions, requests: []model.AccountRequest{prospect("1", "v", "2025-01-10", "Dachbau", "")}},
			want: "(missing field: account-request.in_target)"},
		{name: "tests", book: book{sessions: sessions, requests: []model.AccountRequest{testing}}, want: "0.00 %"},
		{name: "robots alone", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", robot)}, requests: []model.AccountRequest{good}}, want: "(no denominator)"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("1", "", "2025-01-10")}, requests: []model.AccountRequest{good}}, want: "(missing field: session.visitor)"},
		{name: "no requests", book: book{sessions: sessions}, want: "(missing facts: account-request)"},
		{name: "no sessions", book: book{requests: []model.AccountRequest{good}}, want: "(missing facts: session)"},
	})
}
