package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestBounceRate(t *testing.T) {
	s := func(id string, views int64, interactions, events model.Count, lasted time.Duration) model.Session {
		return came(id, "v", "2025-01-10", func(s *model.Session) {
			s.PageViews, s.Interactions, s.KeyEvents = views, interactions, events
			if lasted >= 0 {
				s.EndedAt = s.StartedAt.Add(lasted)
			}
		})
	}
	n, none := model.CountOf, model.Count{}
	engaged := kpi.Policy{Bounce: kpi.BounceNotEngaged}
	avoid(t, ofPolicy(kpi.BounceRate), []trap{
		{name: "single pages", book: book{sessions: []model.Session{
			s("1", 1, n(0), none, -1), s("2", 1, n(1), none, -1), s("3", 2, n(0), none, -1), s("4", 2, none, none, -1),
		}}, want: "25.00 %"},
		{name: "trap: sessions without page view", book: book{sessions: []model.Session{s("1", 1, n(0), none, -1), s("2", 0, n(0), none, -1), s("3", 2, none, none, -1)}},
			want: "50.00 %"},
		{name: "one that does not tell", book: book{sessions: []model.Session{s("1", 1, n(0), none, -1), s("2", 1, none, none, -1), s("3", 2, none, none, -1)}},
			want: "50.00 %\n! 1 of 2 short sessions that do not tell whether they bounced"},
		{name: "none tells", book: book{sessions: []model.Session{s("1", 1, none, none, -1)}}, want: "(missing field: session.interactions)"},
		{name: "robots", book: book{sessions: []model.Session{s("1", 1, n(0), none, -1), came("2", "v", "2025-01-10", robot)}}, want: "100.00 %"},
		{name: "no session with a page", book: book{sessions: []model.Session{s("1", 0, n(0), none, -1)}}, want: "(no denominator)"},
		{name: "engaged: 10 s, 2 pages or a key event", policy: engaged, book: book{sessions: []model.Session{
			s("1", 1, n(0), n(0), 10*time.Second), s("2", 2, n(0), n(0), 0), s("3", 1, n(0), n(1), 0), s("4", 1, n(0), n(0), 10*time.Second-time.Microsecond), s("5", 0, n(1), n(0), 0),
		}}, want: "25.00 %"},
		{name: "engaged: one still open does not tell", policy: engaged, book: book{sessions: []model.Session{s("1", 1, n(0), n(0), -1), s("2", 1, n(0), n(0), 0), s("3", 2, none, none, -1)}},
			want: "50.00 %\n! 1 of 2 short sessions that do not tell whether they bounced"},
		{name: "engaged: none tells", policy: engaged, book: book{sessions: []model.Session{s("1", 1, n(0), none, 0)}}, want: "(missing field: session.key_events)"},
	})
}

// A session that begins before midnight on the last of the month and ends after
// it is one session of that month, and of no other.
func TestSessionsAreNotCutAtTheEdgeOfARange(t *testing.T) {
	b := book{sessions: []model.Session{came("1", "v", "2025-01-31T23:59:00Z", until("2025-02-01T01:00:00Z"), func(s *model.Session) { s.Interactions = model.CountOf(0) })}}
	m := kpi.BounceRate(kpi.Policy{})
	wantText(t, of(kpi.During(model.FactAt, within("2025-01"), m), b), "0.00 %")
	wantText(t, of(kpi.During(model.FactAt, within("2025-02"), m), b), "(no denominator)")
}
