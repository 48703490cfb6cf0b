package kpi_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestCustomerLifetimeValue(t *testing.T) {
	year := asOf("2025", "")
	margin := kpi.Policy{Margin: known("0.3")}
	expects := kpi.Policy{ExpectedYears: number("4"), Margin: known("0.5")}
	two := []model.Order{order("1", "2025-01-10", "100 EUR", by("a")), order("2", "2025-02-10", "50 EUR", by("a")), order("3", "2025-03-10", "60 EUR", by("b"))}
	avoid(t, kpi.CustomerLifetimeValue, []trap{
		{name: "golden 19: (amount - refunds) * margin, not amount * margin - refunds", policy: margin, window: year, book: book{
			orders: []model.Order{order("1", "2025-01-10", "1000 EUR")}, refunds: []model.Refund{refund("r", "1", "2025-02-01", "200 EUR")},
		}, want: "expected (missing field: expected years) (1000.0000 EUR per order, 1.0000 orders per customer in 1 years, 0 years, margin 0.3), observed 240.0000 EUR"},
		{name: "trap: expected and observed are two numbers", policy: expects, window: year, book: book{orders: two},
			want: "expected 210.0000 EUR (70.0000 EUR per order, 1.5000 orders per customer in 1 years, 4 years, margin 0.5), observed 52.5000 EUR"},
		{name: "a window of half a year, 183 days that begin in it", policy: kpi.Policy{ExpectedYears: number("1")}, window: asOf("2025-01-01/2025-07-02T12:00", ""), book: book{orders: two},
			want: "expected 209.4262 EUR (70.0000 EUR per order, 1.5000 orders per customer in 0.50137 years, 1 years, margin 1), observed 105.0000 EUR"},
		{name: "orders outside of the window are observed only", policy: kpi.Policy{ExpectedYears: number("1")}, window: asOf("2025-02", "2025-03-01"), book: book{orders: two},
			want: "expected 651.7857 EUR (50.0000 EUR per order, 1.0000 orders per customer in 0.076712 years, 1 years, margin 1), observed 150.0000 EUR"},
		{name: "refunds after the as-of are not looked at", policy: margin, window: asOf("2025", "2025-01-20"), book: book{
			orders: []model.Order{order("1", "2025-01-10", "1000 EUR")}, refunds: []model.Refund{refund("r", "1", "2025-02-01", "200 EUR")},
		}, want: "expected (missing field: expected years) (1000.0000 EUR per order, 1.0000 orders per customer in 1 years, 0 years, margin 0.3), observed 300.0000 EUR"},
		{name: "several currencies", policy: expects, window: year, book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR"), order("2", "2025-01-10", "1 USD")}},
			want: "expected (mixed currency: EUR, USD) ((mixed currency: EUR, USD) per order, 2.0000 orders per customer in 1 years, 4 years, margin 0.5), observed (mixed currency: EUR, USD)"},
		{name: "nobody ordered in the window", policy: expects, window: asOf("2026", ""), book: book{orders: two[:1]},
			want: "expected (no denominator) ((no denominator) per order, (no denominator) orders per customer in 1 years, 4 years, margin 0.5), observed 50.0000 EUR"},
		{name: "no calendar", window: kpi.Window{Range: within("2025")}, book: book{orders: two}, want: "(missing field: calendar)"},
		{name: "no range", window: kpi.Window{Calendar: utc}, book: book{orders: two}, want: "(missing field: range)"},
		{name: "nobody has an account", window: year, book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", by(""))}}, want: "(missing field: order.account)"},
		{name: "no orders", window: year, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: order)"},
	})
}

func TestLifetimeValueIsDividedOnce(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", by("a")), order("2", "2025-01-10", "10 EUR", by("b")), order("3", "2025-01-10", "0 EUR", by("c"))}}
	v, _ := of(kpi.CustomerLifetimeValue(kpi.Policy{ExpectedYears: decimal.New(3, 0)}, asOf("2025", "")), b).Value()
	expected, _ := v.Expected.Value()
	if got := expected.Decimal(2).String(); got != "20" { // 3 × (20 ÷ 3), not 20.01
		t.Error(got)
	}
}

func TestLifetimeValueByCustomer(t *testing.T) {
	b := book{
		accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a"}},
		orders:   []model.Order{order("1", "2025-01-10", "100 EUR", by("a")), order("2", "2025-02-10", "50 EUR", by("b")), order("3", "2025-03-10", "60 EUR", by("c"))},
		refunds:  []model.Refund{refund("r", "2", "2025-03-01", "20 EUR")},
	}
	v, _ := of(kpi.CustomerLifetimeValue(kpi.Policy{}, asOf("2025", "")), b).Value()
	if got := v.ByCustomer.String(); got != "a: 130.00 EUR\nc: 60.00 EUR" {
		t.Error(got)
	}
}
