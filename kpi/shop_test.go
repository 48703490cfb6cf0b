package kpi

import (
	"fmt"
	"iter"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// shop is what the laws and oracles run on: rows of several Facts, whose
// dictionaries differ, so that one stream mixes them.
type shop struct{ facts []*model.Facts }

// shops generates small shops of nasty values.
var shops = rapid.Custom(drawShop)

// GoString lists the facts, for the report of a failure.
func (s *shop) GoString() string {
	var b strings.Builder
	for i, f := range s.facts {
		for a := range f.Accounts.All() {
			fmt.Fprintf(&b, "\n%d account %s merged %q parent %q", i, a.ID(), a.MergedInto(), a.ParentID())
		}
		for o := range f.Orders.All() {
			fmt.Fprintf(&b, "\n%d order %s at %s of %q by %q: %v - %v tax %v, cart %q", i, o.ID(), o.PlacedAt().Format(time.RFC3339Nano),
				o.AccountID(), o.Channel(), o.Goods(), o.Discount(), o.Tax(), o.CartID())
			for l := range o.Lines() {
				fmt.Fprintf(&b, "\n%d   line %s: %v x %v - %v", i, l.ProductID(), l.Quantity(), l.UnitPrice(), l.Discount())
			}
		}
		for r := range f.Refunds.All() {
			fmt.Fprintf(&b, "\n%d refund %s of %q at %s: %v", i, r.ID(), r.OrderID(), r.RefundedAt().Format(time.RFC3339Nano), r.Goods())
		}
		listVisits(&b, i, f)
		listProjects(&b, i, f)
	}
	return b.String()
}

// rowsOf returns the rows of type F of a shop.
func rowsOf[F any](s *shop) []F {
	var rows []F
	for _, f := range s.facts {
		switch p := any(&rows).(type) {
		case *[]model.Fact:
			*p = appendSeq(*p, f.All())
		case *[]model.AccountRow:
			*p = appendSeq(*p, f.Accounts.All())
		case *[]model.OrderRow:
			*p = appendSeq(*p, f.Orders.All())
		case *[]model.LineRow:
			*p = appendSeq(*p, f.Lines.All())
		case *[]model.RefundRow:
			*p = appendSeq(*p, f.Refunds.All())
		default:
			panic(fmt.Sprintf("a shop has no rows of %T", rows))
		}
	}
	return rows
}

// sourceOf returns where Run reads rows of type F from.
func sourceOf[F any](f *model.Facts) Source[F] {
	for _, from := range []any{f, f.Accounts, f.Orders, f.Lines, f.Refunds} {
		if s, ok := from.(Source[F]); ok {
			return s
		}
	}
	panic("Facts has no such table")
}

func appendSeq[T any](s []T, seq iter.Seq[T]) []T {
	for v := range seq {
		s = append(s, v)
	}
	return s
}

func drawShop(t *rapid.T) *shop {
	s := &shop{}
	currencies := []model.Currency{model.EUR}
	if rapid.IntRange(0, 2).Draw(t, "currencies") == 0 {
		currencies = []model.Currency{model.EUR, model.USD, model.JPY}
	}
	for range rapid.IntRange(1, 3).Draw(t, "tables") {
		f := model.NewFacts(model.FactsOptions{})
		drawAccounts(t, f)
		drawOrders(t, f, currencies)
		drawRefunds(t, f, currencies)
		s.facts = append(s.facts, f)
	}
	return s
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

const shopAccounts = 5

// drawAccounts makes accounts of which a later one may have taken over an
// earlier one, and may stand above it.
func drawAccounts(t *rapid.T, f *model.Facts) {
	if !rapid.Bool().Draw(t, "accounts") {
		return
	}
	above := func(i int, what string) model.AccountID {
		if i+1 < shopAccounts && rapid.IntRange(0, 2).Draw(t, what) == 0 {
			return accountNamed(rapid.IntRange(i+1, shopAccounts-1).Draw(t, "above"))
		}
		return ""
	}
	for i := range shopAccounts {
		must(f.Accounts.Append(model.Account{
			ID: accountNamed(i), CreatedAt: drawTime(t), MergedInto: above(i, "merged"), ParentID: above(i, "parent"),
			Segment: rapid.SampledFrom([]model.Segment{"", "key", "small"}).Draw(t, "segment"),
		}))
	}
}

func accountNamed(i int) model.AccountID { return model.AccountID("a" + strconv.Itoa(i)) }

func drawOrders(t *rapid.T, f *model.Facts, currencies []model.Currency) {
	for i := range rapid.IntRange(0, 7).Draw(t, "orders") {
		o := drawOrder(t, i, currencies)
		must(f.Orders.Append(o))
		if rapid.IntRange(0, 7).Draw(t, "correct") == 0 { // takes the rows of its lines out of their blocks
			o.Channel = "fax"
			must(f.Orders.Correct(o))
		}
	}
}

func drawOrder(t *rapid.T, i int, currencies []model.Currency) model.Order {
	cur := rapid.SampledFrom(currencies).Draw(t, "currency")
	o := model.Order{
		ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: drawTime(t),
		Status:  rapid.SampledFrom([]model.OrderStatus{model.StatusPlaced, model.StatusShipped, "odd"}).Draw(t, "status"),
		Channel: rapid.SampledFrom([]model.Channel{"", "web", "app", "fax", "é"}).Draw(t, "channel"),
		Branch:  rapid.SampledFrom([]model.Branch{"", "b1", "b2"}).Draw(t, "branch"),
		Test:    rapid.Bool().Draw(t, "test"),
		CartID:  model.CartID(drawNumber(t)),
	}
	if rapid.IntRange(0, 3).Draw(t, "guest") > 0 {
		o.AccountID = accountNamed(rapid.IntRange(0, shopAccounts).Draw(t, "account")) // the last one is not in Accounts
	}
	if rapid.IntRange(0, 3).Draw(t, "buyer") > 0 {
		o.BuyerID = model.PersonID("p" + strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "person")))
	}
	o.Goods = drawMoney(t, cur)
	if rapid.Bool().Draw(t, "discounted") {
		o.Discount = model.MoneyOf(0, 0, cur)
		if d := drawMoney(t, cur); d.Amount().LessThanOrEqual(o.Goods.Amount()) {
			o.Discount = d
		}
	}
	if rapid.Bool().Draw(t, "taxed") {
		o.Tax = drawMoney(t, cur)
	}
	for _, m := range rapid.SliceOfN(rapid.SampledFrom([]model.PaymentMethod{"card", "bill", "voucher"}), 0, 3).Draw(t, "payments") {
		o.Payments = append(o.Payments, model.Payment{Method: m, Amount: model.MoneyOf(1, 0, cur)})
	}
	if rapid.Bool().Draw(t, "lined") {
		if lines := drawLines(t, cur); len(lines) > 0 {
			o.Goods, o.Discount, o.Lines = model.Money{}, model.Money{}, lines
		}
	}
	return o
}

