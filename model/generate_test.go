package model

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Generators of facts that Append accepts. They draw from small sets of
// identifiers, so that facts meet, and from all shapes of numbers that a
// column treats differently: whole, with cents, with twelve places, wide.

func oneOf[V any](values ...V) *rapid.Generator[V] { return rapid.SampledFrom(values) }

// drawID draws an identifier of a kind, sometimes none, sometimes an odd one.
func drawID(t *rapid.T, kind string) string {
	switch n := rapid.IntRange(0, 9).Draw(t, kind); n {
	case 0, 1:
		return ""
	case 2:
		return fmt.Sprintf("%s é世界 %0200d", kind, n)
	default:
		return fmt.Sprint(kind, n)
	}
}

var instants = rapid.Custom(func(t *rapid.T) time.Time {
	if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
		return oneOf(at("0001-01-01T00:00:00.000001Z"), at("9999-12-31T23:59:59.999999Z"), at("1969-12-31T23:59:59.999999Z"), time.Unix(0, 0).UTC()).Draw(t, "instant")
	}
	return noon.Add(time.Duration(rapid.IntRange(-1_000_000, 1_000_000).Draw(t, "minutes")) * time.Minute)
})

var maybeInstants = rapid.OneOf(rapid.Just(time.Time{}), instants)

// amounts draws what an amount may be, between 0 and 10^22.
var amounts = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	switch rapid.IntRange(0, 7).Draw(t, "shape") {
	case 0:
		return decimal.Decimal{}
	case 1:
		return decimal.New(int64(rapid.IntRange(0, 1000).Draw(t, "whole")), 0)
	case 2:
		return decimal.New(rapid.Int64Range(0, 1<<62).Draw(t, "fine"), -12)
	case 3:
		return decimal.New(rapid.Int64Range(1, 1<<62).Draw(t, "wide"), 3).Add(decimal.New(rapid.Int64Range(0, 999).Draw(t, "rest"), -12))
	case 4:
		return decimal.New(rapid.Int64Range(1, 9).Draw(t, "power"), int32(rapid.IntRange(-12, 21).Draw(t, "exp")))
	default:
		return decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "cents"), -2)
	}
})

var quantities = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	switch rapid.IntRange(0, 4).Draw(t, "shape") {
	case 0:
		return decimal.New(rapid.Int64Range(1, 1<<62).Draw(t, "fine"), -12)
	case 1:
		return decimal.New(rapid.Int64Range(1, 1<<62).Draw(t, "wide"), 4)
	case 2:
		return decimal.New(10_000_000_000_000, -13) // 1, spelt at length
	default:
		return decimal.New(int64(rapid.IntRange(1, 100).Draw(t, "pieces")), 0)
	}
})

