package cohort

import (
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Retention is the retention table of the subjects: how many of those who
// started in a period were active in each window after, and what they bought.
//
//	cell = subjects of the cohort active in the window / subjects of the cohort
//
// A cell is complete when its window is over for every subject of the cohort, and
// not yet as long as it has begun for none. That of a calendar window depends on
// the options alone.
// The orders and the money of a cell are all those of the cohort's subjects in
// its windows, whatever the flavour and the least number of events. Calendar
// windows hold the events of their periods, also those of the cohort's own
// period that came before the start.
//
// It is a history KPI: a filter, key or period around it means the history
// within that slice, so that a subject may be in several of them. Without
// subjects it is a table of empty cohorts. Subjects without a start are left
// out, and so are those who start outside of the cohorts. Where the first event
// supplied lies in the cohorts, a warning says how many subjects of the first
// ones may have started before. It panics where the options make no table, such
// as one of more than a million cells.
func Retention[F any, K comparable](s Subjects[F, K], o TableOptions) kpi.Metric[F, Table] {
	l := newLayout(o)
	b := l.buckets
	if l.window > 0 {
		b = kpi.Buckets{}
	}
	return across(s, b, folded[K]("retention "+o.String(), l.empty, (*entries).take, (*entries).merge, (*entries).result))
}

// entries is the state of a table.
type entries struct {
	layout  *layout
	size    []int64 // by row
	unsure  []int64
	starts  []spread  // of rows with subjects
	cells   []cellSum // by row and column
	earlier bool      // somebody started before the first cohort

	own []entrance // of the subject at hand
}

type cellSum struct {
	active, orders, missing int64
	money                   model.MoneySum
}

// entrance is where and when a subject enters.
type entrance struct {
	row int
	at  int64
}

func (l *layout) empty() *entries {
	return &entries{
		layout: l, size: make([]int64, l.rows), unsure: make([]int64, l.rows), starts: make([]spread, l.rows), cells: make([]cellSum, l.rows*l.width()),
	}
}

func (e *entries) take(l life) *entries {
	if !l.started {
		return e
	}
	if len(e.layout.periods) > 0 && l.start < micros(e.layout.periods[0].Start()) {
		e.earlier = true
	}
	for _, in := range e.entrances(l) {
		e.spread(in.row, spread{in.at, in.at})
		e.size[in.row]++
		if l.unsure {
			e.unsure[in.row]++
		}
		e.enter(in, l.moments)
	}
	return e
}

// spread takes starts into those of a row, before the row's size grows.
func (e *entries) spread(row int, s spread) {
	own := &e.starts[row]
	if e.size[row] == 0 {
		*own = s
		return
	}
	own.first, own.last = min(own.first, s.first), max(own.last, s.last)
}

// entrances returns where a subject enters.
func (e *entries) entrances(l life) []entrance {
	e.own = e.own[:0]
	if e.layout.options.Entry == FirstTime {
		if row := e.layout.row(l.start); row >= 0 {
			e.own = append(e.own, entrance{row, l.start})
		}
		return e.own
	}
	last, n := -1, int64(0)
	first := int64(0)
	flush := func() {
		if last >= 0 && n >= e.layout.options.atLeast() {
			e.own = append(e.own, entrance{last, first})
		}
	}
	for m := range l.moments.All() {
		if m.Micros >= e.layout.asOf {
			break
		}
		row := e.layout.row(m.Micros)
		if row < 0 || e.before(m, l.start) {
			continue
		}
		if row != last {
			flush()
			last, n, first = row, 0, m.Micros
		}
		n += m.Rows
	}
	flush()
	return e.own
}

// before says whether a moment is over before the start of its subject.
func (e *entries) before(m kpi.Moment, start int64) bool {
	if e.layout.window > 0 {
		return m.Micros < start
	}
	_, end := e.layout.cuts.Bounds(m.Period)
	return end <= start
}

// enter counts the events of one subject in one cohort. Moments come in the
// order of time, and so do their columns: one after the other is looked at.
func (e *entries) enter(in entrance, moments kpi.Moments) {
	width := e.layout.width()
	cells := e.cells[in.row*width : (in.row+1)*width]
	column, n := int32(-1), int64(0) // the column at hand, and its events
	past := int32(0)                 // the columns from the first on that count without a gap
	for m := range moments.All() {
		c := e.layout.place(in.row, in.at, m)
		if c < 0 {
			continue
		}
		if c != column {
			past = e.leave(cells, column, n, past)
			column, n = c, 0
		}
		n += m.Rows
		cell := &cells[c]
		cell.orders += m.Rows
		cell.missing += m.Missing()
		m.AddTo(&cell.money)
	}
	e.leave(cells, column, n, past)
}

// leave counts a subject that had n events in a column, and returns how many
// columns have been counted in one go.
func (e *entries) leave(cells []cellSum, column int32, n int64, past int32) int32 {
	if column < 0 || n < e.layout.options.atLeast() {
		return past
	}
	switch e.layout.options.Flavour {
	case OnPeriod:
		cells[column].active++
	case OnOrAfter:
		for ; past <= column; past++ {
			cells[past].active++
		}
	case EveryPeriod:
		if past = max(past, 1); column == 0 || column == past {
			cells[column].active++
			past = max(past, column+1)
		}
	}
	return past
}

func (e *entries) merge(o *entries) *entries {
	for r := range e.size {
		if o.size[r] > 0 {
			e.spread(r, o.starts[r])
		}
		e.size[r] += o.size[r]
		e.unsure[r] += o.unsure[r]
	}
	for i := range e.cells {
		c, d := &e.cells[i], &o.cells[i]
		c.active, c.orders, c.missing = c.active+d.active, c.orders+d.orders, c.missing+d.missing
		c.money.Merge(&d.money)
	}
	e.earlier = e.earlier || o.earlier
	return e
}

func (e *entries) result() kpi.Result[Table] {
	l := e.layout
	t := Table{options: l.options, Columns: make([]Column, l.width()), Rows: make([]Row, l.rows)}
	for c := range t.Columns {
		t.Columns[c] = Column{From: l.edges[c], To: l.edges[c+1] - 1}
	}
	var warnings []kpi.Warning
	missing, orders := int64(0), int64(0)
	for r := range t.Rows {
		row := Row{Cohort: l.periods[r], Size: e.size[r], Cells: make([]Cell, l.width())}
		for c := range row.Cells {
			cell := &e.cells[r*l.width()+c]
			row.Cells[c] = e.cell(r, c, row)
			missing, orders = missing+cell.missing, orders+cell.orders
		}
		t.Rows[r] = row
		if !e.earlier && len(warnings) == 0 && e.size[r] > 0 {
			text := "subjects of cohort " + l.periods[r].Label() + " may have started before the supplied history"
			warnings = append(warnings, kpi.Warning{Count: e.unsure[r], Of: e.size[r], Text: text})
		}
	}
	warnings = append(warnings, kpi.Warning{Count: missing, Of: orders, Text: "events without amount"})
	return kpi.Value(t, warnings...)
}

// cell returns a cell; those before it in the row are there.
func (e *entries) cell(r, c int, row Row) Cell {
	l := e.layout
	starts := e.starts[r]
	if e.size[r] == 0 {
		starts = l.possible(r)
	}
	out := Cell{Status: l.status(r, c, starts), level: l.options.level()}
	if out.Status == NotYet {
		return out
	}
	sum := &e.cells[r*l.width()+c]
	out.Subjects, out.Of, out.Orders, out.Money = sum.active, row.Size, sum.orders, kpi.TotalOf(&sum.money)
	if l.options.Reference == PreviousColumn && c > 0 {
		out.Of = row.Cells[c-1].Subjects
	}
	return out
}
