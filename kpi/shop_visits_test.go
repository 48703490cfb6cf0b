package kpi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// fullShops generates shops that have facts of all kinds, linked to each other.
var fullShops = rapid.Custom(func(t *rapid.T) *shop {
	s := drawShop(t)
	for _, f := range s.facts {
		drawLinks(t, f)
		drawSessions(t, f)
		drawQuotes(t, f)
		drawCarts(t, f)
		drawApprovals(t, f)
		drawRequests(t, f)
		drawProjects(t, f)
	}
	return s
})

// some says how many facts of a kind there are: often none at all, which is not
// the same as none that counts.
func some(t *rapid.T, kind string, most int) int {
	if rapid.IntRange(0, 4).Draw(t, "no "+kind) == 0 {
		return 0
	}
	return rapid.IntRange(1, most).Draw(t, kind)
}

// oneOf draws one of the values; more of one make it likelier.
func oneOf[T any](t *rapid.T, what string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, what)
}

func numbered[T ~string](t *rapid.T, prefix string, n int) T {
	if i := rapid.IntRange(0, n).Draw(t, prefix); i < n {
		return T(prefix + strconv.Itoa(i))
	}
	return ""
}

func drawAccount(t *rapid.T) model.AccountID {
	return numbered[model.AccountID](t, "a", shopAccounts+1)
}

func drawBranch(t *rapid.T) model.Branch { return oneOf[model.Branch](t, "branch", "", "b1", "b2") }

// drawAfter makes an instant at or after another one, often that itself.
func drawAfter(t *rapid.T, at time.Time) time.Time {
	return at.Add(oneOf[time.Duration](t, "after", 0, 0, time.Microsecond, 10*time.Second, time.Hour, days(1), days(7), days(30), days(31)))
}

// record appends a fact, unless the model's rules refuse it beside the others.
func record[T, R any](t *model.Table[T, R], fact T) { _ = t.Append(fact) }

// drawLinks says of the orders where they came from, who placed them, and of
// accounts what older systems know.
func drawLinks(t *rapid.T, f *model.Facts) {
	for _, row := range slices.Collect(f.Orders.All()) {
		o := row.Order()
		o.SessionID, o.VisitorID = numbered[model.SessionID](t, "s", 4), numbered[model.VisitorID](t, "v", 2)
		o.QuoteID, o.QuoteTerms = numbered[model.QuoteID](t, "q", 3), oneOf[model.QuoteTerms](t, "terms", "", "", model.TermsApplied, model.TermsNotApplied)
		o.PlacedBy = oneOf[model.PlacedBy](t, "placed by", "", model.PlacedByBuyer, model.PlacedByRep)
		if o.QuoteID == "" {
			o.QuoteTerms = ""
		}
		if rapid.IntRange(0, 3).Draw(t, "approvable") == 0 {
			o.Status = oneOf(t, "waits", model.StatusPendingApproval, model.StatusRejected)
		}
		if rapid.Bool().Draw(t, "promoted") {
			o.Promotions = []model.Code{"spring", "bundle"}[:rapid.IntRange(1, 2).Draw(t, "promotions")]
		}
		_ = f.Orders.Correct(o)
	}
	for _, row := range slices.Collect(f.Accounts.All()) {
		a := row.Account()
		a.AcquiredBy.Channel, a.Branch = oneOf[model.Channel](t, "won by", "", "web", "fax"), drawBranch(t)
		if rapid.IntRange(0, 3).Draw(t, "older") == 0 {
			a.FirstOrderAt = drawTime(t)
		}
		_ = f.Accounts.Correct(a)
	}
}

