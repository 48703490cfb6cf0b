package kpi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// book is a shop as plain slices: what the KPIs and their oracles are given.
type book struct {
	accounts    []model.Account
	orders      []model.Order
	refunds     []model.Refund
	sessions    []model.Session
	carts       []model.Cart
	quotes      []model.Quote
	approvals   []model.Approval
	requests    []model.AccountRequest
	spend       []model.Spend
	responses   []model.SurveyResponse
	milestones  []model.Milestone
	allocations []model.Allocation
	flows       []model.CashFlow
}

// facts records the book.
func (b book) facts() *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Accounts.Append(b.accounts...))
	noError(f.Orders.Append(b.orders...))
	noError(f.Refunds.Append(b.refunds...))
	noError(f.Sessions.Append(b.sessions...))
	noError(f.Carts.Append(b.carts...))
	noError(f.Quotes.Append(b.quotes...))
	noError(f.Approvals.Append(b.approvals...))
	noError(f.AccountRequests.Append(b.requests...))
	noError(f.Spends.Append(b.spend...))
	noError(f.SurveyResponses.Append(b.responses...))
	noError(f.Milestones.Append(b.milestones...))
	noError(f.Allocations.Append(b.allocations...))
	noError(f.CashFlows.Append(b.flows...))
	return f
}

func noError(err error) {
	if err != nil {
		panic(err)
	}
}

// of runs a KPI over a book.
func of[R any](m kpi.KPI[R], b book) kpi.Result[R] { return m.Of(b.facts().All()) }

// text is a result with its warnings, one a line.
func text[R any](r kpi.Result[R]) string {
	lines := []string{r.String()}
	for _, w := range r.Warnings() {
		lines = append(lines, "! "+w.String())
	}
	return strings.Join(lines, "\n")
}

