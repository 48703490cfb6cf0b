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

var visitMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawSessions(t)
	return m.drawn(t)
})

// conversionMarkets have orders, quotes and requests too.
var conversionMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawSessions(t)
	m.drawOrders(t, 6)
	if rapid.Bool().Draw(t, "quotes or requests") {
		m.drawQuotes(t)
		m.drawRequests(t)
	}
	return m.drawn(t)
})

// TestUniqueVisitors is O3: distinct visitors with a session that starts in the
// range; without robots and staff; sessions without consent beside.
func TestUniqueVisitors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		visits := m.visits()
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		unrecorded(&why, visits, hasVisitor)
		check(t, m, of(m, kpi.UniqueVisitors(m.policy)), why, func(v kpi.VisitorCount) string {
			var d differ
			d.is("visitors", v.Visitors, distinct(visits, visitorOf))
			d.is("sessions", v.Sessions, int64(len(visits)))
			d.is("without consent", v.WithoutConsent, int64(len(visits)-len(that(visits, hasVisitor))))
			return d.text()
		})
	})
}

// TestHomepageVisitors is K1: distinct visitors who saw the home page; by
// catalogue open and closed (the groups overlap).
func TestHomepageVisitors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		saw := that(m.visits(), func(s model.Session) bool { return s.HomeSeen })
		want := map[model.Catalogue]int64{}
		for _, s := range saw {
			want[s.Catalogue] = distinct(that(saw, func(o model.Session) bool { return o.Catalogue == s.Catalogue }), visitorOf)
		}
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		unrecorded(&why, m.visits(), hasVisitor)
		check(t, m, of(m, kpi.HomepageVisitors(m.policy)), why, func(v kpi.CatalogueVisitors) string {
			var d differ
			d.is("visitors", v.Visitors, distinct(saw, visitorOf))
			groups(&d, "by catalogue", v.ByCatalogue, want, number)
			return d.text()
		})
	})
}

// identified is who logged in.
func (m *market) identified(s model.Session) string {
	return m.who(kpi.SubjectPerson, s.AccountID, s.BuyerID, s.VisitorID)
}

// TestIdentifiedVisitors is K3: distinct persons with a login in a session of the
// range; and K4: the same, in sessions that reached the account's own catalogue.
func TestIdentifiedVisitors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		logins := that(m.visits(), loggedIn)
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		unrecorded(&why, logins, func(s model.Session) bool { return m.identified(s) != "" })
		check(t, m, of(m, kpi.IdentifiedVisitors(m.policy)), why, func(v int64) string {
			var d differ
			d.is("persons", v, distinct(logins, m.identified))
			return d.text()
		})

		own := that(logins, func(s model.Session) bool { return s.Catalogue == model.CatalogueOwn })
		why = nil
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		unrecorded(&why, logins, func(s model.Session) bool { return s.Catalogue != "" })
		unrecorded(&why, logins, func(s model.Session) bool { return m.identified(s) != "" })
		check(t, m, of(m, kpi.IdentifiedVisitorsOwnCatalogue(m.policy)), why, func(v int64) string {
			var d differ
			d.is("persons", v, distinct(own, m.identified))
			return d.text()
		})
	})
}

// TestConnectionTime is K6: from login to last activity: total, mean, median,
// p95; not from the session's start, and not of open sessions.
func TestConnectionTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		var stays []time.Duration
		for _, s := range m.visits() {
			if loggedIn(s) && !s.EndedAt.IsZero() {
				stays = append(stays, s.EndedAt.Sub(login(s)))
			}
		}
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(len(stays) == 0, kpi.NoData)
		check(t, m, of(m, kpi.ConnectionTime(m.policy)), why, func(v kpi.Distribution[time.Duration]) string {
			var d differ
			d.durations("stays", v, stays)
			return d.text()
		})
	})
}

// TestBounceRate is O9: sessions with one page view and no interaction ÷ sessions
// with at least one page view; by engagement, (sessions - engaged ones) ÷ sessions.
func TestBounceRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		var bounced, all, short, told int64
		for _, s := range m.visits() {
			if s.PageViews == 0 {
				continue
			}
			if s.PageViews > 1 {
				all++
				continue
			}
			short++
			n, known := s.Interactions.Value()
			bounces, tells := known && n == 0, known
			if m.policy.Bounce == kpi.BounceNotEngaged {
				events, eventful := s.KeyEvents.Value()
				timed, length := !s.EndedAt.IsZero(), s.EndedAt.Sub(s.StartedAt)
				engaged := timed && length >= 10*time.Second || events > 0
				tells = engaged || timed && eventful
				bounces = !engaged && tells
			}
			if tells {
				told++
				all++
			}
			if bounces {
				bounced++
			}
		}
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(short > 0 && told == 0, kpi.MissingField)
		why.add(all == 0 && short == 0, kpi.NoDenominator)
		check(t, m, of(m, kpi.BounceRate(m.policy)), why, func(v kpi.Ratio) string {
			var d differ
			d.share("rate", v, bounced, all)
			return d.text()
		})
	})
}

