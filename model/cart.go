package model

import "time"

// Cart is a basket, which lives across sessions. Zero values mean "not known",
// but for Lines, where 0 is a cart that was never filled.
type Cart struct {
	ID             CartID // required
	VisitorID      VisitorID
	AccountID      AccountID
	BuyerID        PersonID
	SessionID      SessionID     // session of the first line
	CreatedAt      time.Time     // required: first line put in
	LastActivityAt time.Time     // last change by a person, the ordering itself not counted; by default CreatedAt
	LongestIdle    time.Duration // longest gap between two such changes
	CheckoutAt     time.Time     // checkout last reached
	PaymentAt      time.Time     // payment step last reached
	OrderedAt      time.Time     // required when ordered
	OrderID        OrderID
	Lines          int64       // required: most lines it ever held
	Value          Money       // required with lines: goods less discounts, at checkout if reached, else last
	Outcome        CartOutcome // required
	MergedInto     CartID      // required when merged
	Channel        Channel
	Branch         Branch
	Test           bool // never counted
}

const (
	cartID = iota
	cartVisitor
	cartAccount
	cartBuyer
	cartSession
	cartOrder
	cartOutcome
	cartMergedInto
	cartChannel
	cartBranch
	cartTest
)

const (
	cartCreatedAt = iota
	cartLastActivityAt
	cartLongestIdle
	cartCheckoutAt
	cartPaymentAt
	cartOrderedAt
	cartLines
	cartValue
)

var cartSchema = schema{
	kind: KindCart,
	refs: []string{
		"id", "visitor_id", "account_id", "buyer_id", "session_id", "order_id", "outcome", "merged_into", "channel", "branch", "test",
	},
	nums: []string{
		"created_at", "last_activity_at", "longest_idle", "checkout_at", "payment_at", "ordered_at", "lines", "value",
	},
	at:    cartCreatedAt,
	keyed: true,
}

// Carts is the table of carts.
type Carts = Table[Cart, CartRow]

func newCarts(f *Facts) *Carts {
	t := &Carts{rules: &cartRules}
	d := &f.dict
	t.init(&cartSchema, f, &d.cart, &d.visitor, &d.account, &d.person, &d.session, &d.order, &d.cartOutcome, &d.cart,
		&d.channel, &d.branch, nil)
	return t
}

// NewCarts returns a table of the carts with Facts of its own. The errors are
// those of Append.
func NewCarts(carts ...Cart) (*Carts, error) {
	return alone(func(f *Facts) *Carts { return f.Carts }, carts)
}

var cartRules = rules[Cart]{
	id:     func(in *Cart) string { return string(in.ID) },
	check:  checkCart,
	relate: relateCart,
	fill:   fillCart,
}

func fillCart(in *Cart, r *record) {
	r.words[cartID] = string(in.ID)
	r.words[cartVisitor] = string(in.VisitorID)
	r.words[cartAccount] = string(in.AccountID)
	r.words[cartBuyer] = string(in.BuyerID)
	r.words[cartSession] = string(in.SessionID)
	r.words[cartOrder] = string(in.OrderID)
	r.words[cartOutcome] = string(in.Outcome)
	r.words[cartMergedInto] = string(in.MergedInto)
	r.words[cartChannel] = string(in.Channel)
	r.words[cartBranch] = string(in.Branch)
	r.refs[cartTest] = flag(in.Test)
	r.nums[cartCreatedAt] = numberOfTime(in.CreatedAt)
	r.nums[cartLastActivityAt] = numberOfTime(in.lastActivity())
	r.nums[cartLongestIdle] = numberOfDuration(in.LongestIdle)
	r.nums[cartCheckoutAt] = numberOfTime(in.CheckoutAt)
	r.nums[cartPaymentAt] = numberOfTime(in.PaymentAt)
	r.nums[cartOrderedAt] = numberOfTime(in.OrderedAt)
	r.nums[cartLines] = whole(in.Lines)
	r.nums[cartValue] = numberOfMoney(in.Value)
}

func (in *Cart) lastActivity() time.Time {
	if in.LastActivityAt.IsZero() {
		return in.CreatedAt
	}
	return in.LastActivityAt
}
