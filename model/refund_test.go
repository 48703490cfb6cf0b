package model

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

var sameMoney = cmp.Options{
	cmp.Comparer(func(a, b Money) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
}

// goodRefund gives back a part of goodOrder.
func goodRefund() Refund {
	return Refund{
		ID: "r1", OrderID: "o1", AccountID: "a1", RefundedAt: noon, Goods: eur("12"), Tax: eur("2"), Shipping: eur("5"), Fees: eur("0"),
		Kind: RefundReturn, Reason: "broken",
		Lines: []RefundLine{{1, dec("1"), eur("9.5")}, {2, dec("0.5"), eur("2.5")}},
	}
}

func refundIDOf(r *Refund) string { return string(r.ID) }

func TestRefundRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Refunds, Refund{ID: "other", AccountID: "a", RefundedAt: noon, Goods: eur("1")})
	text := func(name string, set func(*Refund, string)) fieldOf[Refund, string] {
		return fieldOf[Refund, string]{name, set}
	}
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, badText(maxIDBytes),
		text("id", func(r *Refund, s string) { r.ID = RefundID(s) }),
		text("order_id", func(r *Refund, s string) { r.OrderID = OrderID(s) }),
		text("account_id", func(r *Refund, s string) { r.AccountID = AccountID(s) }),
	)
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, badText(maxCodeBytes),
		text("kind", func(r *Refund, s string) { r.Kind = RefundKind(s) }),
		text("reason", func(r *Refund, s string) { r.Reason = Code(s) }),
	)
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, badTimes(),
		fieldOf[Refund, time.Time]{"refunded_at", func(r *Refund, v time.Time) { r.RefundedAt = v }})
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, badDecimals(),
		fieldOf[Refund, decimal.Decimal]{"lines[1].quantity", func(r *Refund, v decimal.Decimal) { r.Lines[1].Quantity = v }})
	money := func(name string, set func(*Refund, Money)) fieldOf[Refund, Money] {
		return fieldOf[Refund, Money]{name, set}
	}
	dollars := nonsense[Money]{MustParseMoney("1 USD"), fault{value: "1.00 USD", reason: "other amounts are in EUR", kind: ErrContradiction}}
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, append(badMoney(), dollars),
		money("tax", func(r *Refund, m Money) { r.Tax = m }),
		money("shipping", func(r *Refund, m Money) { r.Shipping = m }),
		money("fees", func(r *Refund, m Money) { r.Fees = m }),
		money("lines[1].goods", func(r *Refund, m Money) { r.Lines[1].Goods = m }),
	)
	refuseAll(t, f.Refunds, goodRefund, refundIDOf, badMoney(), money("goods", func(r *Refund, m Money) { r.Goods = m }))
}

func TestRefundContradictsItself(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for name, c := range map[string]struct {
		change func(*Refund)
		faults []fault
	}{
		"no ID":               {func(r *Refund) { r.ID = "" }, []fault{{"id", "", "required", ErrMissing}}},
		"no order or account": {func(r *Refund) { r.OrderID, r.AccountID = "", "" }, []fault{{"account_id", "", "required without order_id", ErrMissing}}},
		"no time":             {func(r *Refund) { r.RefundedAt = time.Time{} }, []fault{{"refunded_at", "", "required", ErrMissing}}},
		"no goods":            {func(r *Refund) { r.Goods = Money{} }, []fault{{"goods", "", "required", ErrMissing}}},
		"no line goods":       {func(r *Refund) { r.Lines[0].Goods = Money{} }, []fault{{"lines[0].goods", "", "required", ErrMissing}}},
		"no quantity":         {func(r *Refund) { r.Lines[0].Quantity = decimal.Decimal{} }, []fault{{"lines[0].quantity", "0", "not above 0", ErrInvalid}}},
		"zero times 10^9":     {func(r *Refund) { r.Lines[0].Quantity = decimal.New(0, 999999999) }, []fault{{"lines[0].quantity", "0", "not above 0", ErrInvalid}}},
		"negative number":     {func(r *Refund) { r.Lines[0].No = -3 }, []fault{{"lines[0].no", "-3", "negative", ErrInvalid}}},
		"line twice":          {func(r *Refund) { r.Lines[1].No = 1 }, []fault{{"lines[1].no", "1", "used by an earlier line", ErrContradiction}}},
		"lines below goods":   {func(r *Refund) { r.Goods = eur("12.01") }, []fault{{"goods", "12.01 EUR", "lines add up to 12.00 EUR", ErrContradiction}}},
		"lines above goods":   {func(r *Refund) { r.Goods = eur("11.99") }, []fault{{"goods", "11.99 EUR", "lines add up to 12.00 EUR", ErrContradiction}}},
		"all at once": {func(r *Refund) {
			*r = Refund{Kind: "\x00", Goods: eur("1"), Lines: []RefundLine{{1, dec("1"), eur("2")}}}
		}, []fault{
			{"id", "", "required", ErrMissing}, {"account_id", "", "required", ErrMissing}, {"refunded_at", "", "required", ErrMissing},
			{"kind", "\x00", "control", ErrInvalid}, {"goods", "1.00 EUR", "lines add up to 2.00 EUR", ErrContradiction}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := goodRefund()
			c.change(&r)
			refuse(t, f.Refunds, r, string(r.ID), c.faults...)
		})
	}
}

