package model

import "github.com/shopspring/decimal"

// refundTotals is what the refunds of one order add up to.
type refundTotals struct {
	refunds      int
	goods, extra decimal.Decimal           // extra: tax, shipping and fees
	quantity     map[int64]decimal.Decimal // by number of the order's line
}

// manyRefunds is from how many refunds on the totals of an order are kept, so
// that a refund is not held beside thousands of others one by one.
const manyRefunds = 32

func (t *refundTotals) add(r *Refund) {
	t.refunds++
	t.goods = t.goods.Add(r.Goods.Amount())
	t.extra = t.extra.Add(r.extra())
	for _, l := range r.Lines {
		if t.quantity == nil {
			t.quantity = make(map[int64]decimal.Decimal)
		}
		t.quantity[l.No] = t.quantity[l.No].Add(l.Quantity)
	}
}

// extra returns tax, shipping and fees.
func (r *Refund) extra() decimal.Decimal {
	return r.Tax.Amount().Add(r.Shipping.Amount()).Add(r.Fees.Amount())
}

// totalsOf returns the totals of an order's refunds, which are not to be
// changed.
func (f *Facts) totalsOf(order uint32) *refundTotals {
	if t := f.refunded[order]; t != nil {
		return t
	}
	t := new(refundTotals)
	f.refundsOf.each(order, func(row int32) {
		r := RefundRow{rowOf(&f.Refunds.table, row)}.Refund()
		t.add(&r)
	})
	if t.refunds >= manyRefunds {
		if f.refunded == nil {
			f.refunded = make(map[uint32]*refundTotals)
		}
		f.refunded[order] = t
	}
	return t
}

func (f *Facts) linkRefund(row int32) {
	order := f.Refunds.ref(row, refundOrder)
	f.refundsOf.add(order, row)
	if t := f.refunded[order]; t != nil {
		r := RefundRow{rowOf(&f.Refunds.table, row)}.Refund()
		t.add(&r)
	}
}

func (f *Facts) unlinkRefund(row int32) {
	order := f.Refunds.ref(row, refundOrder)
	f.refundsOf.remove(order, row)
	delete(f.refunded, order)
}
