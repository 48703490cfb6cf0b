package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// reading is a field or key, to be read by block and by row.
type reading[R any] struct {
	name  string
	check func(t *rapid.T, how string, rows []R, blocks iter.Seq[*Block])
}

// numbersOf says that a field reads the same by block as by row.
func numbersOf[R any, T Money | decimal.Decimal | int64 | time.Duration | time.Time](name string, f Field[R, T]) reading[R] {
	return reading[R]{name, func(t *rapid.T, how string, rows []R, blocks iter.Seq[*Block]) {
		var n Numbers
		k := 0
		for b := range blocks {
			f.Read(b, nil, &n)
			for i := range int32(b.Len()) {
				v, known := f.Of(rows[k])
				want, currency := quantity(v)
				got, cur, ok := n.At(i)
				if ok != known || ok && (!got.Equal(want.decimal()) || cur != currency) {
					t.Fatalf("%s, %s: row %d is %v %v, %v by block, %v, %v by row", name, how, k, got, cur, ok, v, known)
				}
				if !ok {
					k++
					continue
				}
				if !n.Marks && (n.Values[i] == Unknown || n.Values[i] == Wide) || n.Values[i] > Wide && (n.Values[i] < n.Least || n.Values[i] > n.Most) {
					t.Fatalf("%s, %s: row %d holds %d, and Marks is %v, all from %d to %d", name, how, k, n.Values[i], n.Marks, n.Least, n.Most)
				}
				num := n.number(i)
				if back, _ := quantity(NumberValue[T](num.coef, num.scale, num.wide, cur)); !back.equal(want) {
					t.Fatalf("%s, %s: row %d comes back as %v, want %v", name, how, k, back.decimal(), v)
				}
				k++
			}
		}
		if k != len(rows) {
			t.Fatalf("%s, %s: %d rows, want %d", name, how, k, len(rows))
		}
	}}
}

// codesOf says that a key reads the same by block as by row.
func codesOf[R any, K comparable](name string, key Key[R, K]) reading[R] {
	return reading[R]{name, func(t *rapid.T, how string, rows []R, blocks iter.Seq[*Block]) {
		var c Codes
		k := 0
		for b := range blocks {
			var got []K
			known := make([]bool, b.Len())
			got = make([]K, b.Len())
			if key.Coded() {
				key.ReadCodes(b, &c)
				for i := range b.Len() {
					if c.None || c.Values[i] == 0 {
						continue
					}
					v, err := key.ParseText(c.Dict.Text(c.Values[i]))
					if err != nil {
						t.Fatal(err)
					}
					got[i], known[i] = v, true
				}
			} else {
				key.Each(b, nil, func(i int32, v K) { got[i], known[i] = v, true })
			}
			for i := range got {
				v, ok := key.Of(rows[k])
				if ok != known[i] || ok && v != got[i] {
					t.Fatalf("%s, %s: row %d is %v, %v by block, %v, %v by row", name, how, k, got[i], known[i], v, ok)
				}
				k++
			}
		}
		if k != len(rows) {
			t.Fatalf("%s, %s: %d rows, want %d", name, how, k, len(rows))
		}
	}}
}

// setsOf says that a key of several values gives each value of a list once.
func setsOf[R any, K ~string](name string, keys Keys[R, K], list func(R) []K) reading[R] {
	return reading[R]{name, func(t *rapid.T, how string, rows []R, blocks iter.Seq[*Block]) {
		k := 0
		for b := range blocks {
			for i := range int32(b.Len()) {
				var want, got []K
				for _, v := range list(rows[k]) {
					if !slices.Contains(want, v) {
						want = append(want, v)
					}
				}
				for _, c := range keys.AppendCodes(b, i, []uint32{7})[1:] {
					got = append(got, K(keys.Dict(b).Text(c)))
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%s, %s: row %d has %v, want %v", name, how, k, got, want)
				}
				k++
			}
		}
	}}
}

