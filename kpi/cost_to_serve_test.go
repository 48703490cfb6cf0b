package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestCostToServe(t *testing.T) {
	operating := func(c model.Channel) func(*model.Spend) {
		return func(s *model.Spend) { s.Purpose, s.Channel = model.ForOperations, c }
	}
	january := asOf("2025-01", "")
	orders := []model.Order{
		order("1", "2025-01-10", "1 EUR"), order("2", "2025-01-10", "1 EUR"), order("3", "2025-01-10", "1 EUR", through("phone")), order("4", "2025-02-01", "1 EUR", through("phone")), order("5", "2025-01-10", "1 EUR", in("cancelled")),
	}
	avoid(t, kpi.CostToServe, []trap{
		{name: "by channel, acquisition is none", window: january, book: book{orders: orders, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "10 EUR", operating("web")), spent("2", "2025-01-01", "2025-02-01", "12 EUR", operating("phone")), spent("3", "2025-01-01", "2025-02-01", "500 EUR"),
			spent("4", "2025-01-01", "2025-02-01", "3 EUR", operating("fax")),
		}}, want: "fax: (no denominator)\nphone: 12.0000 EUR\nweb: 5.0000 EUR"},
		{name: "days at the range's edge", window: january, book: book{orders: orders, spend: []model.Spend{spent("1", "2025-01-31", "2025-02-03", "10 EUR", operating("phone"))}},
			want: "phone: 3.3333 EUR"},
		{name: "several currencies", window: january, book: book{orders: orders, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "10 EUR", operating("web")), spent("2", "2025-01-01", "2025-02-01", "12 USD", operating("web")),
		}}, want: "web: (mixed currency: EUR, USD)"},
		{name: "no range", window: kpi.Window{Calendar: utc}, book: book{orders: orders}, want: "(missing field: range)"},
		{name: "no calendar", window: kpi.Window{Range: within("2025")}, book: book{orders: orders}, want: "(missing field: calendar)"},
		{name: "no spend", window: january, book: book{orders: orders}, want: "(missing facts: spend)"},
		{name: "no orders", window: january, book: book{spend: []model.Spend{spent("1", "2025-01-01", "2025-02-01", "1 EUR", operating("web"))}}, want: "(missing facts: order)"},
	})
}
