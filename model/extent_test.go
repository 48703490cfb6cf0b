package model

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleFacts_Extent() {
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	f := NewFacts(FactsOptions{})
	show := func() { fmt.Printf("%+v\n", f.Extent(KindOrder)) }
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	order := Order{ID: "1", PlacedAt: at, Status: StatusPlaced, Goods: MoneyOf(100, 0, EUR)}
	must(f.Orders.Append(order))
	show()
	// A refund may come before its order, which is late then.
	must(f.Refunds.Append(Refund{ID: "r", OrderID: "2", RefundedAt: at, Goods: MoneyOf(1, 0, EUR)}))
	must(f.Orders.Append(Order{ID: "2", PlacedAt: at, Status: StatusPlaced, Goods: MoneyOf(50, 0, EUR)}))
	show()
	before := f.Extent(KindOrder)
	for _, status := range []OrderStatus{StatusShipped, StatusCancelled} {
		order.Status = status
		must(f.Orders.Correct(order))
	}
	show()
	fmt.Println(f.Changed(KindOrder, before))
	// Output:
	// {Rows:1 Late:0 Changed:0}
	// {Rows:2 Late:1 Changed:0}
	// {Rows:2 Late:1 Changed:2}
	// [0]
}

func ExampleExpr_Lookup() {
	ordered := Matched(SessionKey, OrderFacts, OrderSession, OrderChannel.Is(ChannelWeb))
	l := ordered.Expr().Lookup(KindSession)
	fmt.Println(l.Searched.Has(KindOrder), l.Searched.Has(KindQuote))
	// Output:
	// true false
}

// Sessions in which an order was placed have to be judged anew after an order, and
// not after a quote.
func ExampleLookup_Outdated() {
	ordered := Matched(SessionKey, OrderFacts, OrderSession, OrderChannel.Is(ChannelWeb)).Expr().Lookup(KindSession)
	f := NewFacts(FactsOptions{})
	extents := func() []Extent {
		all := make([]Extent, KindCashFlow+1)
		for k := range all {
			all[k] = f.Extent(Kind(k))
		}
		return all
	}
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	before := extents()
	err := f.Quotes.Append(Quote{ID: "q", RequestedAt: at, Outcome: "open"})
	fmt.Println(ordered.Outdated(before, extents()), err)
	err = f.Orders.Append(Order{ID: "1", PlacedAt: at, Status: StatusPlaced, Channel: ChannelWeb, Goods: MoneyOf(100, 0, EUR)})
	fmt.Println(ordered.Outdated(before, extents()), err)
	// Output:
	// false <nil>
	// true <nil>
}

// A function that looks at nothing but its row: what is recorded of other
// facts later makes no difference to it.
func ExampleField_WithLookup() {
	days := NewField("days", func(s SessionRow) (time.Duration, bool) { return s.EndedAt().Sub(s.StartedAt()), true })
	fmt.Println(days.Expr().Lookup(KindSession).IsZero(), days.WithLookup(Lookup{}).Expr().Lookup(KindSession).IsZero())
	// Output:
	// false true
}

// Rows yields what Pieces do, from any row to any other, over the ends of
// chunks and without rows that corrections took out.
func TestRowsOfAKind(t *testing.T) {
	f := NewFacts(FactsOptions{})
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	const n = chunkRows + 3*BlockRows + 7
	order := func(i int) Order {
		return Order{ID: OrderID(fmt.Sprint(i)), PlacedAt: at, Status: StatusPlaced, Lines: []Line{{No: 1, ProductID: "p", Quantity: decimal.New(1, 0), UnitPrice: MoneyOf(1, 0, EUR)}}}
	}
	for i := range n {
		if err := f.Orders.Append(order(i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range []int{0, 5, 1023, chunkRows - 1, chunkRows, n - 1} { // their lines are taken out
		o := order(i)
		o.Channel = "fax"
		if err := f.Orders.Correct(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []Kind{KindOrder, KindLine} {
		var all []int32
		for i := range f.Pieces() {
			for b := range f.Piece(i) {
				for j := range int32(b.Len()) {
					if b.Kind() == k {
						all = append(all, b.row(j))
					}
				}
			}
		}
		for _, c := range [][2]int{{0, n + 6}, {1, 2}, {3, 3}, {1000, 5000}, {chunkRows - 1, chunkRows + 1}, {chunkRows, n + 100}, {n, n + 3}} {
			var got, want []int32
			for b := range f.Rows(k, c[0], c[1]) {
				for j := range int32(b.Len()) {
					got = append(got, b.row(j))
				}
			}
			for _, r := range all {
				if int(r) >= c[0] && int(r) < c[1] {
					want = append(want, r)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v %v: %d rows, want %d", k, c, len(got), len(want))
			}
		}
		for range f.Rows(k, 0, n) {
			break // a loop may end early
		}
		for _, every := range []int32{1, 2, 7, BlockRows, chunkRows - 1} {
			var asked, got, want []int32
			for r := int32(0); int(r) < f.Extent(k).Rows; r += every {
				if _, there := slices.BinarySearch(all, r); there {
					want = append(want, r)
				}
				asked = append(asked, r)
			}
			for b := range f.RowsAt(k, asked) {
				for j := range int32(b.Len()) {
					got = append(got, b.Row(j))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v, every %d: %d rows, want %d", k, every, len(got), len(want))
			}
		}
		for range f.RowsAt(k, []int32{6, 7}) {
			break
		}
	}
	if e := f.Extent(KindLine); e.Rows != n+6 || e.Changed != 6 {
		t.Errorf("lines: %+v", e)
	}
	if f.Extent(0) != (Extent{}) || f.Changed(99, Extent{}) != nil || len(slices.Collect(f.Rows(99, 0, 9))) != 0 || len(slices.Collect(f.RowsAt(99, []int32{0}))) != 0 {
		t.Error("kinds that do not exist have no facts")
	}
	if b := SliceBlock(&[]int{1}); b.Row(0) != -1 {
		t.Error("the rows of a slice are of no kind")
	}
}

// A link is followed from the rows of each block, also where one block after the
// other is read.
func TestRowsFollowLinks(t *testing.T) {
	f := NewFacts(FactsOptions{})
	const n = 3*BlockRows + 5
	for i := range n {
		id := strconv.Itoa(i)
		at := noon.Add(time.Duration(i) * time.Minute)
		if err := f.Sessions.Append(Session{ID: SessionID("s" + id), StartedAt: at, PageViews: 1}); err != nil {
			t.Fatal(err)
		}
		if err := f.Orders.Append(Order{ID: OrderID(id), PlacedAt: at, Status: StatusPlaced, SessionID: SessionID("s" + id), Goods: eur("1")}); err != nil {
			t.Fatal(err)
		}
	}
	started := Via(OrderVisit, SessionStartedAt)
	check := func(how string, blocks func(func(*Block) bool)) {
		i := 0
		for b := range blocks {
			var nums Numbers
			started.Read(b, nil, &nums)
			for _, v := range nums.Values {
				if want := period.Micros(noon.Add(time.Duration(i) * time.Minute)); v != want {
					t.Fatalf("%s: order %d began at %d, want %d", how, i, v, want)
				}
				i++
			}
		}
		if i != n {
			t.Errorf("%s: %d rows, want %d", how, i, n)
		}
	}
	check("rows", f.Rows(KindOrder, 0, n))
	check("pieces", f.Orders.Piece(0))
	check("sequence", Blocks(f.Orders.All()))
}
