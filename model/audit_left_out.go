package model

import "slices"

// auditTests are the kinds with a mark for tests, and the column of the account
// that may be a test; -1 without.
var auditTests = map[Kind]struct{ test, account int }{
	KindAccount:        {accountTest, -1},
	KindOrder:          {orderTest, orderAccount},
	KindQuote:          {quoteTest, quoteAccount},
	KindCart:           {cartTest, cartAccount},
	KindSession:        {sessionTest, sessionAccount},
	KindAccountRequest: {requestTest, requestAccount},
	KindSurveyResponse: {responseTest, responseAccount},
}

// leftOutOf finds what figures do not count, and why. Of a test nothing more is
// said: no figure counts it.
func (a *auditor) leftOutOf(t *table) {
	if t.duplicates > 0 {
		a.finding(t.kind, AuditLeftOut, "id", "recorded again with the same content").Count = t.duplicates
	}
	if t.corrections > 0 {
		a.finding(t.kind, AuditLeftOut, "id", "replaced by a correction").Count = t.corrections
	}
	tests, marked := auditTests[t.kind]
	var testers []bool
	if o := a.f.owner(); o != nil {
		testers = o.test
	}
	t.live(func(r row) bool {
		if marked && t.ref(r.i, tests.test) != 0 {
			a.note(r, AuditLeftOut, "test", "a test, which no figure counts")
			return true
		}
		if marked && tests.account >= 0 {
			if account := t.ref(r.i, tests.account); int(account) < len(testers) && testers[account] {
				a.note(r, AuditLeftOut, "account_id", "of a test account, which no figure counts")
				return true
			}
		}
		a.leftOut(r)
		return true
	})
}

// leftOut finds what some figures do not count of a fact that is no test.
func (a *auditor) leftOut(r row) {
	note := func(field, reason string) { a.note(r, AuditLeftOut, field, reason) }
	switch r.t.kind {
	case KindAccount:
		if account := (AccountRow{r}); account.MergedInto() != "" && account.ClosedAt().IsZero() {
			note("closed_at", "merged at a time that is not known: facts recorded for it since cannot be told")
		}
	case KindOrder:
		o := OrderRow{r}
		if o.AccountID() == "" {
			note("account_id", "of nobody known: a guest, in no figure per account")
		}
		if o.Channel() == "" {
			note("channel", "not known: in no figure by channel")
		}
		if !slices.Contains(OrderStatuses(), o.Status()) {
			note("status", "not one of those listed: the policy has to place it")
		}
	case KindRefund:
		if r.t.ref(r.i, refundOrder) == 0 {
			note("order_id", "of no order: counts by its own date alone")
		}
	case KindCart:
		if (CartRow{r}).Lines() == 0 {
			note("lines", "never filled: not among the carts that can be abandoned")
		}
	case KindSession:
		s := SessionRow{r}
		if s.Bot() {
			note("bot", "a robot, which no figure counts")
			return
		}
		if s.VisitorID() == "" {
			note("visitor_id", "not known: in no count of different visitors")
		}
		if s.PageViews() == 0 {
			note("page_views", "none: not in the bounce rate")
		}
	}
}
