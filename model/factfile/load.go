package factfile

import (
	"io"

	"github.com/ecomkpi/ecomkpi/model"
)

// loadedRows is how many records are read before they are recorded together, which
// takes less than half the time that it takes one by one.
const loadedRows = 64

// loading is the way of a file's facts into their table.
type loading[F any] struct {
	source *Source[F]
	table  recorder[F]
	report *Report
	before int // records that were refused in other files

	n     int // facts read
	facts [loadedRows]F
	spots [loadedRows][]spot // where they are in the file
}

// load is Load where so many records were refused already.
func (l *Layout[F]) load(f *model.Facts, s *Source[F], before int) (Report, error) {
	report := Report{File: s.options.Name, Kind: l.kind}
	table := l.table(f)
	duplicates := table.Duplicates()
	to := &loading[F]{source: s, table: table, report: &report, before: before}
	err := to.run()
	report.Unknown = s.Unknown()
	report.Duplicates = table.Duplicates() - duplicates
	report.Accepted = report.Rows - report.Duplicates - report.Refused
	return report, err
}

func (l *loading[F]) run() error {
	s := l.source
	for {
		var none F
		l.facts[l.n] = none
		err := s.next(&l.facts[l.n])
		if err == nil {
			l.spots[l.n] = s.records.spots(l.spots[l.n][:0])
			if l.n++; l.n < loadedRows {
				continue
			}
		}
		if err := l.flush(); err != nil {
			return err
		}
		switch {
		case err == nil:
		case err == io.EOF:
			return nil
		case s.ended:
			l.report.Errors = append(l.report.Errors, Faults(err)...)
			return err
		default:
			l.report.Rows++
			if err := l.report.refuse(err, s.options, l.before); err != nil {
				return err
			}
		}
	}
}

// flush records the facts read, or those of them that are not refused.
func (l *loading[F]) flush() error {
	n := l.n
	l.n = 0
	o := l.source.options
	if !o.Correct && n > 0 && l.table.Append(l.facts[:n]...) == nil {
		l.report.Rows += n
		return nil
	}
	for i := range n {
		l.report.Rows++
		var err error
		if o.Correct {
			err = l.table.Correct(l.facts[i])
		} else {
			err = l.table.Append(l.facts[i : i+1]...)
		}
		if err == nil {
			continue
		}
		if err := l.report.refuse(l.source.refused(err, l.spots[i]), o, l.before); err != nil {
			return err
		}
	}
	return nil
}
