package model

import "time"

// Links of sessions.
var (
	// SessionOwner leads from a session to the row of the account for which it counts.
	SessionOwner = ownerLink[SessionRow]("session.account", sessionAccount)
	// OrderVisit leads from an order to the session in which it was placed.
	OrderVisit = refLink[OrderRow]("order.session", orderSession, sessionsTable, func(r row) SessionRow { return SessionRow{r} })
)

func sessionsTable(f *Facts) *table { return &f.Sessions.table }

// Keys of sessions. SessionAccount is the account for which the session
// counts, SessionCompany the company at the top of its tree; SessionIdentified
// is known of every session.
var (
	SessionKey        = refKey[SessionRow, SessionID]("session.id", sessionID)
	SessionVisitor    = refKey[SessionRow, VisitorID]("session.visitor", sessionVisitor)
	SessionAccount    = accountKey[SessionRow]("session.account", sessionAccount)
	SessionCompany    = rootKey[SessionRow]("session.company", sessionAccount)
	SessionBuyer      = refKey[SessionRow, PersonID]("session.buyer", sessionBuyer)
	SessionCatalogue  = refKey[SessionRow, Catalogue]("session.catalogue", sessionCatalogue)
	SessionLanding    = refKey[SessionRow, Code]("session.landing_page", sessionLanding)
	SessionReferrer   = refKey[SessionRow, Code]("session.referrer", sessionReferrer)
	SessionSource     = refKey[SessionRow, Code]("session.source", sessionSource)
	SessionMedium     = refKey[SessionRow, Code]("session.medium", sessionMedium)
	SessionCampaign   = refKey[SessionRow, Code]("session.campaign", sessionCampaign)
	SessionCountry    = refKey[SessionRow, Country]("session.country", sessionCountry)
	SessionDevice     = refKey[SessionRow, Code]("session.device", sessionDevice)
	SessionHomeSeen   = flagKey[SessionRow]("session.home_seen", sessionHome)
	SessionTest       = flagKey[SessionRow]("session.test", sessionTest)
	SessionBot        = flagKey[SessionRow]("session.bot", sessionBot)
	SessionIdentified = columnFlag("session.identified", SessionRow.Identified, Given(SessionIdentifiedAt).def.bind)

	SessionMarks       = listKeys[SessionRow, Code]("session.mark", sessionMarks, marksTable)
	SessionExperiments = listKeys[SessionRow, Code]("session.experiment", sessionVariants, variantsTable)
)

// Fields of sessions. SessionDuration is the time from the start to the last
// activity, SessionConnected the time from the login to the last activity;
// neither is known of an open session.
var (
	SessionStartedAt    = timeField[SessionRow]("session.started_at", sessionStartedAt)
	SessionEndedAt      = timeField[SessionRow]("session.ended_at", sessionEndedAt)
	SessionIdentifiedAt = timeField[SessionRow]("session.identified_at", sessionIdentifiedAt)
	SessionFirstSeenAt  = timeField[SessionRow]("session.first_seen_at", sessionFirstSeenAt)
	SessionPageViews    = intField[SessionRow]("session.page_views", sessionPageViews)
	SessionInteractions = intField[SessionRow]("session.interactions", sessionInteractions)
	SessionKeyEvents    = intField[SessionRow]("session.key_events", sessionKeyEvents)
	SessionDuration     = lapseField[SessionRow]("session.duration", sessionStartedAt, sessionEndedAt)
	SessionConnected    = lapseField[SessionRow]("session.connected", sessionIdentifiedAt, sessionEndedAt)
)

// Filters of sessions, known for every session. SessionIsTest holds for
// sessions of staff and of test accounts, SessionIsBot for those of robots,
// SessionIsIdentified where somebody logged in.
var (
	SessionIsTest       = flagged[SessionRow]("session.test", sessionTest, sessionAccount)
	SessionIsBot        = flagged[SessionRow]("session.bot", sessionBot, -1)
	SessionSawHome      = flagged[SessionRow]("session.home_seen", sessionHome, -1)
	SessionIsIdentified = Given(SessionIdentifiedAt)
)

// SessionMarkAt is the first instant at which a session reached a mark; not
// known where it did not. It is made anew at each call: keep it where work is
// to be shared.
func SessionMarkAt(name Code) Field[SessionRow, time.Time] {
	f := NewField("session.mark_at", func(s SessionRow) (first time.Time, ok bool) {
		for m := range s.Marks() {
			if m.Name == name && (!ok || m.At.Before(first)) {
				first, ok = m.At, true
			}
		}
		return first, ok
	})
	f.def.expr = NewExpr("mark_at", string(name))
	return f
}

// SessionMarked holds where a session reached a mark. It is known for every
// session.
func SessionMarked(name Code) Pred[SessionRow] { return Given(SessionMarkAt(name)) }

// SessionVariant is the variant of an experiment that a session saw; not known
// where it saw none. It is made anew at each call: keep it where work is to be
// shared.
func SessionVariant(experiment Code) Key[SessionRow, Code] {
	k := TextKey("session.variant", func(s SessionRow) (Code, bool) {
		for v := range s.Variants() {
			if v.Experiment == experiment {
				return v.Variant, true
			}
		}
		return "", false
	})
	k.def.expr = NewExpr("variant", string(experiment))
	return k
}
