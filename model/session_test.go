package model

import (
	"math"
	"testing"
	"time"
)

// goodSession is a session with something in every list.
func goodSession() Session {
	return Session{
		ID: "s1", VisitorID: "v1", StartedAt: noon, EndedAt: noon.Add(time.Hour), IdentifiedAt: noon.Add(time.Minute),
		AccountID: "a1", BuyerID: "b1", Catalogue: CatalogueOwn, PageViews: 5, Interactions: CountOf(2), KeyEvents: CountOf(7),
		HomeSeen: true, LandingPage: "home", Referrer: "search", Source: "search", Medium: "organic", Campaign: "spring",
		Country: "fr", Device: "desktop", FirstSeenAt: noon.Add(-time.Hour), Test: true, Bot: true,
		Marks:    []Mark{{MarkSearch, noon}, {MarkSignup, noon.Add(time.Hour)}},
		Variants: []Variant{{"header", "a"}, {"price", "b"}},
	}
}

func sessionIDOf(s *Session) string { return string(s.ID) }

func TestSessionRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	other := goodSession()
	other.ID = "other"
	must(t, f.Sessions, other)
	text := func(name string, set func(*Session, string)) fieldOf[Session, string] {
		return fieldOf[Session, string]{name, set}
	}
	refuseAll(t, f.Sessions, goodSession, sessionIDOf, badText(maxIDBytes),
		text("id", func(s *Session, v string) { s.ID = SessionID(v) }),
		text("visitor_id", func(s *Session, v string) { s.VisitorID = VisitorID(v) }),
		text("account_id", func(s *Session, v string) { s.AccountID = AccountID(v) }),
		text("buyer_id", func(s *Session, v string) { s.BuyerID = PersonID(v) }),
	)
	refuseAll(t, f.Sessions, goodSession, sessionIDOf, badText(maxCodeBytes),
		text("catalogue", func(s *Session, v string) { s.Catalogue = Catalogue(v) }),
		text("landing_page", func(s *Session, v string) { s.LandingPage = Code(v) }),
		text("referrer", func(s *Session, v string) { s.Referrer = Code(v) }),
		text("source", func(s *Session, v string) { s.Source = Code(v) }),
		text("medium", func(s *Session, v string) { s.Medium = Code(v) }),
		text("campaign", func(s *Session, v string) { s.Campaign = Code(v) }),
		text("country", func(s *Session, v string) { s.Country = Country(v) }),
		text("device", func(s *Session, v string) { s.Device = Code(v) }),
		text("marks[1].name", func(s *Session, v string) { s.Marks[1].Name = Code(v) }),
		text("variants[0].experiment", func(s *Session, v string) { s.Variants[0].Experiment = Code(v) }),
		text("variants[1].variant", func(s *Session, v string) { s.Variants[1].Variant = Code(v) }),
	)
	instant := func(name string, set func(*Session, time.Time)) fieldOf[Session, time.Time] {
		return fieldOf[Session, time.Time]{name, set}
	}
	refuseAll(t, f.Sessions, goodSession, sessionIDOf, badTimes(),
		instant("started_at", func(s *Session, v time.Time) { s.StartedAt = v }),
		instant("ended_at", func(s *Session, v time.Time) { s.EndedAt = v }),
		instant("identified_at", func(s *Session, v time.Time) { s.IdentifiedAt = v }),
		instant("first_seen_at", func(s *Session, v time.Time) { s.FirstSeenAt = v }),
		instant("marks[0].at", func(s *Session, v time.Time) { s.Marks[0].At = v }),
	)
}

