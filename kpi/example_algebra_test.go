package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The equations below are over six orders of a small shop, the last one of a
// guest:
//
//	o1  2 Jan 2025  acme   north  web    100 EUR  card, voucher
//	o2  9 Jan 2025  acme   north  web    150 EUR  card
//	o3  3 Feb 2025  bolt   south  phone  300 EUR  bill
//	o4  3 Feb 2025  acme   north  phone   50 EUR  bill
//	o5  5 Mar 2025  bolt   south  web    200 EUR  card
//	o6  6 Mar 2025  -      north  web     40 EUR  -
var six = sixOrders()

func sixOrders() *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	for _, o := range []struct {
		id      model.OrderID
		month   time.Month
		day     int
		account model.AccountID
		region  model.Region
		channel model.Channel
		euros   int64
		methods []model.PaymentMethod
	}{
		{"o1", 1, 2, "acme", "north", "web", 100, []model.PaymentMethod{"card", "voucher"}},
		{"o2", 1, 9, "acme", "north", "web", 150, []model.PaymentMethod{"card"}},
		{"o3", 2, 3, "bolt", "south", "phone", 300, []model.PaymentMethod{"bill"}},
		{"o4", 2, 3, "acme", "north", "phone", 50, []model.PaymentMethod{"bill"}},
		{"o5", 3, 5, "bolt", "south", "web", 200, []model.PaymentMethod{"card"}},
		{"o6", 3, 6, "", "north", "web", 40, nil},
	} {
		in := model.Order{
			ID: o.id, PlacedAt: time.Date(2025, o.month, o.day, 10, 0, 0, 0, time.UTC), Status: model.StatusPlaced,
			AccountID: o.account, Region: o.region, Channel: o.channel, Goods: model.MoneyOf(o.euros, 0, model.EUR),
		}
		for _, m := range o.methods {
			in.Payments = append(in.Payments, model.Payment{Method: m, Amount: model.MoneyOf(o.euros/2, 0, model.EUR)})
		}
		if err := f.Orders.Append(in); err != nil {
			panic(err)
		}
	}
	return f
}

// quarterOf2025 are the months of the first quarter of 2025.
func quarterOf2025() kpi.Buckets {
	utc := period.In(time.UTC)
	r, err := utc.Quarter(2025, 1)
	if err != nil {
		panic(err)
	}
	return kpi.Buckets{Range: r, Grain: period.Month, Calendar: utc}
}

// show prints a metric over the six orders.
func show[R any](m kpi.Metric[model.OrderRow, R]) { fmt.Println(m.Of(six.Orders.All())) }

var (
	orders  = kpi.Count[model.OrderRow]()
	revenue = kpi.Sum(model.OrderNet)
	web     = model.OrderChannel.Is(model.ChannelWeb)
)

// A KPI of your own: revenue by sales region and ISO week, of orders above
// 100 EUR only.
func Example_ownKPI() {
	weeks := quarterOf2025()
	weeks.Grain = period.ISOWeek
	large := model.Above(model.OrderNet, model.MoneyOf(100, 0, model.EUR))
	m := kpi.By(model.OrderRegion, kpi.Every(model.OrderPlacedAt, weeks, kpi.Where(large, revenue)))
	regions, _ := m.Of(six.Orders.All()).Value()
	for region, r := range regions.All() {
		series, _ := r.Value()
		for week, r := range series.All() {
			if v, _ := r.Value(); !v.IsZero() {
				fmt.Println(region, week.Label(), v)
			}
		}
	}
	// Output:
	// north 2025-W02 150.00 EUR
	// south 2025-W06 300.00 EUR
	// south 2025-W10 200.00 EUR
}

// Count() over xs = the number of xs.
func ExampleCount() {
	show(orders)
	// Output:
	// 6
}

// Sum(f) over xs = the sum of f(x).
func ExampleSum() {
	show(revenue)
	// Output:
	// 840.00 EUR
}

// Mean(f) over xs = the sum of f(x) by how many there are.
func ExampleMean() {
	show(kpi.Mean(model.OrderNet))
	// Output:
	// 140.0000 EUR
}

// Min(f) over xs = the smallest f(x).
func ExampleMin() {
	show(kpi.Min(model.OrderNet))
	// Output:
	// 40.00 EUR
}

// Max(f) over xs = the largest f(x).
func ExampleMax() {
	show(kpi.Max(model.OrderNet))
	// Output:
	// 300.00 EUR
}

// Distinct(k) over xs = the size of the set of k(x); the guest's order is none of
// an account, and counted in a warning.
func ExampleDistinct() {
	r := kpi.Distinct(model.OrderAccount).Of(six.Orders.All())
	fmt.Println(r, r.Warnings())
	// Output:
	// 2 [1 rows without order.account]
}

// Smallest(k) over xs = the first of k(x) in the order of the key.
func ExampleSmallest() {
	show(kpi.Smallest(model.OrderRegion))
	// Output:
	// north
}

// First(f, t, k) over xs = f of the x of the smallest t(x), of equal ones of the
// smallest k(x).
func ExampleFirst() {
	show(kpi.First(model.OrderNet, model.OrderPlacedAt, model.OrderKey))
	// Output:
	// 100.00 EUR
}

// Quantiles(f) over xs = all f(x) in ascending order.
func ExampleQuantiles() {
	show(kpi.Quantiles(model.OrderNet))
	// Output:
	// n 6, mean 140.0000 EUR, median 125.00 EUR, p95 275.00 EUR
}

// Gaps(t, range) over xs = t2-t1, t3-t2 … of the different t(x), those that end
// in the range.
func ExampleGaps() {
	show(kpi.Gaps(model.OrderPlacedAt, quarterOf2025().Range))
	// Output:
	// n 4, mean 378h0m0s, median 384h0m0s, p95 702h0m0s
}

// A state is a sum: what two of them have seen, merged, is what one had seen.
func ExampleState_Merge() {
	january, rest := kpi.NewState(revenue), kpi.NewState(revenue)
	for o := range six.Orders.All() {
		if o.PlacedAt().Month() == time.January {
			january.Add(o)
		} else {
			rest.Add(o)
		}
	}
	fmt.Println(january.Result(), rest.Result(), january.Merge(rest), january.Result())
	// Output:
	// 250.00 EUR 590.00 EUR <nil> 840.00 EUR
}

// A snapshot survives the process: another one reads it and goes on.
func ExampleState_UnmarshalBinary() {
	var rows []model.OrderRow
	for o := range six.Orders.All() {
		rows = append(rows, o)
	}
	before := kpi.NewState(revenue)
	before.Add(rows[:4]...)
	snapshot, err := before.MarshalBinary()
	noError(err)

	after := kpi.NewState(revenue)
	noError(after.UnmarshalBinary(snapshot))
	after.Add(rows[4:]...)
	fmt.Println(after.Result())
	// Output:
	// 840.00 EUR
}

// What a snapshot takes on disk: version, fingerprint and kinds take 18 bytes, a
// total in one currency about ten.
func ExampleState_Size() {
	s := kpi.NewState(revenue)
	for o := range six.Orders.All() {
		s.Add(o)
	}
	fmt.Println(s.Size())
	// Output:
	// 28 <nil>
}
