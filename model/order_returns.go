package model

// OrderRefunded is what the refunds of an order have given back of its goods,
// whenever they were made; zero without refunds. OrderRefundedTotal adds tax,
// shipping and fees given back. OrderReturned is OrderRefunded without what was
// given back for a cancellation or as an allowance.
var (
	OrderRefunded = refundedField("order.refunded", func(r RefundRow) []Money { return []Money{r.Goods()} })

	OrderReturned = refundedField("order.returned", func(r RefundRow) []Money {
		if k := r.Kind(); k == RefundCancellation || k == RefundAllowance {
			return nil
		}
		return []Money{r.Goods()}
	})

	OrderRefundedTotal = refundedField("order.refunded_total", func(r RefundRow) []Money {
		return []Money{r.Goods(), r.Tax(), r.Shipping(), r.Fees()}
	})
)

// OrderNetAfterReturns is goods less discount less refunded goods, and
// OrderTotalAfterReturns the total less everything refunded. Both date returns
// by their order.
var (
	OrderNetAfterReturns   = afterReturns("order.net_after_returns", OrderNet, OrderRefunded)
	OrderTotalAfterReturns = afterReturns("order.total_after_returns", OrderTotal, OrderRefundedTotal)
)

func refundedField(id string, parts func(RefundRow) []Money) Field[OrderRow, Money] {
	f := NewField(id, func(o OrderRow) (Money, bool) {
		if o.t == nil {
			return Money{}, false
		}
		back := moneyOf(number{}, o.t.cur(o.i))
		o.t.facts.refundsOf.each(o.t.ref(o.i, orderID), func(row int32) {
			for _, m := range parts(RefundRow{rowOf(&o.t.facts.Refunds.table, row)}) {
				back = sum(back, m)
			}
		})
		return back, !back.IsNone()
	})
	f.def.expr = NewExpr("field", id)
	return f
}

func afterReturns(id string, amount, refunded Field[OrderRow, Money]) Field[OrderRow, Money] {
	f := NewField(id, func(o OrderRow) (Money, bool) {
		m, ok := amount.Of(o)
		if !ok {
			return Money{}, false
		}
		if back, ok := refunded.Of(o); ok {
			if left, err := m.Sub(back); err == nil {
				return left, true
			}
		}
		return m, true
	})
	f.def.expr = NewExpr("field", id)
	f.def.derived = true
	f.def.read = func(b *Block, n *Numbers) {
		if amount.Read(b, nil, n); !n.None {
			n.lessRefunds(b, f)
		}
	}
	return f
}

// lessRefunds puts what a field says in place of the amounts of orders with refunds,
// which are few of a block.
func (n *Numbers) lessRefunds(b *Block, of Field[OrderRow, Money]) {
	refunds := &b.t.facts.refundsOf
	if len(refunds.head) == 0 {
		return
	}
	amounts, own := n.Values, false
	for i, v := range amounts {
		r := b.row(int32(i))
		if r < 0 || v == Unknown || !refunds.any(b.t.ref(r, orderID)) {
			continue
		}
		if !own {
			n.own()
			own = true
		}
		m, _ := of.def.get(OrderRow{row{b.t, r}})
		n.col.put(i, numberOfMoney(m))
	}
	if own {
		n.finish()
		n.Marks = n.col.marks
	}
}
