package main

import (
	"fmt"
	"iter"
	"math/big"

	"github.com/shopspring/decimal"
)

// figures are the numbers of the suite, as the engines other than the library
// find them: one way to write them keeps their texts alike.
type figures struct {
	onlineCents, countedCents int64 // of counted orders
	counted, waiting          int64 // orders that count; that wait for approval or were rejected
	gmv                       int64

	before, retained, newCustomers int64 // accounts

	visitors, converted, home int64
	bounced, viewed           int64 // sessions
	identified                int64 // persons
	logins, led               int64 // sessions with a login; that led to an order

	connected, median, high int64 // microseconds of the sessions with a login

	quotes, quoteCents, won, lost, open int64

	offOrders, offCents int64
	gaps                int64
	gapSum              big.Int // microseconds: of many accounts more than an int64 holds

	carts           cartCounts
	payments, modes []int64 // by the number of the code
	monthly         [monthCount]int64
	cohorts         [monthCount][monthCount]int64 // accounts, by first month and months since
	baskets         iter.Seq2[string, basket]     // by account
	abandonment     iter.Seq2[string, cartCounts] // by account
}

// monthCount is how many months the benchmark looks at, retention the last of
// them: two quarters.
const (
	monthCount   = 24
	quarterMonth = monthCount - 3
	beforeMonth  = monthCount - 6
)

// basket is what an account ordered.
type basket struct{ cents, orders, largest int64 }

// cartCounts is what became of carts.
type cartCounts struct{ settled, abandoned, recovered, lostCents int64 }

func (c cartCounts) String() string {
	return abandonedText(c.abandoned, c.settled, c.recovered, c.lostCents)
}

// answers are the figures as text, in the order of the suite.
func (f *figures) answers() []answer {
	return []answer{
		{"sales-share", fractionText(f.onlineCents, f.countedCents)},
		{"retention", fmt.Sprintf("%d of %d", f.retained, f.before)},
		{"unique-visitors", plain(f.visitors)},
		{"new-customers", plain(f.newCustomers)},
		{"conversion", fractionText(f.converted, f.visitors)},
		{"average-order-value", fractionText(f.countedCents, f.counted)},
		{"gmv", plain(f.gmv)},
		{"basket-per-account", groupsText(f.baskets, func(b basket) string { return fractionText(b.cents, b.orders) })},
		{"bounce", fractionText(f.bounced, f.viewed)},
		{"home-page", plain(f.home)},
		{"identified", plain(f.identified)},
		{"session-quantiles", quantilesText(int(f.logins), f.connected, f.median, f.high)},
		{"quotes", fmt.Sprintf("%d, %d", f.quotes, f.quoteCents)},
		{"quote-to-order", fmt.Sprintf("%d won, %d lost, %d open", f.won, f.lost, f.open)},
		{"login-to-order", fractionText(f.led, f.logins)},
		{"approvals", fractionText(f.waiting, f.counted+f.waiting)},
		{"off-hours", fmt.Sprintf("%d, %d", f.offOrders, f.offCents)},
		{"order-frequency", gapsText(halfEven(&f.gapSum, f.gaps), f.gaps)},
		{"maximum-basket", groupsText(f.baskets, func(b basket) string { return plain(b.largest) })},
		{"abandonment", f.carts.String()},
		{"abandonment-per-account", groupsText(f.abandonment, cartCounts.String)},
		{"payment-mix", codesText(payments, f.payments)},
		{"delivery-mix", codesText(modes, f.modes)},
		{"monthly-revenue", f.revenueText()},
		{"cohorts", f.cohortText()},
	}
}

// groupsText is a breakdown as text.
func groupsText[V any](groups iter.Seq2[string, V], text func(V) string) string {
	var d digest
	for k, v := range groups {
		d.add(k, text(v))
	}
	return d.String()
}

// codesText is the count of each code that occurs.
func codesText(names []string, counts []int64) string {
	var d digest
	for i, n := range counts {
		if n > 0 {
			d.add(names[i], plain(n))
		}
	}
	return d.String()
}

func (f *figures) revenueText() string {
	var d digest
	for i, cents := range f.monthly {
		d.add(monthName(i), plain(cents))
	}
	return d.String()
}

// cohortText is the triangle of the cells whose month has come.
func (f *figures) cohortText() string {
	var d digest
	for first, row := range f.cohorts {
		for since, active := range row[:monthCount-first] {
			d.add(fmt.Sprintf("%s+%d", monthName(first), since), fractionText(active, row[0]))
		}
	}
	return d.String()
}

// monthName is the name of the i-th month.
func monthName(i int) string {
	return fmt.Sprintf("%d-%02d", years.Start().In(zone).Year()+i/12, 1+i%12)
}

// halfEven is a quotient of numbers that are not below zero, rounded half to even.
func halfEven(sum *big.Int, n int64) decimal.Decimal {
	if n == 0 {
		return decimal.Decimal{}
	}
	q, r := new(big.Int).QuoRem(sum, big.NewInt(n), new(big.Int))
	if rest := r.Int64(); rest > n-rest || rest == n-rest && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return decimal.NewFromBigInt(q, 0)
}