func wantText[R any](t *testing.T, r kpi.Result[R], want string) {
	t.Helper()
	if got := text(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// order is a web order of account a, with changes.
func order(id, placed, goods string, changes ...func(*model.Order)) model.Order {
	o := model.Order{
		ID: model.OrderID(id), PlacedAt: instant(placed), Status: model.StatusPlaced, Channel: model.ChannelWeb, AccountID: "a",
		Goods: model.MustParseMoney(goods),
	}
	for _, change := range changes {
		change(&o)
	}
	return o
}

func by(account string) func(*model.Order) {
	return func(o *model.Order) { o.AccountID = model.AccountID(account) }
}

func through(c model.Channel) func(*model.Order) { return func(o *model.Order) { o.Channel = c } }

func in(s model.OrderStatus) func(*model.Order) { return func(o *model.Order) { o.Status = s } }

func at(b model.Branch) func(*model.Order) { return func(o *model.Order) { o.Branch = b } }

func test(o *model.Order) { o.Test = true }

// refund gives back goods of an order.
func refund(id, orderID, at, goods string) model.Refund {
	return model.Refund{
		ID: model.RefundID(id), OrderID: model.OrderID(orderID), RefundedAt: instant(at), Goods: model.MustParseMoney(goods),
	}
}

// instant reads a time; a date alone is its start in UTC.
func instant(s string) time.Time {
	if len(s) == len(time.DateOnly) {
		s += "T00:00:00Z"
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	noError(err)
	return t
}

func zoned(name string) period.Calendar {
	zone, err := time.LoadLocation(name)
	noError(err)
	return period.In(zone)
}

var utc = zoned("UTC")

// within parses a range in UTC.
func within(s string) period.Range {
	r, err := utc.Parse(s)
	noError(err)
	return r
}

// months are the periods that a KPI with a look-back compares, in UTC.
func months(s string) kpi.Buckets {
	return kpi.Buckets{Range: within(s), Grain: period.Month, Calendar: utc}
}

func hours(cal period.Calendar, s string) period.Hours {
	h, err := period.ParseHours(cal, s)
	noError(err)
	return h
}

// amounts is a policy whose K18 takes every order: it tells what orders are
// worth in all.
func amounts(p kpi.Policy) kpi.KPI[kpi.OffHours] {
	p.Hours = hours(utc, "closed")
	return kpi.OffHoursRevenue(p)
}

func TestAmountBasisTimesRefundBasis(t *testing.T) {
	b := book{
		orders: []model.Order{order("1", "2025-01-10", "100 EUR", func(o *model.Order) {
			o.Discount, o.Tax = model.MustParseMoney("10 EUR"), model.MustParseMoney("18 EUR")
			o.Shipping, o.Fees, o.Total = model.MustParseMoney("5 EUR"), model.MustParseMoney("1 EUR"), model.MustParseMoney("114 EUR")
		})},
		refunds: []model.Refund{refund("r", "1", "2025-02-03", "40 EUR")},
	}
	b.refunds[0].Tax, b.refunds[0].Shipping, b.refunds[0].Fees =
		model.MustParseMoney("8 EUR"), model.MustParseMoney("2 EUR"), model.MustParseMoney("1 EUR")
	for _, c := range []struct {
		amount             kpi.AmountBasis
		refunds            kpi.RefundBasis
		january, year, aov string
	}{
		{kpi.AmountNet, kpi.RefundsByRefundDate, "90", "90", "90"},
		{kpi.AmountNet, kpi.RefundsByOrderDate, "90", "90", "90"},
		{kpi.AmountNet, kpi.RefundsIgnored, "90", "90", "90"},
		{kpi.AmountGross, kpi.RefundsByRefundDate, "100", "100", "100"},
		{kpi.AmountGross, kpi.RefundsByOrderDate, "100", "100", "100"},
		{kpi.AmountGross, kpi.RefundsIgnored, "100", "100", "100"},
		{kpi.AmountNetAfterReturns, kpi.RefundsByRefundDate, "90", "50", "50"},
		{kpi.AmountNetAfterReturns, kpi.RefundsByOrderDate, "50", "50", "50"},
		{kpi.AmountNetAfterReturns, kpi.RefundsIgnored, "90", "90", "90"},
		{kpi.AmountTotal, kpi.RefundsByRefundDate, "114", "114", "114"},
		{kpi.AmountTotal, kpi.RefundsByOrderDate, "114", "114", "114"},
		{kpi.AmountTotal, kpi.RefundsIgnored, "114", "114", "114"},
		{kpi.AmountTotalAfterReturns, kpi.RefundsByRefundDate, "114", "63", "63"},
		{kpi.AmountTotalAfterReturns, kpi.RefundsByOrderDate, "63", "63", "63"},
		{kpi.AmountTotalAfterReturns, kpi.RefundsIgnored, "114", "114", "114"},
	} {
		t.Run(fmt.Sprintf("%d/%d", c.amount, c.refunds), func(t *testing.T) {
			p := kpi.Policy{Amount: c.amount, Refunds: c.refunds}
			january, _ := of(kpi.During(model.FactAt, within("2025-01"), amounts(p)), b).Value()
			year, _ := of(amounts(p), b).Value()
			aov, _ := of(kpi.AverageOrderValue(p), b).Value()
			for _, one := range []struct{ what, got, want string }{
				{"January", january.Amount.String(), c.january + ".00 EUR"},
				{"the year", year.Amount.String(), c.year + ".00 EUR"},
				{"the mean", aov.String(), c.aov + ".0000 EUR"},
			} {
				if one.got != one.want {
					t.Errorf("%s: got %s, want %s", one.what, one.got, one.want)
				}
			}
		})
	}
}

func TestRefundOfAnEarlierMonthCountsInItsOwn(t *testing.T) {
	b := book{
		orders:  []model.Order{order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-11", "50 EUR", through("phone"))},
		refunds: []model.Refund{refund("r", "1", "2025-02-03", "40 EUR"), refund("s", "2", "2025-02-03", "50 EUR")},
	}
	p := kpi.Policy{Amount: kpi.AmountNetAfterReturns}
	february, _ := of(kpi.During(model.FactAt, within("2025-02"), amounts(p)), b).Value()
	if got := february.String(); got != "0 orders, -40.00 EUR, share (no denominator)" { // the refund of the order by phone is not online
		t.Error(got)
	}
}

func TestRefundsWithoutTheirOrderAreNamed(t *testing.T) {
	b := book{
		orders:  []model.Order{order("1", "2025-01-10", "100 EUR")},
		refunds: []model.Refund{refund("r", "gone", "2025-01-11", "40 EUR")},
	}
	b.refunds = append(b.refunds, model.Refund{ID: "s", AccountID: "a", RefundedAt: instant("2025-01-12"), Goods: model.MustParseMoney("1 EUR")})
	o, _ := of(amounts(kpi.Policy{Amount: kpi.AmountNetAfterReturns}), b).Value()
	wantText(t, o.Amount, "100.00 EUR\n! 2 refunds of no order that is there")
}

func TestUnknownTotalsAreNotZero(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "100 EUR")}}
	p := kpi.Policy{Amount: kpi.AmountTotal}
	o, _ := of(amounts(p), b).Value()
	wantText(t, o.Amount, "(missing field: order.total)")
	wantText(t, of(kpi.AverageOrderValue(p), b), "(missing field: order.total)")
	wantText(t, of(kpi.ECommerceSalesShare(p), b), "(missing field: order.total)")
	b.orders = append(b.orders, order("2", "2025-01-10", "100 EUR", func(o *model.Order) { o.Total = model.MustParseMoney("120 EUR") }))
	wantText(t, of(kpi.AverageOrderValue(p), b), "120.0000 EUR\n! 1 of 2 rows without order.total")
}

func TestRefundsInAnotherCurrencyAreMixed(t *testing.T) {
	b := book{
		orders:  []model.Order{order("1", "2025-01-10", "100 USD"), order("2", "2025-02-10", "100 EUR")},
		refunds: []model.Refund{refund("r", "1", "2025-02-11", "40 USD")},
	}
	p := kpi.Policy{Amount: kpi.AmountNetAfterReturns}
	o, _ := of(kpi.During(model.FactAt, within("2025-02"), amounts(p)), b).Value()
	wantText(t, o.Amount, "(mixed currency: EUR, USD)")
}

func TestStatusesThatCount(t *testing.T) {
	for _, s := range model.OrderStatuses() {
		counts := !slices.Contains([]model.OrderStatus{"draft", "pending-approval", "rejected", "cancelled"}, s)
		want := "(no denominator)"
		if counts {
			want = "20.0000 EUR"
		}
		wantText(t, of(kpi.AverageOrderValue(kpi.Policy{}), book{orders: []model.Order{order("1", "2025-01-10", "20 EUR", in(s))}}), want)
	}
}

func TestUnlistedStatusHasToBePlaced(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "20 EUR"), order("2", "2025-01-10", "40 EUR", in("awaiting-stock"))}}
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{}), b), "(unplaced status: awaiting-stock)")
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{NotCounted: []model.OrderStatus{"awaiting-stock"}}), b), "20.0000 EUR")
	counted := []model.OrderStatus{model.StatusPlaced, "awaiting-stock"}
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{Counted: counted}), b), "30.0000 EUR")
	// What is named on both sides does not count.
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{Counted: counted, NotCounted: counted[1:]}), b), "20.0000 EUR")
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{NotCounted: []model.OrderStatus{"placed", "awaiting-stock"}}), b), "(no denominator)")
	// The first one by name is named; a test order asks for nothing.
	b.orders = append(b.orders, order("3", "2025-01-10", "40 EUR", in("almost-there")), order("4", "2025-01-10", "1 EUR", in("aaa"), test))
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{}), b), "(unplaced status: almost-there)")
}

