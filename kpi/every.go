package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Buckets says into which periods an instant falls: those of a grain in a
// range, by a calendar. Periods that the range cuts are partial.
type Buckets struct {
	Range    period.Range
	Grain    period.Grain
	Calendar period.Calendar
}

// String returns the buckets as text, such as
// "month of 2025 in Europe/Berlin".
func (b Buckets) String() string {
	return fmt.Sprintf("%v of %s in %v", b.Grain, b.Calendar.Format(b.Range), b.Calendar)
}

// Every is the metric in each period of the buckets: a row whose instant lies
// in the range is in exactly one period, others are left out. Periods without
// rows are there, with the metric of no rows. It panics where the range has
// more periods than period.Calendar.Split takes.
func Every[F, R any](at model.Field[F, time.Time], b Buckets, m Metric[F, R]) Metric[F, Series[R]] {
	return framed("", at, b, b.Range, nil, m)
}

// Rolling is Every, with each period's rows joined by those of the n-1 periods
// before it, of which the first may lie before the range: the trailing twelve
// months of every month, say. Distinct counts and extremes are those of the
// joined rows. It panics where n is below 1.
func Rolling[F, R any](at model.Field[F, time.Time], b Buckets, n int, m Metric[F, R]) Metric[F, Series[R]] {
	if n < 1 {
		panic("kpi: Rolling needs at least one period")
	}
	wide := b.Range
	if first, ok := firstPeriod(b); ok {
		wide = widened(b, b.Calendar.Shift(first.Whole(), b.Grain, 1-n).Start())
	}
	return framed(fmt.Sprintf(", rolling %d", n), at, b, wide, func(i int, _ []period.Period) int { return max(0, i-n+1) }, m)
}

// ToDate is Every, with each period's rows joined by those before it in the
// same larger period: year to date by months, month to date by days. The
// larger period may begin before the range.
func ToDate[F, R any](at model.Field[F, time.Time], b Buckets, within period.Grain, m Metric[F, R]) Metric[F, Series[R]] {
	wide := b.Range
	if first, ok := firstPeriod(b); ok {
		wide = widened(b, b.Calendar.Of(first.Start(), within).Whole().Start())
	}
	start := func(i int, ps []period.Period) int {
		larger := b.Calendar.Of(ps[i].Start(), within).Whole()
		for i > 0 && larger.Contains(ps[i-1].Start()) {
			i--
		}
		return i
	}
	return framed(fmt.Sprintf(", %v to date", within), at, b, wide, start, m)
}

// Cumulative is Every, with each period's rows joined by all those before it
// in the range.
func Cumulative[F, R any](at model.Field[F, time.Time], b Buckets, m Metric[F, R]) Metric[F, Series[R]] {
	return framed(", cumulative", at, b, b.Range, func(int, []period.Period) int { return 0 }, m)
}

func firstPeriod(b Buckets) (period.Period, bool) {
	if b.Range.Empty() {
		return period.Period{}, false
	}
	return b.Calendar.Of(b.Range.Start(), b.Grain), true
}

// widened returns the range, begun earlier.
func widened(b Buckets, start time.Time) period.Range {
	if !start.Before(b.Range.Start()) {
		return b.Range
	}
	r, err := period.NewRange(start, b.Range.End())
	if err != nil {
		return b.Range
	}
	return r
}

// frame returns the first period whose rows join those of period i.
type frame func(i int, periods []period.Period) int

