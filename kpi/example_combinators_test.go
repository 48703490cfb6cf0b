package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Where(p, m) over xs = m over the xs for which p holds.
func ExampleWhere() {
	show(kpi.Where(web, revenue))
	// Output:
	// 490.00 EUR
}

// During(t, range, m) over xs = m over the xs of which t lies in the range.
func ExampleDuring() {
	b := quarterOf2025()
	fromFebruary := b.Calendar.Shift(b.Range, period.Month, 1).Intersect(b.Range)
	show(kpi.During(model.OrderPlacedAt, fromFebruary, revenue))
	// Output:
	// 590.00 EUR
}

// By(k, m) over xs = for each k the result of m over the xs of that key.
func ExampleBy() {
	show(kpi.By(model.OrderAccount, revenue))
	// Output:
	// acme: 300.00 EUR
	// bolt: 500.00 EUR
	// (unknown): 40.00 EUR
}

// ByEach(ks, m) over xs = for each k the result of m over the xs that have it among
// their keys.
func ExampleByEach() {
	show(kpi.ByEach(model.OrderPaymentMethods, revenue))
	// Output:
	// bill: 350.00 EUR
	// card: 450.00 EUR
	// voucher: 100.00 EUR
	// (unknown): 40.00 EUR
}

// Every(t, buckets, m) over xs = for each period the result of m over the xs of
// which t lies in it.
func ExampleEvery() {
	show(kpi.Every(model.OrderPlacedAt, quarterOf2025(), revenue))
	// Output:
	// 2025-01: 250.00 EUR
	// 2025-02: 350.00 EUR
	// 2025-03: 240.00 EUR
}

// Rolling(t, buckets, n, m) over xs = for each period m over the xs of it and of the
// n-1 periods before: who ordered within two months is counted once.
func ExampleRolling() {
	show(kpi.Rolling(model.OrderPlacedAt, quarterOf2025(), 2, kpi.Distinct(model.OrderAccount)))
	// Output:
	// 2025-01: 1
	// 2025-02: 2
	// 2025-03: 2
}

// ToDate(t, buckets, grain, m) over xs = for each period m over the xs from the start
// of the larger period on.
func ExampleToDate() {
	show(kpi.ToDate(model.OrderPlacedAt, quarterOf2025(), period.Year, revenue))
	// Output:
	// 2025-01: 250.00 EUR
	// 2025-02: 600.00 EUR
	// 2025-03: 840.00 EUR
}

// Cumulative(t, buckets, m) over xs = for each period m over the xs from the start of
// the range on.
func ExampleCumulative() {
	show(kpi.Cumulative(model.OrderPlacedAt, quarterOf2025(), orders))
	// Output:
	// 2025-01: 2
	// 2025-02: 4
	// 2025-03: 6
}

// Across(k, per, over) over xs = over the results of per for each k: the mean of the
// orders of an account, which are 3 and 2.
func ExampleAcross() {
	perAccount := kpi.EntryValue[model.AccountID, int64]()
	show(kpi.Across(model.OrderAccount, orders, kpi.Mean(perAccount)))
	// Output:
	// 2.5000
}

// Pool(f) over xs = all values of the distributions f(x): the gaps of all accounts.
func ExamplePool() {
	gaps := kpi.Gaps(model.OrderPlacedAt, quarterOf2025().Range)
	perAccount := kpi.EntryValue[model.AccountID, kpi.Distribution[time.Duration]]()
	show(kpi.Across(model.OrderAccount, gaps, kpi.Pool(perAccount)))
	// Output:
	// n 3, mean 496h0m0s, median 600h0m0s, p95 708h0m0s
}

// Both(a, b) over xs = a over xs, and b over xs.
func ExampleBoth() {
	show(kpi.Both(revenue, orders))
	// Output:
	// {840.00 EUR 6}
}

// List(a, b …) over xs = a over xs, b over xs …
func ExampleList() {
	show(kpi.List(revenue, kpi.Where(web, revenue)))
	// Output:
	// [840.00 EUR 490.00 EUR]
}

// Join(name, a, b, f) over xs = f(a over xs, b over xs).
func ExampleJoin() {
	show(kpi.Join("guests", orders, kpi.Where(model.OrderAccount.Known(), orders), func(all, known int64) kpi.Result[int64] {
		return kpi.Value(all - known)
	}))
	// Output:
	// 1
}

// Map(name, m, f) over xs = f(m over xs).
func ExampleMap() {
	show(kpi.Map("busy", orders, func(n int64) bool { return n > 5 }))
	// Output:
	// true
}

// Then is Map with a function that may find no result.
func ExampleThen() {
	show(kpi.Then("enough", orders, func(n int64) kpi.Result[int64] {
		if n < 30 {
			return kpi.Undefined[int64](kpi.NoData, "fewer than 30 orders")
		}
		return kpi.Value(n)
	}))
	// Output:
	// (no data: fewer than 30 orders)
}

// Refuse(p, k, why, m) over xs = m over xs, unless p holds for some x.
func ExampleRefuse() {
	show(kpi.Refuse(model.OrderChannel.Is(model.ChannelPhone), model.OrderKey, kpi.UnplacedStatus, revenue))
	// Output:
	// (unplaced status: o3)
}

// RatioOf(a, b) over xs = (a over xs) / (b over xs).
func ExampleRatioOf() {
	show(kpi.RatioOf(kpi.Where(web, revenue), revenue))
	// Output:
	// 58.33 %
}

// Share(a, b) over xs = (a over xs) / (b over xs), of counts of which b holds a.
func ExampleShare() {
	show(kpi.Share(kpi.Where(web, orders), orders))
	// Output:
	// 66.67 %
}

// Per(m, n) over xs = (m over xs) / (n over xs), of unlike quantities.
func ExamplePer() {
	show(kpi.Per(revenue, kpi.Distinct(model.OrderAccount)))
	// Output:
	// 420.0000 EUR
}

// On(kind, m) over facts = m over the facts of that kind.
func ExampleOn() {
	fmt.Println(kpi.On(model.OrderFacts, revenue).Of(six.All()))
	fmt.Println(kpi.On(model.RefundFacts, kpi.Sum(model.RefundGoods)).Of(six.All()))
	// Output:
	// 840.00 EUR
	// (missing facts: refund)
}
