package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Branches of the network.
const (
	branchLyon   model.Branch = "lyon"
	branchLille  model.Branch = "lille"
	branchGeneve model.Branch = "geneve"
)

var branchShares = []share[model.Branch]{{30, branchLyon}, {22, branchLille}, {20, "nantes"}, {16, "toulouse"}, {12, "strasbourg"}}

var regions = map[model.Branch]model.Region{
	branchLyon: "auvergne-rhone-alpes", branchLille: "hauts-de-france", branchGeneve: "geneve",
	"nantes": "pays-de-la-loire", "toulouse": "occitanie", "strasbourg": "grand-est",
}

var (
	trades = []string{"Ateliers", "Menuiserie", "Garage", "Fonderie", "Transports", "Clinique", "Imprimerie", "Laiterie", "Scierie", "Hôtel"}
	places = []string{"du Rhône", "des Monts", "de la Loire", "du Nord", "des Alpes", "du Lac", "de l'Est", "du Midi", "de la Baie", "du Canal"}

	industries = []share[model.Code]{{30, "construction"}, {25, "manufacturing"}, {15, "food"}, {10, "healthcare"}, {10, "hospitality"}, {10, "logistics"}}

	attributions = []share[model.Attribution]{
		{24, model.Attribution{Source: "google", Medium: "organic", Channel: model.ChannelWeb}},
		{18, model.Attribution{Source: "google", Medium: "cpc", Campaign: "generique", Channel: model.ChannelWeb}},
		{8, model.Attribution{Source: "linkedin", Medium: "social", Campaign: "acheteurs", Channel: model.ChannelWeb}},
		{12, model.Attribution{Source: "direct", Medium: "none", Channel: model.ChannelWeb}},
		{14, model.Attribution{Source: "salon", Medium: "event", Campaign: "salon-du-batiment", Channel: model.ChannelRepVisit}},
		{14, model.Attribution{Source: "prospection", Medium: "phone", Channel: model.ChannelPhone}},
		{10, model.Attribution{Source: "partenaire", Medium: "referral", Channel: model.ChannelBranch}},
	}

	payShares      = []share[model.PaymentMethod]{{58, model.PayOnAccount}, {16, model.PayCard}, {9, model.PayTransfer}, {8, model.PayDirectDebit}, {6, model.PayBill}, {3, model.PayPurchasingCard}}
	deliveryShares = []share[model.DeliveryMode]{{46, model.DeliverStandard}, {26, model.DeliverBranchPickup}, {11, model.DeliverExpress}, {12, model.DeliverCarrier}, {5, model.DeliverDropShip}}
)

func (m *maker) makeAccounts() {
	r := newRandom(m.options.Seed, streamAccounts)
	m.shop.Accounts = make([]model.Account, m.options.Accounts) // customers point into it
	for i := range m.shop.Accounts {
		a := &m.shop.Accounts[i]
		c := &customer{account: a, currency: model.EUR, end: len(m.days), back: len(m.days)}
		a.ID = model.AccountID(fmt.Sprintf("C-%05d", i+1))
		a.Name = fmt.Sprintf("%s %s %d", one(r, trades), one(r, places), i+1)
		a.Industry, a.Country, a.Branch = draw(r, industries), "fr", draw(r, branchShares)
		if i%16 == 7 && i%10 > 2 { // never in a group, so that a group buys in one currency
			a.Branch, a.Country, c.currency = branchGeneve, "ch", model.CHF
		}
		a.Region = regions[a.Branch]
		a.SalesRep = model.SalesRepID(fmt.Sprintf("rep-%s-%d", a.Branch, r.between(1, 2)))
		if i%10 == 1 || i%10 == 2 {
			a.ParentID = m.shop.Accounts[i-i%10].ID
		}
		if !r.chance(80) {
			a.AcquiredBy = draw(r, attributions)
		}
		c.size(r, i)
		m.age(r, c)
		c.habits(r, len(m.days))
		m.hire(r, c, i)
		m.customers = append(m.customers, c)
		switch {
		case i == len(m.shop.Accounts)-1:
			m.tryOut(c)
		case i%60 == 48 && m.customers[i-1].currency == c.currency:
			m.merge(r, c, m.customers[i-1])
		}
	}
}

// age draws when a customer came, and whether it leaves.
func (m *maker) age(r *random, c *customer) {
	a, n := c.account, len(m.days)
	if old := r.chance(730); old || n < 60 {
		a.CreatedAt = m.at(0, 9*3600).AddDate(-r.between(1, 9), -r.below(12), -r.below(28)).Add(minutes(r, 0, 480))
		if c.rate > 0 {
			a.FirstOrderAt = a.CreatedAt.Add(hoursBetween(r, 20, 20*24))
		}
	} else {
		c.begin = r.between(15, n-10)
		a.CreatedAt = officeTime(r, m.at(max(0, c.begin-r.between(1, 9)), r.between(8, 17)*3600+r.below(3600)))
		if d := m.options.From.DaysUntil(calendar.DateOf(a.CreatedAt)); c.begin <= d {
			c.begin = d + 1
		}
	}
	if r.chance(120) && n >= 60 {
		c.end = min(n, c.begin+r.between(40, n))
		if c.end < n && r.chance(500) {
			a.ClosedAt = m.at(c.end, 17*3600)
		}
	}
}

// merge makes one customer part of another, at some time in the second half.
func (m *maker) merge(r *random, c, into *customer) {
	n := len(m.days)
	c.end = min(c.end, max(c.begin, n/2+r.below(n/4+1)))
	c.account.MergedInto = into.account.ID
	if c.end < n {
		c.account.ClosedAt = m.at(c.end, 18*3600)
	}
}

// tryOut makes a customer the account with which the seller tries things out.
func (m *maker) tryOut(c *customer) {
	c.account.Test, c.account.AcquiredBy, c.account.ClosedAt = true, model.Attribution{}, time.Time{}
	c.account.CreatedAt = m.at(0, 9*3600).AddDate(-1, 0, 0)
	c.test, c.rate, c.machine, c.begin, c.online, c.end = true, 150_000, "", 0, 0, len(m.days)
	c.back = c.end
}

// hire draws who buys for a customer, and who approves that.
func (m *maker) hire(r *random, c *customer, i int) {
	people := r.between(1, 2)
	if c.account.Segment == "key-account" {
		people = r.between(2, 4)
	}
	for k := range people + 1 {
		p := &person{id: model.PersonID(fmt.Sprintf("P-%05d-%d", i+1, k+1))}
		for range draw(r, []share[int]{{70, 1}, {25, 2}, {5, 3}}) {
			p.visitors = append(p.visitors, id[model.VisitorID](m, visitorNumber, "V"))
		}
		if c.begin == 0 && r.chance(600) {
			p.seen = m.at(0, 9*3600).Add(-hoursBetween(r, 24, 24*600))
		}
		if k == people {
			c.looker = p
			break
		}
		c.people = append(c.people, p)
	}
	if people > 1 && r.chance(700) || i%12 == 5 {
		c.limit = one(r, []int{50_000, 80_000, 120_000, 200_000})
		for k := range 2 {
			c.approvers = append(c.approvers, model.PersonID(fmt.Sprintf("P-%05d-a%d", i+1, k+1)))
		}
	}
}
