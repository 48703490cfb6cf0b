package model

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

var noon = at("2025-03-04T12:00:00Z")

// goodOrder is a small order with something in every list.
func goodOrder() Order {
	return Order{
		ID: "o1", PlacedAt: noon, Status: StatusPlaced, AccountID: "a1", Goods: eur("25.00"), Discount: eur("3"),
		Tax: eur("4.40"), Shipping: eur("5"), Fees: eur("0"), Total: eur("31.40"),
		Payments:   []Payment{{PayCard, eur("11.40")}, {PayOnAccount, eur("20")}},
		Promotions: []Code{"spring", "welcome"},
		Lines: []Line{
			{No: 1, ProductID: "p1", Quantity: dec("2"), UnitPrice: eur("10"), Discount: eur("1")},
			{No: 2, ProductID: "p2", Quantity: dec("0.5"), UnitPrice: eur("10")},
		},
	}
}

func orderIDOf(o *Order) string { return string(o.ID) }

func TestOrderRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	other := goodOrder()
	other.ID = "other"
	must(t, f.Orders, other)
	id := func(name string, set func(*Order, string)) fieldOf[Order, string] {
		return fieldOf[Order, string]{name, set}
	}

	refuseAll(t, f.Orders, goodOrder, orderIDOf, badText(maxIDBytes),
		id("id", func(o *Order, s string) { o.ID = OrderID(s) }),
		id("account_id", func(o *Order, s string) { o.AccountID = AccountID(s) }),
		id("buyer_id", func(o *Order, s string) { o.BuyerID = PersonID(s) }),
		id("visitor_id", func(o *Order, s string) { o.VisitorID = VisitorID(s) }),
		id("session_id", func(o *Order, s string) { o.SessionID = SessionID(s) }),
		id("cart_id", func(o *Order, s string) { o.CartID = CartID(s) }),
		id("quote_id", func(o *Order, s string) { o.QuoteID = QuoteID(s) }),
		id("sales_rep", func(o *Order, s string) { o.SalesRep = SalesRepID(s) }),
		id("lines[1].product_id", func(o *Order, s string) { o.Lines[1].ProductID = ProductID(s) }),
	)
	refuseAll(t, f.Orders, goodOrder, orderIDOf, badText(maxCodeBytes),
		id("status", func(o *Order, s string) { o.Status = OrderStatus(s) }),
		id("quote_terms", func(o *Order, s string) { o.QuoteTerms = QuoteTerms(s) }),
		id("channel", func(o *Order, s string) { o.Channel = Channel(s) }),
		id("placed_by", func(o *Order, s string) { o.PlacedBy = PlacedBy(s) }),
		id("delivery_mode", func(o *Order, s string) { o.DeliveryMode = DeliveryMode(s) }),
		id("branch", func(o *Order, s string) { o.Branch = Branch(s) }),
		id("country", func(o *Order, s string) { o.Country = Country(s) }),
		id("region", func(o *Order, s string) { o.Region = Region(s) }),
		id("promotions[1]", func(o *Order, s string) { o.Promotions[1] = Code(s) }),
		id("payments[1].method", func(o *Order, s string) { o.Payments[1].Method = PaymentMethod(s) }),
		id("lines[0].category", func(o *Order, s string) { o.Lines[0].Category = Code(s) }),
		id("lines[0].delivery_mode", func(o *Order, s string) { o.Lines[0].DeliveryMode = DeliveryMode(s) }),
	)
	refuseAll(t, f.Orders, goodOrder, orderIDOf, badTimes(),
		fieldOf[Order, time.Time]{"placed_at", func(o *Order, v time.Time) { o.PlacedAt = v }},
		fieldOf[Order, time.Time]{"cancelled_at", func(o *Order, v time.Time) { o.Status, o.CancelledAt = StatusCancelled, v }},
	)
	refuseAll(t, f.Orders, goodOrder, orderIDOf, badDecimals(),
		fieldOf[Order, decimal.Decimal]{"lines[1].quantity", func(o *Order, v decimal.Decimal) { o.Lines[1].Quantity = v }},
	)
	money := func(name string, set func(*Order, Money)) fieldOf[Order, Money] {
		return fieldOf[Order, Money]{name, set}
	}
	amounts := []fieldOf[Order, Money]{
		money("discount", func(o *Order, m Money) { o.Discount = m }),
		money("tax", func(o *Order, m Money) { o.Tax = m }),
		money("shipping", func(o *Order, m Money) { o.Shipping = m }),
		money("fees", func(o *Order, m Money) { o.Fees = m }),
		money("total", func(o *Order, m Money) { o.Total = m }),
		money("payments[0].amount", func(o *Order, m Money) { o.Payments[0].Amount = m }),
		money("lines[1].unit_price", func(o *Order, m Money) { o.Lines[1].UnitPrice = m }),
		money("lines[1].list_price", func(o *Order, m Money) { o.Lines[1].ListPrice = m }),
		money("lines[1].discount", func(o *Order, m Money) { o.Lines[1].Discount = m }),
		money("lines[1].unit_cost", func(o *Order, m Money) { o.Lines[1].UnitCost = m }),
	}
	dollars := nonsense[Money]{MustParseMoney("1 USD"), fault{value: "1.00 USD", reason: "other amounts are in EUR", kind: ErrContradiction}}
	refuseAll(t, f.Orders, goodOrder, orderIDOf, append(badMoney(), dollars), amounts...)
	refuseAll(t, f.Orders, goodOrder, orderIDOf, badMoney(), money("goods", func(o *Order, m Money) { o.Goods = m }))
}

