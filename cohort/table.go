package cohort

import (
	"fmt"
	"math/big"
	"strconv"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Table is a retention table: a row for every cohort, a column for every window
// or bracket of windows. It is made by [Retention]. The zero Table is empty.
type Table struct {
	Columns []Column
	Rows    []Row

	options TableOptions
}

// Options returns how the table is laid out.
func (t Table) Options() TableOptions { return t.options }

// Column is the windows of a column, by number; 0 is the first one.
type Column struct {
	From, To int // both included
}

// Label returns the number of the window, or the first and the last one: 3,
// 4-11.
func (c Column) Label() string {
	if c.From == c.To {
		return strconv.Itoa(c.From)
	}
	return fmt.Sprintf("%d-%d", c.From, c.To)
}

// Row is a cohort: those who started in one period.
type Row struct {
	Cohort period.Period
	Size   int64 // subjects
	Cells  []Cell
}

// Cell is what a cohort did in a column. Where the status is NotYet all is
// zero and means nothing.
type Cell struct {
	Status   Status
	Subjects int64                   // active ones, by the flavour
	Of       int64                   // the reference: the cohort's size, or the subjects of the column before
	Orders   int64                   // events of the cohort's subjects
	Money    kpi.Result[model.Money] // what they are worth; undefined in several currencies

	level float64
}

// Rate returns the subjects by the reference. It is undefined where the column
// has not begun (WindowOpen) or the reference is zero (NoDenominator). That of
// a partial cell may still change.
func (c Cell) Rate() kpi.Result[kpi.Ratio] {
	if c.Status == NotYet {
		return kpi.Undefined[kpi.Ratio](kpi.WindowOpen, "")
	}
	return kpi.NewRatio(c.Subjects, c.Of)
}

// Interval returns the Wilson interval of the rate at the level of the table;
// false where the rate is undefined or no share: subjects may be more than
// those of the column before.
func (c Cell) Interval() (proportion.Interval, bool) {
	if c.Status == NotYet || c.Of <= 0 || c.Subjects > c.Of {
		return proportion.Interval{}, false
	}
	i, err := proportion.CI(c.Subjects, c.Of, c.level, proportion.Wilson)
	return i, err == nil
}

// Mean is the mean rate of a column over its complete cells.
type Mean struct {
	Column   Column
	Cells    int   // complete ones with a rate
	Subjects int64 // of these cells
	Of       int64

	sum   *big.Rat
	level float64
}

// Pooled returns the mean weighted by size: all subjects by all references. It
// is undefined where no cell is complete (WindowOpen).
func (m Mean) Pooled() kpi.Result[kpi.Ratio] {
	if m.Cells == 0 {
		return kpi.Undefined[kpi.Ratio](kpi.WindowOpen, "")
	}
	return kpi.NewRatio(m.Subjects, m.Of)
}

// Simple returns the mean of the rates, every cohort counting the same. It is
// undefined where no cell is complete (WindowOpen).
func (m Mean) Simple() kpi.Result[Exact] {
	if m.Cells == 0 {
		return kpi.Undefined[Exact](kpi.WindowOpen, "")
	}
	return kpi.Value(Exact{rat: new(big.Rat).Quo(m.sum, big.NewRat(int64(m.Cells), 1))})
}

// Interval returns the Wilson interval of the pooled rate at the level of the
// table, which takes subjects for independent; false where there is none.
func (m Mean) Interval() (proportion.Interval, bool) {
	return Cell{Status: Complete, Subjects: m.Subjects, Of: m.Of, level: m.level}.Interval()
}

// Means returns the mean of every column, over complete cells of cohorts that
// have a reference.
func (t Table) Means() []Mean {
	out := make([]Mean, len(t.Columns))
	for c := range out {
		m := Mean{Column: t.Columns[c], sum: new(big.Rat), level: t.options.level()}
		for _, row := range t.Rows {
			cell := row.Cells[c]
			if cell.Status != Complete || cell.Of == 0 {
				continue
			}
			m.Cells++
			m.Subjects += cell.Subjects
			m.Of += cell.Of
			m.sum.Add(m.sum, big.NewRat(cell.Subjects, cell.Of))
		}
		out[c] = m
	}
	return out
}

func micros(t time.Time) int64 { return period.CeilMicros(t) }
