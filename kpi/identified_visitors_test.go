package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestIdentifiedVisitors(t *testing.T) {
	two := []model.Session{came("1", "phone", "2025-01-10", login("anna", "a", "")), came("2", "desk", "2025-01-10", login("anna", "a", ""))}
	accounts := []model.Account{{ID: "a"}, {ID: "b", ParentID: "a"}, {ID: "c", MergedInto: "a"}}
	three := []model.Session{came("1", "v", "2025-01-10", login("p", "a", "")), came("2", "v", "2025-01-10", login("q", "b", "")), came("3", "w", "2025-01-10", login("q", "c", ""))}
	avoid(t, ofPolicy(kpi.IdentifiedVisitors), []trap{
		{name: "trap: a person on two devices", book: book{sessions: two}, want: "1"},
		{name: "visitors without a login", book: book{sessions: append([]model.Session{came("3", "v", "2025-01-10")}, two...)}, want: "1"},
		{name: "robots and staff", book: book{sessions: append([]model.Session{came("3", "v", "2025-01-10", login("bert", "a", ""), staff)}, two...)}, want: "1"},
		{name: "a login of nobody in particular", book: book{sessions: append([]model.Session{came("3", "v", "2025-01-10", login("", "a", ""))}, two...)},
			want: "1\n! 1 rows without session.buyer"},
		{name: "no login says whose it is", book: book{sessions: []model.Session{came("3", "v", "2025-01-10", login("", "a", ""))}}, want: "(missing field: session.buyer)"},
		{name: "nobody logged in", book: book{sessions: []model.Session{came("3", "v", "2025-01-10")}}, want: "0"},
		{name: "accounts", policy: kpi.Policy{Subject: kpi.SubjectAccount}, book: book{accounts: accounts, sessions: three}, want: "2"},
		{name: "companies", policy: kpi.Policy{Subject: kpi.SubjectCompany}, book: book{accounts: accounts, sessions: three}, want: "1"},
		{name: "persons", policy: kpi.Policy{Subject: kpi.SubjectPerson}, book: book{accounts: accounts, sessions: three}, want: "2"},
		{name: "visitors", policy: kpi.Policy{Subject: kpi.SubjectVisitor}, book: book{accounts: accounts, sessions: three}, want: "2"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
	})
}

func TestIdentifiedVisitorsOwnCatalogue(t *testing.T) {
	avoid(t, ofPolicy(kpi.IdentifiedVisitorsOwnCatalogue), []trap{
		{name: "the own catalogue only", book: book{sessions: []model.Session{
			came("1", "v", "2025-01-10", login("p", "a", ""), reaching(model.CatalogueOwn)), came("2", "v", "2025-01-11", login("p", "a", ""), reaching(model.CatalogueOwn)),
			came("3", "w", "2025-01-10", login("q", "a", ""), reaching(model.CatalogueClosed)), came("4", "x", "2025-01-10", reaching(model.CatalogueOwn)),
		}}, want: "1"},
		{name: "nobody reached it", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", login("p", "a", ""), reaching(model.CatalogueOpen))}}, want: "0"},
		{name: "no login says which it reached", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", login("p", "a", "")), came("2", "v", "2025-01-10", reaching(model.CatalogueOwn))}},
			want: "(missing field: session.catalogue)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
	})
}
