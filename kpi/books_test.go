package kpi_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// sale is a policy and a book to hold it against.
type sale struct {
	book
	policy kpi.Policy
}

// GoString lists policy and shop, for the report of a failure.
func (s sale) GoString() string {
	var b strings.Builder
	fmt.Fprintf(&b, "amount %d, refunds %d, subject %d, counted %v, not %v, online %v, hours %v, branches %v",
		s.policy.Amount, s.policy.Refunds, s.policy.Subject, s.policy.Counted, s.policy.NotCounted, s.policy.Online, s.policy.Hours, s.policy.BranchHours)
	return b.String() + s.book.GoString()
}

// GoString lists the facts.
func (s book) GoString() string {
	var b strings.Builder
	for _, a := range s.accounts {
		fmt.Fprintf(&b, "\naccount %s merged %q parent %q first %v test %v", a.ID, a.MergedInto, a.ParentID, a.FirstOrderAt, a.Test)
	}
	for _, o := range s.orders {
		fmt.Fprintf(&b, "\norder %s at %s %s %q of %q/%q/%q: %v - %v, total %v, test %v", o.ID, o.PlacedAt.Format(time.RFC3339Nano), o.Status, o.Channel,
			o.AccountID, o.BuyerID, o.VisitorID, o.Goods, o.Discount, o.Total, o.Test)
	}
	for _, r := range s.refunds {
		fmt.Fprintf(&b, "\nrefund %s of %q: %v, %v, %v", r.ID, r.OrderID, r.Goods, r.Tax, r.Shipping)
	}
	return b.String()
}

var sales = rapid.Custom(func(t *rapid.T) sale {
	return sale{book: books.Draw(t, "book"), policy: policies.Draw(t, "policy")}
})

var policies = rapid.Custom(func(t *rapid.T) kpi.Policy {
	p := kpi.Policy{
		Amount:  kpi.AmountBasis(rapid.IntRange(0, 4).Draw(t, "amount")),
		Refunds: kpi.RefundBasis(rapid.IntRange(0, 2).Draw(t, "refunds")),
		Subject: kpi.Subject(rapid.IntRange(0, 4).Draw(t, "subject")),
	}
	if rapid.IntRange(0, 3).Draw(t, "statuses") == 0 {
		p.Counted = []model.OrderStatus{model.StatusShipped, "odd", model.StatusPendingApproval}
	}
	if rapid.IntRange(0, 3).Draw(t, "not counted") > 0 {
		p.NotCounted = []model.OrderStatus{"odd", model.StatusOnHold}
	}
	if rapid.IntRange(0, 3).Draw(t, "channels") == 0 {
		p.Online = []model.Channel{"fax", "kiosk"}
	}
	if rapid.IntRange(0, 3).Draw(t, "shop") > 0 {
		p.Hours = shopHours
	}
	if rapid.Bool().Draw(t, "branches") {
		p.BranchHours = map[model.Branch]period.Hours{"night": hours(paris, "Sat 22:00-06:00"), "b1": {}}
	}
	return p
})

var oracleInstants = []time.Time{
	instant("2025-01-01"), instant("2025-01-31T23:00:00Z"), instant("2025-02-01"), instant("2025-02-14T16:59:59.999999Z"),
	instant("2025-02-14T17:00:00Z"), instant("2025-02-28T12:00:00Z"), instant("2025-03-01"), instant("2025-03-29T21:00:00Z"),
	instant("2025-03-30T03:59:59Z"), instant("2025-03-30T04:00:00Z"), instant("2024-12-31T23:59:59.999999Z"), instant("2023-05-05"),
	instant("2025-02-14T08:00:00Z"), instant("2025-03-31T07:00:00Z"), instant("2025-02-14T07:59:59.999999Z"),
}

