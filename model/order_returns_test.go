package model

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Amounts after returns are read by blocks as row by row, whatever the scale and the
// size of amounts and refunds.
func TestAmountsAfterReturns(t *testing.T) {
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	amounts := []string{"0", "3", "12.5", "0.125", "99999.99", "123456789012345678901.5", "9223372036854775807"}
	fields := []Field[OrderRow, Money]{OrderNetAfterReturns, OrderTotalAfterReturns, OrderNet}
	refunded := 0
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		one := rapid.Bool().Draw(t, "one currency")
		money := func(what string) Money {
			return MustParseMoney(rapid.SampledFrom(amounts).Draw(t, what) + " EUR")
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "orders") {
			o := Order{ID: OrderID(fmt.Sprint(i)), PlacedAt: at, Status: StatusPlaced, Goods: money("goods")}
			if !one && i%3 == 0 {
				o.Goods = MoneyOf(int64(i), 2, USD)
			}
			switch rapid.IntRange(0, 2).Draw(t, "what else") {
			case 0:
				o.Total = o.Goods
			case 1:
				if o.Goods.Sign() > 0 {
					o.Discount = MoneyOf(1, 3, o.Goods.Currency())
				}
			}
			if err := f.Orders.Append(o); err != nil {
				t.Fatal(err)
			}
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "refunds") {
			r := Refund{
				ID: RefundID(fmt.Sprint(i)), OrderID: OrderID(fmt.Sprint(rapid.IntRange(0, 11).Draw(t, "of"))), RefundedAt: at.AddDate(0, 0, 1), Goods: money("back"),
			}
			_ = f.Refunds.Append(r) // some give back more than there was
		}
		refunded += f.Refunds.n
		rows := rapid.SliceOfDistinct(rapid.Int32Range(0, 11), func(r int32) int32 { return r }).Draw(t, "rows")
		blocks := func(yield func(*Block) bool) {
			for b := range f.Rows(KindOrder, 0, f.Orders.n) {
				if !yield(b) {
					return
				}
			}
			var there []int32
			for _, r := range rows {
				if int(r) < f.Orders.n {
					there = append(there, r)
				}
			}
			for b := range f.RowsAt(KindOrder, there) {
				if !yield(b) {
					return
				}
			}
		}
		var n Numbers
		for b := range blocks {
			for range 2 { // what one read leaves behind is not in the next
				for _, field := range fields {
					field.Read(b, nil, &n)
					for i := range int32(b.Len()) {
						want, known := field.Of(OrderRow{row{b.t, b.row(i)}})
						got, currency, ok := n.At(i)
						if ok != known || ok && (!got.Equal(want.Amount()) || currency != want.Currency()) {
							t.Fatalf("%v of row %d: %v %v, want %v", field, b.row(i), got, currency, want)
						}
						if c := n.number(i).coef; ok && c != Wide && (c < n.Least || c > n.Most) {
							t.Fatalf("%v of row %d: %d is not from %d to %d", field, b.row(i), c, n.Least, n.Most)
						}
					}
				}
			}
		}
	})
	if refunded < 20 {
		t.Errorf("%d refunds", refunded)
	}
}
