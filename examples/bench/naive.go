package main

import (
	"context"

	"github.com/shopspring/decimal"
)

// naiveRun is one run of the suite in loops over structs: the figures, and the
// breakdowns by account.
type naiveRun struct {
	figures
	means       map[string]naiveBasket
	largest     map[string]decimal.Decimal
	carts       map[string]naiveCarts
	abandonment naiveCarts
	waitingOf   int64
}

func prepareNaive(_ context.Context, j job) (*task, error) {
	n := newNaiveShop(generate(j.Orders))
	var r *naiveRun
	return &task{
		run:     func(*stopwatch) error { r = n.run(); return nil },
		answers: func() ([]answer, error) { return r.answers(), nil },
	}, nil
}

// run computes the KPIs in the order of the suite. Some figures are computed for
// one KPI and again for another, as it comes when each is written alone.
func (n *naiveShop) run() *naiveRun {
	r := &naiveRun{}
	part, whole := n.salesShare()
	r.onlineCents, r.countedCents = centsOf(part), centsOf(whole)
	r.before, r.retained = n.retention()
	r.visitors = n.uniqueVisitors()
	r.newCustomers = n.newCustomers()
	r.converted, r.visitors = n.conversion()
	whole, r.counted = n.averageOrderValue()
	r.countedCents = centsOf(whole)
	r.gmv = centsOf(n.merchandise())
	r.means = n.baskets()
	r.bounced, r.viewed = n.bounces()
	r.home = n.homeVisitors()
	r.identified = n.identifiedPersons()
	logins, total, median, high := n.stays()
	r.logins, r.connected, r.median, r.high = logins, total, median.Microseconds(), high.Microseconds()
	quotes, value := n.offers()
	r.quotes, r.quoteCents = quotes, centsOf(value)
	r.won, r.lost, r.open = n.quotesToOrders()
	r.led, r.logins = n.loginsToOrders()
	r.waiting, r.waitingOf = n.approvals()
	off, amount := n.offHours()
	r.offOrders, r.offCents = off, centsOf(amount)
	gaps, micros := n.intervals()
	r.gaps, r.gapSum = gaps, *micros.BigInt()
	r.largest = n.largestBaskets()
	r.abandonment = n.abandonment()
	r.carts = n.abandonmentByAccount()
	r.payments = numbered(payments, n.countBy(func(o *naiveOrder) string { return o.Payment }))
	r.modes = numbered(modes, n.countBy(func(o *naiveOrder) string { return o.Delivery }))
	for month, sum := range n.revenue() {
		r.monthly[month] = centsOf(sum)
	}
	r.cohorts = n.cohorts()
	return r
}

// answers brings the breakdowns into the form of the figures.
func (r *naiveRun) answers() []answer {
	f := r.figures
	f.waiting, f.counted = r.waiting, r.waitingOf-r.waiting
	f.carts = r.abandonment.counts()
	f.baskets = func(yield func(string, basket) bool) {
		for account, b := range r.means {
			if !yield(account, basket{centsOf(b.sum), b.orders, centsOf(r.largest[account])}) {
				return
			}
		}
	}
	f.abandonment = func(yield func(string, cartCounts) bool) {
		for account, c := range r.carts {
			if c.settled > 0 && !yield(account, c.counts()) {
				return
			}
		}
	}
	return f.answers()
}

func (c naiveCarts) counts() cartCounts {
	return cartCounts{c.settled, c.abandoned, c.recovered, centsOf(c.lost)}
}

func centsOf(d decimal.Decimal) int64 { return d.Shift(2).IntPart() }

// numbered are counts by the number of the code.
func numbered(names []string, counts map[string]int64) []int64 {
	out := make([]int64, len(names))
	for i, name := range names {
		out[i] = counts[name]
	}
	return out
}
