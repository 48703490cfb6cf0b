package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func ExampleLast() {
	// Where two orders are of one instant, the lower ID comes first.
	last := kpi.Last(model.OrderNet, model.OrderPlacedAt, model.OrderKey)
	fmt.Println(kpi.By(model.OrderAccount, last).Of(yard().All()))
	// Output:
	// masons: 200.00 EUR
	// roofers: 250.00 EUR
	// tilers: 80.00 EUR
}

func ExampleLargest() {
	fmt.Println(kpi.Largest(model.OrderNet, model.OrderPlacedAt, model.OrderKey).Of(yard().All()))
	// Output: 400.00 EUR (1, 2025-01-06T10:00:00Z)
}

func ExampleEarliest() {
	first, _ := kpi.Earliest(model.OrderPlacedAt).Of(yard().All()).Value()
	fmt.Println(first.Format(time.DateTime))
	// Output: 2025-01-06 10:00:00
}

func ExampleLatest() {
	last, _ := kpi.Where(model.OrderChannel.Is("web"), kpi.Latest(model.OrderPlacedAt)).Of(yard().All()).Value()
	fmt.Println(last.Format(time.DateTime))
	// Output: 2025-02-07 09:00:00
}

func ExampleRank() {
	ranking, _ := kpi.Rank(kpi.By(model.OrderChannel, kpi.Count[model.OrderRow]())).Of(yard().All()).Value()
	fmt.Println(ranking)
	fmt.Println("first:", ranking.First())
	// Output:
	// web 3, app 1, phone 1
	// first: [web]
}

// A step and a result of one's own: how many hours of the day have an order.
func ExampleFold() {
	busy := kpi.Fold("hours of the day with an order", kpi.Folding[model.OrderRow, uint32, int64]{
		New:   func() uint32 { return 0 },
		Step:  func(hours uint32, o model.OrderRow) uint32 { return hours | 1<<o.PlacedAt().UTC().Hour() },
		Merge: func(a, b uint32) uint32 { return a | b },
		Result: func(hours uint32) kpi.Result[int64] {
			n := int64(0)
			for ; hours > 0; hours &= hours - 1 {
				n++
			}
			return kpi.Value(n)
		},
	})
	fmt.Println(busy.Of(yard().All()))
	// Output: 5
}
