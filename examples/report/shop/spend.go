package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// budgetLine is what is spent a month, in cents for each thousand accounts.
type budgetLine struct {
	spend  model.Spend
	cents  int
	clicks int // in cents each; 0 where there are none
}

var budgetLines = []budgetLine{
	{model.Spend{Kind: model.SpendMedia, Purpose: model.ForAcquisition, Source: "google", Medium: "cpc", Campaign: "generique", Channel: model.ChannelWeb}, 105_000, 140},
	{model.Spend{Kind: model.SpendMedia, Source: "linkedin", Medium: "social", Campaign: "acheteurs", Channel: model.ChannelWeb}, 62_000, 420},
	{model.Spend{Kind: model.SpendAgency, Purpose: model.ForAcquisition, Source: "google", Medium: "organic", Channel: model.ChannelWeb}, 54_000, 0},
	{model.Spend{Kind: model.SpendSalaries, Purpose: model.ForAcquisition, Source: "prospection", Medium: "phone", Channel: model.ChannelPhone}, 105_000, 0},
	{model.Spend{Kind: model.SpendMedia, Purpose: model.ForRetention, Source: "newsletter", Medium: "email", Campaign: "mensuelle"}, 30_000, 60},
	{model.Spend{Kind: model.SpendSalaries, Purpose: model.ForOperations, Channel: model.ChannelPhone}, 1_250_000, 0},
	{model.Spend{Kind: model.SpendSalaries, Purpose: model.ForOperations, Channel: model.ChannelEmail}, 620_000, 0},
	{model.Spend{Kind: model.SpendSalaries, Purpose: model.ForOperations, Channel: model.ChannelRepVisit}, 1_400_000, 0},
	{model.Spend{Kind: model.SpendTools, Purpose: model.ForOperations, Channel: model.ChannelWeb}, 540_000, 0},
	{model.Spend{Kind: model.SpendTools, Purpose: model.ForOperations, Channel: model.ChannelEDI}, 45_000, 0},
}

// makeSpend makes the spend of each month, and of a fair each March.
func (m *maker) makeSpend() {
	r := newRandom(m.options.Seed, streamSpend)
	for _, month := range m.calendarMonths() {
		for _, line := range budgetLines {
			cents := line.cents * m.options.Accounts / 1000 * r.between(88, 112) / 100
			s := line.spend
			if line.clicks > 0 {
				clicks := cents / line.clicks
				s.Clicks, s.Impressions = model.CountOf(int64(clicks)), model.CountOf(int64(clicks*r.between(25, 60)))
			}
			m.spend(s, month.from, month.to, cents)
		}
		if month.from.Month == time.March {
			m.spend(model.Spend{Kind: model.SpendOther, Purpose: model.ForAcquisition, Source: "salon", Medium: "event",
				Campaign: "salon-du-batiment", Channel: model.ChannelRepVisit}, month.from, month.to, 1_500*m.options.Accounts)
		}
		if month.from.Month == time.June { // a platform gives back what it charged for robots
			m.spend(model.Spend{Kind: model.SpendMedia, Source: "google", Medium: "cpc", Campaign: "generique", Channel: model.ChannelWeb},
				month.from, month.to, -20*m.options.Accounts)
		}
	}
}

func (m *maker) spend(s model.Spend, from, to period.Date, cents int) {
	s.ID = model.SpendID(fmt.Sprintf("DEP-%05d", len(m.shop.Spends)+1))
	s.From, s.To, s.Amount = from, to, money(cents, model.EUR)
	m.shop.Spends = append(m.shop.Spends, s)
}

// span is some days, up to one that is excluded.
type span struct{ from, to period.Date }

// calendarMonths returns the months of the facts, the first and the last as far
// as the facts reach.
func (m *maker) calendarMonths() []span {
	var all []span
	for d := m.options.From; d.Before(m.options.To); {
		next := period.Date{Year: d.Year, Month: d.Month, Day: 1}.AddMonths(1)
		if m.options.To.Before(next) {
			next = m.options.To
		}
		all = append(all, span{d, next})
		d = next
	}
	return all
}
