package kpi_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// visit is a row of a caller's own.
type visit struct {
	who    string
	at     time.Time // zero: not known
	amount model.Money
}

var (
	visitWho    = model.TextKey("who", func(v visit) (string, bool) { return v.who, v.who != "" })
	visitAt     = model.NewField("at", func(v visit) (time.Time, bool) { return v.at, !v.at.IsZero() })
	visitAmount = model.NewField("amount", func(v visit) (model.Money, bool) { return v.amount, !v.amount.IsNone() })
)

// visits are rows with ties, several currencies, amounts of all sizes, and none.
func visits() *rapid.Generator[[]visit] {
	amounts := []model.Money{
		{}, model.MoneyOf(0, 0, model.EUR), model.MoneyOf(1250, 2, model.EUR), model.MoneyOf(-333, 3, model.EUR), model.MoneyOf(7, 0, model.USD),
		mustAmount("900000000000000000000000"), mustAmount("-0.000000000001"), model.MoneyOf(1<<62, 0, model.EUR),
	}
	one := rapid.Custom(func(t *rapid.T) visit {
		v := visit{
			who:    rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "who"),
			amount: rapid.SampledFrom(amounts).Draw(t, "amount"),
		}
		if rapid.IntRange(0, 9).Draw(t, "known") > 0 {
			hours := rapid.IntRange(0, 24*70).Draw(t, "hours") / rapid.SampledFrom([]int{1, 200}).Draw(t, "ties")
			v.at = time.Date(2025, 2, 20, 0, 30, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
		}
		return v
	})
	return rapid.SliceOfN(one, 0, 60)
}

func mustAmount(s string) model.Money {
	d, err := decimal.NewFromString(s)
	if err != nil {
		panic(err)
	}
	m, err := model.NewMoney(d, model.EUR)
	if err != nil {
		panic(err)
	}
	return m
}

// naiveHistory sorts the rows and walks over them.
func naiveHistory(rows []visit, start func(time.Time) (time.Time, bool)) string {
	type key struct {
		who string
		at  time.Time
	}
	type moment struct {
		rows, missing int64
		sums          map[string]decimal.Decimal
	}
	moments := map[key]*moment{}
	for _, r := range rows {
		at, ok := start(r.at)
		if r.at.IsZero() || !ok {
			continue
		}
		k := key{r.who, at}
		m := moments[k]
		if m == nil {
			m = &moment{sums: map[string]decimal.Decimal{}}
			moments[k] = m
		}
		m.rows++
		if r.amount.IsNone() {
			m.missing++
		} else {
			c := r.amount.Currency().Code()
			m.sums[c] = m.sums[c].Add(r.amount.Amount())
		}
	}
	keys := slices.SortedFunc(maps.Keys(moments), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.who, b.who), a.at.Compare(b.at))
	})
	var out strings.Builder
	for _, k := range keys {
		m := moments[k]
		fmt.Fprintf(&out, "%s %s %d %d", k.who, k.at.UTC().Format(time.RFC3339), m.rows, m.missing)
		for _, c := range slices.Sorted(maps.Keys(m.sums)) {
			fmt.Fprintf(&out, " %s%s", m.sums[c], c)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func historyText(r kpi.Result[kpi.Groups[string, kpi.Moments]]) string {
	groups, _ := r.Value()
	var out strings.Builder
	one := func(who string, m kpi.Moments) {
		for x := range m.All() {
			fmt.Fprintf(&out, "%s %s %d %d", who, x.At().Format(time.RFC3339), x.Rows, x.Missing())
			var sum model.MoneySum
			x.AddTo(&sum)
			for c, total := range sum.Totals() {
				fmt.Fprintf(&out, " %s%s", total.Amount(), c.Code())
			}
			out.WriteByte('\n')
		}
	}
	if u, ok := groups.Unknown(); ok {
		m, _ := u.Value()
		one("", m)
	}
	for who, r := range groups.All() {
		m, _ := r.Value()
		one(who, m)
	}
	return out.String()
}

func historyBuckets(t *rapid.T) kpi.Buckets {
	zone := rapid.SampledFrom([]string{"UTC", "Europe/Paris", "Australia/Lord_Howe", "Africa/Cairo"}).Draw(t, "zone")
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	cal := period.In(loc)
	r, err := cal.Range(period.Date{Year: 2025, Month: 3, Day: 1}, period.Date{Year: 2025, Month: 4, Day: 28})
	if err != nil {
		t.Fatal(err)
	}
	return kpi.Buckets{Range: r, Grain: rapid.SampledFrom([]period.Grain{period.Hour, period.Day, period.ISOWeek, period.Month}).Draw(t, "grain"), Calendar: cal}
}

// History against sorting and walking, whole and by any split of the rows.
func TestHistoryAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := visits().Draw(t, "rows")
		o := kpi.HistoryOptions[visit]{Amount: visitAmount}
		start := func(at time.Time) (time.Time, bool) { return at, true }
		if rapid.Bool().Draw(t, "by period") {
			o.Buckets = historyBuckets(t)
			start = func(at time.Time) (time.Time, bool) {
				return o.Buckets.Calendar.Of(at, o.Buckets.Grain).Intersect(o.Buckets.Range).Start(), o.Buckets.Range.Contains(at)
			}
		}
		m := kpi.By(visitWho, kpi.History(visitAt, o))
		want := naiveHistory(rows, start)
		if got := historyText(m.Of(slices.Values(rows))); got != want {
			t.Fatalf("got\n%swant\n%s", got, want)
		}
		whole, left, right := kpi.NewState(m), kpi.NewState(m), kpi.NewState(m)
		whole.Add(rows...)
		for _, r := range rows {
			if rapid.Bool().Draw(t, "left") {
				left.Add(r)
			} else {
				right.Add(r)
			}
		}
		before := encoded(t, right)
		if err := left.Merge(right); err != nil {
			t.Fatal(err)
		}
		if string(encoded(t, right)) != string(before) {
			t.Fatal("merge changed its argument")
		}
		if got := historyText(left.Result()); got != want {
			t.Fatalf("merged: got\n%swant\n%s", got, want)
		}
		if string(encoded(t, left)) != string(encoded(t, whole)) {
			t.Fatal("equal states have different bytes")
		}
		again := kpi.NewState(m)
		if err := again.UnmarshalBinary(encoded(t, left)); err != nil {
			t.Fatal(err)
		}
		again.Add(rows...)
		if got := historyText(again.Result()); got != naiveHistory(slices.Concat(rows, rows), start) {
			t.Fatal("rows added to a decoded state are not all there")
		}
	})
}

