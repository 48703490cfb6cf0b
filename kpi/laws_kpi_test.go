package kpi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// lawful is a metric of the table, its types erased.
type lawful interface {
	name() string
	check(t *rapid.T, shops []*model.Facts)
}

// law is a metric with where its rows come from.
type law[F, R any] struct {
	title  string
	metric kpi.Metric[F, R]
	rows   func(*model.Facts) iter.Seq[F]
	source func(*model.Facts) kpi.Source[F]
	opaque bool // its state cannot be encoded
}

func (l law[F, R]) name() string { return l.title }

func lawOfOrders[R any](title string, m kpi.Metric[model.OrderRow, R]) lawful {
	return law[model.OrderRow, R]{title: title, metric: m,
		rows:   func(f *model.Facts) iter.Seq[model.OrderRow] { return f.Orders.All() },
		source: func(f *model.Facts) kpi.Source[model.OrderRow] { return f.Orders },
	}
}

func lawOfFacts[R any](title string, m kpi.KPI[R]) lawful {
	return law[model.Fact, R]{title: title, metric: m,
		rows:   func(f *model.Facts) iter.Seq[model.Fact] { return f.All() },
		source: func(f *model.Facts) kpi.Source[model.Fact] { return f },
	}
}

// count is a fold of one's own: rows counted, and encoded by one byte.
var count = kpi.Folding[model.OrderRow, int, int64]{
	New:    func() int { return 0 },
	Step:   func(n int, _ model.OrderRow) int { return n + 1 },
	Merge:  func(a, b int) int { return a + b },
	Result: func(n int) kpi.Result[int64] { return kpi.Value(int64(n)) },
	Append: func(b []byte, n int) []byte { return append(b, byte(n)) },
	Parse: func(b []byte) (int, error) {
		if len(b) == 0 {
			return 0, errors.New("no byte")
		}
		return int(b[0]), nil // takes more bytes than it writes: decoding has to notice
	},
}

// lawTable are the named KPIs, under a default and a busy policy, and the
// leaves they are made of.
func lawTable() []lawful {
	busy := kpi.Policy{
		Counted: []model.OrderStatus{model.StatusPlaced, model.StatusShipped, "odd"}, Online: []model.Channel{"web", "fax"},
		Amount: kpi.AmountTotalAfterReturns, Subject: kpi.SubjectCompany, Hours: hours(paris, "Sat 22:00-06:00"), LookBack: within("2024"),
	}
	noBytes := count
	noBytes.Append, noBytes.Parse = nil, nil
	bare, _ := lawOfOrders("fold without bytes", kpi.Fold("count without bytes", noBytes)).(law[model.OrderRow, int64])
	bare.opaque = true
	table := []lawful{
		lawOfOrders("first", kpi.First(model.OrderNet, model.OrderPlacedAt, model.OrderKey)),
		lawOfOrders("first of a tie key that repeats", kpi.First(model.OrderNet, model.OrderPlacedAt, model.OrderChannel)),
		lawOfOrders("last", kpi.Last(model.OrderNet, model.OrderPlacedAt, model.OrderKey)),
		lawOfOrders("last by branch", kpi.By(model.OrderBranch, kpi.Last(model.OrderPlacedAt, model.OrderPlacedAt, model.OrderChannel))),
		lawOfOrders("largest", kpi.Largest(model.OrderNet, model.OrderPlacedAt, model.OrderKey)),
		lawOfOrders("largest by account", kpi.By(model.OrderAccount, kpi.Largest(model.OrderNetAfterReturns, model.OrderPlacedAt, model.OrderKey))),
		lawOfOrders("fold", kpi.Fold("count of one's own", count)),
		lawOfOrders("fold by account", kpi.By(model.OrderAccount, kpi.Fold("count of one's own", count))),
		bare,
		lawOfOrders("earliest", kpi.Earliest(model.OrderPlacedAt)),
		lawOfOrders("latest by account", kpi.By(model.OrderAccount, kpi.Latest(model.OrderPlacedAt))),
		lawOfOrders("rank", kpi.Rank(kpi.By(model.OrderAccount, kpi.Count[model.OrderRow]()))),
	}
	plain := kpi.Policy{NotCounted: []model.OrderStatus{"odd"}, Hours: shopHours}
	for i, p := range []kpi.Policy{plain, busy} {
		name := []string{"", ", busy"}[i]
		table = append(table,
			lawOfFacts("O1"+name, kpi.ECommerceSalesShare(p)),
			lawOfFacts("O2"+name, kpi.CustomerRetentionRate(p, months("2025-02"))),
			lawOfFacts("O6"+name, kpi.AverageOrderValue(p)),
			lawOfFacts("O7"+name, kpi.GrossMerchandiseValue(p)),
			lawOfFacts("K11"+name, kpi.OffHoursOrders(p)),
			lawOfFacts("K13"+name, kpi.OrderInterval(p, within("2025-02"))),
			lawOfFacts("K14"+name, kpi.AverageBasket(p)),
			lawOfFacts("K15"+name, kpi.MaximumBasket(p)),
			lawOfFacts("K17"+name, kpi.OrdersByPaymentMethod(p)),
			lawOfFacts("K18"+name, kpi.OffHoursRevenue(p)),
			lawOfFacts("K19"+name, kpi.MostUsedDeliveryMode(p)),
			lawOfFacts("T14"+name, kpi.OnlineAndOfflineOrders(p)),
			lawOfFacts("O6 by branch and month"+name, kpi.By(model.FactBranch, kpi.Every(model.FactAt, months("2025-01/2025-04"), kpi.AverageOrderValue(p)))),
			lawOfFacts("K18 rolling"+name, kpi.Rolling(model.FactAt, months("2025-01/2025-04"), 3, kpi.OffHoursRevenue(p))),
			lawOfFacts("K13 by branch"+name, kpi.By(model.FactBranch, kpi.OrderInterval(p, within("2025")))),
		)
	}
	return table
}