var accountReadings = []reading[AccountRow]{
	codesOf("AccountOwner", AccountOwner), codesOf("AccountRoot", AccountRoot), codesOf("AccountSegment", AccountSegment),
	codesOf("AccountIndustry", AccountIndustry), codesOf("AccountCountry", AccountCountry), codesOf("AccountRegion", AccountRegion),
	codesOf("AccountBranch", AccountBranch), codesOf("AccountSalesRep", AccountSalesRep), codesOf("AccountSource", AccountSource),
	codesOf("AccountMedium", AccountMedium), codesOf("AccountCampaign", AccountCampaign), codesOf("AccountChannel", AccountChannel),
	codesOf("AccountTest", AccountTest), numbersOf("AccountCreatedAt", AccountCreatedAt), numbersOf("AccountClosedAt", AccountClosedAt),
	numbersOf("AccountFirstOrderAt", AccountFirstOrderAt),
}

var orderReadings = []reading[OrderRow]{
	codesOf("OrderKey", OrderKey), codesOf("OrderAccount", OrderAccount), codesOf("OrderCompany", OrderCompany), codesOf("OrderBuyer", OrderBuyer),
	codesOf("OrderVisitor", OrderVisitor), codesOf("OrderSession", OrderSession), codesOf("OrderCart", OrderCart), codesOf("OrderQuote", OrderQuote),
	codesOf("OrderTerms", OrderTerms), codesOf("OrderState", OrderState), codesOf("OrderChannel", OrderChannel), codesOf("OrderPlacedBy", OrderPlacedBy),
	codesOf("OrderDelivery", OrderDelivery), codesOf("OrderBranch", OrderBranch), codesOf("OrderSalesRep", OrderSalesRep),
	codesOf("OrderCountry", OrderCountry), codesOf("OrderRegion", OrderRegion), codesOf("OrderTest", OrderTest),
	setsOf("OrderPaymentMethods", OrderPaymentMethods, func(r OrderRow) (all []PaymentMethod) {
		for p := range r.Payments() {
			all = append(all, p.Method)
		}
		return all
	}),
	setsOf("OrderPromotions", OrderPromotions, func(r OrderRow) []Code { return slices.Collect(r.Promotions()) }),
	numbersOf("OrderPlacedAt", OrderPlacedAt), numbersOf("OrderCancelledAt", OrderCancelledAt), numbersOf("OrderGoods", OrderGoods),
	numbersOf("OrderDiscount", OrderDiscount), numbersOf("OrderTax", OrderTax), numbersOf("OrderShipping", OrderShipping),
	numbersOf("OrderFees", OrderFees), numbersOf("OrderTotal", OrderTotal), numbersOf("OrderNet", OrderNet),
	codesOf("OrderOwner", ViaKey(OrderOwner, AccountSegment)),
	numbersOf("via owner", Via(OrderOwner, AccountCreatedAt)), // accounts that are not there
}

var lineReadings = []reading[LineRow]{
	codesOf("LineOrder", LineOrder), codesOf("LineProduct", LineProduct), codesOf("LineCategory", LineCategory), codesOf("LineAccount", LineAccount),
	codesOf("LineCompany", LineCompany), codesOf("LineBranch", LineBranch), codesOf("LineChannel", LineChannel), numbersOf("LineQuantity", LineQuantity), numbersOf("LineUnitPrice", LineUnitPrice),
	numbersOf("LineListPrice", LineListPrice), numbersOf("LineDiscount", LineDiscount), numbersOf("LineGoods", LineGoods), numbersOf("LineCost", LineCost),
	numbersOf("LineNet", LineNet), numbersOf("LinePlacedAt", LinePlacedAt), numbersOf("LineParent", Via(LineParent, OrderNet)),
	numbersOf("over two links", Via(LineParent, Via(OrderOwner, AccountCreatedAt))), codesOf("key over two links", ViaKey(LineParent, ViaKey(OrderOwner, AccountRoot))),
}

