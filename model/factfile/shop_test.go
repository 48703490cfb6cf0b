package factfile

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// drawShop records facts of all kinds, corrects some, and leaves out those that
// the model refuses.
func drawShop(t *rapid.T) *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	shopOf(t, f.Accounts, func(in *model.Account, id string) {
		in.ID, in.MergedInto = model.AccountID(id), model.AccountID(drawID(t, "merged"))
		in.ParentID, in.ClosedAt = model.AccountID(drawID(t, "parent")), time.Time{}
		in.FirstOrderAt = time.Time{}
	})
	shopOf(t, f.Orders, fitOrder(t))
	shopOf(t, f.Refunds, func(in *model.Refund, id string) {
		in.ID, in.OrderID = model.RefundID(id), model.OrderID("none")
		in.Goods = model.MoneyOf(rapid.Int64Range(0, 99).Draw(t, "goods"), 2, model.EUR)
		in.Tax, in.Shipping, in.Fees, in.RefundedAt = model.Money{}, model.Money{}, model.Money{}, noon
		for i := range in.Lines {
			in.Lines[i] = model.RefundLine{No: int64(i), Quantity: decimal.New(1, 0), Goods: model.MoneyOf(0, 0, model.EUR)}
		}
		if len(in.Lines) > 0 {
			in.Lines[0].Goods = in.Goods
		}
	})
	shopOf(t, f.Approvals, func(in *model.Approval, id string) {
		in.OrderID, in.Round, in.Tier, in.SubmittedAt = model.OrderID(id), rapid.Int64Range(0, 2).Draw(t, "round"), 1, noon.AddDate(9, 0, 0)
		in.Decision, in.DecidedAt = model.DecisionPending, time.Time{}
	})
	shopOf(t, f.Quotes, func(in *model.Quote, id string) {
		in.ID, in.Revision, in.Outcome = model.QuoteID(id), rapid.Int64Range(0, 3).Draw(t, "revision"), model.QuoteOpen
		in.RequestedAt, in.OfferedAt, in.ValidUntil, in.DecidedAt = noon, noon.AddDate(0, 0, int(in.Revision)), time.Time{}, time.Time{}
		if in.Revision == 0 {
			in.OfferedAt = time.Time{}
		}
		in.Value, in.ListValue, in.TakenValue = model.MoneyOf(5, 0, model.JPY), model.Money{}, model.MoneyOf(0, 0, model.JPY)
		in.LineCount, in.TakenLines = model.CountOf(4), model.CountOf(0)
	})
	shopOf(t, f.Carts, func(in *model.Cart, id string) {
		in.ID, in.Outcome, in.Lines, in.MergedInto = model.CartID(id), model.CartOpen, 2, ""
		in.CreatedAt, in.LastActivityAt, in.CheckoutAt, in.PaymentAt, in.OrderedAt = noon, noon.Add(time.Hour), time.Time{}, noon.Add(time.Minute), time.Time{}
		in.LongestIdle, in.Value = max(in.LongestIdle, -(in.LongestIdle+1)), drawAmount(t)
	})
	shopOf(t, f.Sessions, func(in *model.Session, id string) {
		in.ID, in.StartedAt, in.FirstSeenAt, in.PageViews = model.SessionID(id), noon, time.Time{}, rapid.Int64Range(0, 9).Draw(t, "views")
		in.EndedAt, in.IdentifiedAt = noon.Add(time.Hour), time.Time{}
		in.Interactions, in.KeyEvents = model.CountOf(7), model.Count{}
		for i := range in.Marks {
			in.Marks[i].At = noon.Add(time.Minute)
		}
		for i := range in.Variants {
			in.Variants[i].Experiment += model.Code(fmt.Sprint(i))
		}
	})
	shopOf(t, f.AccountRequests, func(in *model.AccountRequest, id string) {
		in.ID, in.ReceivedAt, in.Contact, in.Decision, in.DecidedAt = model.RequestID(id), noon, "A@b.example", model.DecisionPending, time.Time{}
	})
	shopOf(t, f.Spends, func(in *model.Spend, id string) {
		in.ID, in.From, in.To, in.Kind, in.Amount = model.SpendID(id), june(1), june(30), model.SpendMedia, drawAmount(t).Neg()
		in.Impressions, in.Clicks = model.Count{}, model.CountOf(3)
	})
	shopOf(t, f.SurveyResponses, func(in *model.SurveyResponse, id string) {
		in.ID, in.AnsweredAt, in.Scale, in.Score = model.ResponseID(id), noon, model.Scale0To10, rapid.Int64Range(0, 10).Draw(t, "score")
	})
	shopOf(t, &f.Milestones.Table, func(in *model.Milestone, id string) {
		in.ID, in.ProjectID, in.BaselineDue, in.CancelledAt = model.MilestoneID(id), "p", june(3), time.Time{}
	})
	shopOf(t, f.Allocations, func(in *model.Allocation, id string) {
		in.ID, in.ResourceID, in.From, in.To = model.AllocationID(id), model.ResourceID(id), june(2), june(9)
		in.Logged, in.Billable, in.Productive = decimal.New(8, 0), decimal.NullDecimal{}, decimal.NewNullDecimal(decimal.Zero)
		in.Net = decimal.NullDecimal{}
	})
	shopOf(t, f.CashFlows, func(in *model.CashFlow, id string) {
		in.ID, in.ProjectID, in.Date, in.Kind, in.Amount, in.Basis = model.CashFlowID(id), "p", june(4), model.CashCost, drawAmount(t), ""
	})
	return f
}

