package kpi

import (
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
	// Before gathers the rows before the range of the buckets into one moment,
	// too: its Period is -1, its instant the earliest there is.
	Before bool
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
	def := &historyDef{least: model.Wide + 1}
	value := ""
	if o.Buckets.Grain != 0 {
		cuts, _, err := o.Buckets.Calendar.Cuts(o.Buckets.Range, o.Buckets.Grain)
		if err != nil {
			panic("kpi: History " + o.Buckets.String() + ": " + err.Error())
		}
		def.cuts, def.cut, def.least = cuts, true, 0
		value = "every " + o.Buckets.String()
		if o.Before {
			def.before, def.least = period.CeilMicros(o.Buckets.Range.Start()), -1
			value += " and before"
		}
	}
	return define[F](model.NewExpr("history", value, args...), func(p place) fold[Moments] {
		f := &historyFold{at: p, def: def, instants: numbers(p, at), lanes: []momentLane{{}, {}}}
		if amount {
			f.amounts = numbers(p, o.Amount)
		}
		p.work(f)
		return fold[Moments]{f, f.result}
	})
}

// historyDef is what all folds of one History share.
type historyDef struct {
	cuts   period.Cuts
	cut    bool
	before int64 // rows before this instant are in period -1, where least says so
	least  int64 // tick that counts
}

// historyFold logs rows as they come, and sorts them by group and tick when
// the log gets long or somebody asks. The groups are kept in parts whose rows
// fit a cache, so that memory is read and written in its own order.
type historyFold struct {
	at       place
	def      *historyDef
	instants func() *model.Numbers
	amounts  func() *model.Numbers // nil without amounts
	lanes    []momentLane
	wides    wides
	parts    []historyPart
	source   *momentSource // what lanes and wides were when it was last asked for
	bucket   []int32
	next     []int32     // scratch of arrange
	scratch  []momentRow // scratch of arrange
	log      []loggedRow // scratch of arrange
}

// loggedRow is one or more rows of a group that happened at one tick: a
// microsecond, or the number of a period.
type loggedRow struct {
	tick, coef int64
	group      int32
	n, lane    uint16
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
	if sel == nil && group != nil && ticks != nil && amounts != nil && !amounts.None && !amounts.Marks && amounts.Currencies == nil {
		f.pushAll(group[:rows], ticks[:rows], amounts.Values[:rows], lane)
		return
	}
	each(sel, rows, func(i int32) {
		r := loggedRow{n: 1, lane: lane}
		if group != nil {
			r.group = group[i]
		}
		if ticks != nil {
			r.tick = int64(ticks[i])
		} else {
			r.tick = at.Values[i]
		}
		if r.tick < f.def.least {
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
}

// pushAll is the common case: all rows of a block, with amounts of one
// currency.
func (f *historyFold) pushAll(group, ticks []int32, amounts []int64, lane uint16) {
	least := f.def.least
	for i, v := range amounts {
		if tick := int64(ticks[i]); tick >= least {
			f.push(loggedRow{tick: tick, coef: v, group: group[i], n: 1, lane: lane})
		}
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

// left is the tick of rows that are in no period.
const left = -2

// ticks returns the periods of the current block's rows; nil where the instants
// stand for themselves.
func (f *historyFold) ticks(at *model.Numbers) []int32 {
	if !f.def.cut {
		return nil
	}
	f.bucket = grown(f.bucket, int32(len(at.Values)))
	f.def.cuts.FindAll(at.Values, f.bucket[:len(at.Values)])
	if f.def.least < 0 {
		for i, v := range at.Values {
			if f.bucket[i] < 0 && (v >= f.def.before || v == model.Unknown) {
				f.bucket[i] = left
			}
		}
	}
	return f.bucket
}

func (f *historyFold) check(other state) error {
	if o, ok := other.(*historyFold); !ok || o.def.cut != f.def.cut || o.def.cuts.Len() != f.def.cuts.Len() {
		return ErrIncompatible
	}
	return nil
}

func (f *historyFold) result(g int32) Result[Moments] {
	rows := f.of(g)
	if len(rows) == 0 {
		return Result[Moments]{}
	}
	f.tell()
	return Result[Moments]{value: Moments{rows: rows, from: f.source}}
}

// tell makes the source what it has to be for the rows of now.
func (f *historyFold) tell() {
	if s := f.source; s == nil || len(s.lanes) != len(f.lanes) || len(s.wides) != len(f.wides) {
		f.source = &momentSource{def: f.def, lanes: f.lanes, wides: f.wides, amounts: f.amounts != nil}
	}
}

func (f *historyFold) finish() {
	f.at.plan.crew.share(len(f.parts), func(next func() int) {
		var cells []historyCell // each goroutine has its own
		for k := next(); k >= 0; k = next() {
			if f.parts[k].logged > 0 {
				f.fill(int32(k), &cells)
			}
		}
	})
	for k := range f.parts {
		if f.parts[k].logged > 0 {
			f.arrange(int32(k))
		}
	}
	f.scratch, f.log = nil, nil
	f.tell()
}
