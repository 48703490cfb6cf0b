package factfile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// csvRecords reads CSV, by the names in its first record.
type csvRecords struct {
	csv    *csv.Reader
	limit  *limiter
	max    int
	to     []int // the layout's column of each cell, -1 for unknown ones
	from   []int // the cell of each of the layout's columns, -1 where there is none
	row    []cell
	begin  int
	behind int // the line behind the record
}

// newCSV reads the header. index gives the columns of the layout, required
// those that have to be there.
func newCSV(text *bufio.Reader, limit *limiter, o Options, index map[string]int, required []string, d *decoder) (*csvRecords, error) {
	r := &csvRecords{csv: csv.NewReader(text), limit: limit, max: o.maxRecord(), row: make([]cell, len(index)), behind: 1}
	r.csv.Comma, r.csv.ReuseRecord = o.comma(), true
	if c := r.csv.Comma; c == '"' || c == '\r' || c == '\n' || !utf8.ValidRune(c) || c == utf8.RuneError {
		return nil, &badRecord{err: fmt.Errorf("%w: %q cannot part cells", ErrHeader, c)}
	}
	header, err := r.read()
	if err == io.EOF {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	r.to = make([]int, len(header))
	r.from = make([]int, len(index))
	for i := range r.from {
		r.from[i] = -1
	}
	seen := make(map[string]bool, len(header))
	for i, name := range header {
		line, column := r.csv.FieldPos(i)
		if seen[name] {
			return nil, &badRecord{line, column, fmt.Errorf("%w: %q is there twice", ErrHeader, shown(name))}
		}
		seen[strings.Clone(name)] = true
		at, ok := index[name]
		if !ok {
			r.to[i] = -1
			d.unknown.add(name)
			continue
		}
		r.to[i], r.from[at] = at, i
	}
	for _, name := range required {
		if !seen[name] {
			return nil, &badRecord{1, 0, fmt.Errorf("%w: no column %s", ErrHeader, name)}
		}
	}
	return r, nil
}

// read returns the next record, or a *badRecord where there may be others
// behind it.
func (r *csvRecords) read() ([]string, error) {
	r.limit.left = r.max + bufferSize // as the buffers read ahead
	start := r.csv.InputOffset()
	record, err := r.csv.Read()
	if err == nil || errors.Is(err, csv.ErrFieldCount) {
		last := len(record) - 1
		r.begin, _ = r.csv.FieldPos(0)
		line, _ := r.csv.FieldPos(last)
		r.behind = line + strings.Count(record[last], "\n") + 1
	}
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		reason := parse.Err.Error()
		if parse.Err == csv.ErrFieldCount {
			reason = strconv.Itoa(len(record)) + " cells, " + strconv.Itoa(r.csv.FieldsPerRecord) + " columns"
		} else {
			r.behind = parse.Line + 1
		}
		return nil, &badRecord{parse.Line, parse.Column, fmt.Errorf("%w: %s", ErrRecord, reason)}
	}
	if err != nil {
		return nil, err
	}
	if size := r.csv.InputOffset() - start; size > int64(r.max) {
		return nil, &badRecord{r.begin, 0, fmt.Errorf("%w: %d bytes, at most %d allowed", ErrTooLong, size, r.max)}
	}
	return record, nil
}

func (r *csvRecords) next(*decoder) error {
	record, err := r.read()
	if err != nil {
		return err
	}
	for i, text := range record {
		at := r.to[i]
		if at < 0 {
			continue
		}
		to := &r.row[at]
		if to.form = emptyCell; text != "" {
			to.form, to.text = textCell, text
		}
	}
	return nil
}

func (r *csvRecords) cells() []cell { return r.row }

func (r *csvRecords) line() int { return r.begin }

func (r *csvRecords) spots(b []spot) []spot {
	b = append(b, spot{line: r.begin})
	for _, cell := range r.from {
		var at spot
		if cell >= 0 {
			at.line, at.column = r.csv.FieldPos(cell)
		}
		b = append(b, at)
	}
	return b
}
