package factfile

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/ecomkpi/ecomkpi/model"
)

// Source reads the facts of one kind from a file, one after the other. It holds
// one record at a time. It is made by [Layout.Read] and used by one goroutine.
type Source[F any] struct {
	layout  *Layout[F]
	options Options
	in      io.Reader
	records records // nil before the first record
	decoder decoder
	rows    int
	ended   bool
	// attach adds what another file of the folder says of the fact.
	attach func(in *F, d *decoder)
}

// All yields the facts of the file in their order. A record that cannot be
// read comes as an error, with the zero fact, and is followed by the records
// behind it: whoever breaks off there is strict. The error is an [*Error] for
// each fault of the record, joined. What ends the reading, such as a header
// without a required column or a file that is cut off, is the last error.
//
// Facts are checked where they are recorded, not here. A second range goes on
// where the first was broken off.
func (s *Source[F]) All() iter.Seq2[F, error] {
	return func(yield func(F, error) bool) {
		for {
			var in F
			err := s.next(&in)
			if err == io.EOF {
				return
			}
			if err != nil {
				var none F
				in = none
			}
			if !yield(in, err) {
				return
			}
		}
	}
}

// Name returns the name of the file in errors.
func (s *Source[F]) Name() string { return s.options.Name }

// Rows returns how many records were read so far, those with errors included.
func (s *Source[F]) Rows() int { return s.rows }

// Line returns the line in which the record begins that was read last; 0 before
// the first.
func (s *Source[F]) Line() int {
	if s.records == nil {
		return 0
	}
	return s.records.line()
}

// Unknown lists the columns that were met so far and that the layout does not
// know, fields of lists as "lines.color", in the order of their appearance, at
// most 100. They are not read.
func (s *Source[F]) Unknown() []string { return s.decoder.unknown.list }

// next reads one fact: io.EOF at the end.
func (s *Source[F]) next(in *F) error {
	if s.ended {
		return io.EOF
	}
	if s.records == nil {
		if err := s.begin(); err != nil {
			return err
		}
	}
	d := &s.decoder
	d.faults = d.faults[:0]
	err := s.records.next(d)
	switch bad, ok := err.(*badRecord); {
	case err == io.EOF:
		s.ended = true
		return err
	case ok:
		s.rows++
		return s.errorAt(bad.line, bad.column, bad.err)
	case err != nil:
		return s.end(err)
	}
	s.rows++
	s.layout.columns.decode(s.records.cells(), in, d)
	if s.attach != nil {
		s.attach(in, d)
	}
	if len(d.faults) == 0 {
		return nil
	}
	var errs []error
	id, spots := shown(s.layout.id(in)), s.records.spots(nil)
	for _, f := range d.faults {
		errs = append(errs, s.refusal(&model.FactError{
			Kind: s.layout.kind, ID: id, Field: f.field, Value: f.value, Reason: f.reason, Err: f.kind,
		}, spots))
	}
	return joined(errs)
}

// joined is errors.Join that leaves a single error as it is.
func joined(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// begin opens the file and reads the header.
func (s *Source[F]) begin() error {
	limit := &limiter{left: bufferSize}
	text, err := open(s.in, s.options.Name, limit)
	if err != nil {
		return s.end(err)
	}
	format := s.options.Format
	if format == Auto {
		format = formatOf(s.options.Name, text)
	}
	columns := s.layout.columns
	if format == JSONLines {
		s.records = newJSONLines(text, limit, s.options, columns.index)
		return nil
	}
	records, err := newCSV(text, limit, s.options, columns.index, columns.required(), &s.decoder)
	if err != nil {
		return s.end(err)
	}
	s.records = records
	return nil
}

// end makes an error of what ends the reading.
func (s *Source[F]) end(err error) error {
	s.ended = true
	if bad, ok := err.(*badRecord); ok {
		return s.errorAt(bad.line, bad.column, bad.err)
	}
	line := 0
	if csv, ok := s.records.(*csvRecords); ok {
		line = csv.behind
	} else if s.records != nil {
		line = s.records.line()
	}
	switch {
	case errors.Is(err, ErrTooLong):
		err = fmt.Errorf("%w: at most %d bytes allowed; is a quote left open?", ErrTooLong, s.options.maxRecord())
	case !errors.Is(err, ErrEncoding):
		err = fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	return s.errorAt(line, 0, err)
}

func (s *Source[F]) errorAt(line, column int, err error) error {
	return &Error{File: s.options.Name, Line: line, Column: column, Err: err}
}

// refusal says where in the file the field of a refusal is.
func (s *Source[F]) refusal(f *model.FactError, spots []spot) *Error {
	at := placed(spots, s.layout.columns.place(f.Field))
	return &Error{File: s.options.Name, Line: at.line, Column: at.column, Err: f}
}

// refused is what the model said of a fact, which was read in such a place.
func (s *Source[F]) refused(err error, spots []spot) error {
	var errs []error
	for i, f := range factErrors(err) {
		if i == maxFaults {
			break
		}
		kept := *f
		kept.ID, kept.Field, kept.Value, kept.Reason = shown(f.ID), shown(f.Field), shown(f.Value), shown(f.Reason)
		errs = append(errs, s.refusal(&kept, spots))
	}
	if len(errs) == 0 {
		return s.errorAt(spots[0].line, 0, err)
	}
	return joined(errs)
}
