package model

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Refund is a credit note. Zero values mean "not known".
type Refund struct {
	ID         RefundID  // required
	OrderID    OrderID   // required without AccountID; without an order it counts by refund date only
	AccountID  AccountID // required without OrderID; otherwise the order's
	RefundedAt time.Time // required
	Goods      Money     // required: goods given back, net of discount
	Tax        Money
	Shipping   Money
	Fees       Money
	Kind       RefundKind
	Reason     Code
	Lines      []RefundLine
}

// RefundLine says what of one order line is given back.
type RefundLine struct {
	No       int64           // of the order's line
	Quantity decimal.Decimal // above 0
	Goods    Money           // required; the lines add up to the refund's Goods
}

const (
	refundID = iota
	refundOrder
	refundAccount
	refundKind
	refundReason
)

const (
	refundAt = iota
	refundGoods
	refundTax
	refundShipping
	refundFees
	refundLines
)

var (
	refundSchema = schema{
		kind:  KindRefund,
		refs:  []string{"id", "order_id", "account_id", "kind", "reason"},
		nums:  []string{"refunded_at", "goods", "tax", "shipping", "fees", "lines"},
		at:    refundAt,
		keyed: true,
		lists: 1,
	}
	refundLineSchema = schema{nums: []string{"no", "quantity", "goods"}, at: -1}
)

// Refunds is the table of refunds.
type Refunds = Table[Refund, RefundRow]

func newRefunds(f *Facts) *Refunds {
	t := &Refunds{rules: &refundRules}
	d := &f.dict
	t.init(&refundSchema, f, &d.refund, &d.order, &d.account, &d.refundKind, &d.reason)
	f.refundLines.init(&refundLineSchema, f)
	return t
}

var refundRules = rules[Refund]{
	id:     func(r *Refund) string { return string(r.ID) },
	check:  checkRefund,
	relate: relateRefund,
	fill:   fillRefund,
	same:   sameRefundLines,
	lists:  storeRefundLines,
	linked: func(f *Facts, row, _ int32, _ *record) { f.linkRefund(row) },
	unlink: (*Facts).unlinkRefund,
}

func checkRefund(c *check, r *Refund) {
	c.needIdent("id", string(r.ID))
	c.ident("order_id", string(r.OrderID))
	c.ident("account_id", string(r.AccountID))
	if r.OrderID == "" && r.AccountID == "" {
		c.fail(ErrMissing, "account_id", "", "required without order_id")
	}
	c.needTime("refunded_at", r.RefundedAt)
	goods := c.needMoney("goods", r.Goods)
	c.money("tax", r.Tax)
	c.money("shipping", r.Shipping)
	c.money("fees", r.Fees)
	c.code("kind", string(r.Kind))
	c.code("reason", string(r.Reason))
	if len(r.Lines) >= maxListLen {
		c.fail(ErrInvalid, "lines", strconv.Itoa(len(r.Lines)), "too many")
		return
	}
	var sumLines Money
	seen := make(map[int64]bool, len(r.Lines))
	for i, l := range r.Lines {
		c.item("lines", i)
		c.count("no", l.No)
		if seen[l.No] {
			c.fail(ErrContradiction, "no", strconv.FormatInt(l.No, 10), "used by an earlier line")
		}
		seen[l.No] = true
		if c.decimal("quantity", l.Quantity) && !l.Quantity.IsPositive() {
			c.fail(ErrInvalid, "quantity", plain(l.Quantity).String(), "not above 0")
		}
		given := c.needMoney("goods", l.Goods)
		if goods = goods && given; goods {
			sumLines = sum(sumLines, l.Goods)
		}
	}
	c.noItem()
	if goods && len(r.Lines) > 0 && !sumLines.Equal(r.Goods) {
		c.fail(ErrContradiction, "goods", r.Goods.String(), "the lines add up to "+sumLines.String())
	}
}

func fillRefund(in *Refund, r *record) {
	r.words[refundID] = string(in.ID)
	r.words[refundOrder] = string(in.OrderID)
	r.words[refundAccount] = string(in.AccountID)
	r.words[refundKind] = string(in.Kind)
	r.words[refundReason] = string(in.Reason)
	r.nums[refundAt] = numberOfTime(in.RefundedAt)
	r.nums[refundGoods] = numberOfMoney(in.Goods)
	r.nums[refundTax] = numberOfMoney(in.Tax)
	r.nums[refundShipping] = numberOfMoney(in.Shipping)
	r.nums[refundFees] = numberOfMoney(in.Fees)
}

func storeRefundLines(f *Facts, in *Refund, r *record, _ int32) {
	start := f.refundLines.n
	for i := range in.Lines {
		f.refundLines.add(refundLineRecord(f, in, i))
	}
	r.nums[refundLines] = span(start, len(in.Lines))
}

func refundLineRecord(f *Facts, in *Refund, i int) *record {
	r := f.refundLines.clear()
	l := &in.Lines[i]
	r.nums[0], r.nums[1], r.nums[2] = whole(l.No), numberOf(l.Quantity), numberOfMoney(l.Goods)
	r.currency = in.Goods.Currency()
	return r
}

func sameRefundLines(f *Facts, row int32, in *Refund) bool {
	start, n := f.Refunds.list(row, refundLines)
	if n != len(in.Lines) {
		return false
	}
	for i := range in.Lines {
		if !f.refundLines.same(start+int32(i), refundLineRecord(f, in, i)) {
			return false
		}
	}
	return true
}
