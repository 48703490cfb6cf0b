package shop

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

var reasons = []share[model.Code]{{30, "damaged"}, {25, "wrong-product"}, {25, "no-need"}, {12, "late"}, {8, "price"}}

// refund draws what is given back of an order.
func (m *maker) refund(r *random, p *plan, o *model.Order, cents amounts) {
	if o.Test {
		return
	}
	switch o.Status {
	case model.StatusCancelled:
		if !o.CancelledAt.IsZero() && o.Payments[0].Method == model.PayCard {
			if at := o.CancelledAt.Add(hoursBetween(r, 1, 48)); m.past(at) {
				m.refundAll(p, o, cents, at, model.RefundCancellation, "cancelled")
			}
		}
		return
	case model.StatusDelivered, model.StatusCompleted:
	default:
		return
	}
	at := officeTime(r, o.PlacedAt.Add(hoursBetween(r, 24*3, 24*28)))
	switch k := r.below(1000); {
	case !m.past(at) || k >= 52:
	case k < 6:
		o.Status = model.StatusReturned
		m.refundAll(p, o, cents, at, model.RefundReturn, draw(r, reasons))
	case k < 40:
		m.refundLine(r, p, o, cents, at)
	default:
		f := model.Refund{ID: id[model.RefundID](m, refundNumber, "AV"), OrderID: o.ID, RefundedAt: at,
			Goods: money(cents.net*r.between(3, 15)/100, p.c.currency), Kind: model.RefundAllowance, Reason: draw(r, reasons)}
		if o.AccountID != "" && r.chance(250) {
			f.OrderID, f.AccountID = "", o.AccountID // a gesture that names no order
		}
		m.shop.Refunds = append(m.shop.Refunds, f)
	}
}

// refundAll gives back everything, line by line where no order discount has to
// be shared out.
func (m *maker) refundAll(p *plan, o *model.Order, cents amounts, at time.Time, kind model.RefundKind, reason model.Code) {
	c := p.c.currency
	f := model.Refund{
		ID: id[model.RefundID](m, refundNumber, "AV"), OrderID: o.ID, AccountID: o.AccountID, RefundedAt: at, Kind: kind, Reason: reason,
		Goods: money(cents.net, c), Tax: money(cents.tax, c), Shipping: money(cents.shipping, c), Fees: money(cents.fees, c),
	}
	if goods, discount := p.basket.total(); goods-discount == cents.net {
		for i, l := range o.Lines {
			f.Lines = append(f.Lines, model.RefundLine{No: l.No, Quantity: l.Quantity, Goods: money(p.basket.goods[i]-p.basket.discount[i], c)})
		}
	}
	m.shop.Refunds = append(m.shop.Refunds, f)
}

// refundLine gives back a line, or a half of it.
func (m *maker) refundLine(r *random, p *plan, o *model.Order, cents amounts, at time.Time) {
	i, c := r.below(len(o.Lines)), p.c.currency
	goods, discount := p.basket.total()
	if goods == discount {
		return
	}
	quantity, back := o.Lines[i].Quantity, p.basket.goods[i]-p.basket.discount[i]
	if two := decimal.New(2, 0); quantity.Mod(two).IsZero() && r.chance(400) {
		quantity, back = quantity.DivRound(two, 1), back/2
	}
	back = back * cents.net / (goods - discount)
	f := model.Refund{
		ID: id[model.RefundID](m, refundNumber, "AV"), OrderID: o.ID, AccountID: o.AccountID, RefundedAt: at,
		Goods: money(back, c), Tax: money(back*cents.tax/(cents.net+cents.shipping+cents.fees), c),
		Kind: model.RefundReturn, Reason: draw(r, reasons),
		Lines: []model.RefundLine{{No: o.Lines[i].No, Quantity: quantity, Goods: money(back, c)}},
	}
	m.shop.Refunds = append(m.shop.Refunds, f)
}