// clash is an order and refunds of it that contradict each other. They are
// refused whichever comes last, with the same fault but for who is named.
func TestRefundContradictsItsOrder(t *testing.T) {
	const goods, tax, lines, placed, account = "goods", "tax", "lines", "refunded_at", "account_id"
	plain := func(id RefundID, goods string) Refund {
		return Refund{ID: id, OrderID: "o1", RefundedAt: noon, Goods: eur(goods)}
	}
	line := func(id RefundID, no int64, quantity string) Refund {
		r := plain(id, "1")
		r.Lines = []RefundLine{{no, dec(quantity), eur("1")}}
		return r
	}
	early, stranger, extras := plain("r1", "1"), plain("r1", "1"), plain("r1", "1")
	early.RefundedAt = noon.Add(-time.Microsecond)
	stranger.AccountID = "a2"
	extras.Tax, extras.Shipping, extras.Fees = eur("4.41"), eur("5"), eur("0")
	for name, c := range map[string]struct {
		refunds []Refund
		fault   fault
	}{
		"above net":            {[]Refund{plain("r1", "22.01")}, fault{goods, "22.01", "above the order's net 22", ErrContradiction}},
		"above net together":   {[]Refund{plain("r1", "11"), plain("r2", "11.000000000001")}, fault{goods, "22.000000000001", "above the order's net 22", ErrContradiction}},
		"before it":            {[]Refund{early}, fault{placed, "2025-03-04T11:59:59.999999Z", "before the order's placed_at 2025-03-04T12:00:00Z", ErrContradiction}},
		"of another account":   {[]Refund{stranger}, fault{account, "a2", `the order's account is "a1"`, ErrContradiction}},
		"in another currency":  {[]Refund{{ID: "r1", OrderID: "o1", RefundedAt: noon, Goods: MustParseMoney("99 USD")}}, fault{goods, "99.00 USD", "the order is in EUR", ErrContradiction}},
		"above its extras":     {[]Refund{extras}, fault{tax, "9.41", "above the order's 9.4", ErrContradiction}},
		"more than ordered":    {[]Refund{line("r1", 2, "0.500000000001")}, fault{lines, "0.500000000001", "line 2, which was ordered 0.5 times", ErrContradiction}},
		"more together":        {[]Refund{line("r1", 1, "1.5"), line("r2", 1, "1")}, fault{lines, "2.5", "line 1, which was ordered 2 times", ErrContradiction}},
		"of a line it has not": {[]Refund{line("r1", 7, "1")}, fault{lines, "7", "no such line", ErrContradiction}},
	} {
		t.Run(name, func(t *testing.T) {
			last := len(c.refunds) - 1
			f := NewFacts(FactsOptions{})
			must(t, f.Orders, goodOrder())
			must(t, f.Refunds, c.refunds[:last]...)
			refuse(t, f.Refunds, c.refunds[last], string(c.refunds[last].ID), c.fault)

			f = NewFacts(FactsOptions{})
			must(t, f.Refunds, c.refunds...)
			refuse(t, f.Orders, goodOrder(), "o1", c.fault)

			// A correction that brings the contradiction about is refused too.
			f = NewFacts(FactsOptions{})
			harmless := goodOrder()
			harmless.ID = "o2"
			elsewhere := append([]Refund(nil), c.refunds...)
			elsewhere[last].OrderID, elsewhere[last].AccountID = "o3", "a3"
			must(t, f.Orders, goodOrder(), harmless)
			must(t, f.Refunds, elsewhere...)
			before := snapshot(f)
			if err := f.Refunds.Correct(c.refunds[last]); !errors.Is(err, ErrContradiction) {
				t.Errorf("Correct: %v", err)
			}
			sameSnapshot(t, before, snapshot(f))
		})
	}
}

