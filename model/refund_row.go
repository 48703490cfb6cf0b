package model

import (
	"iter"
	"time"
)

// RefundRow is a row of Refunds. Its methods return the fields of Refund; zero
// values mean "not known". The zero RefundRow is no refund.
type RefundRow struct{ row }

// ID returns the ID of the refund.
func (r RefundRow) ID() RefundID { return RefundID(r.text(refundID)) }

// OrderID returns the order whose goods are given back; "" without one.
func (r RefundRow) OrderID() OrderID { return OrderID(r.text(refundOrder)) }

// AccountID returns the account as it was recorded; "" where only the order is
// known.
func (r RefundRow) AccountID() AccountID { return AccountID(r.text(refundAccount)) }

// RefundedAt returns when the refund was made.
func (r RefundRow) RefundedAt() time.Time { return r.time(refundAt) }

// Goods returns the goods given back, net of discount.
func (r RefundRow) Goods() Money { return r.money(refundGoods) }

// Tax returns the tax given back; zero Money where not known.
func (r RefundRow) Tax() Money { return r.money(refundTax) }

// Shipping returns the shipping given back; zero Money where not known.
func (r RefundRow) Shipping() Money { return r.money(refundShipping) }

// Fees returns the fees given back; zero Money where not known.
func (r RefundRow) Fees() Money { return r.money(refundFees) }

// Kind returns why money goes back, roughly; "" where not known.
func (r RefundRow) Kind() RefundKind { return RefundKind(r.text(refundKind)) }

// Reason returns why money goes back; "" where not known.
func (r RefundRow) Reason() Code { return Code(r.text(refundReason)) }

// Lines yields what is given back of each order line.
func (r RefundRow) Lines() iter.Seq[RefundLine] {
	return func(yield func(RefundLine) bool) {
		for l := range r.listed(refundLines, func(f *Facts) *table { return &f.refundLines }) {
			if !yield(RefundLine{No: l.int(0), Quantity: l.decimal(1), Goods: l.money(2)}) {
				return
			}
		}
	}
}

// Refund returns the row as it was appended.
func (r RefundRow) Refund() Refund {
	in := Refund{
		ID: r.ID(), OrderID: r.OrderID(), AccountID: r.AccountID(), RefundedAt: r.RefundedAt(), Goods: r.Goods(), Tax: r.Tax(),
		Shipping: r.Shipping(), Fees: r.Fees(), Kind: r.Kind(), Reason: r.Reason(),
	}
	for l := range r.Lines() {
		in.Lines = append(in.Lines, l)
	}
	return in
}

// RefundParent leads from a refund to its order.
var RefundParent = refLink[RefundRow]("refund.order", refundOrder,
	func(f *Facts) *table { return &f.Orders.table }, func(r row) OrderRow { return OrderRow{r} })

// Keys of refunds. RefundAccount is the refund's own account, or its order's.
var (
	RefundOrder   = refKey[RefundRow, OrderID]("refund.order", refundOrder)
	RefundAccount = orElse("refund.account", accountKey[RefundRow]("refund.account", refundAccount), ViaKey(RefundParent, OrderAccount))
	RefundCompany = orElse("refund.company", rootKey[RefundRow]("refund.company", refundAccount), ViaKey(RefundParent, OrderCompany))
	RefundBranch  = ViaKey(RefundParent, OrderBranch)
	RefundChannel = ViaKey(RefundParent, OrderChannel)
	RefundType    = refKey[RefundRow, RefundKind]("refund.kind", refundKind)
	RefundReason  = refKey[RefundRow, Code]("refund.reason", refundReason)
)

// Fields of refunds.
var (
	RefundAt       = timeField[RefundRow]("refund.refunded_at", refundAt)
	RefundGoods    = moneyField[RefundRow]("refund.goods", refundGoods)
	RefundTax      = moneyField[RefundRow]("refund.tax", refundTax)
	RefundShipping = moneyField[RefundRow]("refund.shipping", refundShipping)
	RefundFees     = moneyField[RefundRow]("refund.fees", refundFees)
)

// orElse is a key that takes the second one's value where the first has none;
// both are codes of one dictionary.
func orElse[F any, K comparable](id string, a, b Key[F, K]) Key[F, K] {
	def := *a.def
	def.expr, def.identity = NewExpr("field", id), newIdentity()
	def.get = func(f F) (K, bool) {
		if v, ok := a.Of(f); ok {
			return v, true
		}
		return b.Of(f)
	}
	def.read = func(blk *Block, c *Codes) {
		if a.def.read(blk, c); c.Full {
			return
		}
		if c.other == nil {
			c.other = new(Codes)
		}
		o := c.other
		if b.def.read(blk, o); o.None {
			return
		}
		if c.None {
			c.None, c.Full, c.Values = false, o.Full, o.Values
			return
		}
		out := c.buf[:len(c.Values)]
		for i, code := range c.Values {
			if code == 0 {
				code = o.Values[i]
			}
			out[i] = code
		}
		c.Values, c.Full = out, o.Full
	}
	return Key[F, K]{&def}
}
