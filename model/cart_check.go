package model

func checkCart(c *check, in *Cart) {
	c.needIdent("id", string(in.ID))
	c.ident("visitor_id", string(in.VisitorID))
	c.ident("account_id", string(in.AccountID))
	c.ident("buyer_id", string(in.BuyerID))
	c.ident("session_id", string(in.SessionID))
	c.ident("order_id", string(in.OrderID))
	c.code("channel", string(in.Channel))
	c.code("branch", string(in.Branch))
	checkCartTimes(c, in)
	c.count("lines", in.Lines)
	if in.Lines > 0 && in.Value.IsNone() {
		c.fail(ErrMissing, "value", "", "required with lines")
	}
	c.money("value", in.Value)
	if in.Outcome == "" {
		c.missing("outcome")
	}
	c.code("outcome", string(in.Outcome))
	c.ident("merged_into", string(in.MergedInto))
	switch {
	case in.MergedInto == "" && in.Outcome == CartMerged:
		c.fail(ErrMissing, "merged_into", "", "required when merged")
	case in.ID != "" && in.MergedInto == in.ID:
		c.fail(ErrContradiction, "merged_into", string(in.MergedInto), "is the cart itself")
	}
}

func checkCartTimes(c *check, in *Cart) {
	created := known(c.needTime("created_at", in.CreatedAt), in.CreatedAt)
	ordered := known(c.time("ordered_at", in.OrderedAt), in.OrderedAt)
	if in.OrderedAt.IsZero() && in.Outcome == CartOrdered {
		c.fail(ErrMissing, "ordered_at", "", "required when ordered")
	}
	c.notBefore("ordered_at", ordered, "created_at", created)
	last := known(c.time("last_activity_at", in.LastActivityAt), in.LastActivityAt)
	c.within("last_activity_at", last, "created_at", created, "ordered_at", ordered)
	if in.LongestIdle < 0 {
		c.fail(ErrInvalid, "longest_idle", in.LongestIdle.String(), "negative")
	}
	checkout := known(c.time("checkout_at", in.CheckoutAt), in.CheckoutAt)
	c.notBefore("checkout_at", checkout, "created_at", created)
	payment := known(c.time("payment_at", in.PaymentAt), in.PaymentAt)
	if checkout.IsZero() {
		c.notBefore("payment_at", payment, "created_at", created)
	} else {
		c.notBefore("payment_at", payment, "checkout_at", checkout)
	}
}

// relateCart holds a cart beside the accounts and carts already there.
func relateCart(f *Facts, c *check, in *Cart, r *record) {
	c.account(f, in.AccountID, r.refs[cartAccount])
	if in.MergedInto == "" {
		return
	}
	next := r.refs[cartMergedInto]
	for range maxDepth {
		if next == r.refs[cartID] {
			c.fail(ErrContradiction, "merged_into", string(in.MergedInto), "leads back to the cart itself")
			return
		}
		row := f.Carts.find(next)
		if row < 0 {
			return
		}
		if next = f.Carts.ref(row, cartMergedInto); next == 0 {
			return
		}
	}
	c.fail(ErrContradiction, "merged_into", string(in.MergedInto), "more than 1000 carts merged in a row")
}