// An order appended after a refund of the same nanosecond was refused: the
// refund had been cut to the microsecond, and the order had not yet.
func TestRefundOfSameNanosecond(t *testing.T) {
	o, r := goodOrder(), goodRefund()
	o.PlacedAt = noon.Add(700 * time.Nanosecond)
	r.RefundedAt = o.PlacedAt
	for _, orderFirst := range []bool{true, false} {
		f := NewFacts(FactsOptions{})
		if orderFirst {
			must(t, f.Orders, o)
		}
		must(t, f.Refunds, r)
		if !orderFirst {
			must(t, f.Orders, o)
		}
	}
}

// An order that has refunds may be corrected as far as they allow.
func TestCorrectOrderWithRefunds(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Orders, goodOrder())
	must(t, f.Refunds, goodRefund())
	for name, c := range map[string]struct {
		change func(*Order)
		fault  fault
	}{
		"another account": {func(o *Order) { o.AccountID = "a2" }, fault{"account_id", "a1", `account is "a2"`, ErrContradiction}},
		"a later time":    {func(o *Order) { o.PlacedAt = noon.Add(1000) }, fault{"refunded_at", "2025-03-04T12:00:00Z", "before the order's placed_at", ErrContradiction}},
		"less net":        {func(o *Order) { o.Discount, o.Total = eur("13.01"), Money{} }, fault{"goods", "12", "above the order's net 11.99", ErrContradiction}},
		"less quantity": {func(o *Order) {
			o.Lines[0].Quantity, o.Lines[1].Quantity, o.Goods, o.Total = dec("2.1"), dec("0.4"), Money{}, Money{}
		}, fault{"lines", "0.5", "line 2, which was ordered 0.4 times", ErrContradiction}},
	} {
		t.Run(name, func(t *testing.T) {
			o := goodOrder()
			c.change(&o)
			before := snapshot(f)
			got := faultsOf(f.Orders.Correct(o))
			if len(got) != 1 || got[0].Field != c.fault.field || got[0].Value != c.fault.value || !errors.Is(got[0], c.fault.kind) {
				t.Errorf("Correct: %v, want %+v", got, c.fault)
			}
			sameSnapshot(t, before, snapshot(f))
		})
	}
	o := goodOrder()
	o.Channel = ChannelPhone
	if err := f.Orders.Correct(o); err != nil {
		t.Error(err)
	}
	r, _ := f.Refunds.Find("r1")
	if parent, ok := RefundParent.Of(r); !ok || parent.Channel() != ChannelPhone {
		t.Error("the refund does not lead to the corrected order")
	}
}