func drawMoney(t *rapid.T, name string, c Currency) Money {
	m, err := NewMoney(amounts.Draw(t, name), c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// maybeMoney draws an amount or none.
func maybeMoney(t *rapid.T, name string, c Currency) Money {
	if rapid.Bool().Draw(t, name+" known") {
		return drawMoney(t, name, c)
	}
	return Money{}
}

// fractionOf returns a fraction of an amount, exactly.
func fractionOf(t *rapid.T, m Money) Money {
	p, err := m.DivRound(decimal.NewFromInt(int64(rapid.IntRange(1, 4).Draw(t, "part"))), 12)
	if err != nil || p.Amount().GreaterThan(m.Amount()) {
		return m
	}
	return p
}

var currencies = oneOf(EUR, EUR, EUR, USD, JPY, KWD)

var accountIDs = rapid.Custom(func(t *rapid.T) AccountID { return AccountID(drawID(t, "account")) })

var accountFacts = rapid.Custom(func(t *rapid.T) Account {
	a := Account{
		ID: AccountID(fmt.Sprint("account", rapid.IntRange(0, 12).Draw(t, "id"))), Name: drawID(t, "name"),
		ParentID: accountIDs.Draw(t, "parent"), MergedInto: accountIDs.Draw(t, "merged"), CreatedAt: maybeInstants.Draw(t, "created"),
		Segment: oneOf[Segment]("", "trade", "retail").Draw(t, "segment"), Industry: oneOf[Code]("", "masonry").Draw(t, "industry"),
		Country: oneOf[Country]("", "de", "fr").Draw(t, "country"), Region: oneOf[Region]("", "north").Draw(t, "region"),
		Branch: oneOf[Branch]("", "b1", "b2").Draw(t, "branch"), SalesRep: SalesRepID(drawID(t, "rep")), Test: rapid.Bool().Draw(t, "test"),
	}
	if rapid.Bool().Draw(t, "acquired") {
		a.AcquiredBy = Attribution{Source: "fair", Medium: "stand", Campaign: "bau", Channel: ChannelBranch}
	}
	return a
})

var orderFacts = rapid.Custom(func(t *rapid.T) Order {
	cur := currencies.Draw(t, "currency")
	o := Order{
		ID: OrderID(fmt.Sprint("order", rapid.IntRange(0, 40).Draw(t, "id"))), PlacedAt: instants.Draw(t, "placed"),
		Status: oneOf(OrderStatuses()...).Draw(t, "status"), AccountID: accountIDs.Draw(t, "account"),
		BuyerID: PersonID(drawID(t, "buyer")), VisitorID: VisitorID(drawID(t, "visitor")), SessionID: SessionID(drawID(t, "session")),
		CartID: CartID(drawID(t, "cart")), QuoteID: QuoteID(drawID(t, "quote")),
		QuoteTerms: oneOf("", TermsApplied, TermsNotApplied).Draw(t, "terms"), Channel: oneOf("", ChannelWeb, ChannelPhone, "own").Draw(t, "channel"),
		PlacedBy: oneOf("", PlacedByBuyer, PlacedByRep).Draw(t, "by"), DeliveryMode: oneOf("", DeliverExpress).Draw(t, "delivery"),
		Branch: oneOf[Branch]("", "b1", "b2").Draw(t, "branch"), SalesRep: SalesRepID(drawID(t, "rep")),
		Country: oneOf[Country]("", "de").Draw(t, "country"), Region: oneOf[Region]("", "south").Draw(t, "region"),
		Tax: maybeMoney(t, "tax", cur), Shipping: maybeMoney(t, "shipping", cur), Fees: maybeMoney(t, "fees", cur),
		Test: rapid.IntRange(0, 9).Draw(t, "test") == 0,
	}
	if o.Status == StatusCancelled && rapid.Bool().Draw(t, "cancelled at") {
		o.CancelledAt = o.PlacedAt
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "payments") {
		o.Payments = append(o.Payments, Payment{oneOf(PayCard, PayBill).Draw(t, "method"), drawMoney(t, "amount", cur)})
		if i == 0 && rapid.Bool().Draw(t, "one payment") {
			o.Payments[0].Amount = Money{}
			break
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "promotions") {
		o.Promotions = append(o.Promotions, oneOf[Code]("spring", "welcome", "spring").Draw(t, "promotion"))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "lines") {
		l := Line{
			No: int64(i) + 3*rapid.Int64Range(0, 1<<50).Draw(t, "no"), ProductID: ProductID("p" + drawID(t, "product")), Category: oneOf[Code]("", "tools").Draw(t, "category"),
			Quantity: quantities.Draw(t, "quantity"), UnitPrice: drawMoney(t, "price", cur), ListPrice: maybeMoney(t, "list", cur),
			UnitCost: maybeMoney(t, "cost", cur), DeliveryMode: oneOf("", DeliverStandard).Draw(t, "line delivery"),
		}
		if rapid.Bool().Draw(t, "line discount") && l.goods().Amount().Exponent() >= -12 && CheckDecimal(l.goods().Amount()) == nil {
			l.Discount = fractionOf(t, l.goods())
		}
		o.Lines = append(o.Lines, l)
	}
	if len(o.Lines) == 0 {
		o.Goods = drawMoney(t, "goods", cur)
		if rapid.Bool().Draw(t, "discount") {
			o.Discount = fractionOf(t, o.Goods)
		}
	}
	return o
})

var refundFacts = rapid.Custom(func(t *rapid.T) Refund {
	cur := currencies.Draw(t, "currency")
	r := Refund{
		ID: RefundID(fmt.Sprint("refund", rapid.IntRange(0, 20).Draw(t, "id"))), OrderID: OrderID(fmt.Sprint("order", rapid.IntRange(0, 50).Draw(t, "order"))),
		RefundedAt: instants.Draw(t, "refunded"), Goods: MoneyOf(rapid.Int64Range(0, 1000).Draw(t, "goods"), 2, cur), Tax: maybeMoney(t, "tax", cur),
		Kind: oneOf("", RefundReturn).Draw(t, "kind"), Reason: oneOf[Code]("", "broken").Draw(t, "reason"),
	}
	if rapid.IntRange(0, 3).Draw(t, "no order") == 0 {
		r.OrderID, r.AccountID = "", AccountID(fmt.Sprint("account", rapid.IntRange(0, 12).Draw(t, "account")))
	}
	if rapid.Bool().Draw(t, "a line") {
		r.Lines = []RefundLine{{No: 0, Quantity: quantities.Draw(t, "quantity"), Goods: r.Goods}}
	}
	return r
})

// someFacts appends facts in any order, and corrects them, as far as they are
// accepted.
var someFacts = rapid.Custom(func(t *rapid.T) *Facts {
	f := NewFacts(FactsOptions{})
	for range rapid.IntRange(0, 40).Draw(t, "facts") {
		var err error
		correct := rapid.Bool().Draw(t, "correct")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			err = recordIn(f.Accounts, accountFacts.Draw(t, "account"), correct)
		case 1:
			err = recordIn(f.Refunds, refundFacts.Draw(t, "refund"), correct)
		default:
			err = recordIn(f.Orders, orderFacts.Draw(t, "order"), correct)
		}
		_ = err // some contradict each other
	}
	return f
})

func recordIn[T, R any](t *Table[T, R], in T, correct bool) error {
	if correct {
		return t.Correct(in)
	}
	return t.Append(in)
}

func timeOf(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

func decimalOf(v int64, exp int32) decimal.Decimal { return decimal.New(v, exp) }