func drawLines(t *rapid.T, cur model.Currency) []model.Line {
	if cur == 0 {
		cur = model.EUR
	}
	var lines []model.Line
	for i := range rapid.IntRange(0, 3).Draw(t, "lines") {
		l := model.Line{
			No: int64(i), ProductID: model.ProductID("x" + strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "product"))),
			Quantity: decimal.New(rapid.Int64Range(1, 1e15).Draw(t, "quantity"), -int32(rapid.IntRange(0, 12).Draw(t, "places"))),
		}
		l.UnitPrice = drawMoney(t, cur)
		if rapid.Bool().Draw(t, "costed") {
			l.UnitCost = drawMoney(t, cur)
		}
		if rapid.Bool().Draw(t, "discounted") {
			l.Discount = model.MoneyOf(0, 0, cur)
		}
		lines = append(lines, l)
	}
	return lines
}

func drawRefunds(t *rapid.T, f *model.Facts, currencies []model.Currency) {
	i := 0
	for o := range f.Orders.All() {
		if i++; model.CheckDecimal(o.Net().Amount()) != nil {
			continue // lines may multiply to more than a refund may have
		}
		r := model.Refund{
			ID: model.RefundID("r" + strconv.Itoa(i)), OrderID: o.ID(), RefundedAt: o.PlacedAt(), Goods: o.Net(),
			Reason: rapid.SampledFrom([]model.Code{"", "broken", "late"}).Draw(t, "reason"),
		}
		switch rapid.IntRange(0, 5).Draw(t, "refund") {
		case 0:
			must(f.Refunds.Append(r))
		case 1: // of an order that is not there
			r.OrderID, r.RefundedAt, r.Goods = "gone", drawTime(t), drawMoney(t, currencies[0])
			must(f.Refunds.Append(r))
		case 2: // of no order
			r.OrderID, r.AccountID, r.Goods = "", accountNamed(i%shopAccounts), drawMoney(t, currencies[0])
			must(f.Refunds.Append(r))
		}
	}
}