var refundReadings = []reading[RefundRow]{
	codesOf("RefundOrder", RefundOrder), codesOf("RefundAccount", RefundAccount), codesOf("RefundCompany", RefundCompany), codesOf("RefundBranch", RefundBranch),
	codesOf("RefundChannel", RefundChannel), codesOf("RefundType", RefundType), codesOf("RefundReason", RefundReason), numbersOf("RefundAt", RefundAt),
	numbersOf("RefundGoods", RefundGoods), numbersOf("RefundTax", RefundTax), numbersOf("RefundShipping", RefundShipping), numbersOf("RefundFees", RefundFees),
	numbersOf("RefundParent", Via(RefundParent, OrderNet)), // orders that are not there
}

var factReadings = []reading[Fact]{
	codesOf("FactAccount", FactAccount), codesOf("FactCompany", FactCompany), codesOf("FactBranch", FactBranch), codesOf("FactChannel", FactChannel),
	numbersOf("FactAt", FactAt),
}

// readBothWays reads the whole table, and any rows of it in any order, by
// block and by row.
func readBothWays[R any](t *rapid.T, table *View[R], readings []reading[R]) {
	rows := slices.Collect(table.All())
	whole := func(yield func(*Block) bool) {
		for i := range table.Pieces() {
			for b := range table.Piece(i) {
				if !yield(b) {
					return
				}
			}
		}
	}
	for _, r := range readings {
		r.check(t, "whole table", rows, whole)
	}
	if len(rows) == 0 {
		return
	}
	var picked []R
	for range rapid.IntRange(0, 20).Draw(t, "picked") {
		picked = append(picked, rows[rapid.IntRange(0, len(rows)-1).Draw(t, "row")])
	}
	for _, r := range readings {
		r.check(t, "picked rows", picked, Blocks(slices.Values(picked)))
	}
}

func TestBlocksReadAsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := someFacts.Draw(t, "facts")
		readBothWays(t, &f.Accounts.View, accountReadings)
		readBothWays(t, &f.Orders.View, orderReadings)
		readBothWays(t, f.Lines, lineReadings)
		readBothWays(t, &f.Refunds.View, refundReadings)
		facts := slices.Collect(f.All())
		for _, r := range factReadings {
			r.check(t, "all facts", facts, func(yield func(*Block) bool) {
				for i := range f.Pieces() {
					for b := range f.Piece(i) {
						if !yield(b) {
							return
						}
					}
				}
			})
		}
		// Mixed, they come table by table: these are fewer than one block holds.
		mixed := rapid.Permutation(facts).Draw(t, "order")
		var parted []Fact
		for i, fact := range mixed {
			if !slices.ContainsFunc(mixed[:i], func(o Fact) bool { return o.Kind() == fact.Kind() }) {
				parted = append(parted, slices.DeleteFunc(slices.Clone(mixed), func(o Fact) bool { return o.Kind() != fact.Kind() })...)
			}
		}
		for _, r := range factReadings {
			r.check(t, "mixed facts", parted, Blocks(slices.Values(mixed)))
		}
	})
}

// Every exported key, field and link of these kinds is in the tables above.
func TestEveryFieldIsRead(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range accountReadings {
		listed[r.name] = true
	}
	for _, r := range orderReadings {
		listed[r.name] = true
	}
	for _, r := range lineReadings {
		listed[r.name] = true
	}
	for _, r := range refundReadings {
		listed[r.name] = true
	}
	found := 0
	for _, file := range []string{"account_row.go", "order_fields.go", "line_row.go", "refund_row.go"} {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			vars, ok := decl.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			for _, spec := range vars.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					found++
					if !listed[name.Name] {
						t.Errorf("%s of %s is not tested", name.Name, file)
					}
				}
			}
		}
	}
	if found < 70 {
		t.Errorf("only %d keys and fields found", found)
	}
}

