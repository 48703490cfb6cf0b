package model

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// orderIn writes a row back as the order that went in, goods and discount as
// the order's own.
func orderIn(r OrderRow) Order {
	o := Order{
		ID: r.ID(), PlacedAt: r.PlacedAt(), Status: r.Status(), CancelledAt: r.CancelledAt(), AccountID: r.AccountID(), BuyerID: r.BuyerID(),
		VisitorID: r.VisitorID(), SessionID: r.SessionID(), CartID: r.CartID(), QuoteID: r.QuoteID(), QuoteTerms: r.QuoteTerms(), Channel: r.Channel(),
		PlacedBy: r.PlacedBy(), Goods: r.Goods(), Discount: r.Discount(), Tax: r.Tax(), Shipping: r.Shipping(), Fees: r.Fees(), Total: r.Total(),
		Payments: slices.Collect(r.Payments()), DeliveryMode: r.DeliveryMode(), Branch: r.Branch(), SalesRep: r.SalesRep(), Country: r.Country(),
		Region: r.Region(), Promotions: slices.Collect(r.Promotions()), Test: r.Test(),
	}
	for l := range r.Lines() {
		o.Lines = append(o.Lines, Line{
			No: l.No(), ProductID: l.ProductID(), Category: l.Category(), Quantity: l.Quantity(), UnitPrice: l.UnitPrice(), ListPrice: l.ListPrice(),
			Discount: l.Discount(), UnitCost: l.UnitCost(), DeliveryMode: l.DeliveryMode(),
		})
	}
	return o
}

// asRecorded is the order with the amounts that are made from its lines.
func asRecorded(o Order) Order {
	o.Goods, o.Discount = o.amounts()
	return o
}

var sameOrders = append(slices.Clone(sameMoney), cmpopts.EquateEmpty())

func checkOrders(t interface{ Errorf(string, ...any) }, f *Facts, want map[OrderID]Order) {
	seen := 0
	lines := map[OrderID]int{}
	for l := range f.Lines.All() {
		lines[l.OrderID()]++
	}
	for r := range f.Orders.All() {
		seen++
		w, ok := want[r.ID()]
		if diff := cmp.Diff(asRecorded(w), orderIn(r), sameOrders); !ok || diff != "" {
			t.Errorf("order %s (-want +got):\n%s", r.ID(), diff)
		}
		if found, ok := f.Orders.Find(string(r.ID())); !ok || found != r {
			t.Errorf("order %s is not found", r.ID())
		}
		if lines[r.ID()] != len(w.Lines) {
			t.Errorf("order %s has %d lines in the table of lines, want %d", r.ID(), lines[r.ID()], len(w.Lines))
		}
	}
	if seen != len(want) || f.Orders.Len() != seen {
		t.Errorf("%d orders, Len says %d; want %d", seen, f.Orders.Len(), len(want))
	}
}

// What goes in comes out, whatever was appended, repeated or corrected before:
// held beside a Go map.
func TestOrdersAreAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		want := map[OrderID]Order{}
		duplicates, corrections := 0, 0
		for range rapid.IntRange(1, 12).Draw(t, "orders") {
			o := orderFacts.Draw(t, "order")
			if rapid.IntRange(0, 3).Draw(t, "again") == 0 && len(want) > 0 {
				o = want[rapid.SampledFrom(slices.Sorted(keysOf(want))).Draw(t, "which")]
			}
			before, known := want[o.ID]
			same := known && cmp.Equal(asRecorded(before), asRecorded(o), sameOrders)
			correct := rapid.Bool().Draw(t, "correct")
			err := recordIn(f.Orders, o, correct)
			switch {
			case same:
				duplicates++
			case known && correct:
				corrections++
			case known:
				if got := faultsOf(err); got[0].Err != ErrConflict {
					t.Fatalf("other content: %v", err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%+v: %v", o, err)
			}
			want[o.ID] = o
		}
		checkOrders(t, f, want)
		if f.Orders.Duplicates() != duplicates || f.Orders.Corrections() != corrections {
			t.Errorf("%d duplicates, %d corrections; want %d, %d", f.Orders.Duplicates(), f.Orders.Corrections(), duplicates, corrections)
		}
	})
}