func TestSessionContradictions(t *testing.T) {
	f := NewFacts(FactsOptions{})
	early, late := noon.Add(-time.Microsecond), noon.Add(time.Hour+time.Microsecond)
	const earlyText, lateText = "2025-03-04T11:59:59.999999Z", "2025-03-04T13:00:00.000001Z"
	const start, end = "started_at 2025-03-04T12:00:00Z", "ended_at 2025-03-04T13:00:00Z"
	for name, c := range map[string]struct {
		change func(*Session)
		faults []fault
	}{
		"no ID":                 {func(s *Session) { s.ID = "" }, []fault{{"id", "", "required", ErrMissing}}},
		"no start":              {func(s *Session) { s.StartedAt = time.Time{} }, []fault{{"started_at", "", "required", ErrMissing}}},
		"ended early":           {func(s *Session) { *s = Session{ID: "s1", StartedAt: noon, EndedAt: early} }, []fault{{"ended_at", earlyText, "before " + start, ErrContradiction}}},
		"identified early":      {func(s *Session) { s.IdentifiedAt = early }, []fault{{"identified_at", earlyText, "before " + start, ErrContradiction}}},
		"identified late":       {func(s *Session) { s.IdentifiedAt = late }, []fault{{"identified_at", lateText, "after " + end, ErrContradiction}}},
		"seen first after it":   {func(s *Session) { s.FirstSeenAt = late }, []fault{{"first_seen_at", lateText, "after " + start, ErrContradiction}}},
		"negative page views":   {func(s *Session) { s.PageViews = -1 }, []fault{{"page_views", "-1", "negative", ErrInvalid}}},
		"negative interactions": {func(s *Session) { s.Interactions, s.KeyEvents = CountOf(-1), Count{} }, []fault{{"interactions", "-1", "negative", ErrInvalid}}},
		"negative key events":   {func(s *Session) { s.KeyEvents = CountOf(-1) }, []fault{{"key_events", "-1", "negative", ErrInvalid}}},
		"too many key events":   {func(s *Session) { s.KeyEvents = CountOf(8) }, []fault{{"key_events", "8", "above page_views 5 + interactions 2", ErrContradiction}}},
		"no name of a mark":     {func(s *Session) { s.Marks[0].Name = "" }, []fault{{"marks[0].name", "", "required", ErrMissing}}},
		"no time of a mark":     {func(s *Session) { s.Marks[1].At = time.Time{} }, []fault{{"marks[1].at", "", "required", ErrMissing}}},
		"mark before":           {func(s *Session) { s.Marks[0].At = early }, []fault{{"marks[0].at", earlyText, "before " + start, ErrContradiction}}},
		"mark after":            {func(s *Session) { s.Marks[1].At = late }, []fault{{"marks[1].at", lateText, "after " + end, ErrContradiction}}},
		"no experiment":         {func(s *Session) { s.Variants[0].Experiment = "" }, []fault{{"variants[0].experiment", "", "required", ErrMissing}}},
		"no variant":            {func(s *Session) { s.Variants[1].Variant = "" }, []fault{{"variants[1].variant", "", "required", ErrMissing}}},
		"two variants of one": {func(s *Session) { s.Variants[1].Experiment = "header" }, []fault{
			{"variants[1].experiment", "header", "has a variant of it already", ErrContradiction}}},
		"all at once": {func(s *Session) { s.ID, s.Device, s.EndedAt, s.PageViews = "", "\n", early, -1 }, []fault{
			{"id", "", "required", ErrMissing}, {"device", "\n", "control", ErrInvalid}, {"ended_at", earlyText, "before", ErrContradiction},
			{"identified_at", "2025-03-04T12:01:00Z", "after ended_at", ErrContradiction}, {"marks[0].at", "2025-03-04T12:00:00Z", "after ended_at", ErrContradiction},
			{"marks[1].at", "2025-03-04T13:00:00Z", "after ended_at", ErrContradiction}, {"page_views", "-1", "negative", ErrInvalid}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := goodSession()
			c.change(&s)
			refuse(t, f.Sessions, s, string(s.ID), c.faults...)
		})
	}
}

