package dictionary_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

var cartMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawCarts(t)
	return m.drawn(t)
})

// TestCartAbandonmentRate is K16: filled carts not ordered within the window of
// inactivity ÷ filled carts whose window has elapsed; dated by creation.
func TestCartAbandonmentRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := cartMarkets.Draw(t, "market")
		m.filter = m.window.Range // the filter and the window's range agree: the filter changes nothing
		window := m.policy.CartWindow
		if window == 0 {
			window = 7 * day
		}
		var want kpi.CartAbandonment
		var lost purse
		filled := 0
		for _, c := range m.carts {
			if c.Test || m.testAccount(c.AccountID) || c.Lines == 0 || !m.entered(c.CreatedAt) {
				continue
			}
			filled++
			last := c.LastActivityAt
			if last.IsZero() {
				last = c.CreatedAt
			}
			lapses := last.Add(window)
			ordered := c.Outcome == model.CartOrdered && m.seen(c.OrderedAt)
			kept := c.Outcome == model.CartSaved || c.Outcome == model.CartQuoteRequested || c.Outcome == model.CartMerged || c.Outcome == "own"
			gap := c.LongestIdle >= window && m.seen(last) // between two changes
			if !m.elapsed(lapses) && (kept || !gap) {
				if ordered {
					want.Converted++
				} else {
					want.Open++
				}
				continue
			}
			want.Settled++
			inTime := ordered && c.OrderedAt.Before(lapses) && !gap
			if inTime || kept {
				continue
			}
			want.Abandoned++
			if ordered {
				want.Recovered++
			} else {
				lost.add(c.Value)
			}
		}
		var why reasons
		_, judged := m.asOf()
		why.add(!judged, kpi.MissingField)
		why.add(len(m.carts) == 0, kpi.MissingFacts)
		why.add(filled == 0, kpi.NoDenominator)
		why.add(filled > 0 && want.Settled == 0, kpi.WindowOpen)
		check(t, m, of(m, kpi.CartAbandonmentRate(m.policy, m.window)), why, func(v kpi.CartAbandonment) string {
			var d differ
			d.share("rate", v.Rate, want.Abandoned, want.Settled)
			d.is("settled", v.Settled, want.Settled)
			d.is("abandoned", v.Abandoned, want.Abandoned)
			d.is("recovered", v.Recovered, want.Recovered)
			d.is("converted", v.Converted, want.Converted)
			d.is("open", v.Open, want.Open)
			d.money("lost", v.Lost, lost, nil)
			return d.text()
		})
	})
}

// TestAverageCartValue is O8: mean value of carts at checkout, completed ones by
// default or all that reached it.
func TestAverageCartValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := cartMarkets.Draw(t, "market")
		carts := that(m.carts, func(c model.Cart) bool { return !c.Test && !m.testAccount(c.AccountID) && m.given(c.CreatedAt) })
		var values purse
		for _, c := range carts {
			completed := c.Outcome == model.CartOrdered
			if m.policy.Carts == kpi.CartsAtCheckout {
				completed = !c.CheckoutAt.IsZero()
			}
			if completed {
				values.add(c.Value)
			}
		}
		var why reasons
		why.add(len(m.carts) == 0, kpi.MissingFacts)
		why.add(values.n == 0, kpi.NoDenominator)
		why.add(values.mixed(), kpi.MixedCurrency)
		if m.policy.Carts == kpi.CartsAtCheckout {
			unrecorded(&why, carts, func(c model.Cart) bool { return !c.CheckoutAt.IsZero() })
		}
		check(t, m, of(m, kpi.AverageCartValue(m.policy)), why, func(v kpi.Average[model.Money]) string {
			var d differ
			d.average("value", v, values.amount(), values.n)
			return d.text()
		})
	})
}

// TestAccountRequests is K2: requests received, without duplicates (same contact
// while one is undecided or approved).
func TestAccountRequests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawAccounts(t)
		m.drawRequests(t)
		m.drawn(t)
		contact := func(r model.AccountRequest) string {
			if r.Contact == "k" {
				return "k"
			}
			return "x@y.fr"
		}
		// repeats says whether a request came, by the same contact, after an earlier
		// one that had not been turned down by then. Duplicates are none.
		var duplicate func(r model.AccountRequest) bool
		duplicate = func(r model.AccountRequest) bool {
			if r.Decision == model.DecisionDuplicate {
				return true
			}
			for _, e := range m.requests {
				earlier := e.ReceivedAt.Before(r.ReceivedAt) || e.ReceivedAt.Equal(r.ReceivedAt) && e.ID < r.ID
				if !earlier || contact(e) != contact(r) || e.Test || duplicate(e) {
					continue
				}
				over := (e.Decision == model.DecisionRejected || e.Decision == model.DecisionWithdrawn) && !e.DecidedAt.After(r.ReceivedAt)
				if !over {
					return true
				}
			}
			return false
		}
		var requests, duplicates int64
		decisions := map[model.Decision]int64{}
		var took []time.Duration
		for _, r := range m.requests {
			switch {
			case r.Test || m.testAccount(r.AccountID) || !m.given(r.ReceivedAt):
			case duplicate(r):
				duplicates++
			default:
				requests++
				decisions[r.Decision]++
				if !r.DecidedAt.IsZero() {
					took = append(took, r.DecidedAt.Sub(r.ReceivedAt))
				}
			}
		}
		var why reasons
		why.add(len(m.requests) == 0, kpi.MissingFacts)
		check(t, m, of(m, kpi.AccountRequests(m.policy)), why, func(v kpi.RequestActivity) string {
			var d differ
			d.is("requests", v.Requests, requests)
			d.is("duplicates", v.Duplicates, duplicates)
			groups(&d, "decisions", v.ByDecision, decisions, number)
			d.durationsOf("time to decide", v.TimeToDecide, took)
			return d.text()
		})
	})
}
