package dictionary_test

import (
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

func (m *market) drawOrders(t *rapid.T, most int) {
	m.orders = several(t, "orders", most, func(i int) model.Order { return drawOrder(t, i) })
}

func drawOrder(t *rapid.T, i int) model.Order {
	cur := currency(t)
	o := model.Order{
		ID: named[model.OrderID]("o", i), PlacedAt: at(t, "placed"), AccountID: drawAccount(t), BuyerID: drawPerson(t), VisitorID: drawVisitor(t),
		Status: one[model.OrderStatus](t, "status", "placed", "placed", "placed", "shipped", "completed", "on-hold", "cancelled", "draft",
			"pending-approval", "rejected", "odd"),
		SessionID: drawSessionID(t), Channel: drawChannel(t), PlacedBy: one(t, "placed by", "", model.PlacedByBuyer, model.PlacedByRep, model.PlacedBySystem),
		QuoteID: one[model.QuoteID](t, "quote", "", "k0", "k0", "k1", "k2", "gone"), QuoteTerms: one(t, "terms", "", "", model.TermsApplied, model.TermsNotApplied),
		Test: rarely(t, "test"),
	}
	if rapid.Bool().Draw(t, "with lines") {
		drawLines(t, &o, cur)
	} else {
		o.Goods = model.MoneyOf(500+rapid.Int64Range(0, 400).Draw(t, "goods"), 0, cur)
		if rapid.Bool().Draw(t, "discounted") {
			o.Discount = amount(t, "discount", cur)
		}
	}
	if rapid.Bool().Draw(t, "complete") {
		o.Tax, o.Shipping, o.Fees = amount(t, "tax", cur), amount(t, "shipping", cur), amount(t, "fees", cur)
		total := o.Tax.Amount().Add(o.Shipping.Amount()).Add(o.Fees.Amount()).Add(goods(o).Amount()).Sub(discount(o).Amount())
		o.Total, _ = model.NewMoney(total, cur)
	}
	for _, p := range []model.Code{"spring", "bundle"} {
		if rapid.IntRange(0, 3).Draw(t, "promoted") == 0 {
			o.Promotions = append(o.Promotions, p)
		}
	}
	return o
}

func drawLines(t *rapid.T, o *model.Order, cur model.Currency) {
	for n := range rapid.IntRange(1, 3).Draw(t, "lines") {
		l := model.Line{
			No: int64(n), ProductID: one[model.ProductID](t, "product", "x", "y"), Quantity: decimal.New(one[int64](t, "quantity", 1, 9, 10, 15, 100), 0),
			UnitPrice: model.MoneyOf(one[int64](t, "price", 100, 200, 5), 0, cur),
		}
		if rapid.Bool().Draw(t, "costed") {
			l.UnitCost = model.MoneyOf(one[int64](t, "cost", 0, 55, 300), 1, cur)
		}
		if rapid.IntRange(0, 2).Draw(t, "discounted") == 0 {
			l.Discount = model.MoneyOf(one[int64](t, "line discount", 0, 1, 5), 0, cur)
		}
		o.Lines = append(o.Lines, l)
	}
}

// goods is what an order has, in all its lines or by itself.
func goods(o model.Order) model.Money {
	if len(o.Lines) == 0 {
		return o.Goods
	}
	var sum decimal.Decimal
	for _, l := range o.Lines {
		sum = sum.Add(l.Quantity.Mul(l.UnitPrice.Amount()))
	}
	m, _ := model.NewMoney(sum, o.Lines[0].UnitPrice.Currency())
	return m
}

func discount(o model.Order) model.Money {
	if len(o.Lines) == 0 {
		return o.Discount
	}
	var sum decimal.Decimal
	for _, l := range o.Lines {
		sum = sum.Add(l.Discount.Amount())
	}
	m, _ := model.NewMoney(sum, o.Lines[0].UnitPrice.Currency())
	return m
}

// drawRefunds gives back parts of orders, or all of them.
func (m *market) drawRefunds(t *rapid.T) {
	for i, o := range m.orders {
		cur := goods(o).Currency()
		for n := range one(t, "refunds", 0, 0, 1, 2) {
			r := model.Refund{
				ID: named[model.RefundID]("r"+named[string]("", i)+"-", n), OrderID: o.ID, RefundedAt: o.PlacedAt.Add(one(t, "later", 0, time.Hour, 30*day)),
				Kind:   one(t, "kind", "", model.RefundReturn, model.RefundReturn, model.RefundCancellation, model.RefundAllowance),
				Reason: one[model.Code](t, "reason", "", "broken", "late"),
			}
			half := goods(o).Amount().Sub(discount(o).Amount()).Mul(decimal.New(5, -1))
			if len(o.Lines) > 0 && rapid.Bool().Draw(t, "by line") {
				l := o.Lines[rapid.IntRange(0, len(o.Lines)-1).Draw(t, "line")]
				back, _ := model.NewMoney(l.UnitPrice.Amount().Mul(decimal.New(5, -1)), cur)
				r.Lines = []model.RefundLine{{No: l.No, Quantity: decimal.New(5, -1), Goods: back}}
				r.Goods = back
			} else {
				r.Goods, _ = model.NewMoney(half, cur)
				if rarely(t, "nothing") {
					r.Goods = model.MoneyOf(0, 0, cur)
				}
			}
			if !o.Tax.IsNone() && rapid.Bool().Draw(t, "with tax") {
				r.Tax, _ = model.NewMoney(o.Tax.Amount().Mul(decimal.New(5, -1)), cur)
			}
			m.refunds = append(m.refunds, r)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "astray") == 0 {
		m.refunds = append(m.refunds,
			model.Refund{ID: "gone", OrderID: "gone", RefundedAt: start.Add(day), Goods: euros(7), Kind: model.RefundReturn},
			model.Refund{ID: "bare", AccountID: "a1", RefundedAt: start.Add(day), Goods: euros(7)})
	}
}

func (m *market) drawApprovals(t *rapid.T) {
	m.approvals = several(t, "approvals", 9, func(int) model.Approval {
		a := model.Approval{
			OrderID: one[model.OrderID](t, "order", "o0", "o0", "o1", "o2", "o3", "gone"), Round: one[int64](t, "round", 0, 1, 1, 2),
			Tier: one[int64](t, "tier", 1, 1, 2), ApproverID: one[model.PersonID](t, "approver", "boss", "p0", "p1"),
			SubmitterID: one[model.PersonID](t, "submitter", "", "p0", "p1"), SubmittedAt: at(t, "submitted"),
			Decision:  one(t, "decision", model.DecisionPending, model.DecisionApproved, model.DecisionApproved, model.DecisionRejected, model.DecisionWithdrawn),
			Automatic: rapid.IntRange(0, 4).Draw(t, "automatic") == 0,
		}
		if (a.Automatic || a.Decision == model.DecisionPending) && rapid.Bool().Draw(t, "nobody") {
			a.ApproverID = ""
		}
		if a.Decision != model.DecisionPending {
			a.DecidedAt = a.SubmittedAt.Add(one(t, "decided after", 0, time.Hour, 7*day, 8*day))
		}
		return a
	})
}

func (m *market) drawSpends(t *rapid.T) {
	m.spends = several(t, "spends", 4, func(i int) model.Spend {
		from := one(t, "from", dates...)
		return model.Spend{
			ID: named[model.SpendID]("e", i), From: from, To: from.AddDays(one(t, "days", 1, 3, 7, 30)),
			Amount: model.MoneyOf(rapid.Int64Range(-50, 900).Draw(t, "spent"), 0, currency(t)),
			Kind:   one(t, "kind", model.SpendMedia, model.SpendSalaries, model.SpendMedia, "own"), Channel: drawChannel(t),
			Purpose: one(t, "purpose", "", model.ForAcquisition, model.ForRetention, model.ForOperations, model.ForOperations),
		}
	})
}

func (m *market) drawMilestones(t *rapid.T) {
	m.milestones = several(t, "milestones", 6, func(i int) model.Milestone {
		s := model.Milestone{ID: named[model.MilestoneID]("m", i), ProjectID: "x", BaselineDue: one(t, "due", dates...)}
		if rapid.Bool().Draw(t, "planned") {
			s.PlannedDue = one(t, "plan", dates...)
		}
		due := paris.Start(s.BaselineDue.AddDays(1))
		done := one(t, "done", due, due.Add(-time.Microsecond), due.Add(-20*day), at(t, "done at"))
		switch rapid.IntRange(0, 3).Draw(t, "end") {
		case 0:
			s.CancelledAt = done
		case 1, 2:
			s.CompletedAt = done
		}
		return s
	})
}

func (m *market) drawAllocations(t *rapid.T) {
	hours := func(name string, n int64) decimal.NullDecimal {
		if rapid.IntRange(0, 2).Draw(t, name) == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(decimal.New(n, 0))
	}
	m.allocations = several(t, "allocations", 6, func(i int) model.Allocation {
		from := one(t, "from", date("2025-01-27"), date("2025-02-03"), date("2025-02-22"), date("2025-02-24"), date("2025-03-03"))
		length := one(t, "days", 7, 7, 2)
		return model.Allocation{
			ID: named[model.AllocationID]("l", i), ResourceID: one[model.ResourceID](t, "resource", "anna", "bob"),
			ProjectID: one[model.ProjectID](t, "project", "", "x", "y"), From: from, To: from.AddDays(length),
			Logged: decimal.New(one[int64](t, "logged", 0, 20, 35), 0), Productive: decimal.NullDecimal{}, Gross: hours("gross", 40), Net: hours("net", 30),
		}
	})
	for i := range m.allocations {
		a := &m.allocations[i]
		n := a.Logged.IntPart()
		if rapid.IntRange(0, 2).Draw(t, "productive") > 0 {
			a.Productive = decimal.NewNullDecimal(decimal.New(n/2, 0))
		}
		if rapid.IntRange(0, 2).Draw(t, "billable") > 0 {
			a.Billable = decimal.NewNullDecimal(decimal.New(n/4, 0))
		}
	}
}

func (m *market) drawFlows(t *rapid.T) {
	m.flows = several(t, "flows", 7, func(i int) model.CashFlow {
		return model.CashFlow{
			ID: named[model.CashFlowID]("f", i), ProjectID: one[model.ProjectID](t, "project", "x", "x", "y"), Date: one(t, "date", dates...),
			Kind: one(t, "kind", model.CashCost, model.CashBenefit), Amount: model.MoneyOf(one[int64](t, "amount", 0, 10, 10, 20, 30), 0, currency(t)),
			Basis: one(t, "basis", "", model.BasisActual, model.BasisPlanned),
		}
	})
}
