package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// because says why, and of what kind, a refund is.
func because(r model.Refund, kind model.RefundKind, reason model.Code) model.Refund {
	r.Kind, r.Reason = kind, reason
	return r
}

func TestReturnRate(t *testing.T) {
	four := []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-10", "100 EUR"), order("3", "2025-01-10", "200 EUR", by("b")), order("4", "2025-01-10", "100 EUR", in("cancelled"))}
	back := refund("r", "1", "2025-03-10", "40 EUR")
	avoid(t, ofPolicy(kpi.ReturnRate), []trap{
		{name: "by count and amount", book: book{orders: four, refunds: []model.Refund{back}}, want: "33.33 % of the orders, 10.00 % of the amount"},
		{name: "two returns of one order", book: book{orders: four, refunds: []model.Refund{back, refund("s", "1", "2025-03-11", "20 EUR")}}, want: "33.33 % of the orders, 15.00 % of the amount"},
		{name: "cancellations and allowances are no returns", book: book{orders: four, refunds: []model.Refund{
			because(back, model.RefundAllowance, ""), because(refund("s", "2", "2025-01-11", "100 EUR"), model.RefundCancellation, ""), because(refund("t", "3", "2025-01-11", "40 EUR"), model.RefundReturn, ""),
		}}, want: "33.33 % of the orders, 10.00 % of the amount"},
		{name: "returns of orders that do not count", book: book{orders: four, refunds: []model.Refund{refund("s", "4", "2025-01-11", "100 EUR"), refund("t", "gone", "2025-01-11", "100 EUR")}},
			want: "0.00 % of the orders, 0.00 % of the amount"},
		{name: "nothing came back", book: book{orders: four}, want: "0.00 % of the orders, 0.00 % of the amount"},
		{name: "several currencies", book: book{orders: append([]model.Order{order("5", "2025-01-10", "1 USD")}, four...), refunds: []model.Refund{back}}, want: "25.00 % of the orders, (mixed currency: EUR, USD) of the amount"},
		{name: "no order counts", book: book{orders: four[3:]}, want: "(no denominator)"},
		{name: "no orders", book: book{refunds: []model.Refund{back}}, want: "(missing facts: order)"},
		{name: "a status that is not placed", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", in("odd"))}}, want: "(unplaced status: odd)"},
	})
}

// A return is one of the month in which the order was placed.
func TestReturnsAreDatedByTheirOrder(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "100 EUR")}, refunds: []model.Refund{refund("r", "1", "2025-03-10", "40 EUR")}}
	m := kpi.ReturnRate(kpi.Policy{})
	wantText(t, of(kpi.During(model.FactAt, within("2025-01"), m), b), "100.00 % of the orders, 40.00 % of the amount")
	wantText(t, of(kpi.During(model.FactAt, within("2025-03"), m), b), "(no denominator)")
}

func TestReturnsByReasonAndAccount(t *testing.T) {
	b := book{
		orders: []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-10", "100 EUR"), order("3", "2025-01-10", "200 EUR", by("b"))},
		refunds: []model.Refund{
			because(refund("r", "1", "2025-03-10", "40 EUR"), model.RefundReturn, "broken"), because(refund("s", "2", "2025-03-10", "10 EUR"), "", "broken"), refund("t", "2", "2025-03-10", "5 EUR"),
		},
	}
	r, _ := of(kpi.ReturnRate(kpi.Policy{}), b).Value()
	if got := r.ByReason.String(); got != "broken: 2 returns, 50.00 EUR\n(unknown): 1 returns, 5.00 EUR" {
		t.Error(got)
	}
	wantText(t, of(kpi.By(model.FactAccount, kpi.ReturnRate(kpi.Policy{})), b), "a: 100.00 % of the orders, 27.50 % of the amount\nb: 0.00 % of the orders, 0.00 % of the amount")
}

func TestReturnedProducts(t *testing.T) {
	lines := func(no int64, quantity, goods string) []model.RefundLine {
		return []model.RefundLine{{No: no, Quantity: number(quantity), Goods: model.MustParseMoney(goods)}}
	}
	back := refund("r", "1", "2025-03-10", "10 EUR")
	back.Lines = lines(1, "1", "10 EUR")
	orders := []model.Order{
		order("1", "2025-01-10", "1 EUR", itemized(item(1, "tiles", "5", ""), item(2, "tiles", "1", ""), item(3, "glue", "5", ""))), order("2", "2025-01-10", "1 EUR", itemized(item(1, "tiles", "5", ""))),
		order("3", "2025-01-10", "1 EUR", itemized(item(1, "nails", "5", "")), in("cancelled")),
	}
	avoid(t, ofPolicy(kpi.ReturnedProducts), []trap{
		{name: "orders of the product", book: book{orders: orders, refunds: []model.Refund{back}}, want: "glue: 0.00 %\ntiles: 50.00 %"},
		{name: "credit notes without lines, and allowances", book: book{orders: orders, refunds: []model.Refund{refund("s", "2", "2025-03-10", "10 EUR"), because(back, model.RefundAllowance, "")}},
			want: "glue: 0.00 %\ntiles: 0.00 %"},
		{name: "no lines", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: line)"},
	})
}