func keysOf[K comparable, V any](m map[K]V) func(yield func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// A batch with one bad fact leaves nothing behind, whatever came before it in
// the batch: neither rows nor lines, nor IDs, nor refunds of orders.
func TestFailedBatchLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := someFacts.Draw(t, "facts")
		before := snapshot(f)
		var err error
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			batch := rapid.SliceOfN(orderFacts, 0, 8).Draw(t, "orders")
			if f.Orders.Len() > 0 {
				batch = append([]Order{orderIn(slices.Collect(f.Orders.All())[0])}, batch...) // a duplicate
			}
			err = f.Orders.Append(append(batch, Order{})...)
		case 1:
			err = f.Refunds.Append(append(rapid.SliceOfN(refundFacts, 0, 8).Draw(t, "refunds"), Refund{})...)
		case 2:
			err = f.Accounts.Append(append(rapid.SliceOfN(accountFacts, 0, 8).Draw(t, "accounts"), Account{})...)
		}
		if err == nil {
			t.Fatal("the bad fact is accepted")
		}
		if diff := cmp.Diff(before, snapshot(f)); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
	})
}

// Orders over the border of a chunk read back, take corrections, and are taken
// out again by a batch that fails behind the border. Columns that only later
// orders need come into being in the second chunk, and by correction in the
// first.
func TestOrdersOverChunks(t *testing.T) {
	f := NewFacts(FactsOptions{})
	want := map[OrderID]Order{}
	order := func(i int) Order {
		o := Order{ID: OrderID(fmt.Sprint("o", i)), PlacedAt: noon, Status: StatusPlaced, Goods: MoneyOf(int64(i), 2, EUR)}
		if i >= chunkRows-2 {
			o.Channel, o.Tax = ChannelWeb, MoneyOf(int64(i), 12, EUR)
		}
		return o
	}
	batch := make([]Order, 0, chunkRows)
	for i := range chunkRows - 1 {
		batch = append(batch, order(i))
	}
	must(t, f.Orders, batch...)
	over := append([]Order{}, order(chunkRows-1), order(chunkRows), order(chunkRows+1), Order{})
	if err := f.Orders.Append(over...); err == nil {
		t.Fatal("the bad fact is accepted")
	}
	rows := 0
	for b := range f.Orders.Piece(0) {
		rows += b.Len()
	}
	_, last := f.Orders.Find(fmt.Sprint("o", chunkRows-2))
	_, over1 := f.Orders.Find(fmt.Sprint("o", chunkRows-1))
	_, over2 := f.Orders.Find(fmt.Sprint("o", chunkRows))
	if rows != chunkRows-1 || f.Orders.Len() != rows || f.Orders.Pieces() != 1 || !last || over1 || over2 {
		t.Errorf("after the failed batch %d rows in blocks, %d orders, %d pieces, found %v, %v, %v", rows, f.Orders.Len(), f.Orders.Pieces(), last, over1, over2)
	}
	must(t, f.Orders, over[:3]...)
	if f.Orders.Pieces() != 2 {
		t.Errorf("%d pieces", f.Orders.Pieces())
	}
	for _, i := range []int{0, 17, chunkRows - 1, chunkRows} {
		o := order(i)
		o.Goods, o.BuyerID, o.Region = MustParseMoney("100000000000000000000.000000000001 USD"), "someone", "north"
		o.Tax = Money{}
		o.Lines = []Line{{No: 1, ProductID: "p", Quantity: dec("1"), UnitPrice: o.Goods}}
		if err := f.Orders.Correct(o); err != nil {
			t.Fatal(err)
		}
		want[o.ID] = o
	}
	for i := range chunkRows + 2 {
		if o := order(i); want[o.ID].ID == "" {
			want[o.ID] = o
		}
	}
	if len(want) != f.Orders.Len() {
		t.Fatalf("%d orders, want %d", f.Orders.Len(), len(want))
	}
	for _, i := range []int{0, 1, 16, 17, 18, chunkRows - 3, chunkRows - 2, chunkRows - 1, chunkRows, chunkRows + 1} {
		r, ok := f.Orders.Find(fmt.Sprint("o", i))
		if diff := cmp.Diff(asRecorded(want[OrderID(fmt.Sprint("o", i))]), orderIn(r), sameOrders); !ok || diff != "" {
			t.Errorf("order %d: %s", i, diff)
		}
	}
	var sum MoneySum
	var n Numbers
	rows = 0
	for i := range f.Orders.Pieces() {
		for b := range f.Orders.Piece(i) {
			OrderGoods.Read(b, nil, &n)
			for j := range int32(b.Len()) {
				rows++
				if v, c, ok := n.At(j); ok && c == EUR {
					m, _ := NewMoney(v, c)
					sum.Add(m)
				}
			}
		}
	}
	total := int64(chunkRows+1)*(chunkRows+2)/2 - (0 + 17 + chunkRows - 1 + chunkRows)
	if got, err := sum.Total(); err != nil || !got.Equal(MoneyOf(total, 2, EUR)) || rows != chunkRows+2 {
		t.Errorf("blocks add up to %v, %v over %d rows; want %v over %d", got, err, rows, MoneyOf(total, 2, EUR), chunkRows+2)
	}
}

