package kpi_test

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The benchmarks of this file run a metric, a hand-written loop over plain
// slices and the naive loop over structs in turn, and report how many times
// longer than the hand-written loop (x-hand) and shorter than the naive one
// (x-naive) the metric takes. ECOMKPI_BENCH_ORDERS sets the size, such as
// 10000000; there are 20 orders an account.

func benchOrders() int {
	if n, err := strconv.Atoi(os.Getenv("ECOMKPI_BENCH_ORDERS")); err == nil && n > 0 {
		return n
	}
	return 100_000
}

// benchShop is the same shop three times: as a table, as plain slices and as
// structs.
type benchShop struct {
	n        int
	accounts int
	orders   *model.Orders
	plain    plainOrders
	naive    []naiveOrder
}

type plainOrders struct {
	amount  []int64
	account []uint32
	channel []uint8
	region  []uint8
	placed  []int64 // microseconds
}

type naiveOrder struct {
	placed  time.Time
	account string
	channel string
	region  string
	amount  decimal.Decimal
}

var (
	benchChannels = []model.Channel{model.ChannelWeb, model.ChannelApp, model.ChannelPhone, model.ChannelBranch}
	benchZone     = sync.OnceValue(func() *time.Location {
		z, err := time.LoadLocation("Europe/Paris")
		if err != nil {
			panic(err)
		}
		return z
	})
	benchStart = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
)

const benchSpan = 2 * 365 * 24 * 3600 // seconds

var benchData = sync.OnceValue(func() *benchShop {
	n := benchOrders()
	s := &benchShop{n: n, accounts: max(1, n/20)}
	var err error
	if s.orders, err = model.NewOrders(); err != nil {
		panic(err)
	}
	names := make([]string, s.accounts)
	for i := range names {
		names[i] = "account-" + strconv.Itoa(i)
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
		account, channel, region := next(s.accounts), next(4), next(25)
		cents := int64(next(200_000))
		at := benchStart.Add(time.Duration(next(benchSpan)) * time.Second)
		batch = append(batch, model.Order{
			ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: at, Status: model.StatusPlaced, AccountID: model.AccountID(names[account]),
			Channel: benchChannels[channel], Region: model.Region("r" + strconv.Itoa(region)), Goods: model.MoneyOf(cents, 2, model.EUR),
		})
		if len(batch) == cap(batch) || i == n-1 {
			if err := s.orders.Append(batch...); err != nil {
				panic(err)
			}
			batch = batch[:0]
		}
		s.plain.amount = append(s.plain.amount, cents)
		s.plain.account = append(s.plain.account, uint32(account))
		s.plain.channel = append(s.plain.channel, uint8(channel))
		s.plain.region = append(s.plain.region, uint8(region))
		s.plain.placed = append(s.plain.placed, at.UnixMicro())
		s.naive = append(s.naive, naiveOrder{
			placed: at, account: names[account], channel: string(benchChannels[channel]), region: "r" + strconv.Itoa(region),
			amount: decimal.New(cents, -2),
		})
	}
	return s
})

// sideBySide runs the three in turn and reports the ratios.
func sideBySide[R any](b *testing.B, m kpi.Metric[model.OrderRow, R], hand, naive func(*benchShop)) {
	s := benchData()
	one := kpi.RunOptions{Goroutines: 1}
	var ours, hands time.Duration
	runs := 0
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		if _, err := kpi.Run(context.Background(), s.orders, m, one); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		hand(s)
		hands += time.Since(start)
		b.StartTimer()
		runs++
	}
	start := time.Now()
	naive(s)
	slow := time.Since(start)
	rows := float64(runs * s.n)
	b.ReportMetric(float64(ours)/rows, "ns/row")
	b.ReportMetric(float64(hands)/rows, "hand-ns/row")
	b.ReportMetric(float64(slow)/float64(s.n), "naive-ns/row")
	b.ReportMetric(float64(ours)/float64(hands), "x-hand")
	b.ReportMetric(float64(slow)*float64(runs)/float64(ours), "x-naive")
	b.ReportMetric(0, "ns/op")
}

var sink int64

