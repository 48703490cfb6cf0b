package dictionary_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// onlineOrders are the counted orders that came in online.
func (m *market) onlineOrders() []model.Order { return that(m.counted(), m.online) }

// tellsBuyer says whether an order has a field that tells who ordered.
func (m *market) tellsBuyer(o model.Order) bool {
	return m.buyer(o, kpi.SubjectPerson) != "" || m.policy.Subject == kpi.SubjectVisitor && o.SessionID != ""
}

// TestIdentifiedConversionRate is K5: identified persons with an online counted
// order at or after their login in the range ÷ identified persons.
func TestIdentifiedConversionRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		visits := m.visits()
		logins := that(visits, loggedIn)
		orders := that(m.onlineOrders(), func(o model.Order) bool { return m.given(o.PlacedAt) })
		first := map[string]time.Time{}
		for _, s := range logins {
			who := m.identified(s)
			if at, ok := first[who]; who != "" && (!ok || login(s).Before(at)) {
				first[who] = login(s)
			}
		}
		var converted int64
		for who, at := range first {
			if slices.ContainsFunc(orders, func(o model.Order) bool { return m.buyer(o, kpi.SubjectPerson) == who && !o.PlacedAt.Before(at) }) {
				converted++
			}
		}
		n := int64(len(first))
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(n == 0, kpi.NoDenominator)
		unrecorded(&why, logins, func(s model.Session) bool { return m.identified(s) != "" })
		unrecorded(&why, orders, m.tellsBuyer)
		unrecorded(&why, that(m.givenOrders(), m.counts), func(o model.Order) bool { return o.Channel != "" })
		check(t, m, of(m, kpi.IdentifiedConversionRate(m.policy)), why, func(v kpi.IdentifiedConversion) string {
			var d differ
			d.share("rate", v.Rate, converted, n)
			d.shareOf("identified", v.Identified, n, distinct(visits, visitorOf))
			return d.text()
		})
	})
}

// TestLoginToOrderRate is K9: identified sessions that led to an online counted
// order ÷ identified sessions; in the session, or within a window, credited to the
// last session before the order.
func TestLoginToOrderRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		m.filter = period.Range{}
		logins := that(m.visits(), loggedIn)
		orders := that(m.onlineOrders(), func(o model.Order) bool { return m.seen(o.PlacedAt) })
		var led, all, open int64
		var why reasons
		window := m.policy.LoginWindow
		if window == 0 {
			for _, s := range logins {
				if !m.entered(s.StartedAt) {
					continue
				}
				all++
				if slices.ContainsFunc(orders, func(o model.Order) bool { return o.SessionID == s.ID && !o.PlacedAt.Before(login(s)) }) {
					led++
				}
			}
			unrecorded(&why, m.onlineOrders(), func(o model.Order) bool { return o.SessionID != "" })
		} else {
			credited := map[model.SessionID]bool{}
			for _, o := range orders {
				who := m.buyer(o, kpi.SubjectPerson)
				var last model.Session
				for _, s := range logins {
					if m.identified(s) == who && !login(s).After(o.PlacedAt) && (last.ID == "" || login(s).After(login(last))) {
						last = s
					}
				}
				if who != "" && last.ID != "" && o.PlacedAt.Before(login(last).Add(window)) {
					credited[last.ID] = true
				}
			}
			for _, s := range logins {
				switch {
				case m.identified(s) == "" || !m.entered(login(s)):
				case !m.elapsed(login(s).Add(window)):
					open++
				default:
					all++
					if credited[s.ID] {
						led++
					}
				}
			}
			unrecorded(&why, m.onlineOrders(), m.tellsBuyer)
			unrecorded(&why, logins, func(s model.Session) bool { return m.identified(s) != "" })
		}
		m.orderReasons(&why, m.orders)
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(all == 0 && open == 0, kpi.NoDenominator)
		why.add(all == 0 && open > 0, kpi.WindowOpen)
		unrecorded(&why, m.counted(), func(o model.Order) bool { return o.Channel != "" })
		check(t, m, of(m, kpi.LoginToOrderRate(m.policy, m.window)), why, func(v kpi.Ratio) string {
			var d differ
			d.share("rate", v, led, all)
			return d.text()
		})
	})
}
