package kpi_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// twinOrders are the same orders in two tables with dictionaries of their own, in
// which they have other codes.
func twinOrders(orders int, order func(n int) model.Order) (tables [2][]model.OrderRow) {
	for k := range tables {
		table, err := model.NewOrders()
		noError(err)
		for i := range orders {
			if k == 1 {
				i = orders - 1 - i
			}
			noError(table.Append(order(i)))
		}
		for o := range table.All() {
			tables[k] = append(tables[k], o)
		}
	}
	return tables
}

// beside takes two states of a metric through random steps, each beside a naive M
// that is given the same rows.
type beside[R, M any] struct {
	metric     kpi.Metric[model.OrderRow, R]
	tables     [2][]model.OrderRow
	often      []int // which table is added from
	from, rows []int
	steps      int
	empty      func() M
	add        func(M, model.OrderRow)
	join       func(into, from M)
	check      func(t *rapid.T, got R, want M)
}

func (b beside[R, M]) run(t *testing.T) {
	type side struct {
		state *kpi.State[model.OrderRow, R]
		naive M
	}
	rapid.Check(t, func(t *rapid.T) {
		var sides [2]side
		for i := range sides {
			sides[i] = side{kpi.NewState(b.metric), b.empty()}
		}
		for range rapid.IntRange(1, b.steps).Draw(t, "steps") {
			s := &sides[rapid.IntRange(0, 1).Draw(t, "side")]
			other := &sides[rapid.IntRange(0, 1).Draw(t, "other")]
			switch rapid.SampledFrom([]string{"add", "add", "merge", "reread", "snapshot"}).Draw(t, "step") {
			case "add":
				rows := b.tables[rapid.SampledFrom(b.often).Draw(t, "table")]
				from := rapid.SampledFrom(b.from).Draw(t, "from")
				rows = rows[from:min(len(rows), from+rapid.SampledFrom(b.rows).Draw(t, "rows"))]
				s.state.Add(rows...)
				for _, o := range rows {
					b.add(s.naive, o)
				}
			case "merge":
				if s == other {
					continue
				}
				noError(s.state.Merge(other.state))
				b.join(s.naive, other.naive)
			case "reread":
				text, err := s.state.MarshalBinary()
				noError(err)
				s.state = kpi.NewState(b.metric)
				noError(s.state.UnmarshalBinary(text))
			case "snapshot":
				s.state = s.state.Snapshot()
			}
			got, _ := s.state.Result().Value()
			b.check(t, got, s.naive)
		}
	})
}
