package model_test

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

func eur(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }

func day(d, hour int) time.Time { return time.Date(2025, time.March, d, hour, 0, 0, 0, time.UTC) }

// shop is what the examples look at: two orders and their accounts.
func shop() *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	err := errors.Join(
		f.Accounts.Append(
			model.Account{ID: "smith", Segment: "trade", MergedInto: "jones"},
			model.Account{ID: "jones", Segment: "retail", ParentID: "holding"},
		),
		f.Orders.Append(
			model.Order{ID: "1001", PlacedAt: day(3, 10), Status: model.StatusPlaced, AccountID: "smith", Channel: model.ChannelWeb, Goods: eur(100), Discount: eur(10)},
			model.Order{ID: "1002", PlacedAt: day(4, 20), Status: model.StatusShipped, AccountID: "jones", Lines: []model.Line{
				{No: 1, ProductID: "drill", Quantity: decimal.NewFromInt(2), UnitPrice: eur(90)},
				{No: 2, ProductID: "bits", Quantity: decimal.NewFromInt(1), UnitPrice: eur(20)},
			}},
		),
	)
	if err != nil {
		panic(err)
	}
	return f
}

func ExampleNewOrders() {
	orders, err := model.NewOrders(
		model.Order{ID: "1001", PlacedAt: day(3, 10), Status: model.StatusPlaced, Goods: eur(100), Discount: eur(10)},
		model.Order{ID: "1002", PlacedAt: day(4, 11), Status: model.StatusPlaced, Goods: eur(20)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range orders.All() {
		fmt.Println(o.ID(), o.PlacedAt().Format(time.DateOnly), o.Net())
	}
	// Output:
	// 1001 2025-03-03 90.00 EUR
	// 1002 2025-03-04 20.00 EUR
}

// Facts gather tables that know each other: a line leads to its order, an
// order to the account that took its account over.
func ExampleFacts() {
	f := shop()
	for fact := range f.All() {
		at, _ := model.FactAt.Of(fact)
		account, _ := model.FactAccount.Of(fact)
		fmt.Println(fact.Kind(), account, at.Format(time.DateOnly))
	}
	// Output:
	// account jones 0001-01-01
	// account jones 0001-01-01
	// order jones 2025-03-03
	// order jones 2025-03-04
	// line jones 2025-03-04
	// line jones 2025-03-04
}

// All faults of a fact are reported together, and the table stays as it was.
func ExampleTable_Append() {
	f := model.NewFacts(model.FactsOptions{})
	err := f.Orders.Append(model.Order{ID: "1001", Status: model.StatusPlaced, Goods: eur(100), Discount: eur(120)})
	fmt.Println(err)

	fault, ok := errors.AsType[*model.FactError](err)
	fmt.Println(ok, fault.Kind, fault.ID, fault.Field, errors.Is(err, model.ErrMissing), errors.Is(err, model.ErrConflict))
	fmt.Println(f.Orders.Len())
	// Output:
	// order "1001": placed_at "": missing: required
	// order "1001": discount "120.00 EUR": contradiction: above goods 100.00 EUR
	// true order 1001 placed_at true false
	// 0
}

// Tables of several kinds are filled at a time, each by one goroutine, in batches.
func ExampleTable_Append_sideBySide() {
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	orders := []model.Order{{ID: "1001", SessionID: "s1", PlacedAt: at.Add(time.Minute), Status: model.StatusPlaced, Goods: eur(100)}}
	sessions := []model.Session{{ID: "s1", StartedAt: at, PageViews: 4}, {ID: "s2", StartedAt: at, PageViews: 1}}

	f := model.NewFacts(model.FactsOptions{})
	var wait sync.WaitGroup
	faults := make([]error, 2)
	wait.Go(func() { faults[0] = f.Orders.Append(orders...) })
	wait.Go(func() { faults[1] = f.Sessions.Append(sessions...) })
	wait.Wait()
	fmt.Println(f.Orders.Len(), f.Sessions.Len(), errors.Join(faults...))
	// Output:
	// 1 2 <nil>
}

// A fact that comes again is ignored; other content under the same ID has to
// be asked for.
func ExampleTable_Correct() {
	f := model.NewFacts(model.FactsOptions{})
	order := model.Order{ID: "1001", PlacedAt: day(3, 10), Status: model.StatusPlaced, Goods: eur(100)}
	fmt.Println(f.Orders.Append(order, order), f.Orders.Len(), f.Orders.Duplicates())

	order.Status = model.StatusDelivered
	fmt.Println(f.Orders.Append(order))
	fmt.Println(f.Orders.Correct(order), f.Orders.Len(), f.Orders.Corrections())

	row, _ := f.Orders.Find("1001")
	fmt.Println(row.Status())
	// Output:
	// <nil> 1 1
	// order "1001": id "1001": conflicting content: recorded before with other content
	// <nil> 1 1
	// delivered
}

func ExampleNewField() {
	share := model.NewField("order.discount_share", func(o model.OrderRow) (decimal.Decimal, bool) {
		if o.Discount().IsNone() || o.Goods().IsZero() {
			return decimal.Decimal{}, false // not known is not 0
		}
		return o.Discount().Amount().DivRound(o.Goods().Amount(), 4), true
	})
	for o := range shop().Orders.All() {
		part, known := share.Of(o)
		fmt.Println(share, o.ID(), part, known)
	}
	// Output:
	// order.discount_share 1001 0.1 true
	// order.discount_share 1002 0 false
}

func ExampleTextKey() {
	month := model.TextKey("order.month", func(o model.OrderRow) (string, bool) {
		return o.PlacedAt().Format("2006-01"), !o.PlacedAt().IsZero()
	})
	for o := range shop().Orders.All() {
		fmt.Println(month.Of(o))
	}
	fmt.Println(month.Is("2025-03"))
	// Output:
	// 2025-03 true
	// 2025-03 true
	// order.month is 2025-03
}

// A filter has three answers: an order of unknown channel is neither online
// nor offline.
func ExampleNot() {
	online := model.OrderChannel.In(model.ChannelWeb, model.ChannelApp)
	offline := model.Not(online)
	for o := range shop().Orders.All() {
		_, known := offline.Of(o)
		in, _ := online.Of(o)
		out, _ := offline.Of(o)
		fmt.Println(o.ID(), in, out, known)
	}
	fmt.Println(offline)
	// Output:
	// 1001 true false true
	// 1002 false false false
	// not order.channel in (app, web)
}

func ExampleAnd() {
	march, err := period.NewRange(day(1, 0), day(4, 0))
	if err != nil {
		panic(err)
	}
	large := model.And(
		model.During(model.OrderPlacedAt, march),
		model.Or(model.Above(model.OrderNet, eur(80)), model.OrderTest.Is(true)),
	)
	for o := range shop().Orders.All() {
		holds, _ := large.Of(o)
		fmt.Println(o.ID(), holds)
	}
	// Output:
	// 1001 true
	// 1002 false
}

func ExampleAbove() {
	over := model.Above(model.OrderNet, eur(150))
	for o := range shop().Orders.All() {
		holds, known := over.Of(o)
		fmt.Println(o.ID(), holds, known)
	}
	// Money of another currency is not known to be above or below.
	dollars := model.Above(model.OrderNet, model.MoneyOf(150, 0, model.USD))
	for o := range shop().Orders.All() {
		holds, known := dollars.Of(o)
		fmt.Println(o.ID(), holds, known)
	}
	// Output:
	// 1001 false true
	// 1002 true true
	// 1001 false false
	// 1002 false false
}

func ExampleDuring() {
	tuesday, err := period.NewRange(day(4, 0), day(5, 0))
	if err != nil {
		panic(err)
	}
	p := model.During(model.OrderPlacedAt, tuesday)
	for o := range shop().Orders.All() {
		holds, _ := p.Of(o)
		fmt.Println(o.ID(), holds)
	}
	fmt.Println(p)
	// Output:
	// 1001 false
	// 1002 true
	// order.placed_at during 2025-03-04T00:00:00Z/2025-03-05T00:00:00Z
}

func ExampleNoEarlier() {
	// Orders that were cancelled say when; the others do not tell.
	p := model.NoEarlier(model.OrderCancelledAt, model.OrderPlacedAt)
	for o := range shop().Orders.All() {
		holds, known := p.Of(o)
		fmt.Println(o.ID(), holds, known)
	}
	fmt.Println(p)
	// Output:
	// 1001 false false
	// 1002 false false
	// order.cancelled_at >= order.placed_at
}

func ExampleAnswered() {
	late := model.NoEarlier(model.OrderCancelledAt, model.OrderPlacedAt)
	for o := range shop().Orders.All() {
		told, _ := model.Answered(late).Of(o)
		fmt.Println(o.ID(), told)
	}
	// Output:
	// 1001 false
	// 1002 false
}

func ExampleClosedAt() {
	hours, err := period.ParseHours(period.In(time.UTC), "Mon-Fri 08:00-18:00")
	if err != nil {
		panic(err)
	}
	late := model.ClosedAt(model.OrderPlacedAt, hours)
	for o := range shop().Orders.All() {
		holds, _ := late.Of(o)
		fmt.Println(o.ID(), o.PlacedAt().Format("Mon 15:04"), holds)
	}
	// Output:
	// 1001 Mon 10:00 false
	// 1002 Tue 20:00 true
}

func ExampleVia() {
	placed := model.Via(model.LineParent, model.OrderPlacedAt)
	segment := model.ViaKey(model.LineParent, model.ViaKey(model.OrderOwner, model.AccountSegment))
	for l := range shop().Lines.All() {
		at, _ := placed.Of(l)
		s, _ := segment.Of(l)
		fmt.Println(l.ProductID(), at.Format(time.DateOnly), s)
	}
	fmt.Println(placed)
	// Output:
	// drill 2025-03-04 retail
	// bits 2025-03-04 retail
	// order.placed_at via line.order
}

// A definition can be walked, to explain it or to translate it to another
// engine.
func ExampleExpr() {
	p := model.And(model.OrderChannel.Is(model.ChannelWeb), model.Not(model.OrderState.Is(model.StatusReturned)))
	fmt.Println(p)
	for e := range p.Expr().All() {
		fmt.Printf("%q %q %v\n", e.Op(), e.Value(), e.Opaque())
	}
	same := model.And(model.OrderChannel.Is("web"), model.Not(model.OrderState.Is("returned")))
	fmt.Println(p.Expr().Fingerprint() == same.Expr().Fingerprint())
	// Output:
	// order.channel is web and not order.status is returned
	// "and" "" false
	// "is" "" false
	// "field" "order.channel" false
	// "const" "web" false
	// "not" "" false
	// "is" "" false
	// "field" "order.status" false
	// "const" "returned" false
	// true
}
