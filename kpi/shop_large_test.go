package kpi

import (
	"strconv"
	"sync"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// largeFacts are enough orders for several pieces, so that goroutines share
// them, made by arithmetic alone. Amounts are such that a total has no room in
// an int64.
var largeFacts = sync.OnceValue(func() *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	start := time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC)
	for i := range 40 {
		a := model.Account{ID: accountNamed(i)}
		if i%7 == 3 {
			a.MergedInto = accountNamed(i + 1)
		}
		must(f.Accounts.Append(a))
	}
	const n = 70_000
	orders := make([]model.Order, 0, n)
	for i := range n {
		k := i * 7919 % 65_537
		o := model.Order{
			ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: start.Add(time.Duration(k) * 13 * time.Minute), Status: model.StatusPlaced,
			Channel: []model.Channel{"web", "app", "", "fax"}[k%4], Goods: model.MoneyOf(int64(k)*1e13, k%5, model.EUR),
			CartID: model.CartID(strconv.Itoa(k%17 - 8)),
		}
		if k%3 > 0 {
			o.AccountID = accountNamed(k % 50)
		}
		if k%6 == 0 {
			o.Discount = o.Goods
		}
		if k%50 == 0 {
			o.Status = "odd"
		}
		if k%11 == 0 {
			o.Payments = []model.Payment{{Method: "card", Amount: o.Goods}, {Method: "bill", Amount: o.Goods}}
		}
		if k%500 == 0 {
			o.Goods, o.Discount = model.Money{}, model.Money{}
			o.Lines = []model.Line{{No: 1, ProductID: "x", Quantity: two, UnitPrice: model.MoneyOf(int64(k), 2, model.EUR)}}
		}
		orders = append(orders, o)
	}
	must(f.Orders.Append(orders...))
	for i := 0; i < n; i += 1000 {
		o, _ := f.Orders.Find("o" + strconv.Itoa(i))
		must(f.Refunds.Append(model.Refund{ID: model.RefundID("r" + strconv.Itoa(i)), OrderID: o.ID(), RefundedAt: o.PlacedAt(), Goods: o.Net()}))
	}
	return f
})
