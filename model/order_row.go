package model

import (
	"iter"
	"time"
)

// OrderRow is a row of Orders. Its methods return the fields of Order; zero
// values mean "not known". The zero OrderRow is no order.
type OrderRow struct{ row }

// The fields of an order.
func (r OrderRow) ID() OrderID                { return OrderID(r.text(orderID)) }
func (r OrderRow) PlacedAt() time.Time        { return r.time(orderPlacedAt) }
func (r OrderRow) Status() OrderStatus        { return OrderStatus(r.text(orderStatus)) }
func (r OrderRow) CancelledAt() time.Time     { return r.time(orderCancelledAt) }
func (r OrderRow) AccountID() AccountID       { return AccountID(r.text(orderAccount)) }
func (r OrderRow) BuyerID() PersonID          { return PersonID(r.text(orderBuyer)) }
func (r OrderRow) VisitorID() VisitorID       { return VisitorID(r.text(orderVisitor)) }
func (r OrderRow) SessionID() SessionID       { return SessionID(r.text(orderSession)) }
func (r OrderRow) CartID() CartID             { return CartID(r.text(orderCart)) }
func (r OrderRow) QuoteID() QuoteID           { return QuoteID(r.text(orderQuote)) }
func (r OrderRow) QuoteTerms() QuoteTerms     { return QuoteTerms(r.text(orderTerms)) }
func (r OrderRow) Channel() Channel           { return Channel(r.text(orderChannel)) }
func (r OrderRow) PlacedBy() PlacedBy         { return PlacedBy(r.text(orderPlacedBy)) }
func (r OrderRow) Goods() Money               { return r.money(orderGoods) }
func (r OrderRow) Discount() Money            { return r.money(orderDiscount) }
func (r OrderRow) Tax() Money                 { return r.money(orderTax) }
func (r OrderRow) Shipping() Money            { return r.money(orderShipping) }
func (r OrderRow) Fees() Money                { return r.money(orderFees) }
func (r OrderRow) Total() Money               { return r.money(orderTotal) }
func (r OrderRow) DeliveryMode() DeliveryMode { return DeliveryMode(r.text(orderDelivery)) }
func (r OrderRow) Branch() Branch             { return Branch(r.text(orderBranch)) }
func (r OrderRow) SalesRep() SalesRepID       { return SalesRepID(r.text(orderRep)) }
func (r OrderRow) Country() Country           { return Country(r.text(orderCountry)) }
func (r OrderRow) Region() Region             { return Region(r.text(orderRegion)) }
func (r OrderRow) Test() bool                 { return r.flag(orderTest) }

// Net returns goods less discount; a discount that is not known takes nothing
// off.
func (r OrderRow) Net() Money {
	goods, discount := r.Goods(), r.Discount()
	if net, err := goods.Sub(discount); err == nil {
		return net
	}
	return goods
}

// Payments yields the ways in which the order is paid.
func (r OrderRow) Payments() iter.Seq[Payment] {
	return func(yield func(Payment) bool) {
		for p := range r.listed(orderPayments, func(f *Facts) *table { return &f.payments }) {
			if !yield(Payment{Method: PaymentMethod(p.text(0)), Amount: p.money(0)}) {
				return
			}
		}
	}
}

// Promotions yields the promotions of the order.
func (r OrderRow) Promotions() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for p := range r.listed(orderPromotions, func(f *Facts) *table { return &f.promotions }) {
			if !yield(Code(p.text(0))) {
				return
			}
		}
	}
}

// Lines yields the lines of the order.
func (r OrderRow) Lines() iter.Seq[LineRow] {
	return func(yield func(LineRow) bool) {
		for l := range r.listed(orderLines, func(f *Facts) *table { return &f.Lines.table }) {
			if !yield(LineRow{l}) {
				return
			}
		}
	}
}

// listed yields the rows of a list of the fact.
func (r row) listed(slot int, in func(*Facts) *table) iter.Seq[row] {
	return func(yield func(row) bool) {
		if r.t == nil {
			return
		}
		start, n := r.t.list(r.i, slot)
		for i := range n {
			if !yield(row{in(r.t.facts), start + int32(i)}) {
				return
			}
		}
	}
}
