package cohort_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// A cohort's margin against a sum in cents over the lines that were put in.
func TestOrderMargin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := model.NewFacts(model.FactsOptions{})
		margin, third, missing := int64(0), int64(0), int64(0)
		orders := rapid.IntRange(1, 6).Draw(t, "orders")
		for i := range orders {
			o := model.Order{ID: model.OrderID(fmt.Sprint(i)), AccountID: "a", PlacedAt: date("2025-01-07"), Status: model.StatusPlaced}
			goods, costs, known := int64(0), int64(0), true
			for n := range rapid.IntRange(0, 3).Draw(t, "lines") {
				quantity, price := rapid.Int64Range(1, 4).Draw(t, "quantity"), rapid.Int64Range(0, 900).Draw(t, "price")
				l := model.Line{No: int64(n + 1), ProductID: "p", Quantity: decimal.NewFromInt(quantity), UnitPrice: model.MoneyOf(price, 2, model.EUR)}
				goods += quantity * price
				if rapid.IntRange(0, 5).Draw(t, "has a cost") > 0 {
					cost := rapid.Int64Range(0, 900).Draw(t, "cost")
					l.UnitCost = model.MoneyOf(cost, 2, model.EUR)
					costs += quantity * cost
				} else {
					known = false
				}
				o.Lines = append(o.Lines, l)
			}
			if len(o.Lines) == 0 {
				goods, known = 1000, false
			}
			o.Goods = model.MoneyOf(goods, 2, model.EUR)
			noError(f.Orders.Append(o))
			third += 3 * goods // tenths of a cent
			if known {
				margin += goods - costs
			} else {
				missing++
			}
		}
		options := cohort.TableOptions{Cohorts: spring, Columns: 1}
		table := func(worth model.Field[model.OrderRow, model.Money]) (cohort.Cell, []kpi.Warning) {
			r := cohort.Retention(cohort.OrdersWorth(kpi.Policy{}, worth), options).Of(f.All())
			v, ok := r.Value()
			if !ok {
				t.Fatal(r)
			}
			return v.Rows[0].Cells[0], r.Warnings()
		}
		cell, doubts := table(cohort.OrderMargin(kpi.Policy{}))
		if m, ok := cell.Money.Value(); !ok || !m.Amount().Equal(decimal.New(margin, -2)) || cell.Orders != int64(orders) {
			t.Fatalf("%d orders with a margin of %v, want %d cents", cell.Orders, cell.Money, margin)
		}
		without := int64(0)
		for _, d := range doubts {
			if d.Text == "events without amount" {
				without = d.Count
			}
		}
		if without != missing {
			t.Fatalf("%d without a margin: %v", missing, doubts)
		}
		cell, _ = table(cohort.OrderMarginOf(kpi.Policy{}, decimal.New(3, -1)))
		if m, ok := cell.Money.Value(); !ok || !m.Amount().Equal(decimal.New(third, -3)) {
			t.Fatalf("three tenths are %v, want %d tenths of a cent", cell.Money, third)
		}
	})
}
