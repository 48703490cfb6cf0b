package kpi_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// item is a line at 10 EUR a piece, of a cost where there is one.
func item(no int64, product, quantity, cost string) model.Line {
	l := model.Line{No: no, ProductID: model.ProductID(product), Quantity: number(quantity), UnitPrice: model.MustParseMoney("10 EUR")}
	if cost != "" {
		l.UnitCost = model.MustParseMoney(cost)
	}
	return l
}

// of lines, an order has no goods of its own.
func itemized(lines ...model.Line) func(*model.Order) {
	return func(o *model.Order) { o.Goods, o.Lines = model.Money{}, lines }
}

func TestQuantityTiers(t *testing.T) {
	tiers := func(p kpi.Policy, _ kpi.Window) kpi.KPI[kpi.Groups[kpi.Tier, kpi.TierSales]] {
		return kpi.QuantityTiers(p, decimal.New(50, 0), decimal.New(10, 0), decimal.New(10, 0))
	}
	avoid(t, tiers, []trap{
		{name: "a bound belongs to the tier that begins there", book: book{orders: []model.Order{
			order("1", "2025-01-10", "1 EUR", itemized(item(1, "x", "9.999", "6 EUR"), item(2, "x", "10", "6 EUR"))), order("2", "2025-01-10", "1 EUR", itemized(item(1, "x", "49.5", "6 EUR"), item(2, "y", "20", ""))),
			order("3", "2025-01-10", "1 EUR", itemized(item(1, "x", "50", ""))),
		}}, want: "0 to below 10: 1 orders, 99.99 EUR, margin 39.996 EUR\n10 to below 50: 2 orders, 795.00 EUR, margin 238.00 EUR\n50 and more: 1 orders, 500.00 EUR, margin (missing field: line.cost)"},
		{name: "golden 15: two lines of 10 × 50 are 1000", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", itemized(item(1, "x", "50", ""), item(2, "x", "50", "")))}},
			want: "50 and more: 1 orders, 1000.00 EUR, margin (missing field: line.cost)"},
		{name: "orders that do not count", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", itemized(item(1, "x", "50", "")), in("cancelled"))}}, want: ""},
		{name: "orders without lines", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: line)"},
		{name: "a status that is not placed", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", itemized(item(1, "x", "50", "")), in("odd"))}}, want: "(unplaced status: odd)"},
	})
}

func TestBasketTiers(t *testing.T) {
	tiers := func(p kpi.Policy, _ kpi.Window) kpi.KPI[kpi.Groups[kpi.Tier, kpi.TierSales]] {
		return kpi.BasketTiers(p, decimal.New(100, 0))
	}
	discounted := func(o *model.Order) { o.Discount = model.MustParseMoney("1 EUR") }
	avoid(t, tiers, []trap{
		{name: "by the order's amount", book: book{orders: []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-10", "100 EUR", discounted), order("3", "2025-01-10", "20 EUR")}},
			want: "0 to below 100: 2 orders, 119.00 EUR, margin (missing field: line.cost)\n100 and more: 1 orders, 100.00 EUR, margin (missing field: line.cost)"},
		{name: "gross", policy: kpi.Policy{Amount: kpi.AmountGross}, book: book{orders: []model.Order{order("2", "2025-01-10", "100 EUR", discounted)}},
			want: "100 and more: 1 orders, 100.00 EUR, margin (missing field: line.cost)"},
		{name: "margins of the orders that have one", book: book{orders: []model.Order{
			order("1", "2025-01-10", "1 EUR", itemized(item(1, "x", "20", "6 EUR"))), order("2", "2025-01-10", "1 EUR", itemized(item(1, "x", "20", "6 EUR"), item(2, "y", "1", ""))),
		}}, want: "100 and more: 2 orders, 410.00 EUR, margin 80.00 EUR"},
		{name: "no orders", book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: order)"},
	})
}

func TestPromotionSales(t *testing.T) {
	with := func(codes ...model.Code) func(*model.Order) { return func(o *model.Order) { o.Promotions = codes } }
	avoid(t, ofPolicy(kpi.PromotionSales), []trap{
		{name: "an order with two promotions is in both groups", book: book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", with("bundle", "spring")), order("2", "2025-01-10", "30 EUR", with("spring")), order("3", "2025-01-10", "7 EUR"), order("4", "2025-01-10", "9 EUR", with("spring"), in("cancelled")),
		}}, want: "bundle: 1 orders, 10.00 EUR\nspring: 2 orders, 40.00 EUR\n(unknown): 1 orders, 7.00 EUR"},
		{name: "no orders", book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: order)"},
		{name: "a status that is not placed", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", in("odd"))}}, want: "(unplaced status: odd)"},
	})
}