func BenchmarkSpeed(b *testing.B) {
	b.Run("sum", func(b *testing.B) {
		sideBySide(b, kpi.Sum(model.OrderNet), func(s *benchShop) {
			var sum int64
			for _, v := range s.plain.amount {
				sum += v
			}
			sink += sum
		}, func(s *benchShop) {
			var sum decimal.Decimal
			for i := range s.naive {
				sum = sum.Add(s.naive[i].amount)
			}
			sink += sum.IntPart()
		})
	})
	b.Run("25sums", func(b *testing.B) {
		list := make([]kpi.Metric[model.OrderRow, model.Money], 25)
		for r := range list {
			list[r] = kpi.Where(model.OrderRegion.Is(model.Region("r"+strconv.Itoa(r))), kpi.Sum(model.OrderNet))
		}
		sideBySide(b, kpi.List(list...), func(s *benchShop) {
			for r := range uint8(25) { // as many scans as there are sums
				var sum int64
				for i, v := range s.plain.amount {
					if s.plain.region[i] == r {
						sum += v
					}
				}
				sink += sum
			}
		}, func(s *benchShop) {
			for r := range 25 {
				name := "r" + strconv.Itoa(r)
				var sum decimal.Decimal
				for i := range s.naive {
					if s.naive[i].region == name {
						sum = sum.Add(s.naive[i].amount)
					}
				}
				sink += sum.IntPart()
			}
		})
	})
	b.Run("where-mean", func(b *testing.B) {
		sideBySide(b, kpi.Where(model.OrderChannel.Is(model.ChannelWeb), kpi.Mean(model.OrderNet)), func(s *benchShop) {
			var sum, n int64
			for i, c := range s.plain.channel {
				if c == 0 {
					sum += s.plain.amount[i]
					n++
				}
			}
			sink += sum / max(n, 1)
		}, func(s *benchShop) {
			var sum decimal.Decimal
			n := int64(0)
			for i := range s.naive {
				if s.naive[i].channel == "web" {
					sum = sum.Add(s.naive[i].amount)
					n++
				}
			}
			sink += sum.Div(decimal.NewFromInt(max(n, 1))).IntPart()
		})
	})
	b.Run("by-account", func(b *testing.B) {
		m := kpi.By(model.OrderAccount, kpi.Both(kpi.Count[model.OrderRow](), kpi.Sum(model.OrderNet)))
		sideBySide(b, m, func(s *benchShop) { sink += int64(len(handByAccount(s))) }, func(s *benchShop) {
			sink += int64(len(naiveByAccount(s)))
		})
	})
	b.Run("off-hours", benchmarkOffHours)
	b.Run("monthly", benchmarkMonthly)
	b.Run("by-account-every-month", benchmarkAccountMonths)
	b.Run("repeat-customers", func(b *testing.B) {
		m := kpi.Across(model.OrderAccount, kpi.Count[model.OrderRow](),
			kpi.Where(kpi.EntryIf[model.AccountID]("twice", func(n int64) bool { return n >= 2 }), kpi.Count[kpi.Entry[model.AccountID, int64]]()))
		sideBySide(b, m, func(s *benchShop) {
			n := make([]int32, s.accounts)
			for _, a := range s.plain.account {
				n[a]++
			}
			for _, k := range n {
				if k >= 2 {
					sink++
				}
			}
		}, func(s *benchShop) {
			n := map[string]int{}
			for i := range s.naive {
				n[s.naive[i].account]++
			}
			for _, k := range n {
				if k >= 2 {
					sink++
				}
			}
		})
	})
}

type handCell struct{ sum, n int64 }

func handByAccount(s *benchShop) []handCell {
	cells := make([]handCell, s.accounts)
	for i, a := range s.plain.account {
		cells[a].sum += s.plain.amount[i]
		cells[a].n++
	}
	return cells
}

type naiveCell struct {
	sum decimal.Decimal
	n   int64
}

func naiveByAccount(s *benchShop) map[string]*naiveCell {
	cells := map[string]*naiveCell{}
	for i := range s.naive {
		o := &s.naive[i]
		c := cells[o.account]
		if c == nil {
			c = &naiveCell{}
			cells[o.account] = c
		}
		c.sum = c.sum.Add(o.amount)
		c.n++
	}
	return cells
}

