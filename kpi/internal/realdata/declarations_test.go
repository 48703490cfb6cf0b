package realdata_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// expense is a document that somebody approves, with its events in the order
// of the log: "SUBMITTED by EMPLOYEE" and so on.
type expense struct {
	id     string
	amount decimal.Decimal
	events []expenseEvent
}

type expenseEvent struct {
	what string // SUBMITTED, APPROVED, FINAL_APPROVED, REJECTED, SAVED
	by   string
	at   time.Time
}

// expenseLog is one log of BPI Challenge 2020, and what its SOURCE.md says.
type expenseLog struct {
	file, document, amount string
	cases, events          int
}

var expenseLogs = []expenseLog{
	{"domestic_declarations", "Declaration ", "case:Amount", 10_500, 56_437},
	{"international_declarations", "Declaration ", "case:Amount", 6_449, 72_151},
	{"prepaid_travel_cost", "Request For Payment ", "case:RequestedAmount", 2_099, 18_246},
	{"request_for_payment", "Request For Payment ", "case:RequestedAmount", 6_886, 36_796},
}

func (l expenseLog) read(t *testing.T) (expenses []*expense) {
	t.Helper()
	cases := map[string]*expense{}
	n := each(t, "bpi2020-approvals/"+l.file+".csv.gz", func(r record) {
		id := r.at("case_id")
		e := cases[id]
		if e == nil {
			e = &expense{id: id, amount: r.number(l.amount).Round(2)} // anonymised by noise, to 14 digits
			cases[id] = e
			expenses = append(expenses, e)
		}
		if activity, ok := strings.CutPrefix(r.at("activity"), l.document); ok { // not the travel permit before it, nor the payment after it
			what, by, _ := strings.Cut(activity, " by ")
			e.events = append(e.events, expenseEvent{what, by, r.time("timestamp", time.RFC3339, time.UTC)})
		}
	})
	same(t, "events of SOURCE.md", n, l.events)
	same(t, "cases of SOURCE.md", len(expenses), l.cases)
	return expenses
}

// step says whether an event is a decision by somebody else. "REJECTED by
// EMPLOYEE" is the employee who takes a rejected document back.
func (e expenseEvent) step() bool {
	return e.by != "EMPLOYEE" && (strings.HasSuffix(e.what, "APPROVED") || e.what == "REJECTED")
}

// submission returns when a document was first submitted; false for one that was
// only saved.
func (e *expense) submission() (time.Time, bool) {
	for _, ev := range e.events {
		if ev.what == "SUBMITTED" {
			return ev.at, true
		}
	}
	return time.Time{}, false
}

// order makes an order of a document, which was placed when it was first
// submitted, and of each submission a round of approval steps.
func (e *expense) order(t *testing.T) (model.Order, []model.Approval) {
	o := model.Order{ID: model.OrderID(e.id), Status: model.StatusDraft, Goods: euros(t, e.amount), PlacedAt: e.events[0].at}
	if at, ok := e.submission(); ok {
		o.PlacedAt, o.Status = at, model.StatusPendingApproval
	}
	var steps []model.Approval
	round, tier, since := int64(0), int64(0), time.Time{}
	waits := false // for one more step: four documents have an approval after the final one, which asks for none
	wait := func() {
		if waits {
			steps = append(steps, model.Approval{OrderID: o.ID, Round: round, Tier: tier + 1, SubmitterID: "EMPLOYEE", SubmittedAt: since, Decision: model.DecisionPending})
		}
	}
	for _, ev := range e.events {
		switch {
		case ev.what == "SUBMITTED":
			wait()
			round, tier, since, waits = round+1, 0, ev.at, true
		case ev.step():
			tier++
			decision := model.DecisionApproved
			if ev.what == "REJECTED" {
				decision = model.DecisionRejected
			}
			steps = append(steps, model.Approval{
				OrderID: o.ID, Round: round, Tier: tier, ApproverID: model.PersonID(ev.by), Role: model.Role(ev.by), SubmitterID: "EMPLOYEE",
				SubmittedAt: since, DecidedAt: ev.at, Decision: decision,
			})
			since, waits = ev.at, waits && ev.what == "APPROVED"
			switch ev.what {
			case "FINAL_APPROVED":
				o.Status = model.StatusCompleted
			case "REJECTED":
				o.Status = model.StatusRejected
			}
		}
	}
	wait()
	return o, steps
}

