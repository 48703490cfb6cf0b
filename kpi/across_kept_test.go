package kpi

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// crowd is a shop of more accounts than are read anew each time.
func crowd(accounts, orders int) *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range orders {
		o := model.Order{
			ID: model.OrderID(strconv.Itoa(i)), PlacedAt: at.Add(time.Duration(i*7919%(90*24)) * time.Hour), Status: model.StatusPlaced,
			AccountID: model.AccountID(strconv.Itoa(i * 31 % accounts)), Goods: model.MoneyOf(int64(i%1000), 2, model.EUR), Channel: "web",
		}
		if i%3 == 0 {
			o.Channel = "phone"
		}
		if i%50 == 0 {
			o.AccountID = ""
		}
		must(f.Orders.Append(o))
	}
	return f
}

// Whatever is kept between readings, and whatever comes between them, a reading
// is that of the rows there are.
func TestKeptResultsOfGroups(t *testing.T) {
	t.Parallel()
	const accounts = 2*leastPiece*piecesAbove + leastPiece
	rows := slices.Collect(crowd(accounts, 3*accounts).Orders.All())
	spent := EntryValue[model.AccountID, model.Money]()
	often := EntryIf[model.AccountID]("orders twice", func(n int64) bool { return n > 1 })
	n, web := Count[model.OrderRow](), model.OrderChannel.Is("web")
	all := Count[Entry[model.AccountID, int64]]()
	total := Across(model.OrderAccount, Sum(model.OrderNet), List(Sum(spent), Max(spent)))
	largest := Across(model.OrderAccount, Where(web, Max(model.OrderNet)), Mean(spent)) // not every account has one
	repeat := Across(model.OrderAccount, n, Share(Where(often, all), all))
	m := Both(Both(total, largest), Both(By(model.OrderChannel, repeat), Across(model.OrderAccount, Sum(model.OrderNet), Quantiles(spent))))
	each := By(model.OrderAccount, Both(n, By(model.OrderChannel, Max(model.OrderNet))))
	t.Run("across", func(t *testing.T) { checkKept(t, m, rows) })
	t.Run("by", func(t *testing.T) { checkKept(t, each, rows) })
}

func checkKept[R any](t *testing.T, m Metric[model.OrderRow, R], rows []model.OrderRow) {
	rapid.Check(t, atMost(6, func(t *rapid.T) {
		s := NewState(m)
		from := rapid.IntRange(0, len(rows)).Draw(t, "at first")
		s.Add(rows[:from]...)
		read := func() {
			want := NewState(m)
			want.Add(rows[:from]...)
			if got, want := viewOf(s.Result()), viewOf(want.Result()); got != want {
				t.Fatalf("after %d rows: got\n%.500s\nwant\n%.500s", from, got, want)
			}
		}
		for range 6 {
			read()
			to := min(len(rows), from+rapid.SampledFrom([]int{0, 1, 1, 2, 300}).Draw(t, "more"))
			if rapid.IntRange(0, 4).Draw(t, "merged in") == 0 {
				other := NewState(m)
				other.Add(rows[from:to]...)
				must(s.Merge(other))
			} else {
				s.Add(rows[from:to]...)
			}
			from = to
		}
		read()
	}))
}

// A reading after a few rows leaves most of the pieces as they are.
func TestKeptResultsAreKept(t *testing.T) {
	rows := slices.Collect(crowd(3*leastPiece*piecesAbove, 4*leastPiece*piecesAbove).Orders.All())
	plan, at := newPlan(new(kinds), 1)
	spent := EntryValue[model.AccountID, model.Money]()
	f := Across(model.OrderAccount, Sum(model.OrderNet), Sum(spent)).def.fold(at)
	add := func(rows ...model.OrderRow) {
		for b := range model.Blocks(slices.Values(rows)) {
			plan.take(b)
		}
	}
	last := len(rows) - 10
	add(rows[:last]...)
	kept := f.state.(*acrossFold[model.OrderRow, model.AccountID]).kept
	f.result(0)
	if len(kept.pieces) != 0 {
		t.Error("one reading keeps nothing")
	}
	f.result(0)
	before := kept.pieces[0]
	before.all, before.above = slices.Clone(before.all), slices.Clone(before.above)
	add(rows[last])
	f.result(0)
	for _, c := range []struct {
		what          string
		before, after []*keptPiece
	}{{"pieces", before.all, kept.pieces[0].all}, {"pieces above", before.above, kept.pieces[0].above}} {
		changed := 0
		for i, p := range c.after {
			if p != c.before[i] {
				changed++
			}
		}
		if len(c.before) < 2 || len(c.before) != len(c.after) || changed != 1 {
			t.Errorf("%d of %d %s are new after a row", changed, len(c.before), c.what)
		}
	}
}

// What By said before stays as it was, also where nobody has looked at it yet.
func TestKeptEntriesStay(t *testing.T) {
	t.Parallel()
	rows := slices.Collect(crowd(2*fewGroups, 4*fewGroups).Orders.All())
	s := NewState(By(model.OrderAccount, Sum(model.OrderNet)))
	var want []string
	var read []func() string
	s.Add(rows[:len(rows)-10]...)
	for i := len(rows) - 10; i < len(rows); i++ {
		r, again := s.Result(), NewState(By(model.OrderAccount, Sum(model.OrderNet)))
		again.Add(rows[:i]...)
		want = append(want, viewOf(again.Result()))
		read = append(read, func() string { return viewOf(r) })
		s.Add(rows[i])
	}
	for i, w := range want {
		if got := read[i](); got != w {
			t.Fatalf("the result of %d rows is another one %d rows later", len(rows)-10+i, 10-i)
		}
	}
}
