package model

import "strconv"

func checkQuote(c *check, q *Quote) {
	c.needIdent("id", string(q.ID))
	c.count("revision", q.Revision)
	c.ident("account_id", string(q.AccountID))
	c.ident("buyer_id", string(q.BuyerID))
	c.ident("visitor_id", string(q.VisitorID))
	c.ident("session_id", string(q.SessionID))
	c.ident("sales_rep", string(q.SalesRep))
	c.code("branch", string(q.Branch))
	c.code("channel", string(q.Channel))
	if q.Outcome == "" {
		c.missing("outcome")
	}
	c.code("outcome", string(q.Outcome))
	checkQuoteTimes(c, q)
	if q.Revision > 0 && q.Value.IsNone() {
		c.fail(ErrMissing, "value", "", "required from revision 1 on")
	}
	c.money("value", q.Value)
	c.money("list_value", q.ListValue)
	c.money("taken_value", q.TakenValue)
	c.count("line_count", q.LineCount.n)
	c.count("taken_lines", q.TakenLines.n)
	if q.LineCount.known && q.LineCount.n >= 0 && q.TakenLines.n > q.LineCount.n {
		c.fail(ErrContradiction, "taken_lines", q.TakenLines.String(), "above line_count "+q.LineCount.String())
	}
	if q.TakenLines.n > 0 && q.Outcome != QuoteAccepted {
		c.fail(ErrContradiction, "taken_lines", q.TakenLines.String(), "the outcome is "+quoteCut(string(q.Outcome)))
	}
}

func checkQuoteTimes(c *check, q *Quote) {
	requested := known(c.time("requested_at", q.RequestedAt), q.RequestedAt)
	offered := known(c.time("offered_at", q.OfferedAt), q.OfferedAt)
	switch {
	case q.Revision == 0 && q.RequestedAt.IsZero():
		c.fail(ErrMissing, "requested_at", "", "required for revision 0")
	case q.Revision > 0 && q.OfferedAt.IsZero():
		c.fail(ErrMissing, "offered_at", "", "required from revision 1 on")
	}
	if q.Revision == 0 && !offered.IsZero() {
		c.fail(ErrContradiction, "offered_at", formatTime(offered), "revision 0 is not yet offered")
	}
	c.notBefore("offered_at", offered, "requested_at", requested)
	until := known(c.time("valid_until", q.ValidUntil), q.ValidUntil)
	if !until.IsZero() && !offered.IsZero() && !asStored(until).After(asStored(offered)) {
		c.fail(ErrContradiction, "valid_until", formatTime(until), "not after offered_at "+formatTime(offered))
	}
	switch q.Outcome {
	case QuoteAccepted, QuoteDeclined, QuoteWithdrawn:
		if q.DecidedAt.IsZero() {
			c.fail(ErrMissing, "decided_at", "", "required when "+string(q.Outcome))
		}
	}
	c.notBefore("decided_at", known(c.time("decided_at", q.DecidedAt), q.DecidedAt), "offered_at", offered)
}

// relateQuote holds a revision beside the quote's other revisions: none is
// offered before it was asked for, nor before an earlier one.
func relateQuote(f *Facts, c *check, q *Quote, r *record) {
	c.account(f, q.AccountID, r.refs[quoteAccount])
	begun := asStored(q.OfferedAt)
	if q.Revision == 0 {
		begun = asStored(q.RequestedAt)
	}
	var before, after QuoteRow // the nearest ones
	for row := range f.revisionsOf.all(r.refs[quoteID]) {
		if f.Quotes.ref(row, quoteRevisionID) == r.refs[quoteRevisionID] {
			continue
		}
		o := QuoteRow{rowOf(&f.Quotes.table, row)}
		switch n := o.Revision(); {
		case n < q.Revision && (before.t == nil || n > before.Revision()):
			before = o
		case n > q.Revision && (after.t == nil || n < after.Revision()):
			after = o
		}
	}
	field := "offered_at"
	if q.Revision == 0 {
		field = "requested_at"
	}
	if before.t != nil && begun.Before(before.begun()) {
		c.fail(ErrContradiction, field, formatTime(begun), "before revision "+revisionAt(before))
	}
	if after.t != nil && after.begun().Before(begun) {
		c.fail(ErrContradiction, field, formatTime(begun), "after revision "+revisionAt(after))
	}
}

func revisionAt(q QuoteRow) string {
	return strconv.FormatInt(q.Revision(), 10) + " of " + formatTime(q.begun())
}
