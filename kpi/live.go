package kpi

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/ecomkpi/ecomkpi/model"
)

// Live is a KPI, or a report, that follows facts: its result is at any time
// that of Run over all facts there are, without reading them all again. It reads
// what was appended to the Facts or corrected in them since it was last asked.
//
// What that costs:
//
//   - A fact that is appended is folded once, for each part of the metric that
//     takes facts of its kind. A report has a part for each KPI, and a List one for
//     each metric in it; the result of a part to which nothing happened is kept.
//   - A fact that is corrected makes those parts fold a stretch of the facts of its
//     kind anew that it lies in: a sixteenth of them, or 65,536 where that is more, and
//     then merge the stretches. The first correction finds no stretches yet, and
//     costs as much as Run, or up to twice as much. From then on the state is kept
//     twice.
//   - What By, Across and Distinct keep for each group of a stored key is not in
//     the stretches, where they stand at the top of a part (below On, Where, Map,
//     Both and the like) or in the periods of Every there: a corrected fact makes the
//     groups be folded anew in which it was and is. Their rows are found in a list of
//     the codes of all rows, which takes 4 bytes a row and is read at 1 ns a row or less;
//     a group to which most rows belong, such as that of the unknown key, costs as much
//     as Run. When as many groups have been folded anew as there are, and 65,536 more,
//     all are. The correction after the first reads the results of all groups once more.
//     Keys of at most 1,024 groups are left in the stretches, and so is what takes only
//     kinds of at most 16,384 facts.
//   - The values of Quantiles over all facts, and of Pool over all groups, lie in runs
//     of some 8,192 that stretches and results share. A run is put in order once, and
//     a quantile is looked for in all of them: a correction puts those of its stretch
//     in order again, and a new fact those of the newest run.
//   - Other metrics whose state grows with the facts (ByEach, By and Across below
//     Convert, Rolling and the like or by the key of a Go function, Quantiles in
//     periods, Gaps and History outside of groups) have two stretches only, the newest
//     facts and all before them, whose states are merged after each correction: that
//     costs nearly as much as Run.
//   - Where rows are judged by other facts (model.Expr.Relations), such as sessions by
//     the orders placed in them, or orders by their refunds, each new or corrected fact
//     of those makes the rows that have its session, or are its order, be judged anew,
//     as if they had been corrected. A fact that is found by its ID does so only where
//     it was named before it was there. Facts found in another way, such as the accounts
//     for which orders count, make all rows of the kind be folded anew, in that part. Go
//     functions are taken to look at all facts, unless their author says what they look
//     up (model.Field.WithLookup). The codes by which rows are found take 4 bytes a fact.
//
// Reading the result of a part costs what it costs to make it from its state: a
// sum or a monthly series next to nothing. Of By and Across over thousands of
// groups a sixty-fourth of the groups is read again for each one in which something
// happened, and the groups of By are put together when somebody looks at them.
//
// A Live is used by one goroutine at a time, and not while somebody appends to
// the Facts. Results that were read stay as they were.
type Live[R any] struct {
	parts  *liveParts
	result func() Result[R]
}

// NewLive returns a metric that follows the facts. Nothing is read before it is
// first asked.
func NewLive[R any](facts *model.Facts, m KPI[R]) *Live[R] {
	parts := &liveParts{facts: facts, least: stretchRows, small: smallRows}
	return &Live[R]{parts, m.def.follow(parts)}
}

// Result brings the metric up to date, and returns what Run over the facts
// would.
func (l *Live[R]) Result() Result[R] {
	l.parts.refresh()
	return l.result()
}

// follow adds a metric to the parts of a live one, and returns how it is read
// when they are up to date.
func (d *definition[R]) follow(parts *liveParts) func() Result[R] {
	if d.split != nil {
		return d.split(parts)
	}
	var read func(group int32) Result[R] // of the core made last that is read
	p := newLivePart(d.expr, &parts.relations, func(s *subjects, toRead bool) *core {
		plan, at := newPlan(new(kinds), 1)
		plan.subjects = s
		f := d.fold(at)
		if toRead {
			read = f.result
		}
		return &core{d.expr, plan, f.state}
	})
	parts.all = append(parts.all, p)
	var last Result[R]
	var of uint64
	return func() Result[R] {
		if of != p.version {
			last, of = read(0), p.version
		}
		return last
	}
}

// followAll adds metrics one by one.
func followAll[F, R any](metrics []Metric[F, R], parts *liveParts) []func() Result[R] {
	reads := make([]func() Result[R], len(metrics))
	for i, m := range metrics {
		reads[i] = m.def.follow(parts)
	}
	return reads
}

// readAll reads them.
func readAll[R any](reads []func() Result[R]) []Result[R] {
	out := make([]Result[R], len(reads))
	for i, read := range reads {
		out[i] = read()
	}
	return out
}

// liveParts are the parts of a live metric, each of which is brought up to
// date by itself.
type liveParts struct {
	facts *model.Facts
	least int // rows of a stretch
	small int // rows of a small kind, at most
	all   []*livePart
	codes codesIndex
	at    extents

	relations relationsIndex
	started   bool
}

// extents are those of all kinds.
type extents [len(kinds{})]model.Extent

func (l *liveParts) refresh() {
	var now extents
	var supplied kinds
	for k := range now {
		now[k] = l.facts.Extent(model.Kind(k))
	}
	if l.started && now == l.at {
		return
	}
	for k := range l.facts.Supplied() {
		supplied[k&15] = true
	}
	step := &liveStep{
		facts: l.facts, least: l.least, small: l.small, before: l.at, now: now, supplied: supplied,
		goroutines: runtime.GOMAXPROCS(0), codes: &l.codes, relations: &l.relations,
	}
	l.relations.refresh(step)
	l.codes.refresh(step)
	if len(l.all) >= 2*step.goroutines { // one part each, and else all of them one part
		l.refreshApart(step)
	} else {
		for _, p := range l.all {
			p.refresh(step)
		}
	}
	l.at, l.started = now, true
}

func (l *liveParts) refreshApart(step *liveStep) {
	workers := step.goroutines
	step.goroutines = 1
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(l.all); i = int(next.Add(1)) - 1 {
				l.all[i].refresh(step)
			}
		})
	}
	wait.Wait()
}