func TestUnplacedStatusMakesEveryKPIUndefined(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "40 EUR", in("odd"))}}
	p := kpi.Policy{Hours: hours(utc, "Mon-Fri 09:00-18:00")}
	for _, got := range []string{
		text(of(kpi.ECommerceSalesShare(p), b)), text(of(kpi.CustomerRetentionRate(p, months("2025-02")), b)),
		text(of(kpi.AverageOrderValue(p), b)), text(of(kpi.GrossMerchandiseValue(p), b)), text(of(kpi.OffHoursOrders(p), b)),
		text(of(kpi.OffHoursRevenue(p), b)), text(of(kpi.OrderInterval(p, within("2025")), b)), text(of(kpi.AverageBasket(p), b)),
		text(of(kpi.MaximumBasket(p), b)), text(of(kpi.OrdersByPaymentMethod(p), b)), text(of(kpi.MostUsedDeliveryMode(p), b)),
		text(of(kpi.OnlineAndOfflineOrders(p), b)),
	} {
		if got != "(unplaced status: odd)" {
			t.Error(got)
		}
	}
}

func TestEveryKPINeedsOrders(t *testing.T) {
	b := book{accounts: []model.Account{{ID: "a"}}}
	p := kpi.Policy{Hours: hours(utc, "Mon-Fri 09:00-18:00")}
	for i, got := range []string{
		text(of(kpi.ECommerceSalesShare(p), b)), text(of(kpi.CustomerRetentionRate(p, months("2025-02")), b)),
		text(of(kpi.AverageOrderValue(p), b)), text(of(kpi.GrossMerchandiseValue(p), b)), text(of(kpi.OffHoursOrders(p), b)),
		text(of(kpi.OffHoursRevenue(p), b)), text(of(kpi.OrderInterval(p, within("2025")), b)), text(of(kpi.AverageBasket(p), b)),
		text(of(kpi.MaximumBasket(p), b)), text(of(kpi.OrdersByPaymentMethod(p), b)), text(of(kpi.MostUsedDeliveryMode(p), b)),
		text(of(kpi.OnlineAndOfflineOrders(p), b)),
	} {
		if got != "(missing facts: order)" {
			t.Error(i, got)
		}
	}
}

func TestTestOrdersAndTestAccountsNeverCount(t *testing.T) {
	b := book{
		accounts: []model.Account{{ID: "a"}, {ID: "trial", Test: true}},
		orders: []model.Order{
			order("1", "2025-01-10", "20 EUR"), order("2", "2025-01-10", "400 EUR", test), order("3", "2025-01-10", "900 EUR", by("trial")),
		},
	}
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{}), b), "20.0000 EUR")
	wantText(t, of(kpi.GrossMerchandiseValue(kpi.Policy{}), b), "20.00 EUR")
	wantText(t, of(kpi.MaximumBasket(kpi.Policy{}), b), "a: 20.00 EUR (1, 2025-01-10T00:00:00Z)")
}
