package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// makeRequests makes the requests for an account: those that led to the new
// accounts, and those that did not.
func (m *maker) makeRequests() {
	r := newRandom(m.options.Seed, streamRequests)
	for _, c := range m.customers {
		if c.begin == 0 || c.test {
			continue // an old customer, or none
		}
		at := c.account.CreatedAt.Add(-minutes(r, 60, 60*70))
		if at.Before(m.at(0, 0)) {
			continue
		}
		q := m.request(r, at, c.account.Name, c.account.AcquiredBy)
		q.Branch, q.AccountID, q.InTarget = c.account.Branch, c.account.ID, model.InTargetYes
		if r.chance(100) {
			q.InTarget = ""
		}
		q.Decision, q.DecidedAt = model.DecisionApproved, c.account.CreatedAt
		m.shop.AccountRequests = append(m.shop.AccountRequests, q)
		if r.chance(180) {
			m.again(r, q)
		}
	}
	for k := range m.options.Accounts * len(m.days) / 2000 {
		d := r.below(len(m.days))
		if m.days[d].closed {
			d = max(0, d-2)
		}
		from := draw(r, attributions)
		from.Channel = ""
		q := m.request(r, m.moment(r, d, model.ChannelWeb), fmt.Sprintf("%s %s X%d", one(r, trades), one(r, places), k+1), from)
		q.InTarget = draw(r, []share[model.InTarget]{{55, model.InTargetNo}, {35, model.InTargetYes}, {10, ""}})
		decided := officeTime(r, q.ReceivedAt.Add(hoursBetween(r, 2, 24*5)))
		if q.Decision = draw(r, []share[model.Decision]{{78, model.DecisionRejected}, {16, model.DecisionWithdrawn}, {6, model.DecisionPending}}); !m.past(decided) {
			q.Decision = model.DecisionPending
		}
		if q.Decision != model.DecisionPending {
			q.DecidedAt = decided
		}
		m.shop.AccountRequests = append(m.shop.AccountRequests, q)
	}
	// Staff try the form now and then.
	for range max(1, m.options.Accounts/120) {
		q := m.request(r, m.at(r.below(len(m.days)), r.between(9, 16)*3600), "", model.Attribution{})
		q.Test, q.Decision, q.DecidedAt = true, model.DecisionRejected, q.ReceivedAt
		m.shop.AccountRequests = append(m.shop.AccountRequests, q)
	}
}

// request makes a request, and most often the visit in which it was sent.
func (m *maker) request(r *random, at time.Time, company string, from model.Attribution) model.AccountRequest {
	q := model.AccountRequest{
		ID: id[model.RequestID](m, requestNumber, "DEM"), ReceivedAt: at, Company: company,
		Source: from.Source, Medium: from.Medium, Campaign: from.Campaign,
	}
	q.Contact = model.Contact(fmt.Sprintf("achats@societe-%d.example", m.used[requestNumber]))
	if from.Channel != "" && from.Channel != model.ChannelWeb || company == "" || r.chance(80) {
		return q // by telephone, or at a fair
	}
	s := m.session(r, strangers, []share[model.Code]{{1, "/ouvrir-un-compte"}}, at.Add(-minutes(r, 4, 20)), at.Add(seconds(r, 5, 60)))
	if s.Source, s.Medium, s.Campaign = from.Source, from.Medium, from.Campaign; s.Source != "google" && s.Source != "linkedin" {
		s.Referrer = ""
	}
	s.VisitorID, s.PageViews, s.KeyEvents = id[model.VisitorID](m, visitorNumber, "V"), int64(r.between(3, 10)), model.CountOf(1)
	look(r, &s)
	mark(&s, model.MarkSignup, at)
	m.record(s)
	q.VisitorID, q.SessionID = s.VisitorID, s.ID
	return q
}

// again repeats a request while the first one is undecided, or just after.
func (m *maker) again(r *random, first model.AccountRequest) {
	q := first
	q.ID = id[model.RequestID](m, requestNumber, "DEM")
	q.ReceivedAt = first.ReceivedAt.Add(minutes(r, 5, 60*30))
	q.Contact = "  " + first.Contact // as typed in a form
	q.Decision, q.DecidedAt = model.DecisionDuplicate, officeTime(r, q.ReceivedAt.Add(minutes(r, 5, 600)))
	if m.past(q.DecidedAt) {
		m.shop.AccountRequests = append(m.shop.AccountRequests, q)
	}
}
