package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// firstOrders knows the first counted order of each account, so that an
// account that says when its first order was can be held beside its orders
// without reading them, whichever of the two comes first.
type firstOrders struct {
	at []int64 // by code-1 of an account: microseconds since leastMicros; 0 where no order is counted
	// Accounts of which a counted order was corrected or taken back: the instant
	// may be too early, and their orders are read again before one is refused.
	stale map[uint32]bool
}

// leastMicros is before the year 1, so that 0 can mean "none".
const leastMicros = -1 << 56

func (o *firstOrders) add(account uint32, micros int64) {
	if account == 0 {
		return
	}
	for int(account) > len(o.at) {
		o.at = append(o.at, 0)
	}
	if at := &o.at[account-1]; *at == 0 || micros-leastMicros < *at {
		*at = micros - leastMicros
	}
}

// linkFirstOrder notes a row of Orders.
func (f *Facts) linkFirstOrder(row int32) {
	if r := (OrderRow{rowOf(&f.Orders.table, row)}); countedStatus(r.Status(), r.Test()) {
		f.firstOrders.add(f.Orders.ref(row, orderAccount), r.coef(orderPlacedAt))
	}
}

// unlinkFirstOrder forgets a row of Orders that may have been its account's
// first.
func (f *Facts) unlinkFirstOrder(row int32) {
	o, account := &f.firstOrders, f.Orders.ref(row, orderAccount)
	if account == 0 || int(account) > len(o.at) || o.at[account-1] != f.Orders.coef(row, orderPlacedAt)-leastMicros {
		return
	}
	if o.stale == nil {
		o.stale = make(map[uint32]bool)
	}
	o.stale[account] = true
}

// orderBefore returns the instant of the account's first counted order where
// it lies before t; false where it does not.
func (f *Facts) orderBefore(account uint32, t time.Time) (time.Time, bool) {
	o := &f.firstOrders
	if !o.before(account, t) {
		return time.Time{}, false
	}
	if o.stale[account] {
		for code := range o.stale {
			o.at[code-1] = 0
		}
		for row := range int32(f.Orders.n) {
			if o.stale[f.Orders.ref(row, orderAccount)] {
				f.linkFirstOrder(row)
			}
		}
		clear(o.stale)
		if !o.before(account, t) {
			return time.Time{}, false
		}
	}
	return period.FromMicros(o.at[account-1] + leastMicros), true
}

func (o *firstOrders) before(account uint32, t time.Time) bool {
	if t.IsZero() || account == 0 || int(account) > len(o.at) || o.at[account-1] == 0 {
		return false
	}
	return o.at[account-1]+leastMicros < period.Micros(t)
}
