package dictionary_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// market is a shop as plain slices, all of which record has accepted, and how
// it is looked at.
type market struct {
	accounts    []model.Account
	sessions    []model.Session
	orders      []model.Order
	refunds     []model.Refund
	approvals   []model.Approval
	quotes      []model.Quote
	carts       []model.Cart
	requests    []model.AccountRequest
	spends      []model.Spend
	responses   []model.SurveyResponse
	milestones  []model.Milestone
	allocations []model.Allocation
	flows       []model.CashFlow

	facts  *model.Facts
	policy kpi.Policy
	window kpi.Window
	// filter is the range of the facts that a KPI without a window is given; the
	// zero range is all of them.
	filter period.Range
}

// record fills the facts, and drops from the slices what they refuse.
func (m *market) record() {
	f := model.NewFacts(model.FactsOptions{})
	m.facts = f
	m.accounts = accepted(m.accounts, f.Accounts.Append)
	m.sessions = accepted(m.sessions, f.Sessions.Append)
	m.orders = accepted(m.orders, f.Orders.Append)
	m.refunds = accepted(m.refunds, f.Refunds.Append)
	m.approvals = accepted(m.approvals, f.Approvals.Append)
	m.quotes = accepted(m.quotes, f.Quotes.Append)
	m.carts = accepted(m.carts, f.Carts.Append)
	m.requests = accepted(m.requests, f.AccountRequests.Append)
	m.spends = accepted(m.spends, f.Spends.Append)
	m.responses = accepted(m.responses, f.SurveyResponses.Append)
	m.milestones = accepted(m.milestones, f.Milestones.Append)
	m.allocations = accepted(m.allocations, f.Allocations.Append)
	m.flows = accepted(m.flows, f.CashFlows.Append)
}

func accepted[T any](all []T, add func(...T) error) []T {
	return slices.DeleteFunc(all, func(v T) bool { return add(v) != nil })
}

// given says whether a fact of an instant passes the filter.
func (m *market) given(at time.Time) bool { return m.filter.IsZero() || m.filter.Contains(at) }

// of is a KPI over the facts that pass the filter.
func of[R any](m *market, metric kpi.KPI[R]) kpi.Result[R] {
	if !m.filter.IsZero() {
		metric = kpi.Where(model.During(model.FactAt, m.filter), metric)
	}
	return metric.Of(m.facts.All())
}

// GoString lists everything, for the report of a failure.
func (m *market) GoString() string {
	var b strings.Builder
	fmt.Fprintf(&b, "policy %+v\nwindow %v, filter %v", m.policy, m.window, m.filter)
	list(&b, "account", m.accounts)
	list(&b, "session", m.sessions)
	list(&b, "order", m.orders)
	list(&b, "refund", m.refunds)
	list(&b, "approval", m.approvals)
	list(&b, "quote", m.quotes)
	list(&b, "cart", m.carts)
	list(&b, "request", m.requests)
	list(&b, "spend", m.spends)
	list(&b, "response", m.responses)
	list(&b, "milestone", m.milestones)
	list(&b, "allocation", m.allocations)
	list(&b, "flow", m.flows)
	return b.String()
}

// unknown are the fields of a fact that say nothing.
var unknown = regexp.MustCompile(`\w+:(0001-01-01 00:00:00 \+0000 UTC|0001-01-01T00:00:00Z|false|\[\]|unknown|0s|0|)( |$|})`)

func list[T any](b *strings.Builder, noun string, all []T) {
	for _, v := range all {
		fmt.Fprintf(b, "\n%s %s", noun, unknown.ReplaceAllString(fmt.Sprintf("%+v", v), ""))
	}
}

// reasons are those why a result may be undefined. The dictionary does not say
// which of several comes first.
type reasons []kpi.Reason

func (r *reasons) add(holds bool, why kpi.Reason) {
	if holds && !slices.Contains(*r, why) {
		*r = append(*r, why)
	}
}

// check compares a result with the oracle: undefined for one of the reasons, or,
// without any, a value of which wrong finds nothing to say.
func check[R any](t *rapid.T, m *market, got kpi.Result[R], why reasons, wrong func(R) string) {
	t.Helper()
	v, ok := got.Value()
	switch {
	case len(why) > 0 && slices.Contains(why, got.Why()):
	case len(why) > 0 || !ok:
		t.Fatalf("got %v, want %v\n%#v", got, why, m)
	default:
		if s := wrong(v); s != "" {
			t.Fatalf("got %v: %s\n%#v", got, s, m)
		}
	}
}

// differ says what is not as it has to be; "" where all is.
type differ struct{ found []string }

func (d *differ) text() string { return strings.Join(d.found, "; ") }

func (d *differ) is(name string, got, want any) {
	if got != want {
		d.found = append(d.found, fmt.Sprintf("%s is %v, want %v", name, got, want))
	}
}

func (d *differ) holds(name string, ok bool, got any) {
	if !ok {
		d.found = append(d.found, fmt.Sprintf("%s is %v", name, got))
	}
}

// undefined checks a part that is to be undefined for one of the reasons; it
// says whether the part is to have a value.
func undefined[R any](d *differ, name string, got kpi.Result[R], why reasons) (v R, ok bool) {
	v, ok = got.Value()
	switch {
	case len(why) > 0 && slices.Contains(why, got.Why()):
		return v, false
	case len(why) > 0 || !ok:
		d.found = append(d.found, fmt.Sprintf("%s is %v, want %v", name, got, why))
		return v, false
	}
	return v, true
}
