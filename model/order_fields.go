package model

// Keys of orders. OrderAccount is the account for which the order counts: one
// that was merged stands for the one that took it over. OrderCompany is the
// company at the top of the account's tree.
var (
	OrderKey      = refKey[OrderRow, OrderID]("order.id", orderID)
	OrderAccount  = accountKey[OrderRow]("order.account", orderAccount)
	OrderCompany  = rootKey[OrderRow]("order.company", orderAccount)
	OrderBuyer    = refKey[OrderRow, PersonID]("order.buyer", orderBuyer)
	OrderVisitor  = refKey[OrderRow, VisitorID]("order.visitor", orderVisitor)
	OrderSession  = refKey[OrderRow, SessionID]("order.session", orderSession)
	OrderCart     = refKey[OrderRow, CartID]("order.cart", orderCart)
	OrderQuote    = refKey[OrderRow, QuoteID]("order.quote", orderQuote)
	OrderTerms    = refKey[OrderRow, QuoteTerms]("order.quote_terms", orderTerms)
	OrderState    = refKey[OrderRow, OrderStatus]("order.status", orderStatus)
	OrderChannel  = refKey[OrderRow, Channel]("order.channel", orderChannel)
	OrderPlacedBy = refKey[OrderRow, PlacedBy]("order.placed_by", orderPlacedBy)
	OrderDelivery = refKey[OrderRow, DeliveryMode]("order.delivery_mode", orderDelivery)
	OrderBranch   = refKey[OrderRow, Branch]("order.branch", orderBranch)
	OrderSalesRep = refKey[OrderRow, SalesRepID]("order.sales_rep", orderRep)
	OrderCountry  = refKey[OrderRow, Country]("order.country", orderCountry)
	OrderRegion   = refKey[OrderRow, Region]("order.region", orderRegion)
	OrderTest     = flagKey[OrderRow]("order.test", orderTest)

	OrderPaymentMethods = listKeys[OrderRow, PaymentMethod]("order.payment_method", orderPayments, func(f *Facts) *table { return &f.payments })
	OrderPromotions     = listKeys[OrderRow, Code]("order.promotion", orderPromotions, func(f *Facts) *table { return &f.promotions })
)

// Fields of orders. OrderNet is goods less discount.
var (
	OrderPlacedAt    = timeField[OrderRow]("order.placed_at", orderPlacedAt)
	OrderCancelledAt = timeField[OrderRow]("order.cancelled_at", orderCancelledAt)
	OrderGoods       = moneyField[OrderRow]("order.goods", orderGoods)
	OrderDiscount    = moneyField[OrderRow]("order.discount", orderDiscount)
	OrderTax         = moneyField[OrderRow]("order.tax", orderTax)
	OrderShipping    = moneyField[OrderRow]("order.shipping", orderShipping)
	OrderFees        = moneyField[OrderRow]("order.fees", orderFees)
	OrderTotal       = moneyField[OrderRow]("order.total", orderTotal)
	OrderNet         = netField[OrderRow]("order.net", orderGoods, orderDiscount)
)

// OrderOwner leads from an order to the row of the account for which it counts:
// one that was merged stands for the one that took it over.
var OrderOwner = ownerLink[OrderRow]("order.account", orderAccount)

// netField is one money column less another one; what is not known there takes
// nothing off.
func netField[F located](id string, from, less int) Field[F, Money] {
	f := stored[F](id, from, func(r row, _ int) Money {
		a, b := r.money(from), r.money(less)
		if net, err := a.Sub(b); err == nil {
			return net
		}
		return a
	})
	f.def.derived = true
	f.def.read = func(b *Block, n *Numbers) {
		n.read(b, from)
		n.minus(b, less)
	}
	return f
}