// TestLawsOfKPIs draws a few metrics for every shop: all of them for each would
// take the time of all other tests.
func TestLawsOfKPIs(t *testing.T) {
	table := lawTable()
	rapid.Check(t, func(t *rapid.T) {
		var shops []*model.Facts
		for range rapid.IntRange(1, 2).Draw(t, "shops") {
			shops = append(shops, books.Draw(t, "book").facts())
		}
		for range 8 {
			l := table[rapid.IntRange(0, len(table)-1).Draw(t, "metric")]
			t.Log(l.name())
			l.check(t, shops)
		}
	})
}

// Every metric of the table keeps the laws over one busy shop.
func TestLawsOfEveryKPI(t *testing.T) {
	for _, l := range lawTable() {
		t.Run(l.name(), func(t *testing.T) {
			checkOnce(t, func(t *rapid.T) { l.check(t, []*model.Facts{busyBook().facts(), busyBook().facts()}) })
		})
	}
}

// checkOnce runs a property that draws next to nothing.
func checkOnce(t *testing.T, prop func(*rapid.T)) {
	done := false
	rapid.Check(t, func(t *rapid.T) {
		if !done {
			prop(t)
			done = true
		}
	})
}

// busyBook has something for every KPI.
func busyBook() book {
	return book{
		accounts: []model.Account{{ID: "a", FirstOrderAt: instant("2020-01-01")}, {ID: "b", MergedInto: "a"}, {ID: "c", ParentID: "a"}},
		orders: []model.Order{
			order("1", "2024-06-01", "10 EUR", paid("card"), delivered("express")),
			order("2", "2025-01-10", "20 EUR", by("b"), through("fax"), paid("bill", "card"), at("night")),
			order("3", "2025-02-10T20:00:00Z", "40.5 EUR", by("c"), through("edi"), delivered("standard")),
			order("4", "2025-02-12T10:00:00Z", "80 EUR", by(""), through(""), in("shipped"), func(o *model.Order) { o.Total = o.Goods }),
			order("5", "2025-02-12T10:00:00Z", "80 EUR", in("cancelled"), through("phone")),
		},
		refunds: []model.Refund{refund("r", "1", "2025-02-01", "4 EUR"), refund("s", "gone", "2025-02-01", "4 EUR")},
	}
}

// shown is a result to the last digit.
func shown[R any](t *rapid.T, r kpi.Result[R]) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return text(r) + "\n" + string(b)
}