func TestOrderContradictions(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for name, c := range map[string]struct {
		change func(*Order)
		faults []fault
	}{
		"no ID":        {func(o *Order) { o.ID = "" }, []fault{{"id", "", "required", ErrMissing}}},
		"no time":      {func(o *Order) { o.PlacedAt = time.Time{} }, []fault{{"placed_at", "", "required", ErrMissing}}},
		"no status":    {func(o *Order) { o.Status = "" }, []fault{{"status", "", "required", ErrMissing}}},
		"no goods":     {func(o *Order) { o.Goods, o.Lines, o.Discount = Money{}, nil, Money{} }, []fault{{"goods", "", "required without lines", ErrMissing}}},
		"no product":   {func(o *Order) { o.Lines[0].ProductID = "" }, []fault{{"lines[0].product_id", "", "required", ErrMissing}}},
		"no price":     {func(o *Order) { o.Lines[0].UnitPrice = Money{} }, []fault{{"lines[0].unit_price", "", "required", ErrMissing}}},
		"no method":    {func(o *Order) { o.Payments[0].Method = "" }, []fault{{"payments[0].method", "", "required", ErrMissing}}},
		"no promotion": {func(o *Order) { o.Promotions[1] = "" }, []fault{{"promotions[1]", "", "required", ErrMissing}}},
		"two payments without amounts": {func(o *Order) { o.Payments[0].Amount, o.Payments[1].Amount = Money{}, Money{} }, []fault{
			{"payments[0].amount", "", "two or more", ErrMissing}, {"payments[1].amount", "", "two or more", ErrMissing}}},
		"no quantity": {func(o *Order) { o.Lines[0].Quantity = decimal.Decimal{} }, []fault{{"lines[0].quantity", "0", "not above 0", ErrInvalid}}},
		// A zero may have any exponent, and took minutes to print.
		"zero times 10^9":      {func(o *Order) { o.Lines[0].Quantity = decimal.New(0, 999999999) }, []fault{{"lines[0].quantity", "0", "not above 0", ErrInvalid}}},
		"zero over 10^9":       {func(o *Order) { o.Lines[0].Quantity = decimal.New(0, -999999999) }, []fault{{"lines[0].quantity", "0", "not above 0", ErrInvalid}}},
		"negative number":      {func(o *Order) { o.Lines[0].No = -1 }, []fault{{"lines[0].no", "-1", "negative", ErrInvalid}}},
		"line number twice":    {func(o *Order) { o.Lines[1].No = 1 }, []fault{{"lines[1].no", "1", "used by an earlier line", ErrContradiction}}},
		"cancelled too early":  {func(o *Order) { o.Status, o.CancelledAt = StatusCancelled, noon.Add(-time.Microsecond) }, []fault{{"cancelled_at", "2025-03-04T11:59:59.999999Z", "before placed_at 2025-03-04T12:00:00Z", ErrContradiction}}},
		"cancelled yet placed": {func(o *Order) { o.CancelledAt = noon }, []fault{{"cancelled_at", "2025-03-04T12:00:00Z", `the status is "placed"`, ErrContradiction}}},
		"goods too high":       {func(o *Order) { o.Goods, o.Total = eur("25.011"), eur("31.411") }, []fault{{"goods", "25.011 EUR", "lines add up to 25.00 EUR", ErrContradiction}}},
		"goods too low":        {func(o *Order) { o.Goods, o.Total = eur("24.989"), eur("31.389") }, []fault{{"goods", "24.989 EUR", "lines add up to 25.00 EUR", ErrContradiction}}},
		"discount above goods": {func(o *Order) { o.Discount, o.Total = eur("25.01"), Money{} }, []fault{{"discount", "25.01 EUR", "above goods 25.00 EUR", ErrContradiction}}},
		"discount below lines": {func(o *Order) { o.Discount, o.Total = eur("0.99"), Money{} }, []fault{{"discount", "0.99 EUR", "below the lines' discounts 1.00 EUR", ErrContradiction}}},
		"line discount":        {func(o *Order) { o.Lines[1].Discount = eur("5.01") }, []fault{{"lines[1].discount", "5.01 EUR", "above quantity x unit_price 5.00 EUR", ErrContradiction}}},
		"total too high":       {func(o *Order) { o.Total = eur("31.411") }, []fault{{"total", "31.411 EUR", "is 31.4", ErrContradiction}}},
		"total too low":        {func(o *Order) { o.Total = eur("31.389") }, []fault{{"total", "31.389 EUR", "is 31.4", ErrContradiction}}},
		"lines' discounts above goods": {func(o *Order) {
			o.Discount, o.Total, o.Goods = Money{}, Money{}, eur("0.01")
			o.Lines = []Line{{No: 1, ProductID: "p", Quantity: dec("1"), UnitPrice: eur("0.015"), Discount: eur("0.015")}}
		}, []fault{{"discount", "0.015 EUR", "above goods 0.01 EUR", ErrContradiction}}},
	} {
		t.Run(name, func(t *testing.T) {
			o := goodOrder()
			c.change(&o)
			refuse(t, f.Orders, o, string(o.ID), c.faults...)
		})
	}
}

