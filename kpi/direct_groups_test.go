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

// manyAccounts are orders of more accounts than are worth a gap each, the same
// ones in two tables with dictionaries of their own, and some of no account.
var manyAccounts = sync.OnceValue(func() (tables [2][]model.OrderRow) {
	const accounts = 6000
	for k := range tables {
		orders, err := model.NewOrders()
		if err != nil {
			panic(err)
		}
		for i := range accounts {
			n := i
			if k == 1 {
				n = accounts - 1 - i // other codes for the same accounts
			}
			o := model.Order{
				ID: model.OrderID("o" + strconv.Itoa(i)), AccountID: model.AccountID("a" + strconv.Itoa(n)), Status: model.StatusPlaced,
				Goods: model.MoneyOf(1, 0, model.EUR), PlacedAt: time.UnixMicro(int64(n) * 1e6).UTC(),
			}
			if n%100 == 7 {
				o.AccountID = ""
			}
			if err := orders.Append(o); err != nil {
				panic(err)
			}
		}
		for o := range orders.All() {
			tables[k] = append(tables[k], o)
		}
	}
	return tables
})

// However groups are numbered, by codes, by look-ups or by values, and whatever
// is added, merged, written and read in between, they hold what a map holds.
func TestGroupsHoweverNumbered(t *testing.T) {
	tables := manyAccounts()
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
	rapid.Check(t, func(t *rapid.T) {
		type side struct {
			state     *kpi.State[model.OrderRow, kpi.Pair[kpi.Groups[model.AccountID, int64], kpi.Groups[model.AccountID, int64]]]
			all, some counts
		}
		sides := [2]side{}
		for i := range sides {
			sides[i] = side{kpi.NewState(metric), counts{}, counts{}}
		}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			s := &sides[rapid.IntRange(0, 1).Draw(t, "side")]
			other := &sides[rapid.IntRange(0, 1).Draw(t, "other")]
			switch rapid.SampledFrom([]string{"add", "add", "merge", "reread", "snapshot"}).Draw(t, "step") {
			case "add":
				rows := tables[rapid.IntRange(0, 1).Draw(t, "table")]
				from := rapid.SampledFrom([]int{0, 0, 3000, len(rows) - 100}).Draw(t, "from")
				rows = rows[from:min(len(rows), from+rapid.SampledFrom([]int{1, 30, 100, 3000}).Draw(t, "rows"))]
				s.state.Add(rows...)
				for _, o := range rows {
					add(s.all, o)
					if at, _ := model.OrderPlacedAt.Of(o); at.Unix() < few {
						add(s.some, o)
					}
				}
			case "merge":
				if s == other {
					continue
				}
				if err := s.state.Merge(other.state); err != nil {
					t.Fatal(err)
				}
				for k, n := range other.all {
					s.all[k] += n
				}
				for k, n := range other.some {
					s.some[k] += n
				}
			case "reread":
				b, err := s.state.MarshalBinary()
				if err != nil {
					t.Fatal(err)
				}
				s.state = kpi.NewState(metric)
				if err := s.state.UnmarshalBinary(b); err != nil {
					t.Fatal(err)
				}
			case "snapshot":
				s.state = s.state.Snapshot()
			}
			both, _ := s.state.Result().Value()
			if got := group(both.A); !maps.Equal(got, s.all) {
				t.Fatalf("all orders by account: %d groups, want %d: %v", len(got), len(s.all), got)
			}
			if got := group(both.B); !maps.Equal(got, s.some) {
				t.Fatalf("some orders by account: %v, want %v", got, s.some)
			}
		}
	})
}
