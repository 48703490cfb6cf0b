package main

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// The KPIs on sessions, quotes and carts, each a loop of its own.

func (n *naiveShop) uniqueVisitors() int64 {
	seen := map[string]bool{}
	for i := range n.sessions {
		seen[n.sessions[i].VisitorID] = true
	}
	return int64(len(seen))
}

func (n *naiveShop) conversion() (converted, visitors int64) {
	first, visitorOf := map[string]time.Time{}, map[string]string{}
	for i := range n.sessions {
		s := &n.sessions[i]
		visitorOf[s.ID] = s.VisitorID
		if at, ok := first[s.VisitorID]; !ok || s.StartedAt.Before(at) {
			first[s.VisitorID] = s.StartedAt
		}
	}
	reached := map[string]bool{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() && o.online() {
			if v, ok := visitorOf[o.SessionID]; ok && !o.PlacedAt.Before(first[v]) {
				reached[v] = true
			}
		}
	}
	return int64(len(reached)), int64(len(first))
}

func (n *naiveShop) bounces() (bounced, viewed int64) {
	for i := range n.sessions {
		if s := &n.sessions[i]; s.PageViews >= 1 {
			viewed++
			if s.PageViews == 1 && s.Interactions == 0 {
				bounced++
			}
		}
	}
	return bounced, viewed
}

func (n *naiveShop) homeVisitors() int64 {
	seen := map[string]bool{}
	for i := range n.sessions {
		if s := &n.sessions[i]; s.HomeSeen {
			seen[s.VisitorID] = true
		}
	}
	return int64(len(seen))
}

func (n *naiveShop) identifiedPersons() int64 {
	seen := map[string]bool{}
	for i := range n.sessions {
		if s := &n.sessions[i]; !s.IdentifiedAt.IsZero() && s.PersonID != "" {
			seen[s.PersonID] = true
		}
	}
	return int64(len(seen))
}

// stays returns the number of sessions with a login, their total time in
// microseconds, which may be more than a Duration holds, and its quantiles.
func (n *naiveShop) stays() (count, total int64, median, high time.Duration) {
	var all []time.Duration
	for i := range n.sessions {
		if s := &n.sessions[i]; !s.IdentifiedAt.IsZero() {
			stay := s.EndedAt.Sub(s.IdentifiedAt)
			all = append(all, stay)
			total += stay.Microseconds()
		}
	}
	if len(all) == 0 {
		return 0, 0, 0, 0
	}
	slices.Sort(all)
	at := func(percent int) time.Duration { return all[(len(all)*percent+99)/100-1] }
	return int64(len(all)), total, at(50), at(95)
}

func (n *naiveShop) loginsToOrders() (led, logins int64) {
	login := map[string]time.Time{}
	for i := range n.sessions {
		if s := &n.sessions[i]; !s.IdentifiedAt.IsZero() {
			login[s.ID] = s.IdentifiedAt
		}
	}
	ordered := map[string]bool{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() && o.online() {
			if at, ok := login[o.SessionID]; ok && !o.PlacedAt.Before(at) {
				ordered[o.SessionID] = true
			}
		}
	}
	return int64(len(ordered)), int64(len(login))
}

func (n *naiveShop) offers() (count int64, sum decimal.Decimal) {
	for i := range n.quotes {
		if q := &n.quotes[i]; !q.OfferedAt.After(years.End()) {
			count++
			sum = sum.Add(q.Value)
		}
	}
	return count, sum
}

func (n *naiveShop) quotesToOrders() (won, lost, open int64) {
	asOf := years.End()
	for i := range n.quotes {
		q := &n.quotes[i]
		if q.OfferedAt.After(asOf) {
			continue
		}
		known := !q.DecidedAt.IsZero() && !q.DecidedAt.After(asOf)
		switch {
		case known && q.Outcome == "accepted":
			won++
		case known && q.Outcome == "declined" || asOf.Sub(q.OfferedAt) >= 30*24*time.Hour:
			lost++
		default:
			open++
		}
	}
	return won, lost, open
}

type naiveCarts struct {
	settled, abandoned, recovered int64
	lost                          decimal.Decimal
}

func (c naiveCarts) with(cart *naiveCart) naiveCarts {
	const window = 7 * 24 * time.Hour
	asOf := years.End()
	bought, over := cart.orderedBy(asOf), asOf.Sub(cart.LastActivityAt) >= window
	late := bought && cart.OrderedAt.Sub(cart.LastActivityAt) >= window
	if late || over {
		c.settled++
	}
	if late || over && !bought {
		c.abandoned++
	}
	if late {
		c.recovered++
	}
	if over && !bought {
		c.lost = c.lost.Add(cart.Value)
	}
	return c
}

func (n *naiveShop) abandonment() (all naiveCarts) {
	for i := range n.carts {
		if c := &n.carts[i]; !c.CreatedAt.After(years.End()) {
			all = all.with(c)
		}
	}
	return all
}

func (n *naiveShop) abandonmentByAccount() map[string]naiveCarts {
	all := map[string]naiveCarts{}
	for i := range n.carts {
		if c := &n.carts[i]; !c.CreatedAt.After(years.End()) {
			all[c.AccountID] = all[c.AccountID].with(c)
		}
	}
	return all
}
