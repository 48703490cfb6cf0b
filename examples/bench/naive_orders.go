package main

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

// The KPIs on orders, each a loop of its own.

func (n *naiveShop) salesShare() (part, whole decimal.Decimal) {
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			whole = whole.Add(o.Amount)
			if o.online() {
				part = part.Add(o.Amount)
			}
		}
	}
	return part, whole
}

func (n *naiveShop) buyersIn(r period.Range) map[string]bool {
	in := map[string]bool{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() && r.Contains(o.PlacedAt) {
			in[o.AccountID] = true
		}
	}
	return in
}

func (n *naiveShop) retention() (back, retained int64) {
	earlier, later := n.buyersIn(before), n.buyersIn(quarter)
	for account := range earlier {
		if later[account] {
			retained++
		}
	}
	return int64(len(earlier)), retained
}

func (n *naiveShop) newCustomers() int64 {
	first := map[string]time.Time{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			if at, ok := first[o.AccountID]; !ok || o.PlacedAt.Before(at) {
				first[o.AccountID] = o.PlacedAt
			}
		}
	}
	count := int64(0)
	for _, at := range first {
		if quarter.Contains(at) {
			count++
		}
	}
	return count
}

func (n *naiveShop) averageOrderValue() (sum decimal.Decimal, count int64) {
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			sum = sum.Add(o.Amount)
			count++
		}
	}
	return sum, count
}

func (n *naiveShop) merchandise() (sum decimal.Decimal) {
	for i := range n.orders {
		if o := &n.orders[i]; o.online() && (o.counted() || o.Status == "cancelled") {
			sum = sum.Add(o.Amount)
		}
	}
	return sum
}

type naiveBasket struct {
	sum    decimal.Decimal
	orders int64
}

func (n *naiveShop) baskets() map[string]naiveBasket {
	all := map[string]naiveBasket{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			b := all[o.AccountID]
			all[o.AccountID] = naiveBasket{b.sum.Add(o.Amount), b.orders + 1}
		}
	}
	return all
}

func (n *naiveShop) largestBaskets() map[string]decimal.Decimal {
	all := map[string]decimal.Decimal{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			if most, ok := all[o.AccountID]; !ok || o.Amount.GreaterThan(most) {
				all[o.AccountID] = o.Amount
			}
		}
	}
	return all
}

func (n *naiveShop) approvals() (waiting, all int64) {
	for i := range n.orders {
		switch o := &n.orders[i]; {
		case o.Status == "pending-approval" || o.Status == "rejected":
			waiting++
			all++
		case o.counted():
			all++
		}
	}
	return waiting, all
}

func (n *naiveShop) offHours() (count int64, sum decimal.Decimal) {
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() && o.online() && o.closed() {
			count++
			sum = sum.Add(o.Amount)
		}
	}
	return count, sum
}

// intervals adds up decimals: a time.Duration holds 292 years, and the accounts
// of a large shop wait for longer.
func (n *naiveShop) intervals() (gaps int64, micros decimal.Decimal) {
	history := map[string][]time.Time{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			history[o.AccountID] = append(history[o.AccountID], o.PlacedAt)
		}
	}
	for _, at := range history {
		slices.SortFunc(at, time.Time.Compare)
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); gap > 0 {
				gaps++
				micros = micros.Add(decimal.NewFromInt(gap.Microseconds()))
			}
		}
	}
	return gaps, micros
}

func (n *naiveShop) countBy(key func(*naiveOrder) string) map[string]int64 {
	counts := map[string]int64{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			counts[key(o)]++
		}
	}
	return counts
}

func (n *naiveShop) revenue() map[int]decimal.Decimal {
	months := map[int]decimal.Decimal{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			months[o.month()] = months[o.month()].Add(o.Amount)
		}
	}
	return months
}

func (n *naiveShop) cohorts() (table [monthCount][monthCount]int64) {
	active := map[string]map[int]bool{}
	for i := range n.orders {
		if o := &n.orders[i]; o.counted() {
			if active[o.AccountID] == nil {
				active[o.AccountID] = map[int]bool{}
			}
			active[o.AccountID][o.month()] = true
		}
	}
	for _, months := range active {
		first := monthCount
		for m := range months {
			first = min(first, m)
		}
		for m := range months {
			table[first][m-first]++
		}
	}
	return table
}