// framed is Every over a range that may be wider than the periods asked for.
func framed[F, R any](joined string, at model.Field[F, time.Time], b Buckets, wide period.Range, start frame, m Metric[F, R]) Metric[F, Series[R]] {
	cuts, periods, err := b.Calendar.Cuts(wide, b.Grain)
	if err != nil {
		panic(fmt.Sprintf("kpi: every %v%s: %v", b, joined, err))
	}
	skip := 0
	for skip < len(periods) && !periods[skip].End().After(b.Range.Start()) {
		skip++
	}
	shown := periods
	if skip > 0 || start != nil {
		// The first period is cut where the range asked for cuts it.
		if asked, err := b.Calendar.Split(b.Range, b.Grain); err == nil {
			shown = asked
		}
	}
	d := &bucketsOf{cuts: cuts, periods: periods, shown: shown, skip: skip, start: start}
	expr := model.NewExpr("every", "every "+b.String()+joined, m.Tree(), at.Expr())
	return define[F](expr, func(pl place) fold[Series[R]] {
		if start != nil && isWide(expr, true) {
			pl.plan.subjects.refuse(pl) // whose states are merged
		}
		g := groupByTime(pl, at, wide, b, d)
		inner := pl
		inner.rows, inner.groups = g.rows, g
		per := m.def.fold(inner)
		f := &everyFold{def: d, outer: pl, groups: g, metric: func(at place) state { return m.def.fold(at).state }, inner: per.state}
		var kept *keptSeries[R]
		if g.flat && start == nil {
			f.kept = &touched{at: inner}
			kept = &keptSeries[R]{touched: f.kept, first: skip}
			pl.work(f.kept)
		}
		return fold[Series[R]]{f, func(g int32) Result[Series[R]] { return seriesOf(f, g, per.result, m.def.fold, kept) }}
	})
}

// bucketsOf is what all folds of one Every share.
type bucketsOf struct {
	cuts    period.Cuts
	periods []period.Period // of the wide range
	shown   []period.Period // those asked for: the last ones
	skip    int
	start   frame // nil where every period stands alone
}

// timeGroups groups rows by the period they fall into.
type timeGroups struct {
	pairs
	at     place
	rows   *selection // those in the range
	bucket []int32    // by row
	flat   bool       // below one outer group, where every period has its group
	serial uint64
	group  []int32
}

func groupByTime[F any](at place, field model.Field[F, time.Time], wide period.Range, b Buckets, d *bucketsOf) *timeGroups {
	what := fmt.Sprintf("every %v %v %v %v", field.Identity(), wide, b.Grain, b.Calendar)
	k := groupingKey{parent: at.groups, rows: at.rows, what: what}
	if g, ok := at.plan.groupings[k].(*timeGroups); ok {
		return g
	}
	g := &timeGroups{at: at}
	nums := numbers(at, field)
	g.rows = &selection{plan: at.plan, parent: at.rows, pick: func(b *model.Block, sel, buf []int32) []int32 {
		n := nums()
		if n.None {
			return buf
		}
		g.bucket = grown(g.bucket, int32(b.Len()))
		d.cuts.FindAll(n.Values, g.bucket[:len(n.Values)])
		if sel == nil {
			outside := int32(0)
			for _, k := range g.bucket[:b.Len()] {
				outside |= k
			}
			if outside >= 0 {
				return nil
			}
			for i, k := range g.bucket[:b.Len()] {
				if k >= 0 {
					buf = append(buf, int32(i))
				}
			}
			return buf
		}
		for _, i := range sel {
			if g.bucket[i] >= 0 {
				buf = append(buf, i)
			}
		}
		return buf
	}}
	if root, ok := at.groups.(*rootGroups); ok && root.n == 1 {
		g.flat = true
		for i := range d.periods {
			g.pairs.group(0, int32(i))
		}
	}
	at.plan.groupings[k] = g
	at.plan.finishers = append(at.plan.finishers, g)
	return g
}

func (g *timeGroups) finish() { g.children(0) }

func (g *timeGroups) len() int32 { return int32(len(g.pairs.key)) }

func (g *timeGroups) get() []int32 {
	sel, n := g.rows.get()
	if n == 0 || g.flat {
		return g.bucket
	}
	if g.serial == g.at.plan.serial {
		return g.group
	}
	g.serial = g.at.plan.serial
	outer := g.at.groups.get()
	if len(g.group) < len(g.bucket) {
		g.group = make([]int32, len(g.bucket))
	}
	g.pairs.groupAll(sel, g.at.plan.block.Len(), outer, g.bucket, g.group)
	return g.group
}

// merge pairs the periods below from of another grouping with periods below
// into here.
func (g *timeGroups) merge(o *timeGroups, from, into []int32) (childFrom, childInto []int32) {
	for j, f := range from {
		for _, child := range o.children(f) {
			childFrom = append(childFrom, child)
			childInto = append(childInto, into[j])
		}
	}
	for i, child := range childFrom {
		childInto[i] = g.pairs.group(childInto[i], o.pairs.key[child])
	}
	return childFrom, childInto
}