func expenseFacts(t *testing.T, expenses []*expense) *model.Facts {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	for _, e := range expenses {
		if len(e.events) == 0 {
			continue
		}
		o, steps := e.order(t)
		noError(t, f.Orders.Append(o))
		noError(t, f.Approvals.Append(steps...))
	}
	return f
}

// outcome says what a document came to, from the letters of its log alone: what
// follows the last submission decides.
func (e *expense) outcome(asOf time.Time) (outcome string, submissions int) {
	for _, ev := range e.events {
		switch {
		case !asOf.IsZero() && ev.at.After(asOf):
			return outcome, submissions
		case ev.what == "SUBMITTED":
			outcome = "pending"
			submissions++
		case ev.what == "REJECTED" && ev.by != "EMPLOYEE":
			outcome = "rejected"
		case ev.what == "FINAL_APPROVED" && outcome != "rejected":
			outcome = "approved"
		}
	}
	return outcome, submissions
}

// working is the time between two instants from Monday to Friday, 8 to 18 in
// Amsterdam, day by day.
func working(from, to time.Time, z *time.Location) (sum time.Duration) {
	y, m, d := from.In(z).Date()
	for day := time.Date(y, m, d, 0, 0, 0, 0, z); day.Before(to); day = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, z) {
		if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		open := time.Date(day.Year(), day.Month(), day.Day(), 8, 0, 0, 0, z)
		shut := time.Date(day.Year(), day.Month(), day.Day(), 18, 0, 0, 0, z)
		if from.After(open) {
			open = from
		}
		if to.Before(shut) {
			shut = to
		}
		sum += max(shut.Sub(open), 0)
	}
	return sum
}

// TestDeclarations: submission, approval and rejection rates and rework, at the
// end of the log and as of an earlier day, and times to decide in working hours.
func TestDeclarations(t *testing.T) {
	amsterdam := zone(t, "Europe/Amsterdam")
	office, err := period.ParseHours(period.In(amsterdam), "Mon-Fri 08:00-18:00")
	noError(t, err)
	for _, log := range expenseLogs {
		t.Run(log.file, func(t *testing.T) {
			expenses := log.read(t)
			f := expenseFacts(t, expenses)
			for _, asOf := range []time.Time{{}, time.Date(2018, 3, 25, 12, 0, 0, 0, amsterdam)} {
				checkExpenses(t, f, expenses, kpi.Policy{Hours: office}, kpi.Window{AsOf: asOf}, amsterdam)
			}
			checkRoles(t, f, expenses, office, amsterdam)
		})
	}
}

