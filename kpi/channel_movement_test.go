package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestCustomerChannels(t *testing.T) {
	w := kpi.Window{AsOf: instant("2025-12-31")}
	phone := through("phone")
	avoid(t, kpi.CustomerChannels, []trap{
		{name: "before and from the first online order on", window: w, book: book{orders: []model.Order{
			order("1", "2025-01-01", "1 EUR", phone), order("2", "2025-01-11", "1 EUR", phone), order("3", "2025-02-01", "1 EUR"), order("4", "2025-03-01", "1 EUR", phone), order("5", "2025-04-01", "1 EUR"),
		}}, want: "before: 2 orders, phone 100.00 %\nafter: 3 orders, phone 33.33 %, web 66.67 %\nwent back offline: 0.00 %"},
		{name: "who never ordered online is not in it", window: w, book: book{orders: []model.Order{order("1", "2025-01-01", "1 EUR", phone, by("b")), order("2", "2025-02-01", "1 EUR")}},
			want: "before: 0 orders\nafter: 1 orders, web 100.00 %\nwent back offline: 0.00 %"},
		{name: "one of two went back", window: w, book: book{orders: []model.Order{
			order("1", "2025-01-01", "1 EUR", by("a")), order("2", "2025-02-01", "1 EUR", by("a"), phone), order("3", "2025-01-01", "1 EUR", by("b")), order("4", "2025-02-01", "1 EUR", by("b"), phone), order("5", "2025-03-01", "1 EUR", by("b")),
		}}, want: "before: 0 orders\nafter: 5 orders, phone 40.00 %, web 60.00 %\nwent back offline: 50.00 %"},
		{name: "unknown channels are left out", window: w, book: book{orders: []model.Order{order("1", "2025-01-01", "1 EUR", through("")), order("2", "2025-02-01", "1 EUR"), order("3", "2025-03-01", "1 EUR", through(""))}},
			want: "before: 0 orders\nafter: 1 orders, web 100.00 %\nwent back offline: 0.00 %"},
		{name: "later orders are not looked at", window: kpi.Window{AsOf: instant("2025-02-10")}, book: book{orders: []model.Order{order("1", "2025-02-01", "1 EUR"), order("2", "2025-03-01", "1 EUR", phone)}},
			want: "before: 0 orders\nafter: 1 orders, web 100.00 %\nwent back offline: 0.00 %"},
		{name: "cancelled online orders", window: w, book: book{orders: []model.Order{order("1", "2025-02-01", "1 EUR", in("cancelled")), order("2", "2025-03-01", "1 EUR", phone)}},
			want: "(no history: nobody ever ordered online)"},
		{name: "companies", policy: kpi.Policy{Subject: kpi.SubjectCompany}, window: w, book: book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", ParentID: "a"}}, orders: []model.Order{order("1", "2025-02-01", "1 EUR", by("b")), order("2", "2025-03-01", "1 EUR", by("a"), phone)},
		}, want: "before: 0 orders\nafter: 2 orders, phone 50.00 %, web 50.00 %\nwent back offline: 100.00 %"},
		{name: "no as-of", book: book{orders: []model.Order{order("1", "2025-02-01", "1 EUR")}}, want: "(missing field: as-of)"},
		{name: "no order has a channel", window: w, book: book{orders: []model.Order{order("1", "2025-02-01", "1 EUR", through(""))}}, want: "(missing field: order.channel)"},
		{name: "no order has a customer", window: w, book: book{orders: []model.Order{order("1", "2025-02-01", "1 EUR", by(""))}}, want: "(missing field: order.account)"},
		{name: "no orders", window: w, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: order)"},
	})
}

func TestOrdersPerYearAndChannel(t *testing.T) {
	b := book{orders: []model.Order{
		order("1", "2024-07-02", "1 EUR", through("phone")), order("2", "2025-01-01", "1 EUR"), order("3", "2025-02-01", "1 EUR"),
		order("4", "2025-01-01", "1 EUR", by("b")), order("5", "2025-01-01", "1 EUR", by("c"), through("phone")),
	}}
	m, _ := of(kpi.CustomerChannels(kpi.Policy{}, kpi.Window{AsOf: instant("2026-01-01")}), b).Value()
	if got := m.Before.PerYear("phone", 3).String(); got != "1.995" { // 1 in 183 days of one of the two who ever ordered online
		t.Error(got)
	}
	if got := m.After.PerYear("web", 3).String(); got != "1.5" { // 3 in 2 years
		t.Error(got)
	}
	if got := m.After.PerYear("phone", 3).String(); got != "0" {
		t.Error(got)
	}
}