func (l law[F, R]) check(t *rapid.T, shops []*model.Facts) {
	var rows []F
	for _, f := range shops {
		rows = slices.AppendSeq(rows, l.rows(f))
	}
	state := func(rows ...F) *kpi.State[F, R] {
		s := kpi.NewState(l.metric)
		s.Add(rows...)
		return s
	}
	whole := shown(t, state(rows...).Result())
	same := func(what string, s *kpi.State[F, R]) {
		if got := shown(t, s.Result()); got != whole {
			t.Fatalf("%s: got\n%s\nwant\n%s", what, got, whole)
		}
	}
	merge := func(into, other *kpi.State[F, R]) {
		if err := into.Merge(other); err != nil {
			t.Fatal(err)
		}
	}

	same("shuffled", state(rapid.Permutation(rows).Draw(t, "order")...))

	cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
	left, right := state(rows[:cut]...), state(rows[cut:]...)
	before := shown(t, right.Result())
	merge(left, right)
	same("split and merged", left)
	if after := shown(t, right.Result()); after != before {
		t.Fatalf("merge changed its argument: got\n%s\nwant\n%s", after, before)
	}
	other := state(rows[cut:]...)
	merge(other, state(rows[:cut]...))
	same("merged the other way", other)

	empty := state()
	merge(empty, left)
	same("merged into the empty state", empty)
	merge(left, state())
	same("merged with the empty state", left)

	grown := state(rows[:cut]...)
	grown.Result()
	grown.Add(rows[cut:]...)
	same("added to after a result", grown)
	same("read again", grown)

	if len(shops) == 1 {
		r, err := kpi.Run(context.Background(), l.source(shops[0]), l.metric, kpi.RunOptions{Goroutines: 2})
		if got := shown(t, r); err != nil || len(rows) > 0 && got != whole {
			t.Fatalf("run: %v, got\n%s\nwant\n%s", err, got, whole)
		}
	}
	if err := grown.Merge(kpi.NewState(l.metric)); err != nil {
		t.Fatal(err)
	}
	if l.checkBytes(t, left, other) {
		decoded := kpi.NewState(l.metric)
		b, _ := other.MarshalBinary()
		if err := decoded.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		same("decoded", decoded)
		merge(decoded, state())
		same("decoded and merged", decoded)
	}
}

// checkBytes says whether the state can be encoded, and whether equal states
// have equal bytes.
func (l law[F, R]) checkBytes(t *rapid.T, a, b *kpi.State[F, R]) bool {
	x, err := a.MarshalBinary()
	if l.opaque {
		if !errors.Is(err, kpi.ErrNotEncodable) {
			t.Fatalf("got %v, want ErrNotEncodable", err)
		}
		return false
	}
	y, again := b.MarshalBinary()
	if err != nil || again != nil || !bytes.Equal(x, y) {
		t.Fatalf("equal states: %v, %v,\n%x\n%x", err, again, x, y)
	}
	fresh := kpi.NewState(l.metric)
	for _, bad := range [][]byte{nil, x[:len(x)-1], append(slices.Clone(x), 0)} {
		if err := fresh.UnmarshalBinary(bad); !errors.Is(err, kpi.ErrCorrupt) {
			t.Fatalf("%x: got %v, want ErrCorrupt", bad, err)
		}
	}
	return true
}

func TestDecodingAFoldTakesOneFormOnly(t *testing.T) {
	m := kpi.Fold("count of one's own", count)
	s := kpi.NewState(m)
	b, err := s.MarshalBinary()
	noError(err)
	long := append(slices.Clone(b[:len(b)-2]), 2, 0, 0) // the state in two bytes
	if err := s.UnmarshalBinary(long); !errors.Is(err, kpi.ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
	if err := s.UnmarshalBinary(b); err != nil {
		t.Error(err)
	}
}

func TestStatesOfOtherPoliciesAreRefused(t *testing.T) {
	a, b := kpi.NewState(kpi.AverageOrderValue(kpi.Policy{})), kpi.NewState(kpi.AverageOrderValue(kpi.Policy{Amount: kpi.AmountGross}))
	if err := a.Merge(b); !errors.Is(err, kpi.ErrIncompatible) {
		t.Errorf("got %v, want ErrIncompatible", err)
	}
	c := kpi.NewState(kpi.AverageOrderValue(kpi.Policy{}))
	if err := a.Merge(c); err != nil {
		t.Errorf("the same policy made twice: %v", err)
	}
}
