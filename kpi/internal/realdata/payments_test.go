package realdata_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// payMethods are the words of Olist; "not_defined" is no method.
var payMethods = map[string]model.PaymentMethod{
	"credit_card": model.PayCard, "boleto": model.PayBill, "voucher": model.PayVoucher, "debit_card": "debit-card", "not_defined": "",
}

// TestPayments: the mix of payment methods of 99 440 orders, some of which were
// paid by up to 29 vouchers. The file has no dates: all orders are placed on one
// day.
func TestPayments(t *testing.T) {
	brl := func(d decimal.Decimal) model.Money {
		m, err := model.ParseMoney(d.StringFixed(2) + " BRL")
		noError(t, err)
		return m
	}
	orders := map[string]*model.Order{}
	var numbers []string
	totals, methods := map[string]decimal.Decimal{}, map[model.PaymentMethod]map[string]bool{}
	rows := map[string]int{}
	n := each(t, "olist/olist_order_payments_dataset.csv.gz", func(r record) {
		id, word, value := r.at("order_id"), r.at("payment_type"), r.number("payment_value")
		o := orders[id]
		if o == nil {
			o = &model.Order{ID: model.OrderID(id), PlacedAt: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC), Status: model.StatusPlaced}
			orders[id] = o
			numbers = append(numbers, string(o.ID))
		}
		totals[id] = totals[id].Add(value)
		rows[word]++
		method, ok := payMethods[word]
		if !ok {
			t.Fatalf("payment type %q", word)
		}
		if method == "" {
			return
		}
		o.Payments = append(o.Payments, model.Payment{Method: method, Amount: brl(value)})
		if methods[method] == nil {
			methods[method] = map[string]bool{}
		}
		methods[method][id] = true
	})
	same(t, "rows of SOURCE.md", n, 103_886)
	same(t, "rows of no method by SOURCE.md", rows["not_defined"], 3)
	f := model.NewFacts(model.FactsOptions{})
	var sum decimal.Decimal
	known := map[string]bool{}
	for _, id := range numbers {
		o := orders[id]
		o.Goods = brl(totals[id])
		noError(t, f.Orders.Append(*o))
		sum = sum.Add(totals[id])
		if len(o.Payments) > 0 {
			known[id] = true
		}
	}
	same(t, "orders of SOURCE.md", len(numbers), 99_440)
	same(t, "payment_value of SOURCE.md", sum, "16008872.12")

	aov := valueOf(t, "O6", kpi.AverageOrderValue(kpi.Policy{}).Of(f.All()))
	same(t, "O6", fmt.Sprint(aov.Total().Amount(), " ", aov.Count()), fmt.Sprint(sum, " ", 99_440))
	r := kpi.OrdersByPaymentMethod(kpi.Policy{}).Of(f.All())
	mix := valueOf(t, "K17", r)
	same(t, "methods", mix.Len(), len(methods))
	var uses int64
	for method, use := range mix.All() {
		u := valueOf(t, string(method), use)
		var amount decimal.Decimal
		for id := range methods[method] {
			amount = amount.Add(totals[id])
		}
		same(t, string(method), u.Orders, len(methods[method]))
		if got := valueOf(t, string(method), u.Amount).Amount(); !got.Equal(amount) {
			t.Errorf("%s: got %v, want %v", method, got, amount)
		}
		sameRatio(t, string(method), valueOf(t, string(method), u.Share), int64(len(methods[method])), int64(len(known)))
		uses += u.Orders
		t.Logf("%s: %v", method, u)
	}
	if uses <= int64(len(known)) {
		t.Errorf("%d uses of %d orders: none was paid two ways", uses, len(known))
	}
	same(t, "warnings", fmt.Sprint(r.Warnings()), fmt.Sprintf("[%d of 99440 counted orders without a payment method]", 99_440-len(known)))
}
