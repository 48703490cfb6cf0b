package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// customer is an account, and what only the maker knows of it.
type customer struct {
	account    *model.Account
	currency   model.Currency
	test       bool
	rate       int // orders and quotes on a plain day, in millionths
	begin, end int // days on which it may buy: from begin up to end, excluded
	online     int // day from which it orders online; past the end: never
	back       int // day from which it has given that up again
	machine    model.Channel
	pays       model.PaymentMethod
	delivery   model.DeliveryMode
	percent    int // agreed below list prices
	favourites [2]int
	people     []*person
	looker     *person // who logs in to look, and leaves ordering to the others
	approvers  []model.PersonID
	limit      int       // cents above which an order needs approval; 0: none does
	mood       int       // about the seller: -1, 0 or 1
	first      time.Time // of its counted orders
	lastCart   model.CartID
}

// person buys for a customer.
type person struct {
	id       model.PersonID
	visitors []model.VisitorID
	seen     time.Time // first visit, from older systems
}

// size draws how much a customer buys. Some that asked for an account never do.
func (c *customer) size(r *random, i int) {
	c.rate, c.account.Segment, c.percent = r.between(35_000, 60_000), "small-business", r.between(0, 3)
	switch n := r.below(100); {
	case n < 10:
		c.rate, c.account.Segment, c.percent = r.between(220_000, 380_000), "key-account", r.between(8, 14)
	case n < 50:
		c.rate, c.account.Segment, c.percent = r.between(80_000, 140_000), "mid-market", r.between(3, 8)
	}
	if i%12 == 5 {
		c.account.Segment = "public-sector"
	}
	if i%25 == 13 {
		c.rate = 0
	}
}

// habits draws how a customer buys: the web from some day on, by phone before.
func (c *customer) habits(r *random, n int) {
	switch k := r.below(100); {
	case k < 42:
		c.online = c.begin
	case k < 87:
		c.online = c.begin + r.below(n)
	default:
		c.online = n
	}
	if r.chance(80) {
		c.back = c.online + r.between(90, 400)
	}
	if c.account.Segment == "key-account" && r.chance(600) || c.account.Segment == "public-sector" && r.chance(400) {
		c.machine = one(r, []model.Channel{model.ChannelEDI, model.ChannelPunchout})
	}
	c.pays, c.delivery = draw(r, payShares), draw(r, deliveryShares)
	c.favourites = [2]int{r.below(len(categories)), r.below(len(categories))}
	c.mood = r.between(-1, 1)
}

// buyer returns one of the people, the first one most often.
func (c *customer) buyer(r *random) *person {
	if r.chance(600) {
		return c.people[0]
	}
	return one(r, c.people)
}

// onlineOn reports whether a customer orders online on a day.
func (c *customer) onlineOn(day int) bool { return day >= c.online && day < c.back }

// buysOn reports whether a customer may buy on a day.
func (c *customer) buysOn(day int) bool { return c.rate > 0 && day >= c.begin && day < c.end }
