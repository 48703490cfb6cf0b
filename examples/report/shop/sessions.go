package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Where visits come from.
type origin struct {
	source, medium, campaign, referrer model.Code
}

var (
	strangers = []share[origin]{
		{40, origin{"google", "organic", "", "google.com"}}, {17, origin{"direct", "none", "", ""}},
		{14, origin{"google", "cpc", "generique", "google.com"}}, {6, origin{"google", "cpc", "marque", "google.com"}},
		{6, origin{"bing", "organic", "", "bing.com"}}, {7, origin{"linkedin", "social", "acheteurs", "linkedin.com"}},
		{5, origin{"partenaire", "referral", "", "annuaire-pro.example"}}, {5, origin{"salon", "event", "salon-du-batiment", ""}},
	}
	regulars = []share[origin]{
		{55, origin{"direct", "none", "", ""}}, {18, origin{"newsletter", "email", "mensuelle", ""}},
		{17, origin{"google", "organic", "", "google.com"}}, {10, origin{"google", "cpc", "marque", "google.com"}},
	}
	strangerPages = []share[model.Code]{
		{26, "/"}, {24, "/produits"}, {18, "/categories"}, {12, "/conseils"}, {8, "/promotions"}, {7, "/devis"}, {5, "/ouvrir-un-compte"},
	}
	regularPages = []share[model.Code]{{38, "/"}, {30, "/mon-compte"}, {20, "/produits"}, {12, "/promotions"}}
	devices      = []share[model.Code]{{68, "desktop"}, {25, "mobile"}, {7, "tablet"}}
)

// session begins a visit: from where, on what, to which page.
func (m *maker) session(r *random, from []share[origin], pages []share[model.Code], start, end time.Time) model.Session {
	o := draw(r, from)
	s := model.Session{
		ID: id[model.SessionID](m, sessionNumber, "S"), StartedAt: start, EndedAt: end,
		Source: o.source, Medium: o.medium, Campaign: o.campaign, Referrer: o.referrer,
		LandingPage: draw(r, pages), Device: draw(r, devices), Country: "fr", Catalogue: model.CatalogueOpen,
	}
	s.HomeSeen = s.LandingPage == "/" || r.chance(120)
	return s
}

// regular begins the visit of somebody who logs in.
func (m *maker) regular(r *random, c *customer, p *person, start, end time.Time) model.Session {
	s := m.session(r, regulars, regularPages, start, end)
	s.AccountID, s.BuyerID, s.VisitorID = c.account.ID, p.id, p.visitors[0]
	if r.chance(200) {
		s.VisitorID = one(r, p.visitors)
	}
	s.Country, s.FirstSeenAt = c.account.Country, p.seen
	s.Catalogue = draw(r, []share[model.Catalogue]{{84, model.CatalogueOwn}, {16, model.CatalogueClosed}})
	if r.chance(850) { // the others were logged in from the start
		s.IdentifiedAt = start.Add(seconds(r, 1, 45))
		if s.IdentifiedAt.After(end) {
			s.IdentifiedAt = end
		}
	}
	s.PageViews = int64(r.between(3, 14))
	s.Interactions, s.KeyEvents = model.CountOf(int64(r.between(1, 20))), model.CountOf(int64(r.between(0, 2)))
	s.Test = c.test
	return s
}

// mark notes a step of a visit.
func mark(s *model.Session, name model.Code, at time.Time) {
	s.Marks = append(s.Marks, model.Mark{Name: name, At: at})
}

// part returns the instant some thousandths of the way through a visit.
func part(s *model.Session, thousandths int) time.Time {
	return s.StartedAt.Add(s.EndedAt.Sub(s.StartedAt) * time.Duration(thousandths) / 1000).Truncate(time.Second)
}

// look marks what nearly every longer visit does.
func look(r *random, s *model.Session) {
	if r.chance(550) {
		mark(s, model.MarkSearch, part(s, r.between(100, 250)))
	}
	mark(s, model.MarkProduct, part(s, r.between(260, 400)))
}

// record keeps a visit. One that outlasts the facts is still open.
func (m *maker) record(s model.Session) {
	if !m.past(s.StartedAt) {
		return
	}
	if !m.past(s.EndedAt) {
		s.EndedAt = time.Time{}
		seen := 0
		for seen < len(s.Marks) && m.past(s.Marks[seen].At) {
			seen++
		}
		s.Marks = s.Marks[:seen:seen]
	}
	m.shop.Sessions = append(m.shop.Sessions, s)
}

// experiment says which checkout a visitor sees, in the days of the A/B test:
// about three of the last four months of the facts.
func (m *maker) experiment(s *model.Session) {
	n := len(m.days)
	day := m.options.From.DaysUntil(calendar.DateOf(s.StartedAt))
	if day < n*5/6 || day >= n*23/24 || s.VisitorID == "" {
		return
	}
	hash := uint32(2166136261) // FNV-1a, so that a visitor always sees the same
	for _, b := range []byte(s.VisitorID) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	variant := model.Code("one-page")
	if hash>>16&1 == 0 {
		variant = "control"
	}
	s.Variants = []model.Variant{{Experiment: "checkout", Variant: variant}}
}
