package kpi_test

import (
	"slices"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Groups of more rows than the numbers they are counted in hold, in one state, in
// several that are merged, and in one that is read back.
func TestCountOfManyRows(t *testing.T) {
	t.Parallel()
	const rare, most = 65_535, 3*65_536 + 7
	b := book{orders: []model.Order{
		order("1", "2025-01-10", "1 EUR", through("most")), order("2", "2025-01-10", "1 EUR", through("rare")), order("3", "2025-01-10", "1 EUR", through("one")),
	}}
	one := slices.Collect(b.facts().Orders.All())
	rows := slices.Concat(slices.Repeat(one[:1], most), slices.Repeat(one[1:2], rare), one[2:])
	m := kpi.Both(kpi.Count[model.OrderRow](), kpi.By(model.OrderChannel, kpi.Count[model.OrderRow]()))
	holds := func(what string, s *kpi.State[model.OrderRow, kpi.Pair[int64, kpi.Groups[model.Channel, int64]]], times int64) {
		t.Helper()
		p, _ := s.Result().Value()
		groups, _ := p.B.Value()
		if n, _ := p.A.Value(); n != times*int64(len(rows)) {
			t.Errorf("%s: %d rows of %d", what, n, times*int64(len(rows)))
		}
		for key, n := range map[model.Channel]int64{"most": most, "rare": rare, "one": 1} {
			if r, _ := groups.Get(key); r.Why() != kpi.Defined || r.String() != kpi.Value(times*n).String() {
				t.Errorf("%s: %s: %v of %d", what, key, r, times*n)
			}
		}
	}
	s := kpi.NewState(m)
	s.Add(rows...)
	holds("one state", s, 1)
	again := kpi.NewState(m)
	bytes, err := s.MarshalBinary()
	noError(err)
	noError(again.UnmarshalBinary(bytes))
	holds("read back", again, 1)
	noError(s.Merge(again))
	noError(s.Merge(again))
	holds("three merged", s, 3)
	s.Add(rows...)
	holds("and added to", s, 4)
}