// What lies exactly on a limit is accepted.
func TestSessionLimits(t *testing.T) {
	for name, change := range map[string]func(*Session){
		"the good one":           func(*Session) {},
		"only what is required":  func(s *Session) { *s = Session{ID: "s", StartedAt: noon} },
		"ended at once":          func(s *Session) { *s = Session{ID: "s", StartedAt: noon, EndedAt: noon} },
		"still open":             func(s *Session) { s.EndedAt = time.Time{} },
		"identified at the end":  func(s *Session) { s.IdentifiedAt = s.EndedAt },
		"first seen just now":    func(s *Session) { s.FirstSeenAt = noon },
		"interactions not known": func(s *Session) { s.Interactions, s.KeyEvents = Count{}, CountOf(99) },
		"as many as there can be": func(s *Session) {
			s.PageViews, s.Interactions, s.KeyEvents = math.MaxInt64, CountOf(math.MaxInt64), CountOf(math.MaxInt64)
		},
		"one mark twice":           func(s *Session) { s.Marks[1].Name = MarkSearch },
		"an unlisted catalogue":    func(s *Session) { s.Catalogue = "in the seller's own words" },
		"identified without names": func(s *Session) { s.AccountID, s.BuyerID = "", "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := goodSession()
			change(&s)
			if _, err := NewSessions(s); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSessionIdentifiedByDefault(t *testing.T) {
	for name, c := range map[string]struct {
		in   Session
		want time.Time
	}{
		"nobody":           {Session{}, time.Time{}},
		"an account":       {Session{AccountID: "a"}, noon},
		"a buyer":          {Session{BuyerID: "b"}, noon},
		"a login later on": {Session{BuyerID: "b", IdentifiedAt: noon.Add(time.Minute)}, noon.Add(time.Minute)},
		"a login alone":    {Session{IdentifiedAt: noon}, noon},
	} {
		c.in.ID, c.in.StartedAt = "s", noon
		table, err := NewSessions(c.in)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := table.Find("s")
		if got := s.IdentifiedAt(); !got.Equal(c.want) || s.Identified() == c.want.IsZero() {
			t.Errorf("%s: identified %v at %v, want %v", name, s.Identified(), got, c.want)
		}
		if is, known := SessionIsIdentified.Of(s); is == c.want.IsZero() || !known {
			t.Errorf("%s: SessionIsIdentified %v, %v", name, is, known)
		}
	}
}

func TestSessionConflictAndCorrection(t *testing.T) {
	for name, change := range map[string]func(*Session){
		"a column":          func(s *Session) { s.Device = "phone" },
		"a flag":            func(s *Session) { s.HomeSeen = false },
		"an instant":        func(s *Session) { s.EndedAt = s.EndedAt.Add(time.Microsecond) },
		"a count":           func(s *Session) { s.PageViews = 6 },
		"an unknown count":  func(s *Session) { s.KeyEvents = Count{} },
		"a known nothing":   func(s *Session) { s.KeyEvents = CountOf(0) },
		"a mark's name":     func(s *Session) { s.Marks[0].Name = "other" },
		"a mark's time":     func(s *Session) { s.Marks[0].At = noon.Add(1000) },
		"the marks' order":  func(s *Session) { s.Marks[0], s.Marks[1] = s.Marks[1], s.Marks[0] },
		"fewer marks":       func(s *Session) { s.Marks = s.Marks[:1] },
		"another variant":   func(s *Session) { s.Variants[1].Variant = "c" },
		"fewer experiments": func(s *Session) { s.Variants = nil },
	} {
		t.Run(name, func(t *testing.T) {
			conflict(t, func(f *Facts) *Sessions { return f.Sessions }, goodSession, change, "s1", "id")
		})
	}
}

// conflict checks that a second fact under the same ID is ignored where it says
// the same, refused where it does not, and taken as a correction.
func conflict[T, R any](t *testing.T, pick func(*Facts) *Table[T, R], good func() T, change func(*T), id, field string) {
	t.Helper()
	f := NewFacts(FactsOptions{})
	table := pick(f)
	must(t, table, good())
	must(t, table, good(), good())
	if table.Len() != 1 || table.Duplicates() != 2 {
		t.Errorf("%d facts and %d duplicates, want 1 and 2", table.Len(), table.Duplicates())
	}
	in := good()
	change(&in)
	before := snapshot(f)
	if got := faultsOf(table.Append(in)); len(got) != 1 || got[0].Err != ErrConflict || got[0].Field != field || got[0].ID != id {
		t.Fatalf("Append of other content: %v", got)
	}
	g := NewFacts(FactsOptions{})
	if got := faultsOf(pick(g).Append(good(), in)); got[0].Err != ErrConflict || pick(g).Len() != 0 {
		t.Errorf("in one batch: %v, %d facts left", got, pick(g).Len())
	}
	sameSnapshot(t, snapshot(NewFacts(FactsOptions{})), snapshot(g))
	sameSnapshot(t, before, snapshot(f))
	if err := table.Correct(in); err != nil || table.Corrections() != 1 || table.Len() != 1 {
		t.Fatalf("Correct: %v, %d corrections, %d facts", err, table.Corrections(), table.Len())
	}
	if must(t, table, in); table.Duplicates() != 3 {
		t.Errorf("the correction is not what is recorded: %d duplicates", table.Duplicates())
	}
}