func benchRange() (period.Range, period.Calendar) {
	cal := period.In(benchZone())
	r, err := cal.Range(period.Date{Year: 2023, Month: 1, Day: 1}, period.Date{Year: 2025, Month: 1, Day: 1})
	if err != nil {
		panic(err)
	}
	return r, cal
}

// monthTable gives the month of every hour of the range, as a hand-written
// program would have it.
func monthTable() (base int64, months []uint8) {
	z := benchZone()
	base = benchStart.Add(-24 * time.Hour).UnixMicro()
	for h := range benchSpan/3600 + 72 {
		t := time.UnixMicro(base + int64(h)*3600*1e6).In(z)
		months = append(months, uint8((t.Year()-2022)*12+int(t.Month())-1))
	}
	return base, months
}

func benchmarkMonthly(b *testing.B) {
	r, cal := benchRange()
	m := kpi.Every(model.OrderPlacedAt, kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal}, kpi.Sum(model.OrderNet))
	base, months := monthTable()
	sideBySide(b, m, func(s *benchShop) {
		var sums [48]int64
		for i, t := range s.plain.placed {
			sums[months[(t-base)/3_600_000_000]] += s.plain.amount[i]
		}
		sink += sums[20]
	}, func(s *benchShop) {
		sums := map[string]decimal.Decimal{}
		for i := range s.naive {
			k := s.naive[i].placed.In(benchZone()).Format("2006-01")
			sums[k] = sums[k].Add(s.naive[i].amount)
		}
		sink += int64(len(sums))
	})
}

func benchmarkAccountMonths(b *testing.B) {
	r, cal := benchRange()
	m := kpi.Every(model.OrderPlacedAt, kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal},
		kpi.By(model.OrderAccount, kpi.Both(kpi.Count[model.OrderRow](), kpi.Sum(model.OrderNet))))
	base, months := monthTable()
	sideBySide(b, m, func(s *benchShop) {
		cells := map[uint64]handCell{}
		for i, t := range s.plain.placed {
			k := uint64(months[(t-base)/3_600_000_000])<<32 | uint64(s.plain.account[i])
			c := cells[k]
			c.sum += s.plain.amount[i]
			c.n++
			cells[k] = c
		}
		sink += int64(len(cells))
	}, func(s *benchShop) {
		cells := map[string]map[string]*naiveCell{}
		for i := range s.naive {
			o := &s.naive[i]
			month := o.placed.In(benchZone()).Format("2006-01")
			if cells[month] == nil {
				cells[month] = map[string]*naiveCell{}
			}
			c := cells[month][o.account]
			if c == nil {
				c = &naiveCell{}
				cells[month][o.account] = c
			}
			c.sum = c.sum.Add(o.amount)
			c.n++
		}
		sink += int64(len(cells))
	})
}

func benchmarkOffHours(b *testing.B) {
	_, cal := benchRange()
	hours, err := period.ParseHours(cal, "Mon-Fri 09:00-18:00")
	if err != nil {
		b.Fatal(err)
	}
	m := kpi.Where(model.ClosedAt(model.OrderPlacedAt, hours), kpi.Sum(model.OrderNet))
	base := benchStart.Add(-24 * time.Hour).UnixMicro()
	var closed []bool // by hour: the hours are whole
	for h := range benchSpan/3600 + 72 {
		closed = append(closed, hours.Closed(time.UnixMicro(base+int64(h)*3600*1e6)))
	}
	sideBySide(b, m, func(s *benchShop) {
		var sum int64
		for i, t := range s.plain.placed {
			if closed[(t-base)/3_600_000_000] {
				sum += s.plain.amount[i]
			}
		}
		sink += sum
	}, func(s *benchShop) {
		var sum decimal.Decimal
		for i := range s.naive {
			t := s.naive[i].placed.In(benchZone())
			day := t.Weekday()
			if day == time.Saturday || day == time.Sunday || t.Hour() < 9 || t.Hour() >= 18 {
				sum = sum.Add(s.naive[i].amount)
			}
		}
		sink += sum.IntPart()
	})
}
