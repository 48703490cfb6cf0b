package model

import "time"

// CartRow is a row of Carts. Its methods return the fields of Cart; zero
// values mean "not known". The zero CartRow is no cart.
type CartRow struct{ row }

// The fields of a cart.
func (r CartRow) ID() CartID                 { return CartID(r.text(cartID)) }
func (r CartRow) VisitorID() VisitorID       { return VisitorID(r.text(cartVisitor)) }
func (r CartRow) AccountID() AccountID       { return AccountID(r.text(cartAccount)) }
func (r CartRow) BuyerID() PersonID          { return PersonID(r.text(cartBuyer)) }
func (r CartRow) SessionID() SessionID       { return SessionID(r.text(cartSession)) }
func (r CartRow) CreatedAt() time.Time       { return r.time(cartCreatedAt) }
func (r CartRow) LastActivityAt() time.Time  { return r.time(cartLastActivityAt) }
func (r CartRow) LongestIdle() time.Duration { return r.duration(cartLongestIdle) }
func (r CartRow) CheckoutAt() time.Time      { return r.time(cartCheckoutAt) }
func (r CartRow) PaymentAt() time.Time       { return r.time(cartPaymentAt) }
func (r CartRow) OrderedAt() time.Time       { return r.time(cartOrderedAt) }
func (r CartRow) OrderID() OrderID           { return OrderID(r.text(cartOrder)) }
func (r CartRow) Lines() int64               { return r.int(cartLines) }
func (r CartRow) Value() Money               { return r.money(cartValue) }
func (r CartRow) Outcome() CartOutcome       { return CartOutcome(r.text(cartOutcome)) }
func (r CartRow) MergedInto() CartID         { return CartID(r.text(cartMergedInto)) }
func (r CartRow) Channel() Channel           { return Channel(r.text(cartChannel)) }
func (r CartRow) Branch() Branch             { return Branch(r.text(cartBranch)) }
func (r CartRow) Test() bool                 { return r.flag(cartTest) }

// Filled says whether the cart ever held a line.
func (r CartRow) Filled() bool { return r.Lines() > 0 }

// Cart returns the row as it was appended, with its defaults.
func (r CartRow) Cart() Cart {
	return Cart{
		ID: r.ID(), VisitorID: r.VisitorID(), AccountID: r.AccountID(), BuyerID: r.BuyerID(), SessionID: r.SessionID(),
		CreatedAt: r.CreatedAt(), LastActivityAt: r.LastActivityAt(), LongestIdle: r.LongestIdle(), CheckoutAt: r.CheckoutAt(),
		PaymentAt: r.PaymentAt(), OrderedAt: r.OrderedAt(), OrderID: r.OrderID(), Lines: r.Lines(), Value: r.Value(),
		Outcome: r.Outcome(), MergedInto: r.MergedInto(), Channel: r.Channel(), Branch: r.Branch(), Test: r.Test(),
	}
}

// Links of carts.
var (
	// CartOwner leads from a cart to the row of the account for which it counts.
	CartOwner = ownerLink[CartRow]("cart.account", cartAccount)
	// CartVisit leads from a cart to the session of its first line.
	CartVisit = refLink[CartRow]("cart.session", cartSession, sessionsTable, func(r row) SessionRow { return SessionRow{r} })
	// CartPurchase leads from a cart to the order it became.
	CartPurchase = refLink[CartRow]("cart.order", cartOrder, ordersTable, func(r row) OrderRow { return OrderRow{r} })
	// OrderBasket leads from an order to the cart it came from.
	OrderBasket = refLink[OrderRow]("order.cart", orderCart,
		func(f *Facts) *table { return &f.Carts.table }, func(r row) CartRow { return CartRow{r} })
)

func ordersTable(f *Facts) *table { return &f.Orders.table }

// Keys of carts. CartAccount is the account for which the cart counts,
// CartCompany the company at the top of its tree. CartFilled is known of every
// cart.
var (
	CartKey        = refKey[CartRow, CartID]("cart.id", cartID)
	CartVisitor    = refKey[CartRow, VisitorID]("cart.visitor", cartVisitor)
	CartAccount    = accountKey[CartRow]("cart.account", cartAccount)
	CartCompany    = rootKey[CartRow]("cart.company", cartAccount)
	CartBuyer      = refKey[CartRow, PersonID]("cart.buyer", cartBuyer)
	CartSession    = refKey[CartRow, SessionID]("cart.session", cartSession)
	CartOrder      = refKey[CartRow, OrderID]("cart.order", cartOrder)
	CartState      = refKey[CartRow, CartOutcome]("cart.outcome", cartOutcome)
	CartMergedInto = refKey[CartRow, CartID]("cart.merged_into", cartMergedInto)
	CartChannel    = refKey[CartRow, Channel]("cart.channel", cartChannel)
	CartBranch     = refKey[CartRow, Branch]("cart.branch", cartBranch)
	CartTest       = flagKey[CartRow]("cart.test", cartTest)
	CartFilled     = columnFlag("cart.filled", CartRow.Filled, And(Given(CartLines), Above(CartLines, 0)).def.bind)
)

// Fields of carts. CartLastActivityAt is CreatedAt where no later change is
// known, CartOrderLag the time from there to the order.
var (
	CartCreatedAt      = timeField[CartRow]("cart.created_at", cartCreatedAt)
	CartLastActivityAt = timeField[CartRow]("cart.last_activity_at", cartLastActivityAt)
	CartLongestIdle    = durationField[CartRow]("cart.longest_idle", cartLongestIdle)
	CartCheckoutAt     = timeField[CartRow]("cart.checkout_at", cartCheckoutAt)
	CartPaymentAt      = timeField[CartRow]("cart.payment_at", cartPaymentAt)
	CartOrderedAt      = timeField[CartRow]("cart.ordered_at", cartOrderedAt)
	CartOrderLag       = lapseField[CartRow]("cart.order_lag", cartLastActivityAt, cartOrderedAt)
	CartLines          = intField[CartRow]("cart.lines", cartLines)
	CartValue          = moneyField[CartRow]("cart.value", cartValue)
)

// CartIsTest holds for test carts and for the carts of test accounts. It is
// known for every cart.
var CartIsTest = flagged[CartRow]("cart.test", cartTest, cartAccount)
