package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// makeOrders makes the orders that are planned, in the order of time, with the
// visits and carts they came from, their approvals and refunds.
func (m *maker) makeOrders() {
	r := newRandom(m.options.Seed, streamOrders)
	visits := newRandom(m.options.Seed, streamVisits)
	for i := range m.plans {
		p := &m.plans[i]
		o, cents := m.order(r, p)
		m.approve(r, p.c, &o, cents.net)
		if visited(&o) {
			m.orderVisit(visits, p, &o, cents.net)
		}
		if m.state(r, &o, p.stands); counted(&o) && p.c.first.IsZero() {
			p.c.first = o.PlacedAt
		}
		m.refund(r, p, &o, cents)
		m.shop.Orders = append(m.shop.Orders, o)
		if visited(&o) {
			m.abandon(visits, p)
		}
	}
	m.plans = nil
	for _, c := range m.customers {
		if c.account.FirstOrderAt.IsZero() {
			c.account.FirstOrderAt = c.first
		}
	}
}

// counted reports whether an order stands when the facts end.
func counted(o *model.Order) bool {
	switch o.Status {
	case model.StatusDraft, model.StatusPendingApproval, model.StatusRejected, model.StatusCancelled:
		return false
	}
	return !o.Test
}

// visited reports whether an order was placed in a visit.
func visited(o *model.Order) bool {
	return o.PlacedBy == model.PlacedByBuyer && (o.Channel == model.ChannelWeb || o.Channel == model.ChannelApp) && !o.Test
}

// amounts are those of an order, in cents.
type amounts struct{ net, tax, shipping, fees int }

func (m *maker) order(r *random, p *plan) (model.Order, amounts) {
	c := p.c
	a := c.account
	o := model.Order{
		ID: id[model.OrderID](m, orderNumber, "CMD"), PlacedAt: p.at, Status: model.StatusPlaced, AccountID: a.ID,
		Channel: p.channel, PlacedBy: placedBy(r, p.channel), Branch: a.Branch, SalesRep: a.SalesRep,
		Country: a.Country, Region: a.Region, Lines: p.basket.lines, DeliveryMode: c.delivery, Test: c.test,
	}
	if len(c.people) > 0 && (o.PlacedBy == model.PlacedByBuyer || r.chance(800)) {
		o.BuyerID = c.buyer(r).id
	}
	if p.quote != nil {
		o.QuoteID, o.QuoteTerms = p.quote.ID, p.terms
		if p.quote.BuyerID != "" {
			o.BuyerID = p.quote.BuyerID
		}
	}
	if r.chance(350) {
		o.DeliveryMode = draw(r, deliveryShares)
	}
	if o.PlacedBy == model.PlacedByBuyer && r.chance(12) {
		o.DeliveryMode = model.DeliverDigital
	}
	goods, discount := p.basket.total()
	if p.quote == nil {
		off, promotions := promotion(r, m.days[p.day].date.Month, m.days[p.day].date.Year)
		o.Promotions = promotions
		discount += (goods - discount) * off / 100
	}
	cents := amounts{net: goods - discount, fees: p.basket.eco}
	cents.shipping = shippingCents(o.DeliveryMode, cents.net)
	rate := 200 // thousandths
	if c.currency == model.CHF {
		rate = 81
	}
	cents.tax = ((cents.net+cents.shipping+cents.fees)*rate + 500) / 1000
	o.Goods, o.Discount = money(goods, c.currency), money(discount, c.currency)
	o.Tax, o.Shipping, o.Fees = money(cents.tax, c.currency), money(cents.shipping, c.currency), money(cents.fees, c.currency)
	total := cents.net + cents.tax + cents.shipping + cents.fees
	o.Total = money(total, c.currency)
	o.Payments = payments(r, c, p.channel, total)
	return o, cents
}

func placedBy(r *random, channel model.Channel) model.PlacedBy {
	switch channel {
	case model.ChannelEDI:
		return model.PlacedBySystem
	case model.ChannelPunchout, model.ChannelMarketplace:
		return model.PlacedByBuyer
	case model.ChannelWeb, model.ChannelApp:
		if r.chance(60) { // in the buyer's name, from the rep's desk
			return model.PlacedByRep
		}
		return model.PlacedByBuyer
	}
	return model.PlacedByRep
}

// promotion draws what is taken off an order, in hundredths, and its codes.
func promotion(r *random, month time.Month, year int) (off int, codes []model.Code) {
	switch {
	case month == time.April && r.chance(350):
		off, codes = 3, []model.Code{model.Code(fmt.Sprintf("printemps-%d", year))}
	case month == time.September && r.chance(300):
		off, codes = 4, []model.Code{model.Code(fmt.Sprintf("rentree-%d", year))}
	}
	if r.chance(25) {
		off, codes = off+2, append(codes, "fidelite")
	}
	return off, codes
}

func shippingCents(mode model.DeliveryMode, net int) int {
	switch {
	case mode == model.DeliverBranchPickup || mode == model.DeliverDigital:
		return 0
	case mode == model.DeliverExpress:
		return 1990
	case mode == model.DeliverCarrier:
		return 4500
	case net >= 30_000:
		return 0
	}
	return 990
}

// payments draws how an order is paid, now and then in two ways.
func payments(r *random, c *customer, channel model.Channel, total int) []model.Payment {
	method := c.pays
	switch {
	case channel == model.ChannelPunchout:
		method = model.PayPurchasingCard
	case channel == model.ChannelEDI || channel == model.ChannelRepVisit:
		method = model.PayOnAccount
	case r.chance(180):
		method = model.PayCard
	case r.chance(6):
		method = model.PayOther
	}
	if second := model.PayVoucher; total > 6_000 && r.chance(35) {
		if method != model.PayCard && r.chance(400) {
			second = model.PayCard
		}
		part := total * r.between(10, 40) / 100
		return []model.Payment{{Method: method, Amount: money(total-part, c.currency)}, {Method: second, Amount: money(part, c.currency)}}
	}
	if r.chance(500) {
		return []model.Payment{{Method: method}}
	}
	return []model.Payment{{Method: method, Amount: money(total, c.currency)}}
}

// state draws where an order stands when the facts end, unless its approval has
// decided that. One that has to stand is not cancelled.
func (m *maker) state(r *random, o *model.Order, stands bool) {
	if o.Status != model.StatusPlaced {
		return
	}
	age := int(m.asOf.Sub(o.PlacedAt).Hours()) / 24
	switch k := r.below(1000); {
	case k < 24 && !stands:
		o.Status = model.StatusCancelled
		if at := o.PlacedAt.Add(hoursBetween(r, 1, 72)); m.past(at) && r.chance(900) {
			o.CancelledAt = at
		}
	case k < 28 && !stands && o.CartID == "" && o.QuoteID == "":
		o.Status = model.StatusDraft
	case age < 1:
		o.Status = model.StatusPlaced
	case age < 3:
		o.Status = draw(r, []share[model.OrderStatus]{{80, model.StatusConfirmed}, {20, model.StatusOnHold}})
	case age < 8:
		o.Status = draw(r, []share[model.OrderStatus]{{70, model.StatusShipped}, {20, model.StatusPartiallyShipped}, {10, model.StatusOnHold}})
	case age < 40:
		o.Status = model.StatusDelivered
	default:
		o.Status = draw(r, []share[model.OrderStatus]{{92, model.StatusCompleted}, {8, model.StatusDelivered}})
	}
}
