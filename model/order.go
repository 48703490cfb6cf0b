package model

import "time"

// Order is what a buyer submitted. Zero values mean "not known". Net is Goods
// less Discount; a discount that is not given counts as none.
type Order struct {
	ID           OrderID     // required
	PlacedAt     time.Time   // required: when the buyer submitted it, also where it then waits for approval
	Status       OrderStatus // required
	CancelledAt  time.Time   // only with the status cancelled
	AccountID    AccountID   // orders without one are counted as guests
	BuyerID      PersonID
	VisitorID    VisitorID
	SessionID    SessionID
	CartID       CartID
	QuoteID      QuoteID    // the quote it fulfils
	QuoteTerms   QuoteTerms // not known with a QuoteID: applied if placed before the quote's ValidUntil
	Channel      Channel
	PlacedBy     PlacedBy
	Goods        Money // at agreed unit price, before discounts, without tax; required without lines, else made from them
	Discount     Money // all discounts, of the order and of its lines; where not given, the lines' own
	Tax          Money
	Shipping     Money // without tax
	Fees         Money // without tax
	Total        Money // Goods - Discount + Tax + Shipping + Fees
	Payments     []Payment
	DeliveryMode DeliveryMode
	Branch       Branch // branch that serves the order; selects its opening hours
	SalesRep     SalesRepID
	Country      Country // of delivery
	Region       Region
	Promotions   []Code
	Lines        []Line
	Test         bool // never counted
}

// Payment is one way in which an order is paid.
type Payment struct {
	Method PaymentMethod // required
	Amount Money         // required with two or more payments
}

const (
	orderID = iota
	orderAccount
	orderBuyer
	orderVisitor
	orderSession
	orderCart
	orderQuote
	orderTerms
	orderStatus
	orderChannel
	orderPlacedBy
	orderDelivery
	orderBranch
	orderRep
	orderCountry
	orderRegion
	orderTest
)

const (
	orderPlacedAt = iota
	orderCancelledAt
	orderGoods
	orderDiscount
	orderTax
	orderShipping
	orderFees
	orderTotal
	orderPayments
	orderPromotions
	orderLines
)

var orderSchema = schema{
	kind: KindOrder,
	refs: []string{
		"id", "account_id", "buyer_id", "visitor_id", "session_id", "cart_id", "quote_id", "quote_terms", "status", "channel",
		"placed_by", "delivery_mode", "branch", "sales_rep", "country", "region", "test",
	},
	nums: []string{
		"placed_at", "cancelled_at", "goods", "discount", "tax", "shipping", "fees", "total", "payments", "promotions", "lines",
	},
	at:    orderPlacedAt,
	keyed: true,
	lists: 3,
}

// Orders is the table of orders.
type Orders = Table[Order, OrderRow]

func newOrders(f *Facts) *Orders {
	t := &Orders{rules: &orderRules}
	d := &f.dict
	t.init(&orderSchema, f, &d.order, &d.account, &d.person, &d.visitor, &d.session, &d.cart, &d.quote, &d.terms, &d.status,
		&d.channel, &d.placedBy, &d.delivery, &d.branch, &d.rep, &d.country, &d.region, nil)
	f.payments.init(&paymentSchema, f, &d.payment)
	f.promotions.init(&promotionSchema, f, &d.promotion)
	return t
}

// NewOrders returns a table of the orders with Facts of its own. The errors
// are those of Append.
func NewOrders(orders ...Order) (*Orders, error) {
	return alone(func(f *Facts) *Orders { return f.Orders }, orders)
}

var orderRules = rules[Order]{
	id:     func(o *Order) string { return string(o.ID) },
	check:  checkOrder,
	relate: relateOrder,
	fill:   fillOrder,
	same:   sameOrderLists,
	lists:  storeOrderLists,
	linked: linkOrder,
	unlink: unlinkOrder,
}

func fillOrder(o *Order, r *record) {
	r.words[orderID] = string(o.ID)
	r.words[orderAccount] = string(o.AccountID)
	r.words[orderBuyer] = string(o.BuyerID)
	r.words[orderVisitor] = string(o.VisitorID)
	r.words[orderSession] = string(o.SessionID)
	r.words[orderCart] = string(o.CartID)
	r.words[orderQuote] = string(o.QuoteID)
	r.words[orderTerms] = string(o.QuoteTerms)
	r.words[orderStatus] = string(o.Status)
	r.words[orderChannel] = string(o.Channel)
	r.words[orderPlacedBy] = string(o.PlacedBy)
	r.words[orderDelivery] = string(o.DeliveryMode)
	r.words[orderBranch] = string(o.Branch)
	r.words[orderRep] = string(o.SalesRep)
	r.words[orderCountry] = string(o.Country)
	r.words[orderRegion] = string(o.Region)
	r.refs[orderTest] = flag(o.Test)
	goods, discount := o.amounts()
	r.nums[orderPlacedAt] = numberOfTime(o.PlacedAt)
	r.nums[orderCancelledAt] = numberOfTime(o.CancelledAt)
	r.nums[orderGoods] = numberOfMoney(goods)
	r.nums[orderDiscount] = numberOfMoney(discount)
	r.nums[orderTax] = numberOfMoney(o.Tax)
	r.nums[orderShipping] = numberOfMoney(o.Shipping)
	r.nums[orderFees] = numberOfMoney(o.Fees)
	r.nums[orderTotal] = numberOfMoney(o.Total)
}

// amounts returns goods and discount, made from the lines where the order
// itself does not say.
func (o *Order) amounts() (goods, discount Money) {
	goods, discount = o.Goods, o.Discount
	if goods.IsNone() {
		for i := range o.Lines {
			goods = sum(goods, o.Lines[i].goods())
		}
	}
	if discount.IsNone() {
		for i := range o.Lines {
			discount = sum(discount, o.Lines[i].Discount)
		}
	}
	return goods, discount
}

// sum adds amounts that a check has found to be of one currency.
func sum(a, b Money) Money {
	if s, err := a.Add(b); err == nil {
		return s
	}
	return a
}
