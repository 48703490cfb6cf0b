package model

import (
	"iter"
	"time"
)

// SessionRow is a row of Sessions. Its methods return the fields of Session;
// zero values mean "not known". The zero SessionRow is no session.
type SessionRow struct{ row }

// The fields of a session.
func (r SessionRow) ID() SessionID           { return SessionID(r.text(sessionID)) }
func (r SessionRow) VisitorID() VisitorID    { return VisitorID(r.text(sessionVisitor)) }
func (r SessionRow) StartedAt() time.Time    { return r.time(sessionStartedAt) }
func (r SessionRow) EndedAt() time.Time      { return r.time(sessionEndedAt) }
func (r SessionRow) IdentifiedAt() time.Time { return r.time(sessionIdentifiedAt) }
func (r SessionRow) AccountID() AccountID    { return AccountID(r.text(sessionAccount)) }
func (r SessionRow) BuyerID() PersonID       { return PersonID(r.text(sessionBuyer)) }
func (r SessionRow) Catalogue() Catalogue    { return Catalogue(r.text(sessionCatalogue)) }
func (r SessionRow) PageViews() int64        { return r.int(sessionPageViews) }
func (r SessionRow) Interactions() Count     { return r.count(sessionInteractions) }
func (r SessionRow) KeyEvents() Count        { return r.count(sessionKeyEvents) }
func (r SessionRow) HomeSeen() bool          { return r.flag(sessionHome) }
func (r SessionRow) LandingPage() Code       { return Code(r.text(sessionLanding)) }
func (r SessionRow) Referrer() Code          { return Code(r.text(sessionReferrer)) }
func (r SessionRow) Source() Code            { return Code(r.text(sessionSource)) }
func (r SessionRow) Medium() Code            { return Code(r.text(sessionMedium)) }
func (r SessionRow) Campaign() Code          { return Code(r.text(sessionCampaign)) }
func (r SessionRow) Country() Country        { return Country(r.text(sessionCountry)) }
func (r SessionRow) Device() Code            { return Code(r.text(sessionDevice)) }
func (r SessionRow) FirstSeenAt() time.Time  { return r.time(sessionFirstSeenAt) }
func (r SessionRow) Test() bool              { return r.flag(sessionTest) }
func (r SessionRow) Bot() bool               { return r.flag(sessionBot) }

// Identified says whether somebody logged in.
func (r SessionRow) Identified() bool { return r.coef(sessionIdentifiedAt) != Unknown }

// Marks yields the named steps of the session, as they were given.
func (r SessionRow) Marks() iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		for m := range r.listed(sessionMarks, marksTable) {
			if !yield(Mark{Name: Code(m.text(0)), At: m.time(0)}) {
				return
			}
		}
	}
}

// Variants yields what the session saw of each experiment.
func (r SessionRow) Variants() iter.Seq[Variant] {
	return func(yield func(Variant) bool) {
		for v := range r.listed(sessionVariants, variantsTable) {
			if !yield(Variant{Experiment: Code(v.text(0)), Variant: Code(v.text(1))}) {
				return
			}
		}
	}
}

// Orders yields the orders that name the session, the newest recorded first.
func (r SessionRow) Orders() iter.Seq[OrderRow] {
	return func(yield func(OrderRow) bool) {
		if r.t == nil {
			return
		}
		f := r.t.facts
		for i := range f.ordersOfSession.all(r.t.ref(r.i, sessionID)) {
			if !yield(OrderRow{rowOf(&f.Orders.table, i)}) {
				return
			}
		}
	}
}

// Session returns the row as it was appended, with its defaults.
func (r SessionRow) Session() Session {
	s := Session{
		ID: r.ID(), VisitorID: r.VisitorID(), StartedAt: r.StartedAt(), EndedAt: r.EndedAt(), IdentifiedAt: r.IdentifiedAt(),
		AccountID: r.AccountID(), BuyerID: r.BuyerID(), Catalogue: r.Catalogue(), PageViews: r.PageViews(),
		Interactions: r.Interactions(), KeyEvents: r.KeyEvents(), HomeSeen: r.HomeSeen(), LandingPage: r.LandingPage(),
		Referrer: r.Referrer(), Source: r.Source(), Medium: r.Medium(), Campaign: r.Campaign(), Country: r.Country(),
		Device: r.Device(), FirstSeenAt: r.FirstSeenAt(), Test: r.Test(), Bot: r.Bot(),
	}
	for m := range r.Marks() {
		s.Marks = append(s.Marks, m)
	}
	for v := range r.Variants() {
		s.Variants = append(s.Variants, v)
	}
	return s
}
