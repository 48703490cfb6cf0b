package model

// auditVisit says where a kind names its session, and what of it has to agree
// with that; -1 where there is nothing to compare.
type auditVisit struct{ session, account, visitor, at int }

var auditVisits = map[Kind]auditVisit{
	KindOrder:          {orderSession, orderAccount, orderVisitor, -1}, // Append refuses one placed before its session
	KindQuote:          {quoteSession, quoteAccount, quoteVisitor, -1},
	KindCart:           {cartSession, cartAccount, cartVisitor, cartCreatedAt},
	KindAccountRequest: {requestSession, requestAccount, requestVisitor, requestReceivedAt},
}

// visitsOf compares facts with their sessions. Accounts are compared as they
// count, merged ones as the account that took them over.
func (a *auditor) visitsOf(t *table) {
	of, ok := auditVisits[t.kind]
	if !ok {
		return
	}
	sessions := &a.f.Sessions.table
	t.live(func(r row) bool {
		s := sessions.find(t.ref(r.i, of.session))
		if s < 0 {
			return true
		}
		if a.differ(t.ref(r.i, of.account), sessions.ref(s, sessionAccount)) {
			a.note(r, AuditContradiction, "account_id", "its session is of another account")
		}
		if v, w := t.ref(r.i, of.visitor), sessions.ref(s, sessionVisitor); v != 0 && w != 0 && v != w {
			a.note(r, AuditContradiction, "visitor_id", "its session is of another visitor")
		}
		if of.at >= 0 && t.coef(r.i, of.at) < sessions.coef(s, sessionStartedAt) {
			a.note(r, AuditContradiction, t.nums[of.at], "before its session began")
		}
		return true
	})
}

// differ says whether two accounts are known and count for different ones.
func (a *auditor) differ(one, other uint32) bool {
	o := a.f.owner()
	return one != 0 && other != 0 && o.owner(one) != o.owner(other)
}

// auditAccounts are the kinds that happen to an account: its column, and when.
var auditAccounts = map[Kind]struct{ account, at int }{
	KindOrder:          {orderAccount, orderPlacedAt},
	KindRefund:         {refundAccount, refundAt},
	KindQuote:          {quoteAccount, quoteOfferedAt},
	KindCart:           {cartAccount, cartCreatedAt},
	KindSession:        {sessionAccount, sessionStartedAt},
	KindAccountRequest: {requestAccount, requestReceivedAt},
	KindSurveyResponse: {responseAccount, responseAt},
}

// accountsOf finds facts recorded for an account that was closed, or taken over
// by another one, before they happened. An account says when it was closed, and
// a merged one by that when it was merged.
func (a *auditor) accountsOf(t *table) {
	of, ok := auditAccounts[t.kind]
	if !ok {
		return
	}
	accounts := &a.f.Accounts.table
	t.live(func(r row) bool {
		account := accounts.find(t.ref(r.i, of.account))
		at := t.coef(r.i, of.at)
		if account < 0 || at == Unknown {
			return true
		}
		closed := accounts.coef(account, accountClosedAt)
		switch {
		case closed == Unknown || at < closed:
		case accounts.ref(account, accountMergedInto) != 0:
			a.note(r, AuditContradiction, "account_id", "recorded for an account after it was merged into another one")
		default:
			a.note(r, AuditContradiction, "account_id", "after the account was closed")
		}
		return true
	})
}

// orders compares orders with their quotes, carts, approvals, and the history.
func (a *auditor) orders() {
	t := &a.f.Orders.table
	history := numberOfTime(a.f.options.HistoryStart).coef
	t.live(func(r row) bool {
		o := OrderRow{r}
		if history != Unknown && t.coef(r.i, orderPlacedAt) < history {
			a.note(r, AuditContradiction, "placed_at", "before the history starts")
		}
		a.quoteOf(o)
		if c := a.f.Carts.find(t.ref(r.i, orderCart)); c >= 0 {
			if other := a.f.Carts.ref(c, cartOrder); other != 0 && other != t.ref(r.i, orderID) {
				a.note(r, AuditContradiction, "cart_id", "its cart names another order")
			}
			if a.differ(t.ref(r.i, orderAccount), a.f.Carts.ref(c, cartAccount)) {
				a.note(r, AuditContradiction, "account_id", "its cart is of another account")
			}
		}
		switch approval := o.Approval(); {
		case o.Status() == StatusRejected && approval == DecisionApproved:
			a.note(r, AuditContradiction, "status", "rejected, though the approval is approved")
		case o.Status() == StatusPendingApproval && (approval == DecisionApproved || approval == DecisionRejected):
			a.note(r, AuditContradiction, "status", "waits for approval, though that is decided")
		case countedStatus(o.Status(), false) && approval == DecisionRejected:
			a.note(r, AuditContradiction, "status", "placed, though the approval is rejected")
		}
		return true
	})
}

// quoteOf compares an order with its quote.
func (a *auditor) quoteOf(o OrderRow) {
	quotes := &a.f.Quotes.table
	offered, early, differs := false, true, false
	placed := o.coef(orderPlacedAt)
	for q := range a.f.revisionsOf.all(o.t.ref(o.i, orderQuote)) {
		if at := quotes.coef(q, quoteOfferedAt); at != Unknown {
			offered, early = true, early && placed < at
		}
		differs = differs || a.differ(o.t.ref(o.i, orderAccount), quotes.ref(q, quoteAccount))
	}
	if offered && early {
		a.note(o.row, AuditContradiction, "quote_id", "placed before the quote was offered")
	}
	if differs {
		a.note(o.row, AuditContradiction, "account_id", "its quote is of another account")
	}
	if o.QuoteTerms() != TermsApplied {
		return
	}
	if last, ok := a.lastRevision(o); ok {
		switch outcome := last.Outcome(); outcome {
		case QuoteDeclined, QuoteExpired, QuoteWithdrawn:
			a.note(o.row, AuditContradiction, "quote_terms", "applied, though the quote is "+string(outcome))
		}
	}
}

func (a *auditor) lastRevision(o OrderRow) (QuoteRow, bool) {
	row := a.f.bestRevision(o.t.ref(o.i, orderQuote), func(int32) bool { return true })
	if row < 0 {
		return QuoteRow{}, false
	}
	return quoteRow(rowOf(&a.f.Quotes.table, row)), true
}

// carts compares carts with the orders they name.
func (a *auditor) carts() {
	t := &a.f.Carts.table
	t.live(func(r row) bool {
		o := a.f.Orders.find(t.ref(r.i, cartOrder))
		if o < 0 {
			return true
		}
		if other := a.f.Orders.ref(o, orderCart); other != 0 && other != t.ref(r.i, cartID) {
			a.note(r, AuditContradiction, "order_id", "its order names another cart")
		}
		if state := (CartRow{r}).Outcome(); state != CartOrdered && state != CartQuoteRequested {
			a.note(r, AuditContradiction, "outcome", "not ordered, though it names an order that is there")
		}
		return true
	})
}
