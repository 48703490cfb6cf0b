package kpi

import (
	"math"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// HistoryOptions say what a history keeps. The zero value keeps every
// instant, and no amounts.
type HistoryOptions[F any] struct {
	// Amount is what a row is worth; the zero Field is nothing.
	Amount model.Field[F, model.Money]
	// Buckets, where they have a grain, gather the rows of each period into one
	// moment, dated at the start of the period. Rows outside of the range are
	// left out.
	Buckets Buckets
}

// History is when rows happened, how many, and what they are worth, in the
// order of time: the history of one customer, below By or Across. Rows without
// instant are left out. Of no rows it has no moments. It panics where the
// buckets have more periods than period.Calendar.Split takes.
//
// The state keeps a moment, 24 bytes, for every different instant or period of
// a group.
func History[F any](at model.Field[F, time.Time], o HistoryOptions[F]) Metric[F, Moments] {
	args := []model.Expr{at.Expr()}
	amount := o.Amount != (model.Field[F, model.Money]{})
	if amount {
		args = append(args, o.Amount.Expr())
	}
	def := &historyDef{}
	value := ""
	if o.Buckets.Grain != 0 {
		cuts, _, err := o.Buckets.Calendar.Cuts(o.Buckets.Range, o.Buckets.Grain)
		if err != nil {
			panic("kpi: History " + o.Buckets.String() + ": " + err.Error())
		}
		def.cuts, def.cut = cuts, true
		value = "every " + o.Buckets.String()
	}
	return define[F](model.NewExpr("history", value, args...), func(p place) fold[Moments] {
		f := &historyFold{at: p, def: def, instants: numbers(p, at), lanes: []momentLane{{}, {}}}
		if amount {
			f.amounts = numbers(p, o.Amount)
		}
		return f
	})
}

// historyDef is what all folds of one History share.
type historyDef struct {
	cuts period.Cuts
	cut  bool
}

// historyFold logs rows as they come, and sorts them by group and tick when
// the log gets long or somebody asks: two passes over memory in its own order
// instead of a search for each row.
type historyFold struct {
	at       place
	def      *historyDef
	instants func() *model.Numbers
	amounts  func() *model.Numbers // nil without amounts
	lanes    []momentLane
	wides    wides
	bucket   []int32

	log    [][]loggedRow
	logged int
	limit  int         // of the log
	rows   []momentRow // by group, tick and lane; never changed, only replaced
	start  []int       // of the groups in rows
	source *momentSource
}

// logChunk is how many rows are logged in one piece.
const (
	logChunk = 1 << 15
	logLimit = 1 << 22
)

// loggedRow is one or more rows of a group that happened at one tick: a
// microsecond, or the number of a period.
type loggedRow struct {
	tick, coef int64
	group      int32
	n, lane    uint16
}

func (f *historyFold) push(r loggedRow) {
	last := len(f.log) - 1
	if last < 0 || len(f.log[last]) == cap(f.log[last]) {
		size := logChunk
		if last < 0 {
			size = 64 // most groups of nested metrics are small
		} else {
			size = min(size, 4*cap(f.log[last]))
		}
		f.log = append(f.log, make([]loggedRow, 0, size))
		last++
	}
	f.log[last] = append(f.log[last], r)
	f.logged++
}

func (f *historyFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	at := f.instants()
	if at.None {
		return
	}
	ticks := f.ticks(at)
	var amounts *model.Numbers
	lane := laneRows
	if f.amounts != nil {
		amounts, lane = f.amounts(), laneNone
		if !amounts.None && amounts.Currencies == nil {
			lane = f.lane(amounts.Currency, amounts.Scale)
		}
	}
	each(sel, rows, func(i int32) {
		r := loggedRow{n: 1, lane: lane}
		if group != nil {
			r.group = group[i]
		}
		if ticks != nil {
			if r.tick = int64(ticks[i]); r.tick < 0 {
				return
			}
		} else if r.tick = at.Values[i]; r.tick <= model.Wide {
			return
		}
		if amounts != nil && !amounts.None {
			r.coef = amounts.Values[i]
			if amounts.Currencies != nil && r.coef > model.Wide {
				r.lane = f.lane(amounts.Currencies[i], amounts.Scale)
			}
			if r.coef <= model.Wide {
				r.coef, r.lane = f.special(amounts, i)
			}
		}
		f.push(r)
	})
	if f.logged >= max(f.limit, logLimit) {
		f.settle()
	}
}

// special returns the coefficient and lane of an amount that is not known or
// has none.
func (f *historyFold) special(amounts *model.Numbers, i int32) (int64, uint16) {
	d, cur, ok := amounts.At(i)
	if !ok {
		return 0, laneNone
	}
	return f.wides.put(d), f.lane(cur, wideScale)
}

// ticks returns the periods of the current block's rows, -1 outside of all;
// nil where the instants stand for themselves.
func (f *historyFold) ticks(at *model.Numbers) []int32 {
	if !f.def.cut {
		return nil
	}
	f.bucket = grown(f.bucket, int32(len(at.Values)))
	f.def.cuts.FindAll(at.Values, f.bucket[:len(at.Values)])
	return f.bucket
}

func (f *historyFold) check(other fold[Moments]) error {
	if o, ok := other.(*historyFold); !ok || o.def.cut != f.def.cut || o.def.cuts.Len() != f.def.cuts.Len() {
		return incompatible(fold[Moments](f), other)
	}
	return nil
}

func (f *historyFold) merge(other fold[Moments], from, into []int32) {
	o := other.(*historyFold)
	o.settle()
	rows, start := o.rows, o.start // the other one may be the receiver
	lanes := make([]int, len(o.lanes))
	for i, g := range from {
		if int(g)+1 >= len(start) {
			continue
		}
		for _, r := range rows[start[g]:start[g+1]] {
			if lanes[r.lane] == 0 {
				lanes[r.lane] = 1 + int(f.laneOf(o.lanes[r.lane], r.lane))
			}
			coef := r.coef
			if o.lanes[r.lane].wide {
				coef = f.wides.put(o.wides[coef])
			}
			f.pushMany(into[i], r.tick, coef, int64(r.n), uint16(lanes[r.lane]-1))
		}
	}
	if f.logged >= max(f.limit, logLimit) {
		f.settle()
	}
}

// pushMany logs so many rows with one amount together.
func (f *historyFold) pushMany(group int32, tick, coef, n int64, lane uint16) {
	if n <= math.MaxUint16 {
		f.push(loggedRow{tick: tick, coef: coef, group: group, n: uint16(n), lane: lane})
		return
	}
	if lane > laneRows {
		f.push(loggedRow{tick: tick, coef: coef, group: group, lane: lane})
		coef, lane = 0, laneRows
	}
	f.push(loggedRow{tick: tick, coef: coef + n, group: group, lane: lane})
}

func (f *historyFold) result(g int32) Result[Moments] {
	f.settle()
	if int(g)+1 >= len(f.start) {
		return Result[Moments]{}
	}
	return Value(Moments{rows: f.rows[f.start[g]:f.start[g+1]], from: f.source})
}
