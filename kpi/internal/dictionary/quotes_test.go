package dictionary_test

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var quoteMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawQuotes(t)
	m.drawOrders(t, 6)
	if rapid.IntRange(0, 2).Draw(t, "no order names a quote") == 0 {
		for i := range m.orders {
			m.orders[i].QuoteID = ""
		}
	}
	return m.drawn(t)
})

// revision is one of a quote, false where it has none such.
func (m *market) revision(id model.QuoteID, counts func(q model.Quote) bool) (last model.Quote, found bool) {
	for _, q := range m.quotes {
		if q.ID == id && counts(q) && (!found || q.Revision > last.Revision) {
			last, found = q, true
		}
	}
	return last, found
}

// binds is the first instant at which a revision no longer binds.
func (m *market) binds(q model.Quote) time.Time {
	if !q.ValidUntil.IsZero() {
		return q.ValidUntil
	}
	age := m.policy.QuoteMaxAge
	if age == 0 {
		age = 30 * day
	}
	return q.OfferedAt.Add(age)
}

// onTerms says whether an order was made on the terms of its quote: as it says,
// else while the revision that it was made on bound.
func (m *market) onTerms(o model.Order) bool {
	switch o.QuoteTerms {
	case model.TermsApplied:
		return true
	case model.TermsNotApplied:
		return false
	}
	offer, ok := m.revision(o.QuoteID, func(q model.Quote) bool { return q.Revision > 0 && !q.OfferedAt.After(o.PlacedAt) })
	return ok && o.PlacedAt.Before(m.binds(offer))
}

// currenciesOf is a purse of the nets of orders.
func currenciesOf(orders []model.Order) *purse {
	p := new(purse)
	for _, o := range orders {
		p.addRat(net(o), goods(o).Currency())
	}
	return p
}

func isOffer(q model.Quote) bool { return q.Revision > 0 }

// TestQuoteToOrderRate is K8: quotes first offered in the range and won ÷ those
// settled.
func TestQuoteToOrderRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := quoteMarkets.Draw(t, "market")
		m.filter = m.window.Range
		if rapid.Bool().Draw(t, "unfiltered") {
			m.filter = period.Range{}
		}
		anyNames := len(that(m.orders, func(o model.Order) bool { return o.QuoteID != "" && !m.trial(o) })) > 0
		var won, lost, open, lines, taken int64
		var value, takenValue purse
		for _, first := range m.quotes {
			if first.Revision != 1 || first.Test || m.testAccount(first.AccountID) || !m.entered(first.OfferedAt) {
				continue
			}
			last, _ := m.revision(first.ID, func(q model.Quote) bool { return isOffer(q) && m.seen(q.OfferedAt) })
			orders := that(m.counted(), func(o model.Order) bool { return o.QuoteID == first.ID && m.seen(o.PlacedAt) && m.onTerms(o) })
			isWon := len(orders) > 0
			if !anyNames {
				isWon = last.Outcome == model.QuoteAccepted && m.seen(last.DecidedAt)
			}
			expired := last.Outcome == model.QuoteExpired && last.ValidUntil.IsZero()
			declined := (last.Outcome == model.QuoteDeclined || last.Outcome == model.QuoteWithdrawn) && m.seen(last.DecidedAt)
			n, tells := last.LineCount.Value()
			switch {
			case isWon:
				won++
				value.add(last.Value)
				switch {
				case !last.TakenValue.IsNone():
					takenValue.add(last.TakenValue)
				case len(orders) > 0 && !currenciesOf(orders).mixed():
					for _, o := range orders {
						takenValue.addRat(net(o), goods(o).Currency())
					}
				default:
					takenValue.add(last.Value)
				}
				if some, ok := last.TakenLines.Value(); ok && tells {
					lines, taken = lines+n, taken+some
				}
			case declined || expired || m.elapsed(m.binds(last)):
				lost++
				value.add(last.Value)
				if tells {
					lines += n
				}
			default:
				open++
			}
		}
		var why reasons
		m.unplaced(&why, m.givenOrders())
		_, judged := m.asOf()
		why.add(!judged, kpi.MissingField)
		why.add(len(m.quotes) == 0, kpi.MissingFacts)
		why.add(won+lost+open == 0, kpi.NoDenominator)
		why.add(open > 0 && won+lost == 0, kpi.WindowOpen)
		check(t, m, of(m, kpi.QuoteToOrderRate(m.policy, m.window)), why, func(v kpi.QuoteConversion) string {
			var d differ
			d.share("rate", v.Rate, won, won+lost)
			d.is("won", v.Won, won)
			d.is("lost", v.Lost, lost)
			d.is("open", v.Open, open)
			d.share("at least", v.AtLeast, won, won+lost+open)
			d.share("at most", v.AtMost, won+open, won+lost+open)
			d.shareOf("by line", v.ByLine, taken, lines)
			d.moneyRatio("by value", v.ByValue, takenValue, value)
			return d.text()
		})
	})
}

func (d *differ) moneyRatio(name string, got kpi.Result[kpi.Ratio], num, den purse) {
	var why reasons
	why.add(num.mixed() || den.mixed(), kpi.MixedCurrency)
	why.add(len(num.currencies) == 1 && len(den.currencies) == 1 && num.currencies[0] != den.currencies[0], kpi.MixedCurrency)
	why.add(den.amount().Cmp(new(big.Rat)) <= 0, kpi.NoDenominator)
	if v, ok := undefined(d, name, got, why); ok {
		d.ratio(name, v, num.amount(), den.amount())
	}
}

// TestQuotes is K7: quotes by first offer, count and value; requests received,
// time to quote.
func TestQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := quoteMarkets.Draw(t, "market")
		m.filter = m.window.Range
		var offers, requests int64
		var value purse
		var took []time.Duration
		for _, q := range m.quotes {
			if q.Test || m.testAccount(q.AccountID) {
				continue
			}
			draft, drafted := m.revision(q.ID, func(q model.Quote) bool { return q.Revision == 0 })
			asked := q.RequestedAt
			if asked.IsZero() && drafted {
				asked = draft.RequestedAt
			}
			if q.Revision == 1 && m.entered(q.OfferedAt) {
				offers++
				value.add(q.Value)
				if !asked.IsZero() {
					took = append(took, q.OfferedAt.Sub(asked))
				}
			}
			if (q.Revision == 0 || q.Revision == 1 && !drafted) && m.entered(asked) {
				requests++
			}
		}
		var why reasons
		why.add(len(m.quotes) == 0, kpi.MissingFacts)
		check(t, m, kpi.Quotes(m.policy, m.window).Of(m.facts.All()), why, func(v kpi.QuoteActivity) string {
			var d differ
			d.is("quotes", v.Quotes, offers)
			d.is("requests", v.Requests, requests)
			d.money("value", v.Value, value, nil)
			d.durationsOf("time to quote", v.TimeToQuote, took)
			return d.text()
		})
	})
}