var noon = time.Date(2025, 6, 15, 12, 0, 0, 0, time.UTC)

func june(day int) period.Date { return period.Date{Year: 2025, Month: 6, Day: day} }

func drawID(t *rapid.T, name string) string {
	return rapid.SampledFrom([]string{"", "", "1", "2", "3"}).Draw(t, name)
}

func drawAmount(t *rapid.T) model.Money {
	m, err := model.NewMoney(decimals.Draw(t, "amount"), model.KWD)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// fitOrder makes an order one that may be, with goods that only its lines can
// say among them.
func fitOrder(t *rapid.T) func(*model.Order, string) {
	return func(in *model.Order, id string) {
		cur := in.Tax.Currency()
		if cur == 0 {
			cur = model.EUR
		}
		money := func() model.Money { return model.MoneyOf(rapid.Int64Range(0, 1<<40).Draw(t, "units"), 12, cur) }
		in.ID, in.Status, in.CancelledAt, in.PlacedAt = model.OrderID(id), model.StatusPlaced, time.Time{}, noon
		in.Goods, in.Discount, in.Shipping, in.Fees, in.Total = model.Money{}, model.Money{}, money(), model.Money{}, model.Money{}
		for i := range in.Payments {
			in.Payments[i].Amount = money()
		}
		for i := range in.Lines {
			l := &in.Lines[i]
			l.No, l.UnitPrice, l.ListPrice, l.Discount, l.UnitCost = int64(i), money(), model.Money{}, model.Money{}, money()
			if l.Quantity.IsZero() {
				l.Quantity = decimal.New(1, -12)
			}
		}
		if in.Tax.Sign() < 0 {
			in.Tax = model.Money{}
		}
		if len(in.Lines) == 0 {
			in.Goods = money()
		}
	}
}

// shopOf records some facts of one kind.
func shopOf[F, R any](t *rapid.T, table *model.Table[F, R], fit func(in *F, id string)) {
	for range rapid.IntRange(0, 3).Draw(t, table.Kind().String()) {
		in := drawFact[F](t)
		fit(&in, "id "+rapid.SampledFrom([]string{"1", "2", `3;=\"`}).Draw(t, "id"))
		if rapid.Bool().Draw(t, "correct") {
			_ = table.Correct(in) // some contradict each other
		} else {
			_ = table.Append(in)
		}
	}
}

// everything lists what facts hold, by kind.
func everything(f *model.Facts) map[string][]any {
	all := map[string][]any{}
	for _, l := range layouts {
		if rows := l.(interface{ anyFacts(*model.Facts) []any }).anyFacts(f); len(rows) > 0 {
			all[l.Name()] = rows
		}
	}
	return all
}

func (l *Layout[F]) anyFacts(f *model.Facts) []any {
	var all []any
	for in := range l.Facts(f) {
		all = append(all, in)
	}
	return slices.Clip(all)
}
