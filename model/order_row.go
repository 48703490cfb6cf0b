package model

import (
	"iter"
	"slices"
	"time"
)

// OrderRow is a row of Orders. Its methods return the fields of Order; zero
// values mean "not known". The zero OrderRow is no order.
type OrderRow struct{ row }

// ID returns the ID of the order.
func (r OrderRow) ID() OrderID { return OrderID(r.text(orderID)) }

// PlacedAt returns when the buyer submitted the order.
func (r OrderRow) PlacedAt() time.Time { return r.time(orderPlacedAt) }

// Status returns where the order stands.
func (r OrderRow) Status() OrderStatus { return OrderStatus(r.text(orderStatus)) }

// CancelledAt returns when the order was cancelled; zero where it was not, or
// that is not known.
func (r OrderRow) CancelledAt() time.Time { return r.time(orderCancelledAt) }

// AccountID returns the account as it was recorded, whatever it was merged
// into; "" for a guest.
func (r OrderRow) AccountID() AccountID { return AccountID(r.text(orderAccount)) }

// BuyerID returns the person who ordered; "" where not known.
func (r OrderRow) BuyerID() PersonID { return PersonID(r.text(orderBuyer)) }

// VisitorID returns the browser or device of the order; "" where not known.
func (r OrderRow) VisitorID() VisitorID { return VisitorID(r.text(orderVisitor)) }

// SessionID returns the visit in which the order was made; "" where not known.
func (r OrderRow) SessionID() SessionID { return SessionID(r.text(orderSession)) }

// CartID returns the cart that was ordered; "" where not known.
func (r OrderRow) CartID() CartID { return CartID(r.text(orderCart)) }

// QuoteID returns the quote that the order fulfils; "" without one.
func (r OrderRow) QuoteID() QuoteID { return QuoteID(r.text(orderQuote)) }

// QuoteTerms returns whether the order was made on its quote's terms; "" where
// not known.
func (r OrderRow) QuoteTerms() QuoteTerms { return QuoteTerms(r.text(orderTerms)) }

// Channel returns through what the order came in; "" where not known.
func (r OrderRow) Channel() Channel { return Channel(r.text(orderChannel)) }

// PlacedBy returns who placed the order; "" where not known.
func (r OrderRow) PlacedBy() PlacedBy { return PlacedBy(r.text(orderPlacedBy)) }

// Goods returns the goods at agreed prices, before discounts and without tax;
// made from the lines where the order did not say.
func (r OrderRow) Goods() Money { return r.money(orderGoods) }

// Discount returns all discounts; those of the lines where the order did not
// say, zero Money where nothing is known.
func (r OrderRow) Discount() Money { return r.money(orderDiscount) }

// Tax returns the tax; zero Money where not known.
func (r OrderRow) Tax() Money { return r.money(orderTax) }

// Shipping returns the shipping without tax; zero Money where not known.
func (r OrderRow) Shipping() Money { return r.money(orderShipping) }

// Fees returns surcharges without tax; zero Money where not known.
func (r OrderRow) Fees() Money { return r.money(orderFees) }

// Total returns what is to be paid; zero Money where not known.
func (r OrderRow) Total() Money { return r.money(orderTotal) }

// DeliveryMode returns how the order reaches the buyer; "" where not known.
func (r OrderRow) DeliveryMode() DeliveryMode { return DeliveryMode(r.text(orderDelivery)) }

// Branch returns the branch that serves the order; "" where not known.
func (r OrderRow) Branch() Branch { return Branch(r.text(orderBranch)) }

// SalesRep returns the employee who looks after the order; "" where not known.
func (r OrderRow) SalesRep() SalesRepID { return SalesRepID(r.text(orderRep)) }

// Country returns the country of delivery; "" where not known.
func (r OrderRow) Country() Country { return Country(r.text(orderCountry)) }

// Region returns the region of delivery; "" where not known.
func (r OrderRow) Region() Region { return Region(r.text(orderRegion)) }

// Test says whether the order is a test, which is never counted.
func (r OrderRow) Test() bool { return r.flag(orderTest) }

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

// Order returns the row as it was appended, with the goods and the discount
// that its lines add up to where it did not say. What lines add up to beyond
// the limits of facts is left to them, so that Append takes what Order returns.
func (r OrderRow) Order() Order {
	in := Order{
		ID: r.ID(), PlacedAt: r.PlacedAt(), Status: r.Status(), CancelledAt: r.CancelledAt(), AccountID: r.AccountID(),
		BuyerID: r.BuyerID(), VisitorID: r.VisitorID(), SessionID: r.SessionID(), CartID: r.CartID(), QuoteID: r.QuoteID(),
		QuoteTerms: r.QuoteTerms(), Channel: r.Channel(), PlacedBy: r.PlacedBy(), Goods: writable(r.Goods()),
		Discount: writable(r.Discount()), Tax: r.Tax(), Shipping: r.Shipping(), Fees: r.Fees(), Total: r.Total(),
		Payments: slices.Collect(r.Payments()), DeliveryMode: r.DeliveryMode(), Branch: r.Branch(), SalesRep: r.SalesRep(),
		Country: r.Country(), Region: r.Region(), Promotions: slices.Collect(r.Promotions()), Test: r.Test(),
	}
	for l := range r.Lines() {
		in.Lines = append(in.Lines, l.Line())
	}
	return in
}

// writable returns an amount that a fact may say itself, else none.
func writable(m Money) Money {
	if CheckDecimal(m.Amount()) != nil {
		return Money{}
	}
	return m
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
