package kpi

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// twinHistory is a fold beside the rows of each group one by one.
type twinHistory struct {
	historyFold
	all   map[int32][]twinMoment
	wider bool // some amounts do not fit
}

type twinMoment struct {
	tick   int64
	amount string // with its currency; "" without
}

func newTwinHistory(wider bool) *twinHistory {
	return &twinHistory{historyFold{def: &historyDef{least: model.Wide + 1}, lanes: []momentLane{{}, {}}}, map[int32][]twinMoment{}, wider}
}

func (h *twinHistory) happen(t *rapid.T, groups int32) {
	g := rapid.Int32Range(0, groups-1).Draw(t, "group")
	tick := rapid.Int64Range(-1, 3).Draw(t, "tick")
	r := loggedRow{tick: tick, group: g, n: 1, lane: laneNone}
	m := twinMoment{tick: tick}
	n := rapid.IntRange(0, 2).Draw(t, "amount")
	if n == 1 && !h.wider {
		n = 0
	}
	switch cur := rapid.SampledFrom([]model.Currency{model.EUR, model.USD}).Draw(t, "currency"); n {
	case 0:
		r.coef, r.lane = 5, h.lane(cur, 2)
		m.amount = "0.05 " + cur.String()
	case 1:
		r.coef, r.lane = h.wides.put(decimal.New(1, 30)), h.lane(cur, wideScale)
		m.amount = decimal.New(1, 30).String() + " " + cur.String()
	}
	h.push(r)
	h.all[g] = append(h.all[g], m)
}

// check holds the moments of each group beside its rows.
func (h *twinHistory) check(t *rapid.T, groups int32) {
	for g := range groups {
		want := map[twinMoment]int64{}
		for _, m := range h.all[g] {
			want[m]++
		}
		rows := h.of(g)
		got := map[twinMoment]int64{}
		for _, r := range rows {
			m := twinMoment{tick: r.tick}
			n, one := int64(r.n), decimal.Decimal{}
			switch l := h.lanes[r.lane]; {
			case r.lane == laneRows:
				t.Fatalf("group %d: rows without an amount of their own", g)
			case l.wide:
				one = decimal.New(1, 30)
				m.amount = one.String() + " " + l.currency.String()
				if !h.wides[r.coef].Equal(one.Mul(decimal.NewFromInt(n))) {
					t.Fatalf("group %d: %d rows of %v together", g, n, h.wides[r.coef])
				}
			case r.lane > laneRows:
				m.amount = "0.05 " + l.currency.String()
				if r.coef != 5*n {
					t.Fatalf("group %d: %d rows of %d together", g, n, r.coef)
				}
			}
			got[m] += n
		}
		if !maps.Equal(got, want) || !slices.IsSortedFunc(rows, func(a, b momentRow) int { return cmp.Compare(a.tick, b.tick) }) {
			t.Fatalf("group %d: got %v, want %v", g, got, want)
		}
	}
}

// Whichever groups are merged into which, settled before or not, each has its rows.
func TestHistoryMerge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SampledFrom([]int32{1, 4, 2*partGroups + 5}).Draw(t, "groups")
		wider := rapid.Bool().Draw(t, "wider")
		twins := [2]*twinHistory{newTwinHistory(wider), newTwinHistory(wider)}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			h := twins[rapid.IntRange(0, 1).Draw(t, "fold")]
			switch rapid.IntRange(0, 7).Draw(t, "step") {
			default:
				h.happen(t, groups)
			case 5:
				h.of(rapid.Int32Range(0, groups-1).Draw(t, "settled"))
			case 6, 7:
				o := twins[0]
				if h == o {
					o = twins[1]
				}
				var from, into []int32
				most := rapid.Bool().Draw(t, "most")
				for g := range groups {
					if most && g%7 > 0 || !most && len(o.all[g]) > 0 && g%2 == 0 {
						from, into = append(from, g), append(into, groups-1-g)
					}
				}
				if rapid.Bool().Draw(t, "same groups") {
					from = from[:0]
					for g := range groups {
						from = append(from, g)
					}
					into = from
				}
				h.take(&o.historyFold, from, into)
				for i, g := range from {
					if rows := o.all[g]; len(rows) > 0 {
						h.all[into[i]] = append(h.all[into[i]], rows...)
					}
				}
			}
		}
		for _, h := range twins {
			h.check(t, groups)
		}
	})
}