// All faults of one fact are reported together: a bad amount used to hide
// every contradiction behind it, and a bad quantity the rest of its line.
func TestOrderFaultsAreJoined(t *testing.T) {
	f := NewFacts(FactsOptions{})
	o := goodOrder()
	o.ID, o.PlacedAt, o.Channel, o.Total = "", time.Time{}, "\x00", eur("99")
	refuse(t, f.Orders, o, "",
		fault{"id", "", "required", ErrMissing}, fault{"placed_at", "", "required", ErrMissing},
		fault{"channel", "\x00", "control", ErrInvalid}, fault{"total", "99.00 EUR", "is 31.4", ErrContradiction})

	o = goodOrder()
	o.Lines[0] = Line{No: -1, Quantity: dec("-1"), UnitPrice: eur("-1"), ListPrice: eur("-2"), UnitCost: eur("-3"), Discount: eur("-4")}
	o.Payments[0] = Payment{}
	refuse(t, f.Orders, o, "o1",
		fault{"lines[0].no", "-1", "negative", ErrInvalid}, fault{"lines[0].product_id", "", "required", ErrMissing},
		fault{"lines[0].quantity", "-1", "negative", ErrInvalid}, fault{"lines[0].unit_price", "-1.00 EUR", "negative", ErrInvalid},
		fault{"lines[0].list_price", "-2.00 EUR", "negative", ErrInvalid}, fault{"lines[0].unit_cost", "-3.00 EUR", "negative", ErrInvalid},
		fault{"lines[0].discount", "-4.00 EUR", "negative", ErrInvalid},
		fault{"payments[0].method", "", "required", ErrMissing}, fault{"payments[0].amount", "", "two or more", ErrMissing})
}