// drawSessions begins sessions at or shortly before the orders placed in them.
func drawSessions(t *rapid.T, f *model.Facts) {
	for i := range some(t, "sessions", 6) {
		s := model.Session{
			ID: model.SessionID("s" + strconv.Itoa(i)), VisitorID: numbered[model.VisitorID](t, "v", 2), StartedAt: drawTime(t),
			PageViews: rapid.Int64Range(0, 2).Draw(t, "views"), HomeSeen: rapid.Bool().Draw(t, "home"),
			Catalogue: oneOf(t, "catalogue", "", model.CatalogueOpen, model.CatalogueClosed, model.CatalogueOwn),
			Source:    oneOf[model.Code](t, "source", "", "direct", "search"),
			Test:      rapid.IntRange(0, 9).Draw(t, "test") == 0, Bot: rapid.IntRange(0, 9).Draw(t, "bot") == 0,
		}
		for o := range f.Orders.All() {
			if o.SessionID() == s.ID && (o.PlacedAt().Before(s.StartedAt) || rapid.Bool().Draw(t, "near")) {
				s.StartedAt = o.PlacedAt().Add(-oneOf[time.Duration](t, "before", 0, time.Microsecond, time.Hour, days(3)))
			}
		}
		end := drawAfter(t, s.StartedAt)
		if rapid.Bool().Draw(t, "ended") {
			s.EndedAt = end
		}
		if rapid.Bool().Draw(t, "login") {
			s.BuyerID, s.AccountID = numbered[model.PersonID](t, "p", 3), drawAccount(t)
			s.IdentifiedAt = oneOf(t, "at", time.Time{}, s.StartedAt, end)
		}
		if rapid.Bool().Draw(t, "told") {
			s.Interactions, s.KeyEvents = model.CountOf(rapid.Int64Range(0, 1).Draw(t, "interactions")), model.CountOf(rapid.Int64Range(0, 1).Draw(t, "events"))
		}
		if rapid.Bool().Draw(t, "marked") {
			s.Marks = []model.Mark{{Name: "signup", At: s.StartedAt}, {Name: "search", At: end}, {Name: "signup", At: end}}
		}
		if v := oneOf[model.Code](t, "variant", "", "a", "b", "c"); v != "" {
			s.Variants = []model.Variant{{Experiment: "button", Variant: v}}
		}
		if rapid.IntRange(0, 3).Draw(t, "seen before") == 0 {
			s.FirstSeenAt = s.StartedAt.Add(-time.Hour)
		}
		record(f.Sessions, s)
	}
}

// drawQuotes makes quotes of up to three revisions, the first of which may be a
// request, in any order.
func drawQuotes(t *rapid.T, f *model.Facts) {
	for i := range some(t, "quotes", 4) {
		cur := oneOf(t, "currency", model.EUR, model.EUR, model.EUR, model.USD)
		at := drawTime(t)
		q := model.Quote{
			ID: model.QuoteID("q" + strconv.Itoa(i)), AccountID: drawAccount(t), VisitorID: numbered[model.VisitorID](t, "v", 2),
			SessionID: numbered[model.SessionID](t, "s", 4), Branch: drawBranch(t), Test: rapid.IntRange(0, 9).Draw(t, "test") == 0,
		}
		first := rapid.Int64Range(0, 1).Draw(t, "first")
		var revisions []model.Quote
		for n := range rapid.Int64Range(1, 3).Draw(t, "revisions") {
			q.Revision, q.Outcome = first+n, oneOf(t, "outcome", model.QuoteOpen, model.QuoteAccepted, model.QuoteDeclined, model.QuoteExpired, model.QuoteWithdrawn)
			if q.Revision == 0 {
				q.RequestedAt, q.Outcome = at, model.QuoteOpen
				revisions = append(revisions, q)
				continue
			}
			at = drawAfter(t, at)
			revisions = append(revisions, drawOffer(t, q, at, cur))
		}
		for _, r := range rapid.Permutation(revisions).Draw(t, "revisions") {
			record(f.Quotes, r)
		}
	}
}

func drawOffer(t *rapid.T, q model.Quote, at time.Time, cur model.Currency) model.Quote {
	q.RequestedAt, q.OfferedAt, q.Value = time.Time{}, at, drawMoney(t, cur)
	if until := drawAfter(t, at); until.After(at) {
		q.ValidUntil = until
	}
	switch q.Outcome {
	case model.QuoteAccepted, model.QuoteDeclined, model.QuoteWithdrawn:
		q.DecidedAt = drawAfter(t, at)
	}
	if rapid.Bool().Draw(t, "lines known") {
		q.LineCount = model.CountOf(rapid.Int64Range(1, 5).Draw(t, "lines"))
		if q.Outcome == model.QuoteAccepted {
			q.TakenLines, q.TakenValue = model.CountOf(1), drawMoney(t, cur)
		}
	}
	return q
}