// The lines of a corrected order are never seen again: not in the table, nor
// in blocks, nor through links, nor by the order.
func TestCorrectedLinesAreGone(t *testing.T) {
	f := NewFacts(FactsOptions{})
	o := goodOrder()
	other := goodOrder()
	other.ID = "o2"
	must(t, f.Orders, o, other)
	o.Lines = []Line{{No: 9, ProductID: "new", Quantity: dec("1"), UnitPrice: eur("25"), Discount: eur("3")}}
	if err := f.Orders.Correct(o); err != nil {
		t.Fatal(err)
	}
	var all, blocks []ProductID
	for l := range f.Lines.All() {
		all = append(all, l.ProductID())
	}
	var codes Codes
	for i := range f.Lines.Pieces() {
		for b := range f.Lines.Piece(i) {
			LineProduct.ReadCodes(b, &codes)
			for _, c := range codes.Values {
				blocks = append(blocks, ProductID(codes.Dict.Text(c)))
			}
		}
	}
	want := []ProductID{"p1", "p2", "new"}
	if !slices.Equal(all, want) || !slices.Equal(blocks, want) || f.Lines.Len() != 3 {
		t.Errorf("All %v, blocks %v, Len %d; want %v", all, blocks, f.Lines.Len(), want)
	}
	r, _ := f.Orders.Find("o1")
	if lines := orderIn(r).Lines; len(lines) != 1 || lines[0].No != 9 {
		t.Errorf("the order's lines are %v", lines)
	}
	facts := 0
	for fact := range f.All() {
		if l, ok := fact.Line(); ok && l.OrderID() == "o1" && l.No() != 9 {
			t.Errorf("line %d is among all facts", l.No())
		}
		facts++
	}
	if facts != 5 {
		t.Errorf("%d facts, want 5", facts)
	}
	o.Lines, o.Goods = nil, eur("25")
	if err := f.Orders.Correct(o); err != nil || f.Lines.Len() != 2 {
		t.Errorf("%v, %d lines", err, f.Lines.Len())
	}
}

// FuzzAppendOrder builds an order from bytes: Append never panics, and what it
// accepts it gives back.
func FuzzAppendOrder(f *testing.F) {
	f.Add([]byte("o1"), int64(1700000000), int64(2500), int64(1), uint8(2), int32(0), "EUR")
	f.Add([]byte("\xff\x00"), int64(-1<<62), int64(-1), int64(0), uint8(12), int32(999999999), "USD")
	f.Add([]byte(""), int64(0), int64(1<<62), int64(1<<62), uint8(0), int32(-999999999), "")
	f.Add([]byte("abcdefghijklmnopqrstuvwxyz"), int64(253402300799), int64(1), int64(1), uint8(9), int32(5), "XAU")
	f.Fuzz(func(t *testing.T, text []byte, seconds, units, count int64, scale uint8, exp int32, currency string) {
		c, _ := ParseCurrency(currency)
		money := func(v int64) Money {
			if c == 0 {
				return Money{}
			}
			return MoneyOf(v, int(scale%13), c)
		}
		cut := func(i int) string { return string(text[min(i, len(text)):]) }
		o := Order{
			ID: OrderID(cut(0)), PlacedAt: timeOf(seconds), Status: OrderStatus(cut(1)), CancelledAt: timeOf(count), AccountID: AccountID(cut(2)),
			BuyerID: PersonID(cut(3)), Channel: Channel(cut(4)), Goods: money(units), Discount: money(count), Tax: money(units ^ count),
			Payments: []Payment{{PaymentMethod(cut(5)), money(units)}}, Promotions: []Code{Code(cut(6))},
		}
		if len(text) > 3 && text[0]&1 == 1 {
			o.CancelledAt = timeOf(0)
		}
		if count > 0 && count < 100 {
			o.Lines = []Line{
				{No: count, ProductID: ProductID(cut(7)), Quantity: decimalOf(count, exp), UnitPrice: money(units), Discount: money(count % 7)},
				{No: units, ProductID: "p", Quantity: decimalOf(units, -exp), UnitPrice: money(count)},
			}
			o.Goods = Money{}
		}
		facts := NewFacts(FactsOptions{})
		empty := snapshot(facts)
		if err := facts.Orders.Append(o); err != nil {
			for _, one := range faultsOf(err) {
				if one.Err == nil || one.Field == "" || one.Reason == "" || len(one.Error()) > 2000 {
					t.Errorf("%v", one)
				}
			}
			sameSnapshot(t, empty, snapshot(facts))
			return
		}
		checkOrders(t, facts, map[OrderID]Order{o.ID: o})
	})
}
