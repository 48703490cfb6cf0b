package kpi_test

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// liveBench is a shop of as many orders as the benchmarks of speed have, twice
// as many sessions, an account for 20 orders and a visitor for 4 sessions. Three of
// four orders were placed in a session.
type liveBench struct {
	*model.Facts
	orders, refunds int
	seed            uint64
}

func (s *liveBench) next(below int) int {
	s.seed ^= s.seed << 13
	s.seed ^= s.seed >> 7
	s.seed ^= s.seed << 17
	return int(s.seed % uint64(below))
}

func (s *liveBench) order(i int) model.Order {
	o := model.Order{
		ID: model.OrderID("o" + strconv.Itoa(i)), PlacedAt: benchStart.Add(time.Duration(s.next(benchSpan)) * time.Second), Status: model.StatusPlaced,
		AccountID: model.AccountID("a" + strconv.Itoa(s.next(benchOrders()/20+1))), Channel: benchChannels[s.next(4)],
		Goods: model.MoneyOf(int64(s.next(200_000)), 2, model.EUR),
	}
	if i%4 > 0 {
		n := s.next(2 * benchOrders())
		o.PlacedAt = startOfSession(n).Add(time.Duration(s.next(3600)) * time.Second)
		o.SessionID, o.VisitorID = model.SessionID("s"+strconv.Itoa(n)), model.VisitorID("v"+strconv.Itoa(n/4))
	}
	return o
}

func (s *liveBench) refund() model.Refund {
	s.refunds++
	return model.Refund{
		ID: model.RefundID("r" + strconv.Itoa(s.refunds)), OrderID: model.OrderID("o" + strconv.Itoa(s.next(s.orders))),
		RefundedAt: benchStart.AddDate(10, 0, 0), Goods: model.MoneyOf(1, 2, model.EUR),
	}
}

func startOfSession(n int) time.Time {
	return benchStart.Add(time.Duration(n*7919%benchSpan) * time.Second)
}

var liveBenchData = sync.OnceValue(func() *liveBench {
	s := &liveBench{Facts: model.NewFacts(model.FactsOptions{}), orders: benchOrders(), seed: 1}
	orders := make([]model.Order, 0, 4096)
	for i := range s.orders {
		if orders = append(orders, s.order(i)); len(orders) == cap(orders) || i == s.orders-1 {
			noError(s.Orders.Append(orders...))
			orders = orders[:0]
		}
	}
	sessions := make([]model.Session, 0, 4096)
	for i := range 2 * s.orders {
		sessions = append(sessions, model.Session{
			ID: model.SessionID("s" + strconv.Itoa(i)), VisitorID: model.VisitorID("v" + strconv.Itoa(i/4)),
			StartedAt: startOfSession(i), PageViews: 3,
		})
		if len(sessions) == cap(sessions) || i == 2*s.orders-1 {
			noError(s.Sessions.Append(sessions...))
			sessions = sessions[:0]
		}
	}
	return s
})

// BenchmarkLive measures how long a live metric takes from an order that is
// appended to its result, from one of the newest that is corrected, from any one that
// is, and from a refund of any, beside a run over all facts. ECOMKPI_BENCH_ORDERS sets
// the size.
func BenchmarkLive(b *testing.B) {
	p := kpi.Policy{}
	cal := period.In(benchZone())
	span, err := cal.Parse("2023/2025")
	noError(err)
	months := kpi.Buckets{Range: span, Grain: period.Month, Calendar: cal}
	report, err := kpi.NewReport(p, kpi.ReportOptions{
		Range: span, Calendar: cal, Compare: kpi.CompareNothing, Series: period.Month, Grain: period.Year,
		KPIs: []string{"O1", "O2", "O3", "O4", "O5", "O6", "O7", "K14", "K15", "K13"},
	})
	noError(err)
	benchLive(b, "headline", kpi.AverageOrderValue(p))
	benchLive(b, "monthly series", kpi.Every(model.FactAtIn(cal), months, kpi.GrossMerchandiseValue(p)))
	benchLive(b, "median", kpi.Map("median", kpi.On(model.OrderFacts, kpi.Quantiles(model.OrderGoods)), kpi.Distribution[model.Money].Median))
	benchLive(b, "average basket", kpi.AverageBasket(p))
	benchLive(b, "retention", kpi.CustomerRetentionRate(p, months))
	benchLive(b, "conversion", kpi.ConversionRate(kpi.Policy{ConversionBy: kpi.ConversionBySession}))
	net := kpi.Policy{Amount: kpi.AmountNetAfterReturns, Refunds: kpi.RefundsByOrderDate}
	benchLive(b, "value after returns", kpi.AverageOrderValue(net))
	benchLive(b, "report", report)
}

func benchLive[R any](b *testing.B, name string, m kpi.KPI[R]) {
	s := liveBenchData()
	live := kpi.NewLive(s.Facts, m)
	for what, step := range map[string]func(){
		"append": func() {
			noError(s.Orders.Append(s.order(s.orders)))
			s.orders++
		},
		"correct a new one": func() { noError(s.Orders.Correct(s.order(s.orders - 1 - s.next(min(s.orders, 10_000))))) },
		"correct any":       func() { noError(s.Orders.Correct(s.order(s.next(s.orders)))) },
		"refund any":        func() { noError(s.Refunds.Append(s.refund())) },
	} {
		b.Run(name+"/"+what, func(b *testing.B) {
			live.Result()
			step() // the first correction makes the stretches
			live.Result()
			b.ReportAllocs()
			for b.Loop() {
				step()
				live.Result()
			}
		})
	}
	b.Run(name+"/run", func(b *testing.B) {
		for b.Loop() {
			if _, err := kpi.Run(context.Background(), s.Facts, m, kpi.RunOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
