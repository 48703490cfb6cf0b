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

// TestResearchOnlineBuyOffline is T4: mean amount of offline orders with a prior
// online session of the account within a window, against offline customers who
// never research online.
func TestResearchOnlineBuyOffline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		m.filter = period.Range{}
		window := m.policy.ResearchWindow
		if window == 0 {
			window = 30 * day
		}
		visits := m.visits()
		who := func(s model.Session) string { return m.who(kpi.SubjectAccount, s.AccountID, s.BuyerID, s.VisitorID) }
		var researched, never []model.Order
		var offline int64
		for _, o := range m.counted() {
			customer := m.customer(o)
			if o.Channel == "" || m.online(o) || customer == "" || !m.entered(o.PlacedAt) {
				continue
			}
			offline++
			own := that(visits, func(s model.Session) bool { return who(s) == customer && m.seen(s.StartedAt) })
			if len(own) == 0 {
				never = append(never, o)
			}
			if slices.ContainsFunc(own, func(s model.Session) bool {
				return !s.StartedAt.After(o.PlacedAt) && !s.StartedAt.Before(o.PlacedAt.Add(-window))
			}) {
				researched = append(researched, o)
			}
		}
		var why reasons
		m.orderReasons(&why, m.orders)
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		unrecorded(&why, m.counted(), func(o model.Order) bool { return o.Channel != "" })
		unrecorded(&why, m.counted(), m.tellsCustomer)
		unrecorded(&why, m.visits(), func(s model.Session) bool { return who(s) != "" })
		check(t, m, of(m, kpi.ResearchOnlineBuyOffline(m.policy, m.window)), why, func(v kpi.OnlineResearch) string {
			var d differ
			a, unknown := m.worthOf(researched)
			d.mean("researched", v.Researched, a, unknown)
			b, unknown := m.worthOf(never)
			d.mean("never", v.Never, b, unknown)
			d.shareOf("share", v.Share, int64(len(researched)), offline)
			return d.text()
		})
	})
}

// TestABTest is T6: conversion per variant by assigned unit.
func TestABTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		who := func(s model.Session) string { return m.who(kpi.SubjectVisitor, s.AccountID, s.BuyerID, s.VisitorID) }
		type unit struct {
			first    time.Time
			variants []model.Code
		}
		units := map[string]*unit{}
		for _, s := range m.visits() {
			for _, v := range s.Variants {
				if v.Experiment != "header" || who(s) == "" {
					continue
				}
				u := units[who(s)]
				if u == nil {
					u = &unit{first: s.StartedAt}
					units[who(s)] = u
				}
				if s.StartedAt.Before(u.first) {
					u.first = s.StartedAt
				}
				if !slices.Contains(u.variants, v.Variant) {
					u.variants = append(u.variants, v.Variant)
				}
			}
		}
		type rate struct{ reached, all int64 }
		want := map[model.Code]rate{}
		mixed := int64(0)
		for subject, u := range units {
			if len(u.variants) > 1 {
				mixed++
				continue
			}
			r := want[u.variants[0]]
			r.all++
			if slices.ContainsFunc(m.goals(), func(g goal) bool { return g.subject == subject && !g.at.Before(u.first) }) {
				r.reached++
			}
			want[u.variants[0]] = r
		}
		var why reasons
		m.goalReasons(&why, func(o model.Order) bool { return o.VisitorID != "" || o.SessionID != "" })
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		why.add(len(units) == 0, kpi.NoData)
		unrecorded(&why, m.visits(), func(s model.Session) bool { return who(s) != "" })
		check(t, m, of(m, kpi.ABTest(m.policy, "header", "a")), why, func(v kpi.Experiment) string {
			var d differ
			d.is("mixed", v.Mixed, mixed)
			groups(&d, "variants", v.Variants, want, func(d *differ, name string, got kpi.Result[kpi.Ratio], want rate) {
				d.shareOf(name, got, want.reached, want.all)
			})
			control, others := want["a"].all > 0, len(want)
			if control {
				others--
				d.is("comparisons", len(v.Comparisons), others)
			} else {
				d.is("comparisons", len(v.Comparisons), 0)
			}
			for _, c := range v.Comparisons {
				r, base := want[c.Variant], want["a"]
				difference := float64(r.reached)/float64(r.all) - float64(base.reached)/float64(base.all)
				d.holds("difference", c.Difference.Value-difference < 1e-12 && difference-c.Difference.Value < 1e-12, c.Difference)
			}
			return d.text()
		})
	})
}

// TestTrafficBy is T1: visits, visitors, conversion by source.
func TestTrafficBy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := conversionMarkets.Draw(t, "market")
		filter := m.filter
		m.filter = period.Range{}
		goals := m.goals()
		m.filter = filter
		visits := m.visits()
		want := map[model.Code][]model.Session{}
		for _, s := range visits {
			want[s.Source] = append(want[s.Source], s)
		}
		var why, unknown reasons
		why.add(len(m.sessions) == 0, kpi.MissingFacts)
		m.goalReasons(&unknown, func(o model.Order) bool { return o.SessionID != "" })
		check(t, m, of(m, kpi.TrafficBy(m.policy, model.SessionSource)), why, func(v kpi.Groups[model.Code, kpi.Traffic]) string {
			var d differ
			groups(&d, "by source", v, want, func(d *differ, name string, got kpi.Result[kpi.Traffic], own []model.Session) {
				r, ok := got.Value()
				d.holds(name, ok, got)
				d.is(name+" visits", r.Visits, int64(len(own)))
				d.is(name+" visitors", r.Visitors, distinct(own, visitorOf))
				reached := that(own, func(s model.Session) bool {
					return slices.ContainsFunc(goals, func(g goal) bool { return g.session == s.ID })
				})
				if c, ok := undefined(d, name+" conversion", r.Conversion, unknown); ok {
					d.share(name+" conversion", c, int64(len(reached)), int64(len(own)))
				}
			})
			return d.text()
		})
	})
}

// TestQualifiedProspectRate is T2: visitor → qualified prospect (e-mail, company,
// in the target group) rate.
func TestQualifiedProspectRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawAccounts(t)
		m.drawSessions(t)
		m.drawRequests(t)
		m.drawn(t)
		first := map[model.VisitorID]time.Time{}
		for _, s := range that(m.visits(), hasVisitor) {
			if at, ok := first[s.VisitorID]; !ok || s.StartedAt.Before(at) {
				first[s.VisitorID] = s.StartedAt
			}
		}
		requests := that(m.requests, func(r model.AccountRequest) bool {
			return !r.Test && !m.testAccount(r.AccountID) && m.given(r.ReceivedAt)
		})
		var qualified int64
		for v, at := range first {
			if slices.ContainsFunc(requests, func(r model.AccountRequest) bool {
				return r.VisitorID == v && r.Company != "" && r.InTarget == model.InTargetYes && !r.ReceivedAt.Before(at)
			}) {
				qualified++
			}
		}
		var why reasons
		why.add(len(m.sessions) == 0 || len(m.requests) == 0, kpi.MissingFacts)
		why.add(len(first) == 0, kpi.NoDenominator)
		unrecorded(&why, m.visits(), hasVisitor)
		unrecorded(&why, requests, func(r model.AccountRequest) bool { return r.VisitorID != "" })
		unrecorded(&why, requests, func(r model.AccountRequest) bool { return r.InTarget != "" })
		check(t, m, of(m, kpi.QualifiedProspectRate(m.policy)), why, func(v kpi.Ratio) string {
			var d differ
			d.share("rate", v, qualified, int64(len(first)))
			return d.text()
		})
	})
}
