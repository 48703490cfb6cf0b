package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestOrdersByPlacer(t *testing.T) {
	placedBy := func(p model.PlacedBy) func(*model.Order) { return func(o *model.Order) { o.PlacedBy = p } }
	avoid(t, ofPolicy(kpi.OrdersByPlacer), []trap{
		{name: "themselves and on their behalf", book: book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", placedBy(model.PlacedByBuyer)), order("2", "2025-01-10", "20 EUR", placedBy(model.PlacedByBuyer)),
			order("3", "2025-01-10", "90 EUR", placedBy(model.PlacedByRep)), order("4", "2025-01-10", "900 EUR", placedBy(model.PlacedByRep), in("cancelled")),
		}}, want: "buyer: 2 orders, average 15.0000 EUR\nrep: 1 orders, average 90.0000 EUR"},
		{name: "not known of some", book: book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", placedBy(model.PlacedBySystem)), order("2", "2025-01-10", "20 EUR")}},
			want: "system: 1 orders, average 10.0000 EUR\n! 1 counted orders without order.placed_by"},
		{name: "known of none", book: book{orders: []model.Order{order("2", "2025-01-10", "20 EUR")}}, want: "(missing field: order.placed_by)"},
		{name: "no orders", book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: order)"},
	})
}
