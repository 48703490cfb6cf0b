package cohort

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// layout is where the subjects and events of a table go.
type layout struct {
	options TableOptions
	asOf    int64           // microseconds
	buckets kpi.Buckets     // the periods from the first cohort's to the instant that is known
	periods []period.Period // of the buckets
	cuts    period.Cuts     // between them
	rows    int             // the cohorts are the first periods
	edges   []int           // the first window of each column, and the end
	column  []int32         // by window
	window  int64           // microseconds; 0 for calendar periods
}

// maxCells bounds a table.
const maxCells = 1 << 20

// newLayout panics where options make no table: they are a programmer's.
func newLayout(o TableOptions) *layout {
	fail := func(what string) { panic("cohort: a table of " + o.String() + ": " + what) }
	l := &layout{options: o, asOf: period.CeilMicros(o.asOf()), window: int64(o.Days) * 24 * int64(time.Hour/time.Microsecond)}
	if o.Days < 0 || o.Days > 1<<16 || o.Columns < 0 || o.Flavour > EveryPeriod || o.Entry > Recurring || o.Reference > PreviousColumn {
		fail("an option is out of range")
	}
	if lv := o.level(); !(lv > 0 && lv < 1) {
		fail("the level has to lie between 0 and 1")
	}
	buckets, cuts, periods, err := known(o.Cohorts, 0, o.asOf())
	if err != nil {
		fail(err.Error())
	}
	l.buckets, l.cuts, l.periods = buckets, cuts, periods
	for l.rows < len(l.periods) && l.periods[l.rows].Whole().Start().Before(o.Cohorts.Range.End()) {
		l.rows++
	}
	if err := l.columns(); err != "" {
		fail(err)
	}
	return l
}

// known returns the buckets of the whole periods from that of the range's
// start, and of so many before it, up to the instant that is known.
func known(b kpi.Buckets, before int, asOf time.Time) (kpi.Buckets, period.Cuts, []period.Period, error) {
	if b.Range.Empty() {
		return b, period.Cuts{}, nil, nil
	}
	// Step by step: a day before one that a zone skipped is the day before that.
	start := b.Calendar.Of(b.Range.Start(), b.Grain).Whole().Start()
	for range before {
		start = b.Calendar.Of(start.Add(-time.Microsecond), b.Grain).Whole().Start()
	}
	b.Range = period.Range{}
	if start.Before(asOf) {
		r, err := period.NewRange(start, asOf)
		if err != nil {
			return b, period.Cuts{}, nil, err
		}
		b.Range = r
	}
	cuts, periods, err := b.Calendar.Cuts(b.Range, b.Grain)
	return b, cuts, periods, err
}

// columns lays the windows out; it returns what is wrong with the options.
func (l *layout) columns() string {
	o := l.options
	l.edges = append([]int(nil), o.Brackets...)
	if len(l.edges) == 0 {
		n := o.Columns
		if n == 0 {
			n = l.begun()
		}
		if n > maxCells {
			return fmt.Sprintf("%d columns; set Columns", n)
		}
		for i := range n + 1 {
			l.edges = append(l.edges, i)
		}
	}
	for i, e := range l.edges {
		if e < 0 || i > 0 && e <= l.edges[i-1] || e > maxCells {
			return "brackets have to rise from 0 or more"
		}
	}
	if n := len(l.edges) - 1; n > 0 && l.rows > maxCells/n {
		return fmt.Sprintf("%d cohorts of %d columns; set Columns", l.rows, n)
	}
	l.column = make([]int32, l.edges[len(l.edges)-1])
	for i := range l.column {
		l.column[i] = -1
	}
	for c := range len(l.edges) - 1 {
		for w := l.edges[c]; w < l.edges[c+1]; w++ {
			l.column[w] = int32(c)
		}
	}
	return ""
}

// begun is how many windows of the first cohort have begun.
func (l *layout) begun() int {
	if len(l.periods) == 0 || l.window == 0 {
		return len(l.periods)
	}
	start := period.CeilMicros(l.periods[0].Start())
	return int((l.asOf - start + l.window - 1) / l.window)
}

func (l *layout) width() int { return len(l.edges) - 1 }

// spread is the first and the last start in a cohort.
type spread struct{ first, last int64 }

// possible returns the spread of the starts that a cohort may have.
func (l *layout) possible(row int) spread {
	start, end := l.periods[row].Whole().Micros()
	return spread{start, end - 1}
}

// status says how much of a column has passed for a cohort with such starts.
func (l *layout) status(row, column int, starts spread) Status {
	from, to := l.edges[column], l.edges[column+1]
	if l.window > 0 {
		switch {
		case l.before(starts.last, to) && l.over(row):
			return Complete
		case l.before(starts.first+1, from):
			return Partial
		}
		return NotYet
	}
	switch {
	case row+from >= len(l.periods):
		return NotYet
	case row+to <= len(l.periods) && l.over(row+to-1):
		return Complete
	}
	return Partial
}

// over says whether a period is over.
func (l *layout) over(i int) bool { return !l.periods[i].Whole().End().After(l.options.asOf()) }

// before says whether so many windows after an instant are over by the one that
// is known.
func (l *layout) before(micros int64, windows int) bool {
	left := l.asOf - micros
	return left >= 0 && left/l.window >= int64(windows)
}

// place returns the column of an event of a subject that entered a cohort; -1
// where there is none.
func (l *layout) place(row int, entered int64, m kpi.Moment) int32 {
	w := int64(m.Period - row) // below 0 for what is before the first period
	if l.window > 0 {
		if m.Micros < entered || m.Micros >= l.asOf {
			return -1
		}
		w = (m.Micros - entered) / l.window
	}
	if w < 0 || w >= int64(len(l.column)) {
		return -1
	}
	return l.column[w]
}

// row returns the cohort of an instant, -1 where there is none.
func (l *layout) row(micros int64) int {
	if r := int(l.cuts.Find(micros)); r < l.rows {
		return r
	}
	return -1
}