func encoded[F, R any](t *rapid.T, s *kpi.State[F, R]) []byte {
	b, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// More rows of one moment than fit the parts of a state, and more rows than fit
// the log.
func TestHistoryOfManyRows(t *testing.T) {
	const n = 200_000
	v := visit{"a", time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), model.MoneyOf(1, 2, model.EUR)}
	r, err := period.NewRange(v.at, v.at.AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []kpi.Buckets{{}, {Range: r, Grain: period.Month, Calendar: period.In(time.UTC)}} {
		t.Run(b.Grain.String(), func(t *testing.T) { historyOfManyRows(t, n, v, b) })
	}
}

func historyOfManyRows(t *testing.T, n int, v visit, b kpi.Buckets) {
	m := kpi.History(visitAt, kpi.HistoryOptions[visit]{Amount: visitAmount, Buckets: b})
	s := kpi.NewState(m)
	s.AddSeq(func(yield func(visit) bool) {
		for range n {
			if !yield(v) {
				return
			}
		}
	})
	for range 6 { // doubles
		if err := s.Merge(s.Snapshot()); err != nil {
			t.Fatal(err)
		}
	}
	got, _ := s.Result().Value()
	if got.Len() != 1 || got.Rows() != int64(64*n) {
		t.Fatalf("%d moments, %d rows", got.Len(), got.Rows())
	}
	for x := range got.All() {
		if amount, _ := x.Amount().Value(); amount.String() != "128000.00 EUR" {
			t.Errorf("worth %v", amount)
		}
	}
}

// A view stays as it was when the state goes on.
func TestHistoryResultsStay(t *testing.T) {
	m := kpi.History(visitAt, kpi.HistoryOptions[visit]{})
	s := kpi.NewState(m)
	at := func(d int) visit { return visit{who: "a", at: time.Date(2025, 3, d, 0, 0, 0, 0, time.UTC)} }
	s.Add(at(3), at(1))
	first, _ := s.Result().Value()
	text := first.String()
	s.Add(at(2), at(1), at(1))
	if first.String() != text || text != "2025-03-01T00:00:00Z: 1\n2025-03-03T00:00:00Z: 1" {
		t.Errorf("was\n%s\nis\n%s", text, first)
	}
	second, _ := s.Result().Value()
	if second.String() != "2025-03-01T00:00:00Z: 3\n2025-03-02T00:00:00Z: 1\n2025-03-03T00:00:00Z: 1" {
		t.Errorf("got %s", second)
	}
}

// Tables give what rows give, be the amounts in one currency or in several.
func TestHistoryOfTables(t *testing.T) {
	orders, err := model.NewOrders()
	if err != nil {
		t.Fatal(err)
	}
	var rows []visit
	for i := range 3000 {
		v := visit{fmt.Sprint("a", i%7), time.Date(2025, 3, 1+i%40, 0, 0, 0, 0, time.UTC), model.MoneyOf(int64(i), 2, []model.Currency{model.EUR, model.GBP}[i/2000])}
		rows = append(rows, v)
		if err := orders.Append(model.Order{ID: model.OrderID(fmt.Sprint(i)), PlacedAt: v.at, Status: model.StatusPlaced, AccountID: model.AccountID(v.who), Goods: v.amount}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := kpi.Run(context.Background(), orders, kpi.By(model.KeyAs[string](model.OrderAccount), kpi.History(model.OrderPlacedAt, kpi.HistoryOptions[model.OrderRow]{Amount: model.OrderNet})), kpi.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := naiveHistory(rows, func(at time.Time) (time.Time, bool) { return at, true }); historyText(got) != want {
		t.Errorf("got\n%swant\n%s", historyText(got), want)
	}
}

func FuzzHistoryState(f *testing.F) {
	m := kpi.By(visitWho, kpi.History(visitAt, kpi.HistoryOptions[visit]{Amount: visitAmount}))
	s := kpi.NewState(m)
	s.Add(visit{"a", time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), model.MoneyOf(1, 2, model.EUR)}, visit{who: "b", at: time.Unix(0, 0)})
	b, err := s.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		s := kpi.NewState(m)
		if s.UnmarshalBinary(b) != nil {
			return
		}
		again, err := s.MarshalBinary()
		if err != nil || string(again) != string(b) {
			t.Errorf("%x is read and written as %x (%v)", b, again, err)
		}
	})
}