// books draws small shops in which much coincides: instants, amounts,
// accounts. Amounts have up to three decimals.
var books = rapid.Custom(func(t *rapid.T) book {
	var b book
	currencies := []model.Currency{model.EUR}
	if rapid.IntRange(0, 3).Draw(t, "currencies") == 0 {
		currencies = append(currencies, model.USD)
	}
	account := func(i int) model.AccountID { return model.AccountID("a" + strconv.Itoa(i)) }
	if rapid.IntRange(0, 3).Draw(t, "accounts") > 0 {
		for i := range 4 {
			a := model.Account{ID: account(i), Test: rapid.IntRange(0, 7).Draw(t, "test account") == 0}
			if i < 3 {
				switch up := account(rapid.IntRange(i+1, 3).Draw(t, "up")); rapid.IntRange(0, 4).Draw(t, "kin") {
				case 0:
					a.MergedInto = up
				case 1:
					a.ParentID = up
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "older") == 0 {
				a.FirstOrderAt = instant("2022-02-02")
			}
			b.accounts = append(b.accounts, a)
		}
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "orders") {
		b.orders = append(b.orders, drawSaleOrder(t, i, currencies))
	}
	for i, o := range b.orders {
		b.refunds = append(b.refunds, drawSaleRefunds(t, i, o)...)
	}
	if rapid.IntRange(0, 3).Draw(t, "astray") == 0 {
		b.refunds = append(b.refunds,
			model.Refund{ID: "gone", OrderID: "gone", RefundedAt: instant("2025-02-20"), Goods: model.MoneyOf(7, 0, model.EUR)},
			model.Refund{ID: "bare", AccountID: "a1", RefundedAt: instant("2025-02-20"), Goods: model.MoneyOf(7, 0, model.EUR)})
	}
	return b
})

func drawSaleOrder(t *rapid.T, i int, currencies []model.Currency) model.Order {
	cur := rapid.SampledFrom(currencies).Draw(t, "currency")
	amount := func(most int64) model.Money {
		return model.MoneyOf(rapid.Int64Range(0, most).Draw(t, "amount"), rapid.IntRange(0, 3).Draw(t, "scale"), cur)
	}
	o := model.Order{
		ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: rapid.SampledFrom(oracleInstants).Draw(t, "at"), Goods: model.MoneyOf(500+amount(400).Amount().IntPart(), 0, cur),
		Status: rapid.SampledFrom([]model.OrderStatus{
			"placed", "placed", "placed", "shipped", "completed", "on-hold", "cancelled", "draft", "pending-approval", "rejected", "odd",
		}).Draw(t, "status"),
		Channel:      rapid.SampledFrom([]model.Channel{"", "web", "web", "edi", "fax", "kiosk"}).Draw(t, "channel"),
		Branch:       rapid.SampledFrom([]model.Branch{"", "night", "b1", "b2"}).Draw(t, "branch"),
		AccountID:    rapid.SampledFrom([]model.AccountID{"", "a0", "a1", "a2", "a3", "a4"}).Draw(t, "account"),
		BuyerID:      rapid.SampledFrom([]model.PersonID{"", "p0", "p1"}).Draw(t, "buyer"),
		VisitorID:    rapid.SampledFrom([]model.VisitorID{"", "v0", "v1"}).Draw(t, "visitor"),
		DeliveryMode: rapid.SampledFrom([]model.DeliveryMode{"", "express", "standard", "digital"}).Draw(t, "delivery"),
		Test:         rapid.IntRange(0, 9).Draw(t, "test") == 0,
	}
	for _, m := range rapid.SliceOfN(rapid.SampledFrom([]model.PaymentMethod{"card", "bill", "voucher"}), 0, 3).Draw(t, "payments") {
		o.Payments = append(o.Payments, model.Payment{Method: m, Amount: model.MoneyOf(1, 0, cur)})
	}
	if rapid.Bool().Draw(t, "discounted") {
		o.Discount = amount(400)
	}
	if rapid.Bool().Draw(t, "complete") { // with a total
		o.Tax, o.Shipping, o.Fees = amount(90), amount(20), amount(9)
		if o.Discount.IsNone() {
			o.Discount = model.MoneyOf(0, 0, cur)
		}
		sum := o.Goods.Amount().Sub(o.Discount.Amount()).Add(o.Tax.Amount()).Add(o.Shipping.Amount()).Add(o.Fees.Amount())
		o.Total, _ = model.NewMoney(sum, cur)
	}
	return o
}

// drawSaleRefunds gives back parts of an order, or all of it.
func drawSaleRefunds(t *rapid.T, i int, o model.Order) []model.Refund {
	cur := o.Goods.Currency()
	part := func(of model.Money, share int64) model.Money {
		m, _ := model.NewMoney(of.Amount().Mul(decimal.New(share, -1)), cur)
		return m
	}
	net, _ := model.NewMoney(o.Goods.Amount().Sub(o.Discount.Amount()), cur)
	var out []model.Refund
	for n := range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "refunds") {
		r := model.Refund{
			ID: model.RefundID("r" + strconv.Itoa(i) + "-" + strconv.Itoa(n)), OrderID: o.ID, Goods: part(net, 5),
			RefundedAt: o.PlacedAt.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "later")),
		}
		if !o.Tax.IsNone() && rapid.Bool().Draw(t, "with tax") {
			r.Tax, r.Shipping = part(o.Tax, 5), part(o.Shipping, 5)
		}
		out = append(out, r)
	}
	return out
}
