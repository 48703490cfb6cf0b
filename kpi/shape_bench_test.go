package kpi_test

import (
	"context"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// The other shape of the algebra that was tried: a metric is a factory of
// accumulators, one object per group, and each takes one row at a time. It is
// shorter to write than plans and folds. BenchmarkShapes holds it beside them
// on KPIs of the kpi package; the figures are in the package's documentation.

type rowFold interface{ add(o model.OrderRow) }

type rowShape func() rowFold

type rowSum struct{ sum model.MoneySum }

func (f *rowSum) add(o model.OrderRow) { f.sum.Add(o.Net()) }

type rowCount struct{ n int64 }

func (f *rowCount) add(model.OrderRow) { f.n++ }

type rowWhere struct {
	holds func(model.OrderRow) bool
	inner rowFold
}

func (f *rowWhere) add(o model.OrderRow) {
	if f.holds(o) {
		f.inner.add(o)
	}
}

type rowBoth struct{ a, b rowFold }

func (f *rowBoth) add(o model.OrderRow) {
	f.a.add(o)
	f.b.add(o)
}

type rowBy struct {
	key    func(model.OrderRow) string
	make   rowShape
	groups map[string]rowFold
}

func (f *rowBy) add(o model.OrderRow) {
	k := f.key(o)
	g := f.groups[k]
	if g == nil {
		g = f.make()
		f.groups[k] = g
	}
	g.add(o)
}

func BenchmarkShapes(b *testing.B) {
	online := func(o model.OrderRow) bool {
		c := o.Channel()
		return c == model.ChannelWeb || c == model.ChannelApp
	}
	mean := func() rowFold { return &rowBoth{&rowSum{}, &rowCount{}} }
	for _, shape := range []struct {
		name   string
		rows   rowShape
		blocks func(*benchShop) error
	}{
		{
			"average-order-value", func() rowFold { return &rowWhere{online, mean()} },
			blocksOf(kpi.Where(model.OrderChannel.In(model.ChannelWeb, model.ChannelApp), kpi.Mean(model.OrderNet))),
		},
		{
			"average-basket-per-account",
			func() rowFold {
				return &rowBy{func(o model.OrderRow) string { return string(o.AccountID()) }, mean, map[string]rowFold{}}
			},
			blocksOf(kpi.By(model.OrderAccount, kpi.Mean(model.OrderNet))),
		},
	} {
		b.Run(shape.name+"/rows", func(b *testing.B) {
			s := benchData()
			b.ReportAllocs()
			for b.Loop() {
				f := shape.rows()
				for o := range s.orders.All() {
					f.add(o)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*s.n), "ns/row")
		})
		b.Run(shape.name+"/blocks", func(b *testing.B) {
			s := benchData()
			b.ReportAllocs()
			for b.Loop() {
				if err := shape.blocks(s); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*s.n), "ns/row")
		})
	}
}

func blocksOf[R any](m kpi.Metric[model.OrderRow, R]) func(*benchShop) error {
	return func(s *benchShop) error {
		_, err := kpi.Run(context.Background(), s.orders, m, kpi.RunOptions{Goroutines: 1})
		return err
	}
}