func drawCarts(t *rapid.T, f *model.Facts) {
	for i := range some(t, "carts", 5) {
		c := model.Cart{
			ID: model.CartID("c" + strconv.Itoa(i)), CreatedAt: drawTime(t), VisitorID: numbered[model.VisitorID](t, "v", 2), AccountID: drawAccount(t),
			Branch: drawBranch(t), Test: rapid.IntRange(0, 9).Draw(t, "test") == 0, Lines: rapid.Int64Range(0, 3).Draw(t, "lines"),
			Outcome: oneOf(t, "outcome", model.CartOpen, model.CartOrdered, model.CartOrdered, model.CartQuoteRequested, model.CartSaved, model.CartMerged, model.CartEmptied),
		}
		if c.Lines > 0 {
			c.Value = drawMoney(t, oneOf(t, "currency", model.EUR, model.EUR, model.EUR, model.USD))
		}
		last := drawAfter(t, c.CreatedAt)
		if rapid.Bool().Draw(t, "changed") {
			c.LastActivityAt = last
		}
		if rapid.Bool().Draw(t, "checkout") {
			c.CheckoutAt = last
		}
		if rapid.Bool().Draw(t, "idle") {
			c.LongestIdle = oneOf(t, "longest", time.Hour, days(7)-time.Microsecond, days(7))
		}
		switch c.Outcome {
		case model.CartOrdered:
			c.OrderedAt = drawAfter(t, last)
		case model.CartMerged:
			c.MergedInto = "c9"
		}
		record(f.Carts, c)
	}
}

func drawApprovals(t *rapid.T, f *model.Facts) {
	if rapid.IntRange(0, 4).Draw(t, "no approvals") == 0 {
		return
	}
	for o := range f.Orders.All() {
		for range rapid.IntRange(0, 2).Draw(t, "steps") {
			a := model.Approval{
				OrderID: o.ID(), Round: rapid.Int64Range(1, 2).Draw(t, "round"), Tier: rapid.Int64Range(1, 2).Draw(t, "tier"),
				SubmittedAt: drawAfter(t, o.PlacedAt()), SubmitterID: numbered[model.PersonID](t, "p", 2), ApproverID: numbered[model.PersonID](t, "p", 2),
				Decision: oneOf(t, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionRejected, model.DecisionWithdrawn),
			}
			a.Automatic = a.ApproverID == ""
			if a.Decision != model.DecisionPending {
				a.DecidedAt = drawAfter(t, a.SubmittedAt)
			}
			record(f.Approvals, a)
		}
	}
	record(f.Approvals, model.Approval{OrderID: "gone", Tier: 1, ApproverID: "p0", SubmittedAt: drawTime(t), Decision: model.DecisionPending})
}

func drawRequests(t *rapid.T, f *model.Facts) {
	for i := range some(t, "requests", 4) {
		r := model.AccountRequest{
			ID: model.RequestID("n" + strconv.Itoa(i)), ReceivedAt: drawTime(t), Contact: oneOf[model.Contact](t, "contact", "x", "x", "y"),
			Company: oneOf(t, "company", "", "Dachbau"), InTarget: oneOf(t, "target", "", model.InTargetYes, model.InTargetYes, model.InTargetNo),
			VisitorID: numbered[model.VisitorID](t, "v", 2), SessionID: numbered[model.SessionID](t, "s", 4), AccountID: drawAccount(t), Branch: drawBranch(t),
			Decision: oneOf(t, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionRejected, model.DecisionDuplicate),
			Test:     rapid.IntRange(0, 9).Draw(t, "test") == 0,
		}
		if r.Decision != model.DecisionPending {
			r.DecidedAt = drawAfter(t, r.ReceivedAt)
		}
		record(f.AccountRequests, r)
	}
}

// listVisits lists the facts of these kinds, for the report of a failure.
func listVisits(b *strings.Builder, i int, f *model.Facts) {
	for r := range f.Sessions.All() {
		fmt.Fprintf(b, "\n%d session %+v", i, r.Session())
	}
	for r := range f.Quotes.All() {
		fmt.Fprintf(b, "\n%d quote %+v", i, r.Quote())
	}
	for r := range f.Carts.All() {
		fmt.Fprintf(b, "\n%d cart %+v", i, r.Cart())
	}
	for r := range f.Approvals.All() {
		fmt.Fprintf(b, "\n%d approval %+v", i, r.Approval())
	}
	for r := range f.AccountRequests.All() {
		fmt.Fprintf(b, "\n%d request %+v", i, r.AccountRequest())
	}
}
