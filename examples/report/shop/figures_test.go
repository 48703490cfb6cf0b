package shop

import (
	"cmp"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// figures are computed from the slices with plain loops: the oracle of the
// bands is arithmetic, not the library's KPIs.
type figures struct {
	shop    *Shop
	counted []model.Order
	byID    map[model.SessionID]model.Session
}

func figuresOf(s *Shop) *figures {
	f := &figures{shop: s, byID: map[model.SessionID]model.Session{}}
	for _, o := range s.Orders {
		switch o.Status {
		case model.StatusDraft, model.StatusPendingApproval, model.StatusRejected, model.StatusCancelled:
		default:
			if !o.Test {
				f.counted = append(f.counted, o)
			}
		}
	}
	for _, v := range s.Sessions {
		f.byID[v.ID] = v
	}
	return f
}

func isOnline(o model.Order) bool {
	return slices.Contains([]model.Channel{"web", "app", "punchout", "edi", "marketplace"}, o.Channel)
}

func net(o model.Order) float64 {
	return o.Goods.Amount().Sub(o.Discount.Amount()).InexactFloat64()
}

func part100(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// onlineShare is the per cent of the orders' value that came in online, in a
// year of the facts.
func (f *figures) onlineShare(year int) float64 {
	var online, all float64
	for _, o := range f.counted {
		if o.PlacedAt.Year() == year {
			all += net(o)
			if isOnline(o) {
				online += net(o)
			}
		}
	}
	return 100 * online / all
}

func (f *figures) offHours() float64 {
	off, all := 0, 0
	own := BranchHours()
	for _, o := range f.counted {
		if !isOnline(o) {
			continue
		}
		all++
		h, ok := own[o.Branch]
		if !ok {
			h = Hours()
		}
		if h.Closed(o.PlacedAt) {
			off++
		}
	}
	return part100(off, all)
}

func (f *figures) meanOrder(c model.Currency) float64 {
	sum, n := 0.0, 0
	for _, o := range f.counted {
		if o.Goods.Currency() == c {
			sum, n = sum+net(o), n+1
		}
	}
	return sum / float64(n)
}

// conversion is the per cent of visitors, or of identified persons, that
// ordered online after they came.
func (f *figures) conversion(from, to time.Time) (visitors, persons float64) {
	seen, known := map[model.VisitorID]bool{}, map[model.PersonID]time.Time{}
	for _, s := range f.shop.Sessions {
		if s.StartedAt.Before(from) || !s.StartedAt.Before(to) || s.Bot || s.Test {
			continue
		}
		if s.VisitorID != "" {
			seen[s.VisitorID] = true
		}
		if at, ok := known[s.BuyerID]; s.BuyerID != "" && (!ok || s.StartedAt.Before(at)) {
			known[s.BuyerID] = s.StartedAt
		}
	}
	won, wonPersons := map[model.VisitorID]bool{}, map[model.PersonID]bool{}
	for _, o := range f.counted {
		if o.PlacedAt.Before(from) || !o.PlacedAt.Before(to) || !isOnline(o) {
			continue
		}
		if visitor := cmp.Or(f.byID[o.SessionID].VisitorID, o.VisitorID); seen[visitor] {
			won[visitor] = true
		}
		if at, ok := known[o.BuyerID]; ok && !at.After(o.PlacedAt) {
			wonPersons[o.BuyerID] = true
		}
	}
	return part100(len(won), len(seen)), part100(len(wonPersons), len(known))
}

func (f *figures) loginToOrder() float64 {
	with, all := map[model.SessionID]bool{}, 0
	for _, o := range f.counted {
		if isOnline(o) && o.SessionID != "" {
			with[o.SessionID] = true
		}
	}
	for _, s := range f.shop.Sessions {
		if s.BuyerID != "" && !s.Test {
			all++
		}
	}
	return part100(len(with), all)
}

func (f *figures) bounces() float64 {
	one, all := 0, 0
	for _, s := range f.shop.Sessions {
		if s.PageViews == 0 || s.Bot || s.Test {
			continue
		}
		all++
		if n, _ := s.Interactions.Value(); s.PageViews == 1 && n == 0 {
			one++
		}
	}
	return part100(one, all)
}

// abandoned is the per cent of filled carts not ordered within seven days of
// rest, among those whose days are over.
func (f *figures) abandoned() float64 {
	const window = 7 * 24 * time.Hour
	lost, all := 0, 0
	for _, c := range f.shop.Carts {
		if c.Lines == 0 || c.Test || c.LastActivityAt.Add(window).After(f.shop.AsOf()) {
			continue
		}
		all++
		waits := c.Outcome == model.CartOpen || c.Outcome == model.CartEmptied
		if waits || c.LongestIdle >= window || c.Outcome == model.CartOrdered && c.OrderedAt.Sub(c.LastActivityAt) >= window {
			lost++
		}
	}
	return part100(lost, all)
}

// quotesWon is the per cent of settled quotes that a counted order took on
// their terms.
func (f *figures) quotesWon() float64 {
	last := map[model.QuoteID]model.Quote{}
	for _, q := range f.shop.Quotes {
		if q.Revision > 0 && !q.Test {
			last[q.ID] = q
		}
	}
	won := map[model.QuoteID]bool{}
	for _, o := range f.counted {
		if q, ok := last[o.QuoteID]; ok && o.QuoteTerms != model.TermsNotApplied && o.PlacedAt.Before(q.ValidUntil) {
			won[o.QuoteID] = true
		}
	}
	settled := 0
	for id, q := range last {
		if won[id] || q.Outcome != model.QuoteOpen || !q.ValidUntil.After(f.shop.AsOf()) {
			settled++
		}
	}
	return part100(len(won), settled)
}

func (f *figures) promoterScore() float64 {
	type key struct {
		who    model.PersonID
		survey model.SurveyID
	}
	latest := map[key]model.SurveyResponse{}
	for _, a := range f.shop.SurveyResponses {
		if k := (key{a.PersonID, a.SurveyID}); !a.Test && a.PersonID != "" && !a.AnsweredAt.Before(latest[k].AnsweredAt) {
			latest[k] = a
		}
	}
	points := 0
	for _, a := range latest {
		switch {
		case a.Score >= 9:
			points++
		case a.Score <= 6:
			points--
		}
	}
	return part100(points, len(latest))
}