// The correction of a refund is held beside the others without itself, and
// what it gave back before is free again, also of another order.
func TestCorrectRefund(t *testing.T) {
	for _, refunds := range []int{1, manyRefunds - 1, manyRefunds, 3 * manyRefunds} { // totals are kept from some number on
		f := NewFacts(FactsOptions{})
		order := func(id OrderID) Order {
			return Order{ID: id, PlacedAt: noon, Status: StatusPlaced, Goods: MoneyOf(int64(refunds), 0, EUR)}
		}
		must(t, f.Orders, order("o1"), order("o2"))
		one := func(i int, order OrderID, goods string) Refund {
			return Refund{ID: RefundID(fmt.Sprint("r", i)), OrderID: order, RefundedAt: noon, Goods: eur(goods)}
		}
		for i := range refunds {
			must(t, f.Refunds, one(i, "o1", "1"))
		}
		over := func(err error) {
			t.Helper()
			if !errors.Is(err, ErrContradiction) {
				t.Errorf("%d refunds: more than the order's net is accepted: %v", refunds, err)
			}
		}
		fine := func(err error) {
			t.Helper()
			if err != nil {
				t.Errorf("%d refunds: %v", refunds, err)
			}
		}
		over(f.Refunds.Append(one(refunds, "o1", "0.01")))
		over(f.Refunds.Correct(one(0, "o1", "1.01")))
		fine(f.Refunds.Correct(one(0, "o1", "0.4")))
		over(f.Refunds.Append(one(refunds, "o1", "0.5"), one(refunds+1, "o1", "0.2"))) // and taken back together
		fine(f.Refunds.Append(one(refunds, "o1", "0.6")))
		fine(f.Refunds.Correct(one(0, "o2", "0.4"))) // moves
		over(f.Refunds.Append(one(refunds+1, "o1", "0.41")))
		fine(f.Refunds.Append(one(refunds+1, "o1", "0.4")))
		over(f.Refunds.Correct(one(0, "o1", "0.01"))) // and may not come back
		if f.Refunds.Len() != refunds+2 || f.Refunds.Corrections() != 2 {
			t.Errorf("%d refunds, %d corrections", f.Refunds.Len(), f.Refunds.Corrections())
		}
	}
}

// Twenty thousand refunds of one order used to be compared each with each.
func TestManyRefundsOfOneOrder(t *testing.T) {
	const n = 20_000
	f := NewFacts(FactsOptions{})
	must(t, f.Orders, Order{ID: "o", PlacedAt: noon, Status: StatusPlaced, Goods: MoneyOf(n, 0, EUR)})
	for i := range n {
		must(t, f.Refunds, Refund{ID: RefundID(fmt.Sprint(i)), OrderID: "o", RefundedAt: noon, Goods: eur("1")})
	}
	if err := f.Refunds.Append(Refund{ID: "last", OrderID: "o", RefundedAt: noon, Goods: eur("0.01")}); !errors.Is(err, ErrContradiction) {
		t.Error(err)
	}
}

func TestRefundRoundTrip(t *testing.T) {
	f := NewFacts(FactsOptions{})
	want := []Refund{goodRefund(), {ID: "bare", AccountID: "a1", RefundedAt: noon, Goods: MustParseMoney("5 JPY")}}
	must(t, f.Refunds, want...)
	for _, w := range want {
		r, ok := f.Refunds.Find(string(w.ID))
		if diff := cmp.Diff(w, r.Refund(), sameMoney); !ok || diff != "" {
			t.Errorf("%v (-want +got):\n%s", ok, diff)
		}
	}
	must(t, f.Refunds, goodRefund())
	changed := goodRefund()
	changed.Lines[0].Goods, changed.Lines[1].Goods = eur("9"), eur("3")
	if err := f.Refunds.Append(changed); !errors.Is(err, ErrConflict) || f.Refunds.Duplicates() != 1 {
		t.Errorf("other lines: %v, %d duplicates", err, f.Refunds.Duplicates())
	}
	changed = goodRefund()
	changed.Lines = nil
	if err := f.Refunds.Append(changed); !errors.Is(err, ErrConflict) {
		t.Errorf("no lines: %v", err)
	}
	if diff := cmp.Diff(Refund{}, RefundRow{}.Refund(), sameMoney); diff != "" {
		t.Errorf("the zero row is no refund: %s", diff)
	}
}

// An unknown order's refund is accepted, and counts for its own account.
func TestRefundOfUnknownOrder(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Refunds, Refund{ID: "r", OrderID: "later", RefundedAt: noon, Goods: eur("1")})
	r, _ := f.Refunds.Find("r")
	if _, ok := RefundParent.Of(r); ok {
		t.Error("leads to an order that is not there")
	}
	if _, ok := RefundAccount.Of(r); ok {
		t.Error("is of an account")
	}
	must(t, f.Orders, Order{ID: "later", PlacedAt: noon, Status: StatusPlaced, AccountID: "a", Goods: eur("1")})
	if a, ok := RefundAccount.Of(r); !ok || a != "a" {
		t.Error("the order has come, and with it the account")
	}
}
