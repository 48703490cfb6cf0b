package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// paid is how an order is paid, a part each.
func paid(methods ...model.PaymentMethod) func(*model.Order) {
	return func(o *model.Order) {
		for _, m := range methods {
			o.Payments = append(o.Payments, model.Payment{Method: m, Amount: model.MoneyOf(1, 0, o.Goods.Currency())})
		}
	}
}

func TestOrdersByPaymentMethod(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"trap: shares forced to 1", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", paid("card")), order("2", "2025-01-10", "30 EUR", paid("card", "voucher")),
			order("3", "2025-01-10", "5 EUR", paid("on-account")), order("4", "2025-01-10", "5 EUR", paid("on-account")),
		}}, "card: 2 orders, share 50.00 %, 40.00 EUR\non-account: 2 orders, share 50.00 %, 10.00 EUR\nvoucher: 1 orders, share 25.00 %, 30.00 EUR"},
		{"an order paid twice by one method is in its group once", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", paid("card", "voucher", "card")),
		}}, "card: 1 orders, share 100.00 %, 10.00 EUR\nvoucher: 1 orders, share 100.00 %, 10.00 EUR"},
		{"unknown methods are on neither side of a share", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", paid("card")), order("2", "2025-01-10", "30 EUR"), order("3", "2025-01-10", "5 EUR", paid("bill")),
		}}, "bill: 1 orders, share 50.00 %, 5.00 EUR\ncard: 1 orders, share 50.00 %, 10.00 EUR\n! 1 of 3 counted orders without a payment method"},
		{"no order has a method", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR")}}, "(missing field: order.payment_method)"},
		{"no order counts", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", test)}}, ""},
		{"several currencies", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR", paid("card")), order("2", "2025-01-10", "30 USD", paid("card", "bill")),
		}}, "bill: 1 orders, share 50.00 %, 30.00 USD\ncard: 2 orders, share 100.00 %, (mixed currency: EUR, USD)"},
		{"after returns", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{order("1", "2025-01-10", "10 EUR", paid("card"))},
			refunds: []model.Refund{refund("r", "1", "2025-03-11", "4 EUR")},
		}, "card: 1 orders, share 100.00 %, 6.00 EUR"},
		{"unknown totals are not zero", kpi.Policy{Amount: kpi.AmountTotal}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", paid("card"))}},
			"card: 1 orders, share 100.00 %, (missing field: order.total)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.OrdersByPaymentMethod(c.policy), c.book), c.want) })
	}
}

func TestMethodUseMarshals(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", paid("card")), order("2", "2025-01-10", "10 USD", paid("bill", "card"))}}
	got, err := json.Marshal(of(kpi.OrdersByPaymentMethod(kpi.Policy{}), b))
	want := `{"value":[{"key":"bill","result":{"value":{"orders":1,"amount":{"value":{"amount":"10.00","currency":"USD"}},` +
		`"share":{"value":{"value":"0.500000","numerator":"1","denominator":"2"}}}}},` +
		`{"key":"card","result":{"value":{"orders":2,"amount":{"why":"mixed currency","detail":"EUR, USD"},` +
		`"share":{"value":{"value":"1.000000","numerator":"2","denominator":"2"}}}}}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
