package model

import (
	"maps"
	"slices"
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

func boundsOf(o OrderRow, lines bool) orderBounds {
	net := o.Net()
	b := orderBounds{
		placed: o.PlacedAt(), account: o.AccountID(), currency: net.Currency(), net: net.Amount(),
		extra:      o.Tax().Amount().Add(o.Shipping().Amount()).Add(o.Fees().Amount()),
		extraKnown: !o.Tax().IsNone() && !o.Shipping().IsNone() && !o.Fees().IsNone(),
	}
	for l := range o.Lines() {
		if !lines {
			break
		}
		b.lines = append(b.lines, Line{No: l.No(), Quantity: l.Quantity()})
	}
	return b
}

// relateRefund holds a refund beside its order and the order's other refunds.
func relateRefund(f *Facts, c *check, in *Refund, r *record) {
	c.account(f, in.AccountID, r.refs[refundAccount])
	orderCode := r.refs[refundOrder]
	row := f.Orders.find(orderCode)
	if row < 0 {
		return
	}
	b := boundsOf(OrderRow{rowOf(&f.Orders.table, row)}, len(in.Lines) > 0)
	if !checkBeside(c, in, b) {
		return
	}
	// Only what this refund adds to can have become too much.
	total := f.totalsOf(orderCode)
	old := refundTotals{}
	if was := f.Refunds.find(r.refs[refundID]); was >= 0 && f.Refunds.ref(was, refundOrder) == orderCode {
		r := RefundRow{rowOf(&f.Refunds.table, was)}.Refund()
		old.add(&r)
	}
	now := refundTotals{}
	now.add(in)
	now.goods = now.goods.Add(total.goods).Sub(old.goods)
	now.extra = now.extra.Add(total.extra).Sub(old.extra)
	for no, q := range now.quantity {
		now.quantity[no] = q.Add(total.quantity[no]).Sub(old.quantity[no])
	}
	now.check(c, b)
}

// checkRefunded holds an order beside its refunds.
func checkRefunded(f *Facts, c *check, order uint32, b orderBounds) {
	var total refundTotals
	fine, any := true, false
	f.refundsOf.each(order, func(row int32) {
		r := RefundRow{rowOf(&f.Refunds.table, row)}.Refund()
		total.add(&r)
		fine = checkBeside(c, &r, b) && fine
		any = true
	})
	if fine && any {
		total.check(c, b)
	}
}

// checkBeside holds one refund beside its order; it says whether their
// amounts can be compared.
func checkBeside(c *check, r *Refund, b orderBounds) bool {
	c.notBefore("refunded_at", r.RefundedAt, "the order's placed_at", b.placed)
	if r.AccountID != "" && r.AccountID != b.account {
		c.fail(ErrContradiction, "account_id", string(r.AccountID), "the order's account is "+quoteCut(string(b.account)))
	}
	if r.Goods.Currency() != b.currency {
		c.fail(ErrContradiction, "goods", r.Goods.String(), "the order is in "+b.currency.Code())
		return false
	}
	return true
}

func (t *refundTotals) check(c *check, b orderBounds) {
	if t.goods.GreaterThan(b.net) {
		c.fail(ErrContradiction, "goods", t.goods.String(), "refunded in all, above the order's net "+b.net.String())
	}
	if b.extraKnown && t.extra.GreaterThan(b.extra) {
		c.fail(ErrContradiction, "tax", t.extra.String(), "tax, shipping and fees refunded in all, above the order's "+b.extra.String())
	}
	if len(b.lines) == 0 {
		return
	}
	ordered := make(map[int64]decimal.Decimal, len(b.lines))
	for _, l := range b.lines {
		ordered[l.No] = l.Quantity
	}
	for _, no := range slices.Sorted(maps.Keys(t.quantity)) {
		most, ok := ordered[no]
		if !ok {
			c.fail(ErrContradiction, "lines", strconv.FormatInt(no, 10), "the order has no such line")
		} else if q := t.quantity[no]; q.GreaterThan(most) {
			c.fail(ErrContradiction, "lines", q.String(), "refunded in all of line "+strconv.FormatInt(no, 10)+", which was ordered "+most.String()+" times")
		}
	}
}

func rowOf(t *table, i int32) row { return row{t, i} }
