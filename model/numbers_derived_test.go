package model

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// What is made of several columns is made once for a block: anew for the next one, and
// whoever reads it does not change it for the others.
func TestDerivedNumbersAreThoseOfTheBlock(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	f := NewFacts(FactsOptions{})
	const rows = 2*BlockRows + 100
	var orders []Order
	for i := range rows {
		o := Order{ID: OrderID(fmt.Sprint("o", i)), AccountID: AccountID(fmt.Sprint("a", i%7)), PlacedAt: start, Status: StatusPlaced, Goods: MoneyOf(int64(100+i), 0, EUR)}
		if i%3 > 0 {
			o.Discount = MoneyOf(int64(i%50), 0, EUR)
		}
		orders = append(orders, o)
	}
	must(t, f.Orders, orders...)
	for i := 0; i < rows; i += 11 {
		must(t, f.Refunds, Refund{ID: RefundID(fmt.Sprint("r", i)), OrderID: orders[i].ID, RefundedAt: start, Goods: MoneyOf(7, 0, EUR)})
	}
	for i := range 7 {
		must(t, f.Accounts, Account{ID: AccountID(fmt.Sprint("a", i)), CreatedAt: start.AddDate(0, 0, -i)})
	}
	age := Via(OrderOwner, AccountCreatedAt)
	blocks := 0
	for b := range f.Orders.Piece(0) {
		var n, ages, same Numbers
		for range 3 {
			for _, field := range []Field[OrderRow, Money]{OrderNet, OrderNetAfterReturns, OrderGoods, OrderNetAfterReturns, OrderNet} {
				field.Read(b, nil, &n)
				for i := range int32(b.Len()) {
					row, _ := RowAt[OrderRow](b, i)
					want, _ := field.Of(row)
					if got, _, ok := n.At(i); !ok || !got.Equal(want.Amount()) {
						t.Fatalf("block %d, %s of %s: %v, want %v", blocks, field, row.ID(), got, want)
					}
				}
			}
			age.Read(b, nil, &ages)
			age.Read(b, nil, &same)
			if &ages.Values[0] != &same.Values[0] {
				t.Error("one field was read twice of one block")
			}
			for i, v := range ages.Values {
				row, _ := RowAt[OrderRow](b, int32(i))
				if want, _ := age.Of(row); v != period.Micros(want) {
					t.Fatalf("block %d: account of %s of %v, want %v", blocks, row.ID(), period.FromMicros(v), want)
				}
			}
		}
		blocks++
	}
	if blocks != 3 {
		t.Errorf("%d blocks, want 3", blocks)
	}
}