// drawMoney makes amounts of all scales and sizes: small ones, such as have
// just room in an int64, and wider ones.
func drawMoney(t *rapid.T, cur model.Currency) model.Money {
	var coef *big.Int
	switch rapid.IntRange(0, 7).Draw(t, "size") {
	case 0:
		coef = big.NewInt(math.MaxInt64 - rapid.Int64Range(0, 2).Draw(t, "below"))
	case 1:
		coef = big.NewInt(math.MaxInt64/2 + rapid.Int64Range(-1, 1).Draw(t, "about"))
	case 2:
		coef, _ = new(big.Int).SetString("1"+strings.Repeat("0", rapid.IntRange(15, 23).Draw(t, "zeros"))+"", 10)
		coef.Sub(coef, big.NewInt(rapid.Int64Range(0, 1).Draw(t, "less")))
	case 3:
		coef = big.NewInt(rapid.Int64Range(0, math.MaxInt64).Draw(t, "any"))
	default:
		coef = big.NewInt(rapid.Int64Range(0, 300).Draw(t, "few"))
	}
	scale := rapid.SampledFrom([]int32{2, 2, 2, 0, 1, 3, 4, 6, 9, 12}).Draw(t, "scale")
	m, err := model.NewMoney(decimal.NewFromBigInt(coef, -scale), cur)
	must(err)
	return m
}

// drawNumber makes the text of an int64, which derived fields read; "" is not
// known.
func drawNumber(t *rapid.T) string {
	if rapid.IntRange(0, 4).Draw(t, "unknown") == 0 {
		return ""
	}
	return strconv.FormatInt(rapid.OneOf(
		rapid.Int64Range(-5, 5),
		rapid.Int64(),
		rapid.SampledFrom([]int64{
			math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1, math.MinInt64 + 2,
			math.MaxInt64 / 2, math.MinInt64 / 2, -1e18, 3.6e12,
		}),
	).Draw(t, "number"), 10)
}

// edges are instants at which something begins or ends: years and months in
// Berlin and UTC, the hours at which clocks are set, and 1970.
var edges = func() []time.Time {
	var out []time.Time
	for _, s := range []string{
		"2024-12-31T23:00:00Z", "2025-01-01T00:00:00Z", "2025-01-31T23:00:00Z", "2025-02-28T23:00:00Z", "2025-03-01T00:00:00Z",
		"2025-03-30T00:00:00Z", "2025-03-30T01:00:00Z", "2025-03-31T22:00:00Z", "2025-06-30T22:00:00Z", "2025-10-26T00:00:00Z",
		"2025-10-26T01:00:00Z", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z", "2024-02-29T12:00:00Z", "1970-01-01T00:00:00Z",
		"1960-07-01T00:00:00Z", "0001-01-03T00:00:00Z", "9999-12-20T00:00:00Z",
	} {
		t, err := time.Parse(time.RFC3339, s)
		must(err)
		out = append(out, t)
	}
	return out
}()

func drawTime(t *rapid.T) time.Time {
	at := rapid.SampledFrom(edges).Draw(t, "edge")
	return at.Add(rapid.SampledFrom([]time.Duration{
		0, 0, 0, time.Microsecond, -time.Microsecond, time.Second, time.Hour, -time.Hour, 25 * time.Hour, 8 * 24 * time.Hour,
	}).Draw(t, "beside"))
}
