package model

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// orderBounds is what the refunds of an order must keep to.
type orderBounds struct {
	placed     time.Time
	account    AccountID
	currency   Currency
	net, extra decimal.Decimal // extra: tax, shipping and fees
	extraKnown bool
	lines      []Line // nil where none are known
}

func boundsOf(o OrderRow) orderBounds {
	net := o.Net()
	b := orderBounds{
		placed: o.PlacedAt(), account: o.AccountID(), currency: net.Currency(), net: net.Amount(),
		extra:      o.Tax().Amount().Add(o.Shipping().Amount()).Add(o.Fees().Amount()),
		extraKnown: !o.Tax().IsNone() && !o.Shipping().IsNone() && !o.Fees().IsNone(),
	}
	for l := range o.Lines() {
		b.lines = append(b.lines, Line{No: l.No(), Quantity: l.Quantity()})
	}
	return b
}

// relateRefund holds a refund beside its order and the order's other refunds.
func relateRefund(f *Facts, c *check, in *Refund, code uint32) {
	if in.AccountID != "" && f.options.AccountsComplete {
		if _, known := f.Accounts.Find(string(in.AccountID)); !known {
			c.fail(ErrUnknownLink, "account_id", string(in.AccountID), "no such account, and accounts are complete")
		}
	}
	order, ok := f.Orders.Find(string(in.OrderID))
	if !ok {
		return
	}
	checkRefunded(f, c, f.dict.order.Code(string(in.OrderID)), boundsOf(order), &oneRefund{in: in, code: code})
}

// oneRefund is the refund that is being appended or corrected.
type oneRefund struct {
	in   *Refund
	code uint32
}

// checkRefunded holds an order beside its refunds: those recorded, but for the
// one that is being corrected, and the one being appended.
func checkRefunded(f *Facts, c *check, order uint32, b orderBounds, one *oneRefund) {
	var goods, extra decimal.Decimal
	quantity := map[int64]decimal.Decimal{}
	count := 0
	add := func(r *Refund) {
		count++
		goods = goods.Add(r.Goods.Amount())
		extra = extra.Add(r.Tax.Amount()).Add(r.Shipping.Amount()).Add(r.Fees.Amount())
		for _, l := range r.Lines {
			quantity[l.No] = quantity[l.No].Add(l.Quantity)
		}
		c.notBefore("refunded_at", r.RefundedAt, "the order's placed_at", b.placed)
		if r.AccountID != "" && r.AccountID != b.account {
			c.fail(ErrContradiction, "account_id", string(b.account), "the order's account and the refund's "+quoteCut(string(r.AccountID))+" differ")
		}
		if r.Goods.Currency() != b.currency {
			c.fail(ErrContradiction, "goods", r.Goods.String(), "the order is in "+b.currency.Code()+", the refund in "+r.Goods.Currency().Code())
		}
	}
	f.refundsOf.each(order, func(row int32) {
		if one == nil || f.Refunds.ref(row, refundID) != one.code {
			r := RefundRow{row: rowOf(&f.Refunds.table, row)}.Refund()
			add(&r)
		}
	})
	if one != nil {
		add(one.in)
	}
	if count == 0 {
		return
	}
	if goods.GreaterThan(b.net) {
		c.fail(ErrContradiction, "goods", goods.String(), "refunded in all, above the order's net "+b.net.String())
	}
	if b.extraKnown && extra.GreaterThan(b.extra) {
		c.fail(ErrContradiction, "tax", extra.String(), "tax, shipping and fees refunded in all, above the order's "+b.extra.String())
	}
	if len(b.lines) == 0 {
		return
	}
	for _, l := range b.lines {
		if q, ok := quantity[l.No]; ok {
			if q.GreaterThan(l.Quantity) {
				c.fail(ErrContradiction, "lines", q.String(), "line "+strconv.FormatInt(l.No, 10)+" was ordered "+l.Quantity.String()+" times")
			}
			delete(quantity, l.No)
		}
	}
	for no := range quantity {
		c.fail(ErrContradiction, "lines", strconv.FormatInt(no, 10), "the order has no such line")
		break
	}
}

func rowOf(t *table, i int32) row { return row{t, i} }
