package cohort_test

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The benchmarks of this file run a table and a hand-written loop over plain
// slices in turn, on one goroutine each, and report how many times longer the
// table takes (x-hand). ECOMKPI_BENCH_ORDERS sets the size, such as 10000000;
// there are 20 orders an account.

type benchShop struct {
	n, accounts int
	facts       *model.Facts
	amount      []int64
	account     []uint32
	placed      []int64 // microseconds
}

const (
	benchMonths = 24
	benchSpan   = 2 * 365 * 24 * 3600 // seconds
)

var (
	benchStart = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	benchZone  = sync.OnceValue(func() *time.Location { return zone("Europe/Paris") })
	benchData  = sync.OnceValue(newBenchShop)
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func newBenchShop() *benchShop {
	n, err := strconv.Atoi(os.Getenv("ECOMKPI_BENCH_ORDERS"))
	if err != nil || n <= 0 {
		n = 100_000
	}
	s := &benchShop{n: n, accounts: max(1, n/20), facts: model.NewFacts(model.FactsOptions{})}
	names := make([]model.AccountID, s.accounts)
	for i := range names {
		names[i] = model.AccountID("account-" + strconv.Itoa(i))
	}
	x := uint64(1)
	next := func(below int) int {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		return int(x % uint64(below))
	}
	batch := make([]model.Order, 0, 4096)
	for i := range n {
		account, cents := next(s.accounts), int64(next(200_000))
		at := benchStart.Add(time.Duration(next(benchSpan)) * time.Second)
		batch = append(batch, model.Order{
			ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: at, Status: model.StatusPlaced, AccountID: names[account],
			Goods: model.MoneyOf(cents, 2, model.EUR),
		})
		if len(batch) == cap(batch) || i == n-1 {
			if err := s.facts.Orders.Append(batch...); err != nil {
				panic(err)
			}
			batch = batch[:0]
		}
		s.amount = append(s.amount, cents)
		s.account = append(s.account, uint32(account))
		s.placed = append(s.placed, at.UnixMicro())
	}
	return s
}

type handCell struct{ subjects, orders, cents int64 }

// handTable is the monthly retention table as a program without a library
// would make it: a dense matrix of accounts and months, and a table of the
// month of every hour.
func handTable(s *benchShop, base int64, months []uint8) ([benchMonths]int64, [benchMonths][benchMonths]handCell) {
	matrix := make([]struct{ n, cents int64 }, s.accounts*benchMonths)
	for i, t := range s.placed {
		c := &matrix[int(s.account[i])*benchMonths+int(months[(t-base)/3_600_000_000])]
		c.n++
		c.cents += s.amount[i]
	}
	var size [benchMonths]int64
	var table [benchMonths][benchMonths]handCell
	for a := range s.accounts {
		row := matrix[a*benchMonths : (a+1)*benchMonths]
		first := 0
		for first < benchMonths && row[first].n == 0 {
			first++
		}
		if first == benchMonths {
			continue
		}
		size[first]++
		for m := first; m < benchMonths; m++ {
			if row[m].n > 0 {
				c := &table[first][m-first]
				c.subjects++
				c.orders += row[m].n
				c.cents += row[m].cents
			}
		}
	}
	return size, table
}

func BenchmarkRetention(b *testing.B) {
	s := benchData()
	of := cohort.Of(model.OrderAccount, model.OrderPlacedAt, model.OrderNet)
	benchRetention(b, s, func(o cohort.TableOptions) (kpi.Result[cohort.Table], error) {
		return kpi.Run(context.Background(), s.facts.Orders, cohort.Retention(of, o), kpi.RunOptions{Goroutines: 1})
	})
}

// BenchmarkRetentionOfPolicy is the table as reports have it: of the orders
// that count by a policy, out of all facts.
func BenchmarkRetentionOfPolicy(b *testing.B) {
	s := benchData()
	of := cohort.Orders(kpi.Policy{})
	benchRetention(b, s, func(o cohort.TableOptions) (kpi.Result[cohort.Table], error) {
		return kpi.Run(context.Background(), s.facts, cohort.Retention(of, o), kpi.RunOptions{Goroutines: 1})
	})
}

func benchRetention(b *testing.B, s *benchShop, run func(cohort.TableOptions) (kpi.Result[cohort.Table], error)) {
	b.Helper()
	cal := period.In(benchZone())
	r, err := cal.Range(period.Date{Year: 2023, Month: 1, Day: 1}, period.Date{Year: 2025, Month: 1, Day: 1})
	if err != nil {
		b.Fatal(err)
	}
	base := benchStart.Add(-24 * time.Hour).UnixMicro()
	var months []uint8 // of every hour
	for h := range benchSpan/3600 + 72 {
		at := time.UnixMicro(base + int64(h)*3600*1e6).In(cal.Zone())
		months = append(months, uint8(max(0, min((at.Year()-2023)*12+int(at.Month())-1, benchMonths-1))))
	}
	o := cohort.TableOptions{Cohorts: kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal}}
	var ours, hands time.Duration
	runs := 0
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		got, err := run(o)
		if err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		size, table := handTable(s, base, months)
		hands += time.Since(start)
		compare(b, got, size, table)
		b.StartTimer()
		runs++
	}
	rows := float64(runs * s.n)
	b.ReportMetric(float64(ours)/rows, "ns/row")
	b.ReportMetric(float64(hands)/rows, "hand-ns/row")
	b.ReportMetric(float64(ours)/float64(hands), "x-hand")
	b.ReportMetric(0, "ns/op")
}

// compare makes sure that both did the same work.
func compare(b *testing.B, got kpi.Result[cohort.Table], size [benchMonths]int64, table [benchMonths][benchMonths]handCell) {
	b.Helper()
	t, ok := got.Value()
	if !ok || len(t.Rows) != benchMonths {
		b.Fatalf("%v", got)
	}
	for r, row := range t.Rows {
		for c, cell := range row.Cells {
			want := table[r][c]
			money, _ := cell.Money.Value()
			if row.Size != size[r] || cell.Subjects != want.subjects || cell.Orders != want.orders || !money.Amount().Shift(2).Equal(model.MoneyOf(want.cents, 0, model.EUR).Amount()) {
				b.Fatalf("cohort %d, month %d: %+v of %d, want %+v of %d", r, c, cell, row.Size, want, size[r])
			}
		}
	}
}