// Rows of several tables, and of tables with dictionaries of their own, are
// parted by table and keep their order.
func TestBlocksOfMixedRows(t *testing.T) {
	one, err := NewOrders(goodOrder())
	if err != nil {
		t.Fatal(err)
	}
	other := goodOrder()
	other.AccountID, other.ID, other.Goods, other.Lines, other.Total = "elsewhere", "o9", eur("100"), nil, Money{}
	two, err := NewOrders(other, goodOrder())
	if err != nil {
		t.Fatal(err)
	}
	a, b := slices.Collect(one.All()), slices.Collect(two.All())
	mixed := []OrderRow{b[1], a[0], {}, b[0], a[0], b[1], b[0]}
	want := []OrderID{"o1", "o9", "o1", "o9", "o1", "o1"} // table by table; the zero row is no fact
	var got []OrderID
	var c Codes
	var n Numbers
	for blk := range Blocks(slices.Values(mixed)) {
		OrderKey.ReadCodes(blk, &c)
		OrderGoods.Read(blk, nil, &n)
		for i, code := range c.Values {
			got = append(got, OrderID(c.Dict.Text(code)))
			if v, _, _ := n.At(int32(i)); v.Equal(decimal.NewFromInt(100)) != (c.Dict.Text(code) == "o9") {
				t.Errorf("order %s of %v", c.Dict.Text(code), v)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for range Blocks(slices.Values(mixed)) {
		break // and stops where it is told to
	}
}

// A struct of the caller that embeds a row has the row's methods and was taken
// for it: Margin read as zero.
func TestBlocksOfStructsThatEmbedARow(t *testing.T) {
	type priced struct {
		OrderRow
		Margin int64
	}
	orders, err := NewOrders(goodOrder())
	if err != nil {
		t.Fatal(err)
	}
	r, _ := orders.Find("o1")
	margin := NewField("margin", func(p priced) (int64, bool) { return p.Margin, true })
	rows := []priced{{r, 42}, {OrderRow{}, 43}}
	var n Numbers
	seen := 0
	for b := range Blocks(slices.Values(rows)) {
		margin.Read(b, nil, &n)
		for i := range int32(b.Len()) {
			if v, _, ok := n.At(i); !ok || v.IntPart() != 42+int64(seen) {
				t.Errorf("row %d is %v, %v", seen, v, ok)
			}
			seen++
		}
	}
	if holds, known := Above(margin, 41).Of(rows[1]); seen != 2 || !holds || !known {
		t.Errorf("%d rows; %v, %v", seen, holds, known)
	}
}

// Net of rows from anywhere, in two currencies and at two scales: the slow
// path overwrote the currencies that it had yet to read.
func TestNetKeepsEachRowsCurrency(t *testing.T) {
	usd := func(id OrderID, goods, discount string) Order {
		return Order{ID: id, PlacedAt: noon, Status: StatusPlaced, Goods: MustParseMoney(goods + " USD"), Discount: MustParseMoney(discount + " USD")}
	}
	first := usd("a", "1", "0.5")
	first.Goods, first.Discount = eur("100000000000000000000.01"), eur("0.5")
	orders, err := NewOrders(first, usd("b", "7", "0.25"), usd("c", "8", "0.125"), usd("d", "9", "0.1"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []OrderRow
	for _, id := range []string{"a", "c", "b", "d"} {
		r, _ := orders.Find(id)
		rows = append(rows, r)
	}
	var n Numbers
	for range 2 { // the second time with what the first has left in n
		for b := range Blocks(slices.Values(rows)) {
			OrderNet.Read(b, nil, &n)
			var got []string
			for i := range int32(b.Len()) {
				v, c, _ := n.At(i)
				got = append(got, v.String()+" "+c.Code())
			}
			if text := strings.Join(got, ", "); text != "99999999999999999999.51 EUR, 7.875 USD, 6.75 USD, 8.9 USD" {
				t.Error(text)
			}
		}
	}
}
