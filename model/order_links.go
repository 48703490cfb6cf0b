package model

// What orders are looked up by from other facts, and the rules between an order
// and its session and approval steps.

func linkOrder(f *Facts, row, _ int32, r *record) {
	f.ordersOfSession.add(r.refs[orderSession], row)
	f.ordersOfQuote.add(r.refs[orderQuote], row)
	f.linkFirstOrder(row)
}

func unlinkOrder(f *Facts, row int32) {
	f.ordersOfSession.remove(f.Orders.ref(row, orderSession), row)
	f.ordersOfQuote.remove(f.Orders.ref(row, orderQuote), row)
	f.unlinkFirstOrder(row)
}

// relateOrderVisit refuses an order placed before its session began, or after
// its approval did.
func relateOrderVisit(f *Facts, c *check, o *Order, r *record) {
	if row := f.Sessions.find(r.refs[orderSession]); row >= 0 {
		session := SessionRow{rowOf(&f.Sessions.table, row)}
		c.notBefore("placed_at", o.PlacedAt, "the session's started_at", session.StartedAt())
	}
	var first ApprovalRow
	for i := range f.approvalsOf.all(r.refs[orderID]) {
		a := ApprovalRow{rowOf(&f.Approvals.table, i)}
		if first.t == nil || a.SubmittedAt().Before(first.SubmittedAt()) {
			first = a
		}
	}
	if first.t != nil {
		c.notAfter("placed_at", o.PlacedAt, "submitted_at of its approval", first.SubmittedAt())
	}
}
