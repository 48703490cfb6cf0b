package model

import (
	"fmt"
	"math"
	"strconv"
)

const maxListLen = 1 << 20 // lines, payments or promotions of one fact

func checkOrder(c *check, o *Order) {
	c.needIdent("id", string(o.ID))
	placed := c.needTime("placed_at", o.PlacedAt)
	if o.Status == "" {
		c.missing("status")
	}
	c.code("status", string(o.Status))
	if c.time("cancelled_at", o.CancelledAt) {
		if o.Status != StatusCancelled {
			c.fail(ErrContradiction, "cancelled_at", formatTime(o.CancelledAt), "the status is "+quoteCut(string(o.Status)))
		}
		if placed {
			c.notBefore("cancelled_at", o.CancelledAt, "placed_at", o.PlacedAt)
		}
	}
	c.ident("account_id", string(o.AccountID))
	c.ident("buyer_id", string(o.BuyerID))
	c.ident("visitor_id", string(o.VisitorID))
	c.ident("session_id", string(o.SessionID))
	c.ident("cart_id", string(o.CartID))
	c.ident("quote_id", string(o.QuoteID))
	c.ident("sales_rep", string(o.SalesRep))
	c.code("quote_terms", string(o.QuoteTerms))
	c.code("channel", string(o.Channel))
	c.code("placed_by", string(o.PlacedBy))
	c.code("delivery_mode", string(o.DeliveryMode))
	c.code("branch", string(o.Branch))
	c.code("country", string(o.Country))
	c.code("region", string(o.Region))
	for i, p := range o.Promotions {
		c.item("promotions", i)
		if p == "" {
			c.missing("")
		}
		c.code("", string(p))
	}
	c.noItem()
	checkAmounts(c, o)
	checkPayments(c, o)
}

func checkAmounts(c *check, o *Order) {
	before := len(c.errs)
	if len(o.Lines) == 0 && o.Goods.IsNone() {
		c.fail(ErrMissing, "goods", "", "required without lines")
	}
	for _, m := range [...]struct {
		field string
		money Money
	}{
		{"goods", o.Goods}, {"discount", o.Discount}, {"tax", o.Tax}, {"shipping", o.Shipping}, {"fees", o.Fees}, {"total", o.Total},
	} {
		c.money(m.field, m.money)
	}
	checkLines(c, o.Lines)
	if len(c.errs) > before {
		return // amounts that cannot be believed are not compared
	}
	goods, discount := o.amounts()
	unit := uint8(max(c.currency.MinorUnits(), 0))
	if len(o.Lines) > 0 && !o.Goods.IsNone() {
		var lines Money
		for i := range o.Lines {
			lines = sum(lines, o.Lines[i].goods())
		}
		// Each line may have been rounded by half a minor unit.
		slack := moneyFromInt(5*int64(len(o.Lines)), unit+1, c.currency)
		if above(sum(lines, o.Goods.Neg()).Abs(), slack) {
			c.fail(ErrContradiction, "goods", o.Goods.String(), "the lines add up to "+lines.String())
		}
	}
	c.atMost("discount", discount, "goods", goods)
	if !o.Discount.IsNone() {
		var lines Money
		for i := range o.Lines {
			lines = sum(lines, o.Lines[i].Discount)
		}
		if !lines.IsNone() && above(lines, o.Discount) {
			c.fail(ErrContradiction, "discount", o.Discount.String(), "below the lines' discounts "+lines.String())
		}
	}
	if discount.IsNone() || o.Tax.IsNone() || o.Shipping.IsNone() || o.Fees.IsNone() || o.Total.IsNone() {
		return
	}
	want := sum(sum(sum(sum(goods, discount.Neg()), o.Tax), o.Shipping), o.Fees)
	if above(sum(want, o.Total.Neg()).Abs(), moneyFromInt(1, unit, c.currency)) {
		c.fail(ErrContradiction, "total", o.Total.String(), "goods - discount + tax + shipping + fees is "+want.AmountString())
	}
}

func checkPayments(c *check, o *Order) {
	for i, p := range o.Payments {
		c.item("payments", i)
		if p.Method == "" {
			c.missing("method")
		}
		c.code("method", string(p.Method))
		if p.Amount.IsNone() && len(o.Payments) > 1 {
			c.fail(ErrMissing, "amount", "", "required with two or more payments")
		}
		c.money("amount", p.Amount)
	}
	c.noItem()
	for _, l := range [...]struct {
		field string
		n     int
	}{{"lines", len(o.Lines)}, {"payments", len(o.Payments)}, {"promotions", len(o.Promotions)}} {
		if l.n >= maxListLen {
			c.fail(ErrInvalid, l.field, strconv.Itoa(l.n), fmt.Sprintf("more than %d", maxListLen-1))
		}
	}
}

// relateOrder holds an order beside the facts already there.
func relateOrder(f *Facts, c *check, o *Order, r *record) {
	c.account(f, o.AccountID, r.refs[orderAccount])
	if row := f.Accounts.find(r.refs[orderAccount]); row >= 0 && countedStatus(o.Status, o.Test) {
		account := AccountRow{rowOf(&f.Accounts.table, row)}
		c.notBefore("placed_at", o.PlacedAt, "the account's first_order_at", account.FirstOrderAt())
	}
	if f.Lines.n+len(o.Lines) >= math.MaxInt32 {
		c.fail(ErrTooMany, "lines", strconv.Itoa(len(o.Lines)), "the table of lines is full")
	}
	relateOrderVisit(f, c, o, r)
	if !f.refundsOf.any(r.refs[orderID]) {
		return
	}
	goods, discount := o.amounts()
	checkRefunded(f, c, r.refs[orderID], orderBounds{
		placed: o.PlacedAt, account: o.AccountID, currency: c.currency,
		net:        goods.Amount().Sub(discount.Amount()),
		extra:      o.Tax.Amount().Add(o.Shipping.Amount()).Add(o.Fees.Amount()),
		extraKnown: !o.Tax.IsNone() && !o.Shipping.IsNone() && !o.Fees.IsNone(),
		lines:      o.Lines,
	})
}

// countedStatus says whether an order stands, as far as any policy may have
// it: one that does not stand cannot have been an account's first.
func countedStatus(status OrderStatus, test bool) bool {
	switch status {
	case StatusDraft, StatusPendingApproval, StatusRejected, StatusCancelled:
		return false
	}
	return !test
}
