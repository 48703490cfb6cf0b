package model

import "time"

// Session is one visit to the shop. Zero values mean "not known", but for
// PageViews, where 0 is none.
type Session struct {
	ID           SessionID // required
	VisitorID    VisitorID // empty without consent: the session stays out of distinct counts
	StartedAt    time.Time // required
	EndedAt      time.Time // last activity; not known: still open
	IdentifiedAt time.Time // login; with AccountID or BuyerID by default StartedAt
	AccountID    AccountID // as which company
	BuyerID      PersonID  // as which person
	Catalogue    Catalogue // the furthest one reached
	PageViews    int64     // required; sessions of 0 are left out of the bounce rate
	Interactions Count     // other than page views
	KeyEvents    Count     // at most PageViews + Interactions
	HomeSeen     bool      // the home page was seen
	Marks        []Mark    // named steps, for funnels and goals
	LandingPage  Code      // without query string
	Referrer     Code
	Source       Code // as in Attribution
	Medium       Code
	Campaign     Code
	Country      Country
	Device       Code
	Variants     []Variant // one per experiment
	FirstSeenAt  time.Time // first visit of this visitor, from older systems
	Test         bool      // staff; never counted
	Bot          bool      // robots; never counted
}

// Mark is a named step of a session, such as MarkSearch.
type Mark struct {
	Name Code      // required
	At   time.Time // required; within the session
}

// Variant is what a session saw in an experiment.
type Variant struct {
	Experiment Code // required
	Variant    Code // required
}

const (
	sessionID = iota
	sessionVisitor
	sessionAccount
	sessionBuyer
	sessionCatalogue
	sessionLanding
	sessionReferrer
	sessionSource
	sessionMedium
	sessionCampaign
	sessionCountry
	sessionDevice
	sessionHome
	sessionTest
	sessionBot
)

const (
	sessionStartedAt = iota
	sessionEndedAt
	sessionIdentifiedAt
	sessionFirstSeenAt
	sessionPageViews
	sessionInteractions
	sessionKeyEvents
	sessionMarks
	sessionVariants
)

var sessionSchema = schema{
	kind: KindSession,
	refs: []string{
		"id", "visitor_id", "account_id", "buyer_id", "catalogue", "landing_page", "referrer", "source", "medium", "campaign",
		"country", "device", "home_seen", "test", "bot",
	},
	nums: []string{
		"started_at", "ended_at", "identified_at", "first_seen_at", "page_views", "interactions", "key_events", "marks", "variants",
	},
	at:    sessionStartedAt,
	keyed: true,
	lists: 2,
}

// Sessions is the table of sessions.
type Sessions = Table[Session, SessionRow]

func newSessions(f *Facts) *Sessions {
	t := &Sessions{rules: &sessionRules}
	d := &f.dict
	t.init(&sessionSchema, f, &d.session, &d.visitor, &d.account, &d.person, &d.catalogue, &d.page, &d.referrer, &d.source,
		&d.medium, &d.campaign, &d.country, &d.device, nil, nil, nil)
	f.marks.init(&markSchema, f, &d.mark)
	f.variants.init(&variantSchema, f, &d.experiment, &d.variant)
	return t
}

// NewSessions returns a table of the sessions with Facts of its own. The
// errors are those of Append.
func NewSessions(sessions ...Session) (*Sessions, error) {
	return alone(func(f *Facts) *Sessions { return f.Sessions }, sessions)
}

var sessionRules = rules[Session]{
	id:     func(s *Session) string { return string(s.ID) },
	check:  checkSession,
	relate: relateSession,
	fill:   fillSession,
	same:   sameSessionLists,
	lists:  storeSessionLists,
}

func fillSession(s *Session, r *record) {
	r.words[sessionID] = string(s.ID)
	r.words[sessionVisitor] = string(s.VisitorID)
	r.words[sessionAccount] = string(s.AccountID)
	r.words[sessionBuyer] = string(s.BuyerID)
	r.words[sessionCatalogue] = string(s.Catalogue)
	r.words[sessionLanding] = string(s.LandingPage)
	r.words[sessionReferrer] = string(s.Referrer)
	r.words[sessionSource] = string(s.Source)
	r.words[sessionMedium] = string(s.Medium)
	r.words[sessionCampaign] = string(s.Campaign)
	r.words[sessionCountry] = string(s.Country)
	r.words[sessionDevice] = string(s.Device)
	r.refs[sessionHome] = flag(s.HomeSeen)
	r.refs[sessionTest] = flag(s.Test)
	r.refs[sessionBot] = flag(s.Bot)
	r.nums[sessionStartedAt] = numberOfTime(s.StartedAt)
	r.nums[sessionEndedAt] = numberOfTime(s.EndedAt)
	r.nums[sessionIdentifiedAt] = numberOfTime(s.identified())
	r.nums[sessionFirstSeenAt] = numberOfTime(s.FirstSeenAt)
	r.nums[sessionPageViews] = whole(s.PageViews)
	r.nums[sessionInteractions] = s.Interactions.number()
	r.nums[sessionKeyEvents] = s.KeyEvents.number()
}

// identified returns when the session was identified: who is known from
// somewhere else was so from the start.
func (s *Session) identified() time.Time {
	if s.IdentifiedAt.IsZero() && (s.AccountID != "" || s.BuyerID != "") {
		return s.StartedAt
	}
	return s.IdentifiedAt
}
