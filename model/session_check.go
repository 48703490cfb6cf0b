package model

import "strconv"

func checkSession(c *check, s *Session) {
	c.needIdent("id", string(s.ID))
	c.ident("visitor_id", string(s.VisitorID))
	c.ident("account_id", string(s.AccountID))
	c.ident("buyer_id", string(s.BuyerID))
	c.code("catalogue", string(s.Catalogue))
	c.code("landing_page", string(s.LandingPage))
	c.code("referrer", string(s.Referrer))
	c.code("source", string(s.Source))
	c.code("medium", string(s.Medium))
	c.code("campaign", string(s.Campaign))
	c.code("country", string(s.Country))
	c.code("device", string(s.Device))
	checkSessionTimes(c, s)
	c.count("page_views", s.PageViews)
	c.count("interactions", s.Interactions.n)
	c.count("key_events", s.KeyEvents.n)
	// Subtracting counts that are not negative cannot overflow.
	if s.PageViews >= 0 && s.Interactions.known && s.Interactions.n >= 0 && s.KeyEvents.n-s.PageViews > s.Interactions.n {
		c.fail(ErrContradiction, "key_events", s.KeyEvents.String(),
			"above page_views "+strconv.FormatInt(s.PageViews, 10)+" + interactions "+s.Interactions.String())
	}
	if c.list("variants", len(s.Variants)) {
		checkVariants(c, s.Variants)
	}
}

func checkSessionTimes(c *check, s *Session) {
	started := known(c.needTime("started_at", s.StartedAt), s.StartedAt)
	ended := known(c.time("ended_at", s.EndedAt), s.EndedAt)
	c.notBefore("ended_at", ended, "started_at", started)
	if c.time("identified_at", s.IdentifiedAt) {
		c.within("identified_at", s.IdentifiedAt, "started_at", started, "ended_at", ended)
	}
	if c.time("first_seen_at", s.FirstSeenAt) {
		c.notAfter("first_seen_at", s.FirstSeenAt, "started_at", started)
	}
	if !c.list("marks", len(s.Marks)) {
		return
	}
	for i, m := range s.Marks {
		c.item("marks", i)
		if m.Name == "" {
			c.missing("name")
		}
		c.code("name", string(m.Name))
		if c.needTime("at", m.At) {
			c.within("at", m.At, "started_at", started, "ended_at", ended)
		}
	}
	c.noItem()
}

func checkVariants(c *check, variants []Variant) {
	if len(variants) == 0 {
		return
	}
	seen := make(map[Code]bool, len(variants))
	for i, v := range variants {
		c.item("variants", i)
		if v.Experiment == "" {
			c.missing("experiment")
		}
		if v.Variant == "" {
			c.missing("variant")
		}
		c.code("experiment", string(v.Experiment))
		c.code("variant", string(v.Variant))
		if seen[v.Experiment] {
			c.fail(ErrContradiction, "experiment", string(v.Experiment), "the session has a variant of it already")
		}
		seen[v.Experiment] = true
	}
	c.noItem()
}

// relateSession holds a session beside the orders that were placed in it.
func relateSession(f *Facts, c *check, s *Session, r *record) {
	c.account(f, s.AccountID, r.refs[sessionAccount])
	c.room("marks", &f.marks, len(s.Marks))
	c.room("variants", &f.variants, len(s.Variants))
	row, ok := f.firstOrderOf(r.refs[sessionID])
	if !ok {
		return
	}
	if placed := row.PlacedAt(); placed.Before(asStored(s.StartedAt)) {
		c.fail(ErrContradiction, "started_at", formatTime(s.StartedAt),
			"after placed_at "+formatTime(placed)+" of its order "+quoteCut(string(row.ID())))
	}
}

// firstOrderOf returns the earliest order placed in a session.
func (f *Facts) firstOrderOf(session uint32) (first OrderRow, ok bool) {
	f.ordersOfSession.each(session, func(i int32) {
		o := OrderRow{rowOf(&f.Orders.table, i)}
		if !ok || o.PlacedAt().Before(first.PlacedAt()) ||
			o.PlacedAt().Equal(first.PlacedAt()) && o.ID() < first.ID() {
			first, ok = o, true
		}
	})
	return first, ok
}
