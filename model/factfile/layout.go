package factfile

import (
	"errors"
	"io"
	"iter"

	"github.com/ecomkpi/ecomkpi/model"
)

// Layout is how the facts of one kind stand in files: [Orders], [Accounts] and
// the others are Layouts. F is the fact, such as model.Order.
type Layout[F any] struct {
	kind    model.Kind
	name    string
	columns *columns[F]
	id      func(*F) string
	table   func(*model.Facts) recorder[F] // nil for parts of facts, which have no table of their own
	rows    func(*model.Facts) iter.Seq[F]
	part    part[F] // what a folder of CSV files has in another file; nil without
}

// recorder is the part of a table that takes facts.
type recorder[F any] interface {
	Append(...F) error
	Correct(F) error
	Duplicates() int
}

// newLayout makes the layout of a kind. fact turns a row back into a fact.
func newLayout[F, R any](kind model.Kind, name string, id func(*F) string,
	table func(*model.Facts) *model.Table[F, R], fact func(R) F, columns ...column[F],
) *Layout[F] {
	return &Layout[F]{
		kind: kind, name: name, columns: newRecord(columns), id: id,
		table: func(f *model.Facts) recorder[F] { return table(f) },
		rows: func(f *model.Facts) iter.Seq[F] {
			return func(yield func(F) bool) {
				for row := range table(f).All() {
					if !yield(fact(row)) {
						return
					}
				}
			}
		},
	}
}

// Kind returns the kind of fact.
func (l *Layout[F]) Kind() model.Kind { return l.kind }

// Name returns the name of the kind's files in a folder, without ending, such
// as "orders".
func (l *Layout[F]) Name() string { return l.name }

// Column describes a column of CSV, which is a field of the same name in JSON
// Lines.
type Column struct {
	Name string
	Form string // what a cell holds: see the package documentation
	Need Need
}

// Columns lists the columns in the order in which they are written.
func (l *Layout[F]) Columns() []Column {
	out := make([]Column, len(l.columns.list))
	for i, c := range l.columns.list {
		out[i] = Column{c.name, c.form, c.need}
	}
	return out
}

// Read returns the facts of a file, to be ranged over. Nothing is read before.
func (l *Layout[F]) Read(r io.Reader, o Options) *Source[F] {
	if o.Name == "" {
		o.Name = l.name
	}
	return &Source[F]{layout: l, options: o, in: r, decoder: decoder{location: o.Location, fallback: o.Currency}}
}

// Facts yields the recorded facts of the kind, corrections being in the place
// of what they corrected. What was not given at Append is as the table made it.
func (l *Layout[F]) Facts(f *model.Facts) iter.Seq[F] { return l.rows(f) }

// Load records the facts of a file. Each record is recorded as a whole or not
// at all.
//
// Strict, which is MaxErrors 0, Load stops at the first record that is refused,
// by the reader or by the table, and returns its faults, an [*Error] each,
// joined: what stands before it in the file is recorded then, nothing from it
// on. Collecting, it leaves such records out, lists their faults in the report
// and returns nil, unless there are more than MaxErrors of them: it stops at
// the one too many with [ErrTooManyRefused]. What ends the reading of a file, such as
// one that is cut off, is returned in either case; what was read before is
// recorded.
func (l *Layout[F]) Load(f *model.Facts, r io.Reader, o Options) (Report, error) {
	return l.load(f, l.Read(r, o), 0)
}

// Write writes facts in the columns of the layout, which Read reads back as
// they are. Of facts that Append would refuse this is promised only as far as
// they can be written: a number or a time beyond the limits of facts is an
// error that wraps [ErrUnwritten], and what was written before it remains.
// Lists are within the record. Errors of w are returned as they are.
func (l *Layout[F]) Write(w io.Writer, facts iter.Seq[F], form Form) error {
	return l.write(w, facts, form, -1)
}

// write leaves one column out; -1 leaves out none.
func (l *Layout[F]) write(w io.Writer, facts iter.Seq[F], form Form, without int) (err error) {
	out := newWriter(w, form)
	defer func() { err = errors.Join(err, out.close(err == nil)) }()
	if form.Format != JSONLines {
		l.columns.writeHeader(out, without)
	}
	var e encoder
	row := 0
	for fact := range facts {
		row++
		l.columns.writeRecord(out, &fact, &e, without)
		if err := e.err(); err != nil {
			return unwritten(l.name, row, err)
		}
		if err := out.flushAt(bufferSize); err != nil {
			return err
		}
	}
	return nil
}