// TestReturnVisits is T10: returning visitors ÷ visitors, visits per visitor.
func TestReturnVisits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := visitMarkets.Draw(t, "market")
		m.filter = period.Range{} // it looks at the whole history
		r := m.window.Range
		if r.IsZero() {
			r = february
		}
		first := map[model.VisitorID]time.Time{}
		for _, s := range m.visits() {
			for _, at := range []time.Time{s.StartedAt, s.FirstSeenAt} {
				if f, ok := first[s.VisitorID]; !at.IsZero() && (!ok || at.Before(f)) {
					first[s.VisitorID] = at
				}
			}
		}
		visitors, again := map[model.VisitorID]bool{}, map[model.VisitorID]bool{}
		n := int64(0)
		for _, s := range m.visits() {
			if s.VisitorID == "" || !r.Contains(s.StartedAt) {
				continue
			}
			n++
			visitors[s.VisitorID] = true
			if s.StartedAt.After(first[s.VisitorID]) {
				again[s.VisitorID] = true
			}
		}
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(len(visitors) == 0, kpi.NoDenominator)
		unrecorded(&why, m.visits(), hasVisitor)
		check(t, m, of(m, kpi.ReturnVisits(m.policy, r)), why, func(v kpi.ReturnVisit) string {
			var d differ
			d.share("rate", v.Rate, int64(len(again)), int64(len(visitors)))
			d.is("visits", v.VisitsPerVisitor.Total(), n)
			d.is("visitors", v.VisitsPerVisitor.Count(), int64(len(visitors)))
			return d.text()
		})
	})
}

// goals are when visitors, or nobody known, reached the policy's goal.
type goal struct {
	visitor model.VisitorID
	session model.SessionID
	subject string
	at      time.Time
}

func (m *market) goals() (all []goal) {
	switch m.policy.Goal {
	case kpi.MarkGoal("quote-page"):
		for _, s := range m.visits() {
			for _, mark := range s.Marks {
				if mark.Name == "quote-page" {
					all = append(all, goal{s.VisitorID, s.ID, m.who(kpi.SubjectVisitor, s.AccountID, s.BuyerID, s.VisitorID), mark.At})
				}
			}
		}
	case kpi.QuoteGoal():
		for _, q := range m.quotes {
			at := q.OfferedAt
			if at.IsZero() {
				at = q.RequestedAt
			}
			// A quote belongs to a range by its offer: a filter leaves mere requests out.
			belongs := m.filter.IsZero() || !q.OfferedAt.IsZero() && m.given(q.OfferedAt)
			if !q.Test && !m.testAccount(q.AccountID) && belongs {
				all = append(all, goal{q.VisitorID, q.SessionID, m.who(kpi.SubjectVisitor, q.AccountID, q.BuyerID, q.VisitorID), at})
			}
		}
	case kpi.SignUpGoal():
		for _, r := range m.requests {
			if !r.Test && !m.testAccount(r.AccountID) && m.given(r.ReceivedAt) {
				all = append(all, goal{r.VisitorID, r.SessionID, m.who(kpi.SubjectVisitor, r.AccountID, "", r.VisitorID), r.ReceivedAt})
			}
		}
	default:
		for _, o := range m.givenOrders() {
			if m.counts(o) && m.online(o) {
				all = append(all, goal{m.visitor(o), o.SessionID, m.buyer(o, kpi.SubjectVisitor), o.PlacedAt})
			}
		}
	}
	return all
}

// goalReasons are why the goal cannot be told.
func (m *market) goalReasons(why *reasons, joined func(o model.Order) bool) {
	switch m.policy.Goal {
	case kpi.MarkGoal("quote-page"):
	case kpi.QuoteGoal():
		why.add(len(m.quotes) == 0, kpi.MissingFacts)
	case kpi.SignUpGoal():
		why.add(len(m.requests) == 0, kpi.MissingFacts)
	default:
		m.orderReasons(why, m.givenOrders())
		counted := that(m.givenOrders(), m.counts)
		unrecorded(why, counted, func(o model.Order) bool { return o.Channel != "" })
		unrecorded(why, that(counted, m.online), joined)
	}
}

// TestConversionRate is O5: visitors with a session in the range who reach the
// goal ÷ visitors; by session on request.
func TestConversionRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		visits := m.visits()
		var reached, all int64
		var why reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		if m.policy.ConversionBy == kpi.ConversionByVisitor {
			first := map[model.VisitorID]time.Time{}
			for _, s := range that(visits, hasVisitor) {
				if at, ok := first[s.VisitorID]; !ok || s.StartedAt.Before(at) {
					first[s.VisitorID] = s.StartedAt
				}
			}
			all = int64(len(first))
			for v, at := range first {
				if slices.ContainsFunc(m.goals(), func(g goal) bool { return g.visitor == v && !g.at.Before(at) }) {
					reached++
				}
			}
			unrecorded(&why, visits, hasVisitor)
			m.goalReasons(&why, func(o model.Order) bool { return o.VisitorID != "" || o.SessionID != "" })
		} else {
			// What happened in a session belongs to it whenever it was.
			given := m.filter
			m.filter = period.Range{}
			goals := m.goals()
			m.filter = given
			all = int64(len(visits))
			for _, s := range visits {
				if slices.ContainsFunc(goals, func(g goal) bool { return g.session == s.ID }) {
					reached++
				}
			}
			m.goalReasons(&why, func(o model.Order) bool { return o.SessionID != "" })
		}
		why.add(all == 0, kpi.NoDenominator)
		check(t, m, of(m, kpi.ConversionRate(m.policy)), why, func(v kpi.Ratio) string {
			var d differ
			d.share("rate", v, reached, all)
			return d.text()
		})
	})
}
