package cohort_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// startKind is where a subject's history of facts starts.
type startKind int

const (
	byFirstOrder   startKind = iota
	byOlderSystem            // or with what the account says of an older system
	byCreation               // with the creation of the account
	byFirstSession           // with the first session
)

// record turns a world into facts: events are orders, sign-ups what starts a
// subject, and amounts below 0 are 0. Orders of an account may be recorded under
// one that was merged into it, or that belongs to it as a company, and there are
// orders that do not count.
func (w *world) record(t *rapid.T, kind startKind, subject kpi.Subject) *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	first := map[string]time.Time{}
	n := 0
	add := func(o model.Order) {
		n++
		o.ID = model.OrderID(fmt.Sprint(n))
		noError(f.Orders.Append(o))
	}
	for i := range w.rows {
		d := &w.rows[i]
		account := model.AccountID(d.who)
		if rapid.Bool().Draw(t, "under another account") {
			account += "-2"
		}
		if !d.signup.IsZero() {
			if at, ok := first[d.who]; !ok || d.signup.Before(at) {
				first[d.who] = d.signup
			}
			visit := model.Session{ID: model.SessionID(fmt.Sprint(i)), VisitorID: "v", AccountID: account, BuyerID: model.PersonID(d.who), StartedAt: d.signup}
			earlier := visit // of a robot, which is nobody's
			earlier.ID, earlier.StartedAt, earlier.Bot = visit.ID+" bot", d.signup.Add(-time.Hour), true
			noError(f.Sessions.Append(visit, earlier))
			continue
		}
		if d.amount.IsNone() || d.amount.Sign() < 0 {
			d.amount = eur(0)
		}
		o := model.Order{AccountID: account, BuyerID: model.PersonID(d.who), PlacedAt: d.at, Status: model.StatusPlaced, Goods: d.amount}
		add(o)
		switch rapid.IntRange(0, 9).Draw(t, "and one that does not count") {
		case 0:
			o.Status = model.StatusCancelled
			add(o)
		case 1:
			o.Test = true
			add(o)
		case 2:
			o.AccountID, o.BuyerID = "", ""
			add(o)
		}
	}
	for _, who := range []string{"a", "b", "c", "d"} {
		one := model.Account{ID: model.AccountID(who)}
		two := model.Account{ID: model.AccountID(who + "-2"), MergedInto: one.ID}
		if subject == kpi.SubjectCompany {
			two.MergedInto, two.ParentID = "", one.ID
		}
		from := rapid.SampledFrom([]*model.Account{&one, &two}).Draw(t, "who says it")
		switch kind {
		case byOlderSystem: // never after an order, and left out where there is none
			from.FirstOrderAt = first[who]
			for _, d := range w.rows {
				if d.who == who && !d.at.IsZero() && d.at.Before(from.FirstOrderAt) {
					from.FirstOrderAt = d.at
				}
			}
		case byCreation:
			from.CreatedAt = first[who]
		}
		noError(f.Accounts.Append(one, two))
	}
	w.signups, w.either = kind == byCreation || kind == byFirstSession, kind == byOlderSystem
	return f
}

// Tables of orders by every start and subject against their definition, over
// rows in any order and shards that split histories; accounts that were merged
// are one.
func TestRetentionOfFactsAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		p := kpi.Policy{Subject: rapid.SampledFrom([]kpi.Subject{kpi.SubjectAccount, kpi.SubjectCompany, kpi.SubjectPerson}).Draw(t, "subject")}
		kinds := []startKind{byFirstOrder, byOlderSystem, byCreation, byFirstSession}
		if p.Subject == kpi.SubjectPerson {
			kinds = []startKind{byFirstOrder, byFirstSession}
		}
		kind := rapid.SampledFrom(kinds).Draw(t, "start")
		f := w.record(t, kind, p.Subject)
		s := cohort.Orders(p)
		switch kind {
		case byCreation:
			s = s.StartingAt(cohort.AccountCreation())
		case byFirstSession:
			s = s.StartingAt(cohort.FirstSession())
		}
		o := tableOptions(t, w)
		got := holdLaws(t, cohort.Retention(s, o), slices.Collect(f.All()))
		if !slices.ContainsFunc(w.rows, func(d deal) bool { return !d.at.IsZero() }) {
			if got.Why() != kpi.MissingFacts {
				t.Fatalf("without orders %v", got)
			}
			return
		}
		if text, want := tableText(got), naiveTable(w, o); text != want {
			t.Fatalf("got\n%s\nwant\n%s", text, want)
		}
		flows := holdLaws(t, cohort.Lifecycle(s, w.buckets, w.asOf), slices.Collect(f.All()))
		if text, want := flowsText(flows), naiveFlows(w); text != want {
			t.Fatalf("flows: got\n%s\nwant\n%s", text, want)
		}
	})
}