// What lies exactly on a limit is accepted.
func TestOrderLimits(t *testing.T) {
	for name, change := range map[string]func(*Order){
		"half a minor unit per line above": func(o *Order) { o.Goods, o.Total = eur("25.01"), eur("31.41") },
		"half a minor unit per line below": func(o *Order) { o.Goods, o.Total = eur("24.99"), eur("31.39") },
		"a minor unit of total above":      func(o *Order) { o.Total = eur("31.41") },
		"a minor unit of total below":      func(o *Order) { o.Total = eur("31.39") },
		"all for nothing":                  func(o *Order) { o.Discount, o.Total = eur("25"), eur("9.4") },
		"total of unknown parts":           func(o *Order) { o.Fees, o.Total = Money{}, eur("99") },
		"cancelled at once":                func(o *Order) { o.Status, o.CancelledAt = StatusCancelled, noon },
		"one payment without amount":       func(o *Order) { o.Payments = []Payment{{Method: PayBill}} },
		"a free line": func(o *Order) {
			o.Lines = append(o.Lines, Line{No: 3, ProductID: "gift", Quantity: dec("0.000000000001"), UnitPrice: eur("0")})
		},
		"a line's whole discount": func(o *Order) { o.Lines[1].Discount, o.Discount, o.Total = eur("5"), eur("6"), Money{} },
		"years 1 and 9999": func(o *Order) {
			o.PlacedAt, o.Status = time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), StatusCancelled
			o.CancelledAt = time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)
		},
		"an unlisted status": func(o *Order) { o.Status = "in the seller's own words" },
	} {
		t.Run(name, func(t *testing.T) {
			o := goodOrder()
			change(&o)
			if _, err := NewOrders(o); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOrderConflict(t *testing.T) {
	for name, change := range map[string]func(*Order){
		"a column":          func(o *Order) { o.Channel = ChannelWeb },
		"a flag":            func(o *Order) { o.Test = true },
		"an instant":        func(o *Order) { o.PlacedAt = noon.Add(time.Microsecond) },
		"an amount":         func(o *Order) { o.Shipping, o.Total = eur("5.01"), eur("31.41") },
		"an unknown amount": func(o *Order) { o.Fees = Money{} },
		"a line's amount":   func(o *Order) { o.Lines[1].UnitCost = eur("1") },
		"a line's product":  func(o *Order) { o.Lines[1].ProductID = "p3" },
		"the lines' order":  func(o *Order) { o.Lines[0], o.Lines[1] = o.Lines[1], o.Lines[0] },
		"fewer lines":       func(o *Order) { o.Lines = nil },
		"more promotions":   func(o *Order) { o.Promotions = append(o.Promotions, "third") },
		"another promotion": func(o *Order) { o.Promotions[0] = "summer" },
		"a payment method":  func(o *Order) { o.Payments[0].Method = "unheard of" },
		"a payment amount":  func(o *Order) { o.Payments[0].Amount = eur("11.41") },
		"fewer payments":    func(o *Order) { o.Payments = o.Payments[:1] },
		"its currency": func(o *Order) {
			*o = Order{ID: "o1", PlacedAt: noon, Status: StatusPlaced, AccountID: "a1", Goods: MustParseMoney("25 USD")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFacts(FactsOptions{})
			must(t, f.Orders, goodOrder())
			o := goodOrder()
			change(&o)
			before := snapshot(f)
			err := f.Orders.Append(o)
			got := faultsOf(err)
			if len(got) != 1 || got[0].Err != ErrConflict || got[0].Field != "id" || got[0].Value != "o1" || got[0].ID != "o1" {
				t.Fatalf("Append of other content: %v", err)
			}
			// Twice in one batch is the same.
			g := NewFacts(FactsOptions{})
			if err := g.Orders.Append(goodOrder(), o); faultsOf(err)[0].Err != ErrConflict || g.Orders.Len() != 0 || g.Lines.Len() != 0 {
				t.Errorf("one batch: %v, %d orders", err, g.Orders.Len())
			}
			sameSnapshot(t, before, snapshot(f))
			if err := f.Orders.Correct(o); err != nil || f.Orders.Corrections() != 1 || f.Orders.Duplicates() != 0 {
				t.Errorf("Correct: %v, %d corrections", err, f.Orders.Corrections())
			}
		})
	}
}