func checkExpenses(t *testing.T, f *model.Facts, expenses []*expense, p kpi.Policy, w kpi.Window, z *time.Location) {
	t.Helper()
	counts, rework := map[string]int64{}, int64(0)
	var all int64
	var value, waiting decimal.Decimal
	tiers := map[int64][]time.Duration{}
	for _, e := range expenses {
		outcome, submissions := e.outcome(w.AsOf)
		if submissions == 0 {
			continue
		}
		all++
		counts[outcome]++
		value = value.Add(e.amount)
		if submissions > 1 {
			rework++
		}
		if outcome == "pending" {
			waiting = waiting.Add(e.amount)
		}
		var since time.Time
		tier := int64(0)
		for _, ev := range e.events {
			if !w.AsOf.IsZero() && ev.at.After(w.AsOf) {
				break
			}
			if ev.what == "SUBMITTED" {
				since, tier = ev.at, 0
			} else if ev.step() {
				tier++
				tiers[tier] = append(tiers[tier], working(since, ev.at, z))
				since = ev.at
			}
		}
	}
	a := valueOf(t, "K12", kpi.ApprovalSubmissionRate(p, w).Of(f.All()))
	sameRatio(t, "submitted", a.Rate, all, all) // every document needs approval
	sameRatio(t, "approved", valueOf(t, "approved", a.Approved), counts["approved"], all)
	sameRatio(t, "rejected", valueOf(t, "rejected", a.Rejected), counts["rejected"], all)
	sameRatio(t, "pending", valueOf(t, "pending", a.Pending), counts["pending"], all)
	sameRatio(t, "rework", valueOf(t, "rework", a.Rework), rework, all)
	if got := valueOf(t, "waiting", a.Waiting).Amount(); !got.Equal(waiting) {
		t.Errorf("waiting: got %v, want %v", got, waiting)
	}
	same(t, "tiers", a.TimeToDecide.Len(), len(tiers))
	for tier, want := range tiers {
		r, ok := a.TimeToDecide.Get(tier)
		if !ok {
			t.Errorf("no tier %d", tier)
			continue
		}
		d := valueOf(t, "time to decide", r)
		same(t, fmt.Sprint("steps of tier ", tier), d.Count(), len(want))
		same(t, fmt.Sprint("median of tier ", tier), d.Median(), median(want))
	}
	t.Logf("%v: %v", w, a)
	if w.AsOf.IsZero() {
		k10 := valueOf(t, "K10", kpi.OrdersSubmittedForApproval(p).Of(f.All()))
		same(t, "K10", k10.Orders, all)
		if got := valueOf(t, "K10", k10.Value).Amount(); !got.Equal(value) {
			t.Errorf("K10: got %v, want %v", got, value)
		}
	}
}

// checkRoles holds decisions and working time per role of the approver against
// the letters of the log.
func checkRoles(t *testing.T, f *model.Facts, expenses []*expense, office period.Hours, z *time.Location) {
	t.Helper()
	decisions := map[model.Role]map[model.Decision]int64{}
	times := map[model.Role][]time.Duration{}
	for _, e := range expenses {
		var since time.Time
		for _, ev := range e.events {
			if ev.step() {
				role := model.Role(ev.by)
				if decisions[role] == nil {
					decisions[role] = map[model.Decision]int64{}
				}
				if ev.what == "REJECTED" {
					decisions[role][model.DecisionRejected]++
				} else {
					decisions[role][model.DecisionApproved]++
				}
				times[role] = append(times[role], working(since, ev.at, z))
			}
			if ev.what == "SUBMITTED" || ev.step() {
				since = ev.at
			}
		}
	}
	took := model.NewField("working time", func(a model.ApprovalRow) (time.Duration, bool) {
		return office.Elapsed(a.SubmittedAt(), a.DecidedAt()), !a.DecidedAt().IsZero()
	})
	m := kpi.On(model.ApprovalFacts, kpi.By(model.ApprovalRole, kpi.Both(kpi.By(model.ApprovalDecision, kpi.Count[model.ApprovalRow]()), kpi.Quantiles(took))))
	roles := valueOf(t, "roles", m.Of(f.All()))
	known := 0
	for role, r := range roles.All() {
		known++
		both := valueOf(t, string(role), r)
		for decision, n := range valueOf(t, string(role), both.A).All() {
			same(t, fmt.Sprint(decision, " by ", role), n, decisions[role][decision])
		}
		d := valueOf(t, string(role), both.B)
		same(t, "steps of "+string(role), d.Count(), len(times[role]))
		same(t, "median of "+string(role), d.Median(), median(times[role]))
		t.Logf("%s: %v, median %v", role, both.A, d.Median())
	}
	same(t, "roles", known, len(decisions))
}
