package uci

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// line is a line of an invoice; the description plays no part.
type line struct {
	row      int // the line of the file where it begins
	stock    string
	customer string // "" where there is none
	country  string
	quantity int64
	price    decimal.Decimal
	at       time.Time
}

// row is a line with the number of its invoice, as files hold it.
type row struct {
	invoice string
	line
}

// The columns, in any order in the file.
const (
	colInvoice = iota
	colStock
	colDescription
	colQuantity
	colDate
	colPrice
	colCustomer
	colCountry
)

var columnNames = []string{
	"InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country",
}

const maxTextBytes = 256 // of a number or name: what the library takes as an ID

// FormatError says where a file does not follow the format, and why. It prints
// as file:line:column: reason.
type FormatError struct {
	File         string
	Line, Column int // from 1; a column is a byte of its line
	Reason       string
}

// Error returns place and reason.
func (e *FormatError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Reason)
}

// reader reads one file. Texts that repeat, which is most of them, are parsed
// and kept once.
type reader struct {
	name   string
	csv    *csv.Reader
	at     [8]int // the field of each column
	line   int    // of the last record
	texts  map[string]string
	prices map[string]decimal.Decimal
	date   string // the last one, and its instant: the lines of an invoice share it
	time   time.Time
}

// readRows yields the rows of a file. An error, a *FormatError where the file
// is at fault, is the last thing it yields.
func readRows(name string, from io.Reader) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		buffered := bufio.NewReaderSize(from, 1<<16)
		if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" {
			_, _ = buffered.Discard(len(mark)) // what was peeked at is there
		}
		r := &reader{name: name, csv: csv.NewReader(buffered), texts: map[string]string{}, prices: map[string]decimal.Decimal{}}
		r.csv.ReuseRecord = true
		if err := r.header(); err != nil {
			yield(row{}, err)
			return
		}
		for {
			next, err := r.next()
			if err == io.EOF || !yield(next, err) || err != nil {
				return
			}
		}
	}
}

// header finds the columns.
func (r *reader) header() error {
	names, err := r.record()
	if err == io.EOF {
		return &FormatError{r.name, 1, 1, "no header, want " + strings.Join(columnNames, ",")}
	}
	if err != nil {
		return err
	}
	var found [len(r.at)]bool
	for i, name := range names {
		column := slices.Index(columnNames, name)
		switch {
		case column < 0:
			return r.fault(i, "unknown column "+quote(name)+", want "+strings.Join(columnNames, ","))
		case found[column]:
			return r.fault(i, "column "+name+" comes twice")
		}
		found[column], r.at[column] = true, i
	}
	if missing := slices.Index(found[:], false); missing >= 0 {
		return r.fault(len(names)-1, "missing column "+columnNames[missing])
	}
	return nil
}

// record reads a record; it stays valid until the next.
func (r *reader) record() ([]string, error) {
	record, err := r.csv.Read()
	switch bad, malformed := errors.AsType[*csv.ParseError](err); {
	case err == io.EOF:
		return nil, err
	case errors.Is(err, csv.ErrFieldCount):
		return nil, &FormatError{r.name, bad.Line, bad.Column, fmt.Sprintf("%d fields, the header has %d", len(record), len(r.at))}
	case malformed:
		return nil, &FormatError{r.name, bad.Line, bad.Column, bad.Err.Error()}
	case err != nil:
		return nil, fmt.Errorf("%s: after line %d: %w", r.name, r.line, err)
	}
	r.line, _ = r.csv.FieldPos(0)
	return record, nil
}

// fault is an error at a field of the last record.
func (r *reader) fault(field int, reason string) error {
	line, column := r.csv.FieldPos(field)
	return &FormatError{r.name, line, column, reason}
}

// next reads a row.
func (r *reader) next() (row, error) {
	record, err := r.record()
	if err != nil {
		return row{}, err
	}
	at := func(column int) string { return record[r.at[column]] }
	wrong := func(column int, reason string) (row, error) {
		return row{}, r.fault(r.at[column], columnNames[column]+" "+quote(at(column))+": "+reason)
	}
	out := row{line: line{row: r.line}}
	for _, text := range [...]struct {
		column int
		to     *string
	}{{colInvoice, &out.invoice}, {colStock, &out.stock}, {colCustomer, &out.customer}, {colCountry, &out.country}} {
		s, reason := r.text(at(text.column))
		if reason != "" {
			return wrong(text.column, reason)
		}
		*text.to = s
	}
	for _, column := range [...]int{colInvoice, colStock} {
		if at(column) == "" {
			return wrong(column, "required")
		}
	}
	if out.quantity, err = strconv.ParseInt(at(colQuantity), 10, 64); err != nil {
		return wrong(colQuantity, "not a whole number of 64 bits")
	}
	if out.price, err = r.price(at(colPrice)); err != nil {
		reason := err.Error()
		if bad, ok := errors.AsType[*model.NumberError](err); ok {
			reason = bad.Reason
		}
		return wrong(colPrice, reason)
	}
	if out.at, err = r.instant(at(colDate)); err != nil {
		return wrong(colDate, "not a time such as 2010-12-01 08:26:00")
	}
	return out, nil
}

// text returns a text to keep, or the reason why it is none.
func (r *reader) text(s string) (kept, reason string) {
	if s == "" {
		return "", ""
	}
	if kept, ok := r.texts[s]; ok {
		return kept, ""
	}
	switch {
	case len(s) > maxTextBytes:
		return "", fmt.Sprintf("%d bytes long, at most %d allowed", len(s), maxTextBytes)
	case !utf8.ValidString(s):
		return "", "not UTF-8"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "", "holds a control character"
	}
	kept = strings.Clone(s) // or the whole record would be kept
	r.texts[kept] = kept
	return kept, ""
}

func (r *reader) price(s string) (decimal.Decimal, error) {
	if p, ok := r.prices[s]; ok {
		return p, nil
	}
	p, err := model.ParseDecimal(s)
	if err == nil {
		r.prices[strings.Clone(s)] = p
	}
	return p, err
}

func (r *reader) instant(s string) (time.Time, error) {
	if s == r.date && s != "" {
		return r.time, nil
	}
	clock, err := time.Parse(time.DateTime, s)
	if err != nil {
		return time.Time{}, err
	}
	if clock.Format(time.DateTime) != s { // such as fractions of seconds
		return time.Time{}, period.ErrSyntax
	}
	// The library's rule for times that clocks skip or repeat is that of its
	// ranges: this one is empty, and starts at the instant.
	at, err := calendar.Parse(clock.Format("2006-01-02T15:04:05") + "/PT0S")
	if err != nil {
		return time.Time{}, err
	}
	r.date, r.time = strings.Clone(s), at.Start()
	return r.time, nil
}

// quote quotes what a file holds so that it cannot garble a terminal.
func quote(s string) string {
	const most = 64
	if len(s) > most {
		return strconv.QuoteToASCII(s[:most]) + "..."
	}
	return strconv.QuoteToASCII(s)
}
