package kpi_test

import (
	"maps"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// manyAccounts are orders of more accounts than are worth a gap each, and
// some of no account.
var manyAccounts = sync.OnceValue(func() [2][]model.OrderRow {
	return twinOrders(6000, func(n int) model.Order {
		o := model.Order{
			ID: model.OrderID("o" + strconv.Itoa(n)), AccountID: model.AccountID("a" + strconv.Itoa(n)), Status: model.StatusPlaced,
			Goods: model.MoneyOf(1, 0, model.EUR), PlacedAt: time.UnixMicro(int64(n) * 1e6).UTC(),
		}
		if n%100 == 7 {
			o.AccountID = ""
		}
		return o
	})
})

// However groups are numbered, by codes, by look-ups or by values, and whatever
// is added, merged, written and read in between, they hold what a map holds.
func TestGroupsHoweverNumbered(t *testing.T) {
	const few = 40 // of 6000: their codes would leave gaps
	some := model.Before(model.OrderPlacedAt, time.UnixMicro(few*1e6).UTC())
	by := kpi.By(model.OrderAccount, kpi.Count[model.OrderRow]())
	metric := kpi.Both(by, kpi.Where(some, by))
	type counts = map[string]int64
	add := func(c counts, o model.OrderRow) {
		account, _ := model.OrderAccount.Of(o)
		c[string(account)]++
	}
	group := func(r kpi.Result[kpi.Groups[model.AccountID, int64]]) counts {
		got := counts{}
		groups, _ := r.Value()
		for account, n := range groups.All() {
			got[string(account)], _ = n.Value()
		}
		if n, ok := groups.Unknown(); ok {
			got[""], _ = n.Value()
		}
		return got
	}
	type naive struct{ all, some counts }
	beside[kpi.Pair[kpi.Groups[model.AccountID, int64], kpi.Groups[model.AccountID, int64]], naive]{
		metric: metric, tables: manyAccounts(), often: []int{0, 1}, steps: 8,
		from: []int{0, 0, 3000, 5900}, rows: []int{1, 30, 100, 3000},
		empty: func() naive { return naive{counts{}, counts{}} },
		add: func(n naive, o model.OrderRow) {
			add(n.all, o)
			if at, _ := model.OrderPlacedAt.Of(o); at.Unix() < few {
				add(n.some, o)
			}
		},
		join: func(into, from naive) {
			for k, n := range from.all {
				into.all[k] += n
			}
			for k, n := range from.some {
				into.some[k] += n
			}
		},
		check: func(t *rapid.T, both kpi.Pair[kpi.Groups[model.AccountID, int64], kpi.Groups[model.AccountID, int64]], want naive) {
			if got := group(both.A); !maps.Equal(got, want.all) {
				t.Fatalf("all orders by account: %d groups, want %d: %v", len(got), len(want.all), got)
			}
			if got := group(both.B); !maps.Equal(got, want.some) {
				t.Fatalf("some orders by account: %v, want %v", got, want.some)
			}
		},
	}.run(t)
}
