package kpi_test

import (
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// branchOrders are orders of 700 accounts and of none, in three branches and in
// none.
var branchOrders = sync.OnceValue(func() [2][]model.OrderRow {
	return twinOrders(3000, func(n int) model.Order {
		o := model.Order{
			ID: model.OrderID("o" + strconv.Itoa(n)), Status: model.StatusPlaced, Goods: model.MoneyOf(1, 0, model.EUR),
			PlacedAt: time.UnixMicro(int64(n) * 1e6).UTC(),
		}
		if n%50 != 7 {
			o.AccountID = model.AccountID("a" + strconv.Itoa(n*n%700))
		}
		if n%4 > 0 {
			o.Branch = model.Branch("b" + strconv.Itoa(n%4))
		}
		return o
	})
})

// However different keys below groups are kept, by a bit each or as pairs, below few
// groups or many, and whatever is added, merged, written and read in between,
// they are those that sets in maps hold.
func TestDistinctBelow(t *testing.T) {
	t.Parallel()
	distinct := kpi.Distinct(model.OrderAccount)
	metric := kpi.Both(kpi.By(model.OrderBranch, distinct), kpi.By(model.OrderKey, distinct))
	type found string // how many accounts, and of how many rows it is not known
	type sets map[string]map[string]int64
	put := func(s sets, key string, o model.OrderRow) {
		if s[key] == nil {
			s[key] = map[string]int64{}
		}
		account, _ := model.OrderAccount.Of(o)
		s[key][string(account)]++
	}
	join := func(s, o sets) {
		for key, rows := range o {
			if s[key] == nil {
				s[key] = map[string]int64{}
			}
			for account, n := range rows {
				s[key][account] += n
			}
		}
	}
	want := func(s sets) map[string]found {
		all := map[string]found{}
		for key, rows := range s {
			n := len(rows)
			if rows[""] > 0 {
				n--
			}
			all[key] = found(strconv.Itoa(n) + " and " + strconv.FormatInt(rows[""], 10))
		}
		return all
	}
	tell := func(r kpi.Result[int64]) found {
		n, _ := r.Value()
		without := int64(0)
		for _, w := range r.Warnings() {
			without += w.Count
		}
		return found(strconv.FormatInt(n, 10) + " and " + strconv.FormatInt(without, 10))
	}
	type naive struct{ branches, orders sets }
	beside[kpi.Pair[kpi.Groups[model.Branch, int64], kpi.Groups[model.OrderID, int64]], naive]{
		metric: metric, tables: branchOrders(), often: []int{0, 0, 0, 1}, steps: 6,
		from: []int{0, 1000, 2900}, rows: []int{1, 30, 2000},
		empty: func() naive { return naive{sets{}, sets{}} },
		add: func(n naive, o model.OrderRow) {
			branch, _ := model.OrderBranch.Of(o)
			put(n.branches, string(branch), o)
			id, _ := model.OrderKey.Of(o)
			put(n.orders, string(id), o)
		},
		join: func(into, from naive) {
			join(into.branches, from.branches)
			join(into.orders, from.orders)
		},
		check: func(t *rapid.T, both kpi.Pair[kpi.Groups[model.Branch, int64], kpi.Groups[model.OrderID, int64]], naive naive) {
			branches, _ := both.A.Value()
			got := map[string]found{}
			for branch, r := range branches.All() {
				got[string(branch)] = tell(r)
			}
			if r, ok := branches.Unknown(); ok {
				got[""] = tell(r)
			}
			if want := want(naive.branches); !maps.Equal(got, want) {
				t.Fatalf("accounts by branch: %v, want %v", got, want)
			}
			orders, _ := both.B.Value()
			got = map[string]found{}
			for id, r := range orders.All() {
				got[string(id)] = tell(r)
			}
			if want := want(naive.orders); !maps.Equal(got, want) {
				t.Fatalf("accounts by order: %d, want %d", len(got), len(want))
			}
		},
	}.run(t)
}

// The different keys of periods that are joined are those of all their rows.
func TestDistinctJoined(t *testing.T) {
	tables := branchOrders()
	perOrder := model.NewField("day", func(o model.OrderRow) (time.Time, bool) {
		at, ok := model.OrderPlacedAt.Of(o)
		return time.Date(2025, 1, 1+int(at.Unix()/100), 0, 0, 0, 0, time.UTC), ok // 30 days of 100 orders
	})
	b := kpi.Buckets{Range: within("2025-01"), Grain: period.Day, Calendar: utc}
	for _, rows := range [][]model.OrderRow{tables[0], append(slices.Clone(tables[1][:500]), tables[0]...)} {
		s, _ := kpi.Cumulative(perOrder, b, kpi.Distinct(model.OrderAccount)).Of(slices.Values(rows)).Value()
		seen := map[model.AccountID]bool{}
		for i := range s.Len() {
			for _, o := range tables[0][min(3000, 100*i):min(3000, 100*i+100)] {
				if account, ok := model.OrderAccount.Of(o); ok {
					seen[account] = true
				}
			}
			_, r := s.At(i)
			if got, _ := r.Value(); got != int64(len(seen)) {
				t.Errorf("day %d: %d accounts, want %d", i, got, len(seen))
			}
		}
	}
}

// Two states that both hold bits below the same groups hold those of both when they
// are merged.
func TestDistinctBelowMerges(t *testing.T) {
	rows := branchOrders()[0]
	metric := kpi.By(model.OrderBranch, kpi.Distinct(model.OrderAccount))
	a, b, all := kpi.NewState(metric), kpi.NewState(metric), kpi.NewState(metric)
	a.Add(rows[:1000]...)
	b.Add(rows[900:1100]...)
	all.Add(rows[:1100]...)
	noError(a.Merge(b))
	if got, want := a.Result().String(), all.Result().String(); got != want {
		t.Errorf("merged\n%s\nat once\n%s", got, want)
	}
}
